"""Days as they are written, one by one, without their hours.

    scan ──▶ worded  ("lunes, 5 de abril de 2027", "April 5, 2027") ─┐
         ──▶ numeric ("2027-04-05", "04/05/2027")                  ─┼─▶ settled by weekday, year and order ──▶ DayPiece
         ──▶ tiled   ("April 2027", "5", "Monday" in three lines)  ─┘

Nothing is mended: what can mean two days, or none, is handed on with its doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from tracker.reading.calendar_words import WEEKDAYS
from tracker.reading.day_forms import LOOK_BACK, Context, Written, follows_room, numeric, weekday_of, worded
from tracker.reading.scan import alternatives, line_before, near
from tracker.reading.tiles import tiled
from tracker.reading.types import Doubt

_RANGE_BEFORE = near(
    r"""(?: ^|[^:0-9a-z.] ) \d{1,2} (?: st|nd|rd|th|e|o )? [ ]?,?[ ]? (?: [-&/]
        | to|and|or|y|o|u|e|ou|et|a|al|ao|au|ak|oswa|rive|jiska ) [ ]? (?: (?<=[ ])dia[ ] )? \Z"""
)
_EARLIER = near(  # "del jueves 14 al" before "jueves 21 de enero": its month and year stand but once
    rf"""\b(?: from|del?|du|do|soti|sot ) [ \n] (?: (?: the|dia|el|le|jou )[ ] )?
    ((?: ({alternatives(WEEKDAYS)}),? [ \n] )? (\d{{1,2}})) (?: st|nd|rd|th|er|o )? [ \n]
    (?: to|al?|ao|au|para|pou|rive|ale ) [ \n] (?: (?: the|dia|o|el|le|jou )[ ] )? \Z"""
)
_EARLIER_BACK = 48
_DIGIT = near(r"\d")
_NO_DOUBT = frozenset[Doubt]()
MANY = 100  # dates
_WRAPPED_FROM = 50  # a line this long was broken by the mail program, a shorter one by the writer
_YEARS = range(1900, 2200)
_YEAR_ALONE = near(r"[a-z] [ ]? \n [ ]? (?: de|del|of|do ) [ ] \d{4}")  # "11 de mayo" above "de 2027"


class DayPiece(NamedTuple):
    start: int
    end: int
    day: date | None
    candidates: tuple[date, ...]
    doubts: frozenset[Doubt]
    weekday: int | None
    yearless: bool = False  # no year is written, and nothing else is doubtful
    ranged: bool = False  # it may close a stretch of days, and nothing else is doubtful
    earlier: tuple[int, int, date] | None = None  # the first day of that stretch, where its month is not repeated


def find_days(context: Context, more: int = 0) -> list[DayPiece] | None:
    """All days in order; where two overlap, the one that names its year, then the longer, is kept.

    Of a text with more dates than any notice has, only the first are read, and all of them are doubtful; None where
    `more` dates, which are walled off, would make them so many.
    """
    ways = [list(islice(way, MANY - more)) for way in (worded(context), numeric(context), tiled(context))]
    kept = [_settled(written, context) for written in _apart(written for way in ways for written in way)]
    if max(map(len, ways)) < MANY - more:
        return kept
    if more:
        return None
    return [piece._replace(day=None, candidates=(), doubts=piece.doubts | {Doubt.AMBIGUOUS_DATE}) for piece in kept]


def _apart(found: Iterable[Written]) -> list[Written]:
    kept: list[Written] = []
    for written in sorted(found, key=lambda one: one.start):
        if not kept or written.start >= kept[-1].end:
            kept.append(written)
        elif written.core >= kept[-1].end:  # they share but a weekday: "April 5, 2027 Monday\n04/06/2027"
            kept.append(written._replace(start=written.core))
        else:
            kept[-1] = max(kept[-1], written, key=lambda one: (one.meanings[0][0] is not None, one.end - one.start))
    return kept


def _settled(written: Written, context: Context) -> DayPiece:
    doubts = set(_surroundings(written, context))
    if len(written.meanings) == 1 and not (doubts or written.refused):
        (meaning,) = written.meanings
        day = meaning[0] and _real(meaning, None)
        if day and written.weekday in (None, day.weekday()):  # the plain case: all is said, and nothing contradicts
            return DayPiece(written.start, written.end, day, (), _NO_DOUBT, written.weekday)
    piece = _weighed(written, context, set(doubts))
    return _ranged(piece, written, context.scan) if doubts else piece


def _ranged(piece: DayPiece, written: Written, scan: bytes) -> DayPiece:
    """The day, if it may close a stretch and is plain otherwise, with the one that would open it."""
    before = scan[max(0, written.start - LOOK_BACK) : written.start]
    plain = piece.day and written.meanings[0][0] and piece.doubts == {Doubt.AMBIGUOUS_DATE}
    if not plain or not _RANGE_BEFORE.search(before):
        return piece
    offset = max(0, written.start - _EARLIER_BACK)
    found = _EARLIER.search(scan[offset : written.start])
    first = found and piece.day and real_date(piece.day.year, piece.day.month, int(found[3]))
    if not found or not first or (found[2] and weekday_of(found[2]) != first.weekday()):
        return piece._replace(ranged=found is None)
    return piece._replace(ranged=True, earlier=(offset + found.start(1), offset + found.end(1), first))


def _weighed(written: Written, context: Context, doubts: set[Doubt]) -> DayPiece:
    dated = written.meanings[0][0] is not None
    days = tuple(dict.fromkeys(day for meaning in written.meanings if (day := _real(meaning, context.written_on))))
    passed_over = written.weekday is None and written.start < written.core  # "Thursday or Friday 12/05/2028"
    open_order = dated and not doubts and not passed_over  # nothing but the order of its numbers is open
    if written.refused:
        days, doubts = (), {Doubt.AMBIGUOUS_DATE}
    elif not days and (dated or context.written_on):
        doubts.add(Doubt.IMPOSSIBLE_DATE)
    yearless = not (dated or doubts)
    if not dated:
        doubts.add(Doubt.AMBIGUOUS_DATE)
    fitting = tuple(day for day in days if written.weekday in (None, day.weekday()))
    if days and not fitting:
        doubts.add(Doubt.WEEKDAY_MISMATCH)
    chosen = fitting if len(fitting) == 1 else days
    if len(chosen) > 1:
        doubts.add(Doubt.AMBIGUOUS_DATE)
    day = chosen[0] if len(chosen) == 1 else None
    candidates = days if day is None and open_order else ()
    yearless = yearless and day is not None and doubts == {Doubt.AMBIGUOUS_DATE}
    return DayPiece(written.start, written.end, day, candidates, frozenset(doubts), written.weekday, yearless)


def _real(meaning: tuple[int | None, int, int], written_on: date | None) -> date | None:
    """The day meant; without a year the next such day from the message's own date on (29 February: up to 8 years)."""
    year, month, day = meaning
    if year is not None:
        return real_date(year, month, day) if year in _YEARS else None
    if written_on is None:
        return None
    coming = (real_date(year, month, day) for year in range(written_on.year, written_on.year + 9))
    return next((day for day in coming if day and day >= written_on), None)


