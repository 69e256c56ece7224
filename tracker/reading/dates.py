"""Dates and times of a text, exactly as written, in five languages.

    text ──▶ scan ──▶ plain forms, at one look
                        └─ walled off ──▶ days ──┐
                                           └─ blotted out ──▶ hours ──┴─▶ chains of neighbours ──▶ DateMention

Nothing is guessed: where the text can mean two things, or contradicts itself, the mention carries a doubt. Every
mention names a day, or a day that could not be settled; an hour or a weekday alone is no mention.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date
from datetime import time as TimeOfDay  # noqa: N812 - a field is named time, and would hide the type
from itertools import islice
from typing import NamedTuple

from tracker.reading.chains import WALL, Pair, chains_of
from tracker.reading.day_forms import WEEKDAY_BEHIND, Context, weekday_of
from tracker.reading.days import MANY, DayPiece, find_days
from tracker.reading.hours import MACHINE_T, find_hours
from tracker.reading.plain_dates import PlainDate, find_plain_dates
from tracker.reading.scan import near, scan_of
from tracker.reading.types import Doubt, Language

_FARTHEST = 240  # characters; no hour farther away is any day's
_DIGIT = near(r"\d")
_WALLED = WALL * 10 + b"\n" + WALL * 245  # line ends, the tenth byte, stay
_WEEKDAY_BEHIND = near(rf"[ ,]{{0,2}} [(] [ ]? {WEEKDAY_BEHIND}")


class DateMention(NamedTuple):
    """One date as it stands in the text, `[start, end)` in characters, with its hour where one belongs to it.

    `day` is None where it could not be settled; `candidates` are then the days it can mean. `time` is the wall clock;
    None with the doubt `no_time` means that an hour is written, but not which one is certain. `end_time` closes a
    window. `doubts` are sorted: `ambiguous_date`, `impossible_date`, `weekday_mismatch`, `no_time`. `yearless`: the
    day is doubtful for want of its year, and for nothing else. `ranged`: because it may close a stretch of days, whose
    first, `earlier`, stands before it ("14 to 21 January").
    """

    start: int
    end: int
    day: date | None
    time: TimeOfDay | None = None
    end_time: TimeOfDay | None = None
    zone_text: str | None = None
    doubts: tuple[Doubt, ...] = ()
    candidates: tuple[date, ...] = ()
    written: str = ""
    yearless: bool = False
    ranged: bool = False
    earlier: tuple[int, int, date] | None = None


def find_dates(
    text: str, *, language: Language | None = None, written_on: date | None = None, scan: bytes | None = None
) -> tuple[DateMention, ...]:
    """All dates of `text` in order, each with the hour that belongs to it.

    The tables of all languages are tried; `language` only decides what is spelled alike in two ("out"). A date
    without a year is the next such day from `written_on` on, with `ambiguous_date`; without `written_on` it stays open.
    `scan` is that of `text`, where it is known.
    """
    scan = scan_of(text) if scan is None else scan
    plain = list(islice(find_plain_dates(text, scan), MANY))
    walled = _without(scan, plain)
    found = tuple(_plain_mention(text, one) for one in plain)
    if len(found) < MANY and not _DIGIT.search(walled):  # no date is written in words alone
        return found
    rest = _carefully(Context(text, walled, language, written_on), len(plain))
    if rest is None:
        return _carefully(Context(text, scan, language, written_on)) or ()
    return tuple(sorted(found + rest, key=_start)) if rest else found


def find_carefully(
    text: str, *, language: Language | None = None, written_on: date | None = None
) -> tuple[DateMention, ...]:
    """The same as `find_dates`, without the table of plain forms, which only saves time."""
    return _carefully(Context(text, scan_of(text), language, written_on)) or ()


def _carefully(context: Context, more: int = 0) -> tuple[DateMention, ...] | None:
    """The dates of a text, or of what is left of it without `more` plain ones; None where those are too many."""
    days = find_days(context, more)
    if not days:
        return None if days is None else ()
    text, scan = context.text, context.scan
    within = (max(0, days[0].start - _FARTHEST), days[-1].end + _FARTHEST + 1)
    hours = list(find_hours(text, _blotted(scan, days), context.language, within))
    return tuple(_mention(text, scan, pair) for chain in chains_of(scan, days, hours) for pair in chain)


def _without(scan: bytes, plain: list[PlainDate]) -> bytes:
    """The scan with a wall in place of each plain date: nothing on one side of it belongs to anything on the other."""
    if not plain:
        return scan
    walled = bytearray(scan)
    for one in plain:
        walled[one.start : one.end] = scan[one.start : one.end].translate(_WALLED)
    return bytes(walled)


def _plain_mention(text: str, plain: PlainDate) -> DateMention:
    start, end, days, hour, zone = plain
    zone_text, written = text[slice(*zone)] if zone else None, text[start:end]
    if len(days) == 1:
        return DateMention(start, end, days[0], hour, None, zone_text, (), (), written)
    return DateMention(start, end, None, hour, None, zone_text, (Doubt.AMBIGUOUS_DATE,), days, written)


def _start(mention: DateMention) -> int:
    return mention.start


def _blotted(scan: bytes, days: list[DayPiece]) -> bytes:
    """The scan with its dates blotted out, so that none of their numbers is read as an hour."""
    blotted = bytearray(scan)
    for day in days:
        blotted[day.start : day.end] = b"\x01" * (day.end - day.start)
        if blotted[day.end : day.end + 1] == b"t" and blotted[day.end + 1 : day.end + 2].isdigit():
            blotted[day.end] = MACHINE_T
    return bytes(blotted)


def _mention(text: str, scan: bytes, pair: Pair) -> DateMention:
    day, hour = pair.day, pair.hour
    start, end = (min(day.start, hour.start), max(day.end, hour.end)) if hour else (day.start, day.end)
    doubts: AbstractSet[Doubt] = day.doubts | (hour.doubts if hour else frozenset())
    if pair.unsure:
        doubts |= {Doubt.NO_TIME}
    if day.day and (word := _WEEKDAY_BEHIND.match(scan, end)) and weekday_of(word[1]) != day.day.weekday():
        doubts |= {Doubt.WEEKDAY_MISMATCH}
    order_only = Doubt.AMBIGUOUS_DATE not in (hour.doubts if hour else ())
    return DateMention(
        start=start,
        end=end,
        day=day.day,
        time=hour.begins if hour else None,
        end_time=hour.ends if hour else None,
        zone_text=text[slice(*hour.zone)] if hour and hour.zone else None,
        doubts=tuple(sorted(doubts)),
        candidates=day.candidates if order_only else (),
        written=text[start:end],
        yearless=day.yearless and doubts == {Doubt.AMBIGUOUS_DATE},
        ranged=day.ranged and doubts == {Doubt.AMBIGUOUS_DATE},
        earlier=day.earlier,
    )


def resolve_by_days(mention: DateMention, open_weekdays: AbstractSet[int] | None) -> DateMention:
    """The mention with the only candidate that falls on a day when the office is open; Monday is 0.

    Unchanged where the office's days are not known, where they do not decide, or where the text itself contradicts
    a candidate.
    """
    fitting = [day for day in mention.candidates if open_weekdays and day.weekday() in open_weekdays]
    if len(fitting) != 1 or Doubt.WEEKDAY_MISMATCH in mention.doubts:
        return mention
    doubts = tuple(doubt for doubt in mention.doubts if doubt is not Doubt.AMBIGUOUS_DATE)
    return mention._replace(day=fitting[0], candidates=(), doubts=doubts)
