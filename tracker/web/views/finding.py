"""Words that a person looks for: how texts are compared, and a few words around what was found."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from itertools import accumulate

from tracker.web.views.marked import Piece, cut, joined

BEFORE = 60  # characters of an excerpt in front of what was found
LONGEST = 160  # characters of it altogether, beside the dots at its ends
DOTS = "…"


class _Folds(dict[int, str]):
    """What each character is compared as, made when first met."""

    def __missing__(self, code: int) -> str:
        apart = unicodedata.normalize("NFKD", chr(code).casefold())
        self[code] = folded = "".join(char for char in apart if not unicodedata.combining(char))
        return folded


_FOLDS = _Folds()


def folded(text: str) -> str:
    """Without case and accents, so that "citas" finds "CITAS" and "pedido" finds "pedído".

    Each character becomes none, one or several, whatever stands beside it.
    """
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def on_one_line(text: str) -> str:
    """With one blank for any stretch of blanks and line ends, where a search must not stumble over them."""
    return " ".join(text.split())


def excerpt(text: str, needle: str) -> tuple[Piece, ...]:
    """Where `needle`, which is folded, first stands in the text, marked, and again where it does in the words around.

    Empty where it does not stand there at all.
    """
    line = on_one_line(text)
    places = _places(line, needle)
    if not places:
        return ()
    start = _start(line, places[0][0])
    end = _end(line, start + LONGEST, places[0][1])
    shown = [(first - start, min(last, end) - start) for first, last in places if start <= first < end]
    pieces = [piece for piece in cut(line[start:end], joined(shown)) if piece.text]
    ahead, behind = ([Piece(text=DOTS)] if left else [] for left in (start > 0, end < len(line)))
    return (*ahead, *pieces, *behind)


def _places(line: str, needle: str) -> list[tuple[int, int]]:
    """From where to where in the line it stands, each time."""
    lengths = list(accumulate(len(_FOLDS[ord(char)]) for char in line))
    compared, places, at = folded(line), list[tuple[int, int]](), 0
    while needle and (at := compared.find(needle, at)) >= 0:
        # A mark that belongs to the last letter is a character of no length behind it, and goes with it.
        places.append((bisect_right(lengths, at), bisect_right(lengths, at + len(needle) - 1) + 1))
        at += len(needle)
    return [(first, _with_marks(line, last)) for first, last in places]


def _with_marks(line: str, end: int) -> int:
    while end < len(line) and not _FOLDS[ord(line[end])]:
        end += 1
    return end


def _start(line: str, found: int) -> int:
    """At the beginning of a word, if there is one in the stretch before what was found."""
    if found <= BEFORE:
        return 0
    blank = line.find(" ", found - BEFORE, found)
    return found - BEFORE if blank < 0 else blank + 1


def _end(line: str, most: int, found: int) -> int:
    """At the end of a word, if there is one between what was found and the most that may be shown."""
    if most >= len(line):
        return len(line)
    blank = line.rfind(" ", min(found, most), most + 1)
    return most if blank < 0 else blank
