"""The form in which a text is searched: folded, one byte for each character.

Offsets into the scan are offsets into the text. A whole text is searched with the linear-time engine only; what
stands at or around a find, a few dozen bytes, is read with the quicker engine of the standard library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import re2

from tracker.message.text import fold

Found = re.Match[bytes]

_PLAIN = {
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " "),
    **dict.fromkeys(map(ord, "º°"), "o"),
    ord("ª"): "a",
}


def scan_of(text: str) -> bytes:
    """Lower-case ASCII without accents; whatever is not a letter of ours becomes `?`."""
    folded = fold(text)
    return (folded if folded.isascii() else folded.translate(_PLAIN)).encode("ascii", "replace")


class Finder:
    """Finds a pattern in whole scans. Every repetition in the pattern must be bounded."""

    def __init__(self, pattern: str) -> None:
        options = re2.Options()
        options.never_capture = True
        self._anywhere = re2.compile(_unspaced(pattern), options)
        self._here = near(pattern)

    def search(self, scan: bytes, position: int = 0) -> Found | None:
        while place := self._anywhere.search(scan, position):
            if found := self._here.match(scan, place.start()):
                return found
            position = place.start() + 1
        return None

    def finditer(self, scan: bytes) -> Iterator[Found]:
        for place in self._anywhere.finditer(scan):
            if found := self._here.match(scan, place.start()):
                yield found


class WordFinder:
    """Finds a pattern that can begin only with a digit or one of `words`, at the beginning of a word.

    One pass looks for such beginnings; only there the pattern is tried, so it takes linear time. Every repetition in
    the pattern must be bounded.
    """

    def __init__(self, pattern: str, words: Iterable[str]) -> None:
        self._beginnings = near(rf"\b (?: \d | {alternatives(words)} )")
        self.here = near(pattern).match

    def finditer(self, scan: bytes) -> Iterator[Found]:
        position = 0
        while found := self.search(scan, position):
            yield found
            position = found.end()

    def search(self, scan: bytes, position: int = 0) -> Found | None:
        here = self.here
        for place in self._beginnings.finditer(scan, position):
            if found := here(scan, place.start()):
                return found
        return None


def alternatives(words: Iterable[str]) -> str:
    """The words as one pattern that prefers the longest ("mars" to "mar"); a blank may be a line end.

    What words have in common at their beginning is tried once, not once for each.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, Any]) -> str:
    ends = "" in tree
    branches = [_CHARACTERS.get(c, c) + _branches(rest) for c, rest in sorted(tree.items()) if c]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + "?" * ends


_CHARACTERS = {" ": r"[ \n]", ".": "[.]"}


def near(pattern: str) -> re.Pattern[bytes]:
    """A pattern for a short stretch of a scan. Blanks and line ends in it mean nothing; write a blank as `[ ]`."""
    return re.compile(_unspaced(pattern))


def _unspaced(pattern: str) -> bytes:
    parts = (part if part.startswith("[") else "".join(part.split()) for part in _parted(pattern))
    return "".join(parts).encode("ascii")


def _parted(pattern: str) -> Iterator[str]:
    """The pattern cut into character classes and what stands between them."""
    start = 0
    while (opening := pattern.find("[", start)) >= 0:
        closing = pattern.index("]", opening + 2) + 1
        yield pattern[start:opening]
        yield pattern[opening:closing]
        start = closing
    yield pattern[start:]
