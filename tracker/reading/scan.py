"""The form in which a text is searched: folded, one byte for each character.

Offsets into the scan are offsets into the text, and the linear-time engine need not translate them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import re2

from tracker.message.text import fold

_PLAIN = {
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " "),
    **dict.fromkeys(map(ord, "º°"), "o"),
    ord("ª"): "a",
}


def scan_of(text: str) -> bytes:
    """Lower-case ASCII without accents; whatever is not a letter of ours becomes `?`."""
    folded = fold(text)
    return (folded if folded.isascii() else folded.translate(_PLAIN)).encode("ascii", "replace")


class Found(Protocol):
    """What a pattern found in a scan. Groups that did not take part are None and start at -1."""

    def __getitem__(self, group: int) -> bytes: ...
    def start(self, group: int = 0) -> int: ...
    def end(self, group: int = 0) -> int: ...


class Pattern(Protocol):
    def search(self, text: bytes, pos: int | None = None) -> Found | None: ...
    def match(self, text: bytes, pos: int | None = None) -> Found | None: ...
    def fullmatch(self, text: bytes) -> Found | None: ...
    def finditer(self, text: bytes) -> Iterator[Found]: ...


def compiled(pattern: str) -> Pattern:
    """A pattern over scans. Blanks and line ends in `pattern` itself mean nothing; write a blank as `[ ]`."""
    program: Pattern = re2.compile("".join(_unspaced(pattern)).encode("ascii"))
    return program


def _unspaced(pattern: str) -> list[str]:
    return [part if part.startswith("[") else "".join(part.split()) for part in _parted(pattern)]


def _parted(pattern: str) -> list[str]:
    """The pattern cut into character classes and what stands between them."""
    parts, start = [], 0
    while (opening := pattern.find("[", start)) >= 0:
        closing = pattern.index("]", opening + 2) + 1
        parts += [pattern[start:opening], pattern[opening:closing]]
        start = closing
    return [*parts, pattern[start:]]
