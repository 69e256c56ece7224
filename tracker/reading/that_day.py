"""The hour of a day that is only pointed at: "Closed on April 5. Your visit of that day at 9:00 AM was moved"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.reading.clauses import Clause
from tracker.reading.hours import HourPiece, find_hours
from tracker.reading.roles import Placed
from tracker.reading.statements import Statement
from tracker.reading.types import Doubt, Language, Role

_THAT_DAY = re.compile(
    rb"\b(?:that (?:same )?day|ese (?:mismo )?dia|[ne]?esse (?:mesmo )?dia|n?aquele (?:mesmo )?dia"
    rb"|ce (?:meme )?jour(?:-la)?|(?:men )?jou sa a)\b"
)
_TO_ITS_HOUR = re.compile(rb"[\s,(]{1,3}(?:(?:at|a|as|a las|pelas|nan)\s)?")
_FROM_ITS_HOUR = re.compile(rb"[\s,]{1,2}(?:(?:of|on|de|do|d)\s)?")
_ACTS = frozenset({"move", "cancel"})
_PUT = frozenset({"done", "active"})


def with_hour_of_that_day(
    placed: Sequence[Placed],
    clauses: Sequence[Clause],
    statements: Sequence[Statement],
    text: str,
    language: Language | None,
) -> list[Placed]:
    """The dates, with its hour for the day before it, if that is the only one named so far and has no hour yet."""
    found = list(placed)
    if not any(p.mention.day and p.mention.time is None for p in placed):
        return found
    for clause in clauses:
        hour = _hour(clause, text, language)
        before = [p for p in found if hour and p.mention.start < hour.start and p.role is not Role.OTHER]
        if hour is None or len({p.mention.day for p in before if not p.clause.sentence.titled}) != 1:
            continue
        day = before[-1]
        if day.mention.day and day.mention.time is None and Doubt.NO_TIME not in day.mention.doubts:
            acted = any(s.clause is clause and s.action in _ACTS and s.mood in _PUT and s.counts for s in statements)
            role = Role.OLD if acted and day.role is Role.NONE else day.role
            found[found.index(day)] = replace(day, mention=day.mention._replace(time=hour.begins), role=role)
    return found


def _hour(clause: Clause, text: str, language: Language | None) -> HourPiece | None:
    """The hour right behind "that day", or before it, in a sentence about the appointment."""
    if clause.sentence.titled or not clause.has("noun.appointment"):
        return None
    start, end = clause.sentence.start, clause.sentence.end
    pointed = _THAT_DAY.search(clause.scan, start, end)
    if pointed is None:
        return None
    hours = [
        h for h in find_hours(text, clause.scan, language, (start, end)) if h.begins and not h.ends and not h.doubts
    ]
    behind = [h for h in hours if _TO_ITS_HOUR.fullmatch(clause.scan, pointed.end(), h.start)]
    ahead = [h for h in hours if _FROM_ITS_HOUR.fullmatch(clause.scan, h.end, pointed.start())]
    found = behind or ahead
    return found[0] if len(found) == 1 else None
