"""A message's text with the words that counted marked: pieces for a template, never markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.frozen import Frozen
from tracker.reading.types import Match

LONGEST = 12_000  # characters shown


class Piece(Frozen):
    text: str
    marked: bool = False


def marked(text: str, matches: Iterable[Match]) -> tuple[Piece, ...]:
    """The text from its beginning, in pieces; a match that does not stand where it says is left unmarked."""
    spans = [(one.start, one.end) for one in matches if text[one.start : one.end] == one.text and one.start < one.end]
    return tuple(piece for piece in cut(text[:LONGEST], joined(spans)) if piece.text)


def joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """In order, those that overlap as one."""
    begin = end = -1
    for start, stop in sorted(spans):
        if start > end:
            if end >= 0:
                yield begin, end
            begin, end = start, stop
        else:
            end = max(end, stop)
    if end >= 0:
        yield begin, end


def cut(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    """The whole text; what the spans hold, which stand in order and apart, is marked."""
    at = 0
    for start, end in spans:
        yield Piece(text=text[at:start])
        yield Piece(text=text[start:end], marked=True)
        at = max(at, end)
    yield Piece(text=text[at:])
