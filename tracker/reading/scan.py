"""The form in which a text is searched: folded, one byte for each character.

Offsets into the scan are offsets into the text. A whole text is searched with the linear-time engine only; what
stands at or around a find, a few dozen bytes, is read with the quicker engine of the standard library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
