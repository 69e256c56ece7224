"""A visit moved to another hour of its own day: "same day, but at 1:30 p.m. instead of 8:00 a.m."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time
from typing import NamedTuple

from tracker.reading.clauses import Clause
from tracker.reading.dates import DateMention
from tracker.reading.hours import HourPiece, find_hours
from tracker.reading.roles import Placed
from tracker.reading.statements import Statement
from tracker.reading.types import Language, Role

_MOVING = frozenset({"done", "active"})
_TOUCHING = 3  # characters from an hour to "instead of"
_NEAR = 16  # characters from the word that names an hour to the hour
_WORDS = {
    "date.old": Role.OLD,
    "date.old_left": Role.OLD,
    "date.from": Role.OLD,
    "date.new": Role.NEW,
    "date.to": Role.NEW,
    "date.contrast": Role.NEW,
}


class _Told(NamedTuple):
    clause: Clause
    hour: HourPiece
    role: Role


def with_new_hour(
    placed: Sequence[Placed],
    clauses: Sequence[Clause],
    statements: Sequence[Statement],
    text: str,
    language: Language | None,
) -> list[Placed]:
    """The dates, with the new hour as a date of its own, where the text says that the day stays and names but one.

    Every hour of the text must plainly be the old one or the new one; where one is not, nothing is added.
    """
    days = [p for p in placed if p.role is not Role.OTHER]
    if not _only_the_hour_moves(days, clauses, statements):
        return list(placed)
    told = [_Told(c, h, _role(c, h)) for c in clauses if not c.sentence.titled for h in _hours(c, text, language)]
    new = [one for one in told if one.role is Role.NEW]
    old = {one.hour.begins for one in told if one.role is Role.OLD} | {p.mention.time for p in days if p.mention.time}
    if any(one.role is Role.NONE for one in told) or len({one.hour.begins for one in new}) != 1 or len(old) > 1:
        return list(placed)
    hour = next(iter(old), None)
    stands = [replace(p, mention=_at(p.mention, hour), role=Role.OLD) if p in days else p for p in placed]
    plainest = min(days, key=lambda p: len(p.mention.doubts))
    return [*stands, _as_new(plainest, new[0], text)] if hour != new[0].hour.begins else list(placed)


def _only_the_hour_moves(days: Sequence[Placed], clauses: Sequence[Clause], statements: Sequence[Statement]) -> bool:
    named = {p.mention.day for p in days}
    moved = any(s.action == "move" and s.counts and s.mood in _MOVING for s in statements)
    said = any(_day_stays(clause) for clause in clauses if not clause.sentence.question)
    timed = any(p.role is Role.NEW and p.mention.time for p in days)
    return moved and said and not timed and len(named) == 1 and None not in named


def _day_stays(clause: Clause) -> bool:
    """Whether it says so, or behind the only day: "Day: June 29 (unchanged)"."""
    if clause.has("date.same_day"):
        return True
    behind = {hit.start - 1 for hit in clause.of("state.stands", "state.unchanged")}
    ends = [end for _, end in clause.dates]
    return len(ends) == 1 and any(clause.scan[ends[0] : start + 1].strip() == b"(" for start in behind)


def _hours(clause: Clause, text: str, language: Language | None) -> Iterator[HourPiece]:
    """The hours of a sentence that belong to no date yet."""
    scan = bytearray(clause.scan)
    for start, end in clause.dates:
        scan[start:end] = b"\x01" * (end - start)
    found = find_hours(text, bytes(scan), language, (clause.sentence.start, clause.sentence.end))
    return (hour for hour in found if hour.start < clause.sentence.end)


def _role(clause: Clause, hour: HourPiece) -> Role:
    """What the nearest word before it says; a window, or an hour that is doubtful, is neither old nor new."""
    if _is_put_instead(clause, hour):
        return Role.NEW
    before = [hit for hit in clause.of(*_WORDS) if hit.end <= hour.start and hour.start - hit.end <= _NEAR]
    if not before or hour.ends or hour.doubts or hour.begins is None:
        return Role.NONE
    return _WORDS[max(before, key=lambda hit: (hit.end, -hit.start)).concept]


def _is_put_instead(clause: Clause, hour: HourPiece) -> bool:
    """Such as the first of "1:45 p.m. instead of 10:30 a.m."."""
    plain = not hour.ends and not hour.doubts and hour.begins is not None
    return plain and any(0 <= hit.start - hour.end <= _TOUCHING for hit in clause.of("date.old_left"))


def _at(mention: DateMention, hour: time | None) -> DateMention:
    return mention if mention.time else mention._replace(time=hour)


def _as_new(day: Placed, new: _Told, text: str) -> Placed:
    start, end = new.hour.start, new.hour.end
    zone = text[slice(*new.hour.zone)] if new.hour.zone else None
    mention = DateMention(start, end, day.mention.day, new.hour.begins, None, zone, day.mention.doubts)
    return replace(day, mention=mention._replace(written=text[start:end]), role=Role.NEW, clause=new.clause)
