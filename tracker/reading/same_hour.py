"""The hour of a date that is only said to be the same: "moved from April 5 at 9:00 AM to May 3, same time"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.reading.clauses import Clause
from tracker.reading.dates import DateMention
from tracker.reading.roles import Placed
from tracker.reading.types import Doubt, Role

_BESIDE = re.compile(
    rb"[ ,;(:\n-]{0,4}(?:(?:but|also|still|pito|tambien|tambem|aussi|mas|mais|pero|men|on|el|le|em|no dia)[ ,]{1,2})?"
)
_LIKENED = re.compile(rb"\s+(?:as|than|que|qu'|do|da|del|de|des|du|ki|ak)\b")  # "the same time as your interview"
_OPEN = frozenset({Role.NEW, Role.NONE})


def with_shared_hours(placed: Sequence[Placed], clauses: Sequence[Clause]) -> list[Placed]:
    """The dates, with its hour for the one that is said to be at the same hour as the other.

    Where no such word stands, or two hours do, the hour stays open: nobody can know which is meant.
    """
    told = {p.mention.time: p.mention for p in placed if p.role is not Role.OTHER and p.mention.time}
    chosen = [p for p in placed if _lacks_hour(p) and _is_same(p)] or _only_new(placed, clauses)
    if len(told) != 1 or not chosen:
        return list(placed)
    (hours,) = told.values()
    return [replace(p, mention=_at(p.mention, hours)) if p in chosen else p for p in placed]


def _at(mention: DateMention, hours: DateMention) -> DateMention:
    return mention._replace(time=hours.time, end_time=hours.end_time, zone_text=hours.zone_text)


def _lacks_hour(placed: Placed) -> bool:
    return placed.role in _OPEN and placed.mention.time is None and Doubt.NO_TIME not in placed.mention.doubts


def _is_same(placed: Placed) -> bool:
    """Whether the words stand right beside the day, and are not of something else ("the same time as your hearing")."""
    mention, scan = placed.mention, placed.clause.scan
    for hit in placed.clause.of("date.same_hour"):
        gap = scan[mention.end : hit.start] if hit.start >= mention.end else scan[hit.end : mention.start]
        if _BESIDE.fullmatch(gap) and not _LIKENED.match(scan, hit.end):
            return True
    return False


def _only_new(placed: Sequence[Placed], clauses: Sequence[Clause]) -> list[Placed]:
    """The one new date, where a sentence of its own says that the hour stays."""
    new = [p for p in placed if p.role is Role.NEW]
    told = any(
        clause.has("date.hour_stays") and not clause.dates and not clause.sentence.question for clause in clauses
    )
    return new if told and len(new) == 1 and _lacks_hour(new[0]) else []