def real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _surroundings(written: Written, context: Context) -> Iterator[Doubt]:
    """What stands around a date and makes it uncertain: a range of days, a room number, a break between two cells."""
    scan = context.scan
    before = scan[max(0, written.start - LOOK_BACK) : written.start]
    ranged = _DIGIT.search(before) and _RANGE_BEFORE.search(before)
    if (ranged and not _follows_creole_hour(written, context.text)) or (
        written.start == written.core and follows_room(scan, written.start)
    ):
        yield Doubt.AMBIGUOUS_DATE
    core = scan[written.core : written.end]
    broken = b"\n" in core and not _wrapped(scan, written.core + core.index(b"\n"))
    if b"\t" in core or (broken and not _YEAR_ALONE.search(core) and not _fits_its_weekday(written)):
        yield Doubt.AMBIGUOUS_DATE


def _follows_creole_hour(written: Written, text: str) -> bool:
    """Such as "9è 5 avril", which without its accent would be the 9th and the 5th."""
    return text[max(0, written.start - LOOK_BACK) : written.start].rstrip(" ").endswith(("è", "È"))


def _fits_its_weekday(written: Written) -> bool:
    """Whether the weekday before a broken date bears it out: "Wednesday, April" above "14, 2027"."""
    days = [_real(meaning, None) for meaning in written.meanings if meaning[0]]
    led = written.worded and written.weekday is not None and written.start < written.core
    return led and len(days) == 1 and days[0] is not None and days[0].weekday() == written.weekday


def _wrapped(scan: bytes, end: int) -> bool:
    """Whether the line that ends here goes on in the next one: it is long, or its end leaves no choice."""
    line = line_before(scan, end)
    return len(line) >= _WRAPPED_FROM - 1 or line.endswith((b" de", b" del", b" of", b" do", b","))
