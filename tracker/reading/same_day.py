"""A visit moved to another hour of its own day: "same day, but at 1:30 p.m. instead of 8:00 a.m."."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import time
from typing import NamedTuple

from tracker.reading.clauses import Clause
from tracker.reading.dates import DateMention
from tracker.reading.hours import HourPiece, find_hours
from tracker.reading.lexicon import Hit
from tracker.reading.roles import Placed
from tracker.reading.statements import Statement
from tracker.reading.types import Language, Role

_MOVING = frozenset({"done", "active"})
_TOUCHING = 3  # characters from an hour to "instead of"
_NEAR = 16  # characters from the word that names an hour to the hour
_PARTED = re.compile(rb"\s*\(|\s*\t\s*|\s{3,}")  # a date from the cell or the bracket behind it
_BEFORE = re.compile(rb"\s*[;,(\t]?\s*")  # an hour from the word behind it that names the old one
_LABELS = re.compile(rb"\s?[:\t]\s?")  # an hour from the name of its field
_BEFORE_IT = re.compile(rb"\s?:?\s?")
_EARLY = 60  # minutes before the visit at which doors may open
_OF_THE_VISIT = ("noun.appointment", "state.report", "state.have", "move.done", "set.done")
_WORDS = {
    "date.old": Role.OLD,
    "date.old_left": Role.OLD,
    "date.from": Role.OLD,
    "date.new": Role.NEW,
    "date.to": Role.NEW,
    "date.contrast": Role.NEW,
    "date.current": Role.CURRENT,
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
    told = [one for c in clauses if not c.sentence.titled for one in _told(c, [*_hours(c, text, language)])]
    told = _beside_the_old(one for one in told if one.role is not Role.NONE or not _of_the_doors(one, told))
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
    if len(named) != 1 or not any(s.counts and (_moves(s) or _sees_at_another(s)) for s in statements):
        return False
    said = any(_day_stays(clause) for clause in clauses if not clause.sentence.question)
    timed = any(p.role is Role.NEW and p.mention.time for p in days)
    return said and not timed and None not in named


def _moves(statement: Statement) -> bool:
    return statement.action == "move" and statement.mood in _MOVING


def _sees_at_another(statement: Statement) -> bool:
    """Such as "We will see you the same day at 1:15 PM"."""
    return statement.action == "have" and statement.clause.has("date.same_day_at")


def _day_stays(clause: Clause) -> bool:
    """Whether it says so, or behind the only day: "Day: June 29 (unchanged)"."""
    if clause.has("date.same_day"):
        return True
    behind = {hit.start - 1 for hit in clause.of("state.stands", "state.unchanged")}
    ends = [end for _, end in clause.dates]
    return len(ends) == 1 and any(_PARTED.fullmatch(clause.scan, ends[0], start + 1) for start in behind)


def _hours(clause: Clause, text: str, language: Language | None) -> Iterator[HourPiece]:
    """The hours of a sentence that belong to no date yet."""
    scan = bytearray(clause.scan)
    for start, end in clause.dates:
        scan[start:end] = b"\x01" * (end - start)
    found = find_hours(text, bytes(scan), language, (clause.sentence.start, clause.sentence.end))
    return (hour for hour in found if hour.start < clause.sentence.end)


def _told(clause: Clause, hours: Sequence[HourPiece]) -> list[_Told]:
    """The hours of a sentence with what is said of each; of a field of two, "1:30 PM (before: 8:00 AM)", both."""
    if len(hours) == len(("new", "old")) and _is_pair(clause, *hours):
        return [_Told(clause, hours[0], Role.NEW), _Told(clause, hours[1], Role.OLD)]
    return [_Told(clause, hour, _role(clause, hour)) for hour in hours]


def _beside_the_old(told: Iterable[_Told]) -> list[_Told]:
    """The hour of the field "Current time" is the new one where another field names the previous one."""
    found = list(told)
    paired = any(one.role is Role.OLD for one in found)
    current = Role.NEW if paired else Role.NONE
    return [one._replace(role=current) if one.role is Role.CURRENT else one for one in found]


def _of_the_doors(one: _Told, told: Sequence[_Told]) -> bool:
    """Such as "The doors open at 1:00 PM" a little before the new hour, where a field tells that from the old one."""
    apart = not one.clause.has_any(_OF_THE_VISIT) and not one.clause.dates
    new = [other.hour.begins for other in told if other.role is Role.NEW]
    paired = any(a.clause is b.clause for a in told for b in told if (a.role, b.role) == (Role.NEW, Role.OLD))
    return apart and paired and one.hour.begins is not None and any(_shortly(one.hour.begins, n) for n in new if n)


def _shortly(early: time, late: time) -> bool:
    return 0 <= (late.hour - early.hour) * 60 + late.minute - early.minute <= _EARLY


def _is_pair(clause: Clause, new: HourPiece, old: HourPiece) -> bool:
    plain = all(hour.begins is not None and not hour.ends and not hour.doubts for hour in (new, old))
    return plain and any(
        _BEFORE.fullmatch(clause.scan, new.end, hit.start) and _BEFORE_IT.fullmatch(clause.scan, hit.end, old.start)
        for hit in clause.of("label.before", "date.old")
        if new.end <= hit.start and hit.end <= old.start
    )


def _role(clause: Clause, hour: HourPiece) -> Role:
    """What the nearest word before it says; a window, or an hour that is doubtful, is neither old nor new."""
    if _is_put_instead(clause, hour) or _is_of_the_same_day(clause, hour):
        return Role.NEW
    before = [hit for hit in clause.of(*_WORDS) if _stands_before(clause, hit, hour)]
    if not before or hour.ends or hour.doubts or hour.begins is None:
        return Role.NONE
    return _WORDS[max(before, key=lambda hit: (hit.end, -hit.start)).concept]


def _stands_before(clause: Clause, hit: Hit, hour: HourPiece) -> bool:
    if hit.concept == "date.current":
        return _LABELS.fullmatch(clause.scan, hit.end, hour.start) is not None
    return hit.end <= hour.start and hour.start - hit.end <= _NEAR


def _is_of_the_same_day(clause: Clause, hour: HourPiece) -> bool:
    """Such as that of "the same day at 1:15 PM"."""
    plain = not hour.ends and not hour.doubts and hour.begins is not None
    return plain and any(hit.start < hour.start < hit.end for hit in clause.of("date.same_day_at"))


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
