"""The form in which a text is searched: folded, one byte for each character.

Offsets into the scan are offsets into the text. A whole text is searched with the linear-time engine only; what
stands at or around a find, a few dozen bytes, is read with the quicker engine of the standard library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any

import re2

from tracker.message.text import fold

Found = re.Match[bytes]

_PLAIN = {**dict.fromkeys("\u00a0\u2007\u2009\u202f", " "), **dict.fromkeys("º°", "o"), "ª": "a"}
_ASCII = bytes(range(128))
_FEW = 48  # kinds of characters outside ASCII; more than any of our languages needs


@lru_cache(maxsize=16)
def scan_of(text: str) -> bytes:
    """Lower-case ASCII without accents; whatever is not a letter of ours becomes `?`.

    The few texts of a message are asked for again and again by those who read it.
    """
    if text.isascii():
        return text.lower().encode("ascii")
    foreign = set(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    if len(foreign) > _FEW:
        for character, plain in _PLAIN.items():
            text = text.replace(character, plain)
        return fold(text).encode("ascii", "replace")
    for character in foreign:  # one pass for each is quicker than one look for each character of the text
        text = text.replace(character, _PLAIN.get(character) or fold(character))
    return text.encode("ascii", "replace").lower()


Span = tuple[int, int]
Locator = Callable[[bytes, int, int], Sequence[Span]]


def locator(pattern: Any) -> Locator:  # noqa: ANN401 - the package has no types
    """Asks a compiled RE2 pattern for its next find in `scan[position:end]`: its span, `(-1, -1)` where there is none.

    The package's own methods make three objects of each find, which takes longer than the finding.
    """
    return partial(pattern._regexp.Match, re2._re2.RE2.Anchor.UNANCHORED)  # noqa: SLF001 - held by a test


class Finder:
    """Finds a pattern in whole scans. Every repetition in the pattern must be bounded."""

    def __init__(self, pattern: str) -> None:
        options = re2.Options()
        options.never_capture = True
        self._next = locator(re2.compile(_unspaced(pattern), options))
        self._here = near(pattern)

    def search(self, scan: bytes, position: int = 0) -> Found | None:
        while (start := self._next(scan, position, len(scan))[0][0]) >= 0:
            if found := self._here.match(scan, start):
                return found
            position = start + 1
        return None

    def finditer(self, scan: bytes) -> Iterator[Found]:
        position, length = 0, len(scan)
        while (span := self._next(scan, position, length)[0])[0] >= 0:
            if found := self._here.match(scan, span[0]):
                yield found
            position = max(span[1], position + 1)


class WordFinder:
    """Finds a pattern that looks around itself, at the beginning of a word. Every repetition in it must be bounded.

    Where it may begin, the linear-time engine says: by the same pattern without what only looks around, or by `begins`,
    where that is shorter, which every find begins with.
    """

    def __init__(self, pattern: str, begins: str | None = None) -> None:
        whole = near(rf"\b (?: {pattern} )")
        self.here, self.groups = whole.match, whole.groupindex
        options = re2.Options()
        options.never_capture = True
        self._next = locator(re2.compile(_loosened(_unspaced(rf"\b (?: {begins or pattern} )")), options))

    def search(self, scan: bytes, position: int = 0) -> Found | None:
        length = len(scan)
        while position < length and (start := self._next(scan, position, length)[0][0]) >= 0:
            if found := self.here(scan, start):
                return found
            position = start + 1
        return None

    def finditer(self, scan: bytes) -> Iterator[Found]:
        position = 0
        while found := self.search(scan, position):
            yield found
            position = found.end()


_TOKEN = re.compile(rb"\\.|\[\^?.[^\]]*\]|\(\?P=\w+\)|\(\?P<\w+>|\(\?<?[=!]|\(\?>|\?\+|.", re.DOTALL)
_LOOSER = {b"(?>": b"(?:", b"(?P<": b"(?:", b"(?P=": b".", b"?+": b"?"}


def _loosened(pattern: bytes) -> bytes:
    """The pattern without what the linear-time engine cannot do; it finds whatever the pattern finds, and more.

    What only looks around is left out; a character that must be the same as an earlier one may be any.
    """
    kept, depth = [], 0  # how deep inside what looks around
    for token in _TOKEN.findall(pattern):
        if depth or token in {b"(?=", b"(?!", b"(?<=", b"(?<!"}:
            depth += token.startswith(b"(") - token.endswith(b")")
        else:
            kept.append(_LOOSER.get(token[:4], token))
    return b"".join(kept)


def line_before(scan: bytes, position: int) -> bytes:
    """What stands on the same line before a place."""
    return scan[scan.rfind(b"\n", 0, position) + 1 : position]


def preceded_by(words: Collection[str], gap: str = r"[ ]{1,2}") -> Callable[[bytes, int], bool]:
    """Whether one of `words` and a gap stand right before a place. Read backwards, it needs one look, not many."""
    match = near(rf"{gap} (?: {alternatives(word[::-1] for word in words)} ) (?! [a-z0-9] )").match
    longest = max(map(len, words)) + 3
    return lambda scan, position: match(scan[max(0, position - longest) : position][::-1]) is not None


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
