"""The hour of a date that stands in other words than its own.

It is only said to be the same ("moved from April 5 at 9:00 AM to May 3, same time"), or told in the next sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.reading.clause_hours import hours_in
from tracker.reading.clauses import Clause
from tracker.reading.dates import DateMention
from tracker.reading.hours import HourPiece
from tracker.reading.roles import Placed
from tracker.reading.signals import elsewhere
from tracker.reading.types import Doubt, Language, Role
from tracker.reading.windows import with_window

_BESIDE = re.compile(
    rb"[ ,;(:\n-]{0,4}(?:(?:but|also|still|pito|tambien|tambem|aussi|mas|mais|pero|men|on|el|le|em|no dia)[ ,]{1,2})?"
)
_LIKENED = re.compile(rb"\s+(?:as|than|que|qu'|do|da|del|de|des|du|ki|ak)\b")  # "the same time as your interview"
_OPEN = frozenset({Role.NEW, Role.NONE})
_OF_THE_VISIT = _OPEN | {Role.OLD}
_ASIDE = frozenset({"scope.condition", "scope.negation", "date.old", "noun.hearing"})
_AHEAD = _OPEN | {Role.CURRENT}
_BEHIND_IT = 12  # characters from "The time remains", "The hour is the same" to the hour


def with_shared_hours(
    placed: Sequence[Placed], clauses: Sequence[Clause], text: str, language: Language | None
) -> list[Placed]:
    """The dates, with its hour for the one that is said to be at the same hour as the other.

    Where no such word stands, or two hours do, the hour stays open: nobody can know which is meant.
    """
    placed = with_window(placed, clauses, text, language)
    told = {p.mention.time: p.mention for p in placed if p.role is not Role.OTHER and p.mention.time}
    if not told and (remains := _that_remains(clauses, text, language)):
        return [replace(p, mention=_with(p.mention, remains, text)) if _of_either(p) else p for p in placed]
    if not told and (called := _called_behind(placed, clauses, text, language)):
        return _ahead_then(placed, called, text)
    chosen = [p for p in placed if _lacks_hour(p) and _is_same(p)] or _only_new(placed, clauses)
    if len(told) != 1 or not chosen:
        return list(placed)
    (hours,) = told.values()
    return [replace(p, mention=_at(p.mention, hours)) if p in chosen else p for p in placed]


def with_hour_behind(
    placed: Sequence[Placed], clauses: Sequence[Clause], text: str, language: Language | None
) -> list[Placed]:
    """The dates, the only day to come on with the hour or window of the sentence behind it, if none has an hour yet."""
    told = any(p.mention.time for p in placed if p.role is not Role.OTHER)
    called = None if told else _called_behind(placed, clauses, text, language)
    return _ahead_then(placed, called, text) if called else list(placed)


def _ahead_then(placed: Sequence[Placed], called: HourPiece, text: str) -> list[Placed]:
    return [replace(p, mention=_with(p.mention, called, text)) if _is_ahead(p) else p for p in placed]


def _that_remains(clauses: Sequence[Clause], text: str, language: Language | None) -> HourPiece | None:
    """The one hour of "The time remains 8:30 a.m.", "The hour is the same, 9:00 a.m.", where no other is named.

    It is that of the old day and of the new.
    """
    found = [hour for clause in clauses if not clause.dates for hour in _remaining(clause, text, language)]
    plain = len({(hour.begins, hour.ends) for hour in found}) == 1 and not found[0].doubts
    return found[0] if plain and found[0].begins else None


def _remaining(clause: Clause, text: str, language: Language | None) -> list[HourPiece]:
    ends = [hit.end for hit in clause.of("date.hour_remains", "date.hour_stays")]
    if not ends or clause.sentence.question or clause.has("scope.condition"):
        return []
    hours = hours_in(clause, text, language, min(ends))
    return [hour for hour in hours if len(hours) == 1 and any(0 <= hour.start - end <= _BEHIND_IT for end in ends)]


def _called_behind(
    placed: Sequence[Placed], clauses: Sequence[Clause], text: str, language: Language | None
) -> HourPiece | None:
    """The hour or window of "Please come any time between 8 and 11 a.m.", right behind the only day to come on."""
    ahead = [p for p in placed if _is_ahead(p)]
    if not ahead or len({p.mention.day for p in ahead}) > 1 or set(ahead[-1].mention.doubts) - {Doubt.NO_TIME}:
        return None
    behind = [c for c in clauses if c.sentence.start >= ahead[-1].mention.end][:1]
    if not behind or not _calls(behind[0]):
        return None
    hours = hours_in(behind[0], text, language)
    plain = bool(hours) and hours[0].begins and not hours[0].doubts and all(_closes(h, hours[0]) for h in hours[1:])
    return hours[0] if plain else None


def _closes(hour: HourPiece, window: HourPiece) -> bool:
    """Such as "the door closes at 11:30", behind a window that ends then."""
    return window.ends is not None and hour.begins == window.ends and not hour.ends and not hour.doubts


def _is_ahead(placed: Placed) -> bool:
    return placed.role in _AHEAD and not _is_bare(placed)


def _calls(clause: Clause) -> bool:
    aside = clause.sentence.question or clause.dates or clause.has_any(_ASIDE) or elsewhere(clause)
    return clause.has_any({"state.report", "label.called"}) and not aside


def _of_either(placed: Placed) -> bool:
    return placed.role in _OF_THE_VISIT and not _is_bare(placed) and Doubt.NO_TIME not in placed.mention.doubts


def _is_bare(placed: Placed) -> bool:
    """Whether nothing is said of it, as of the date at the head of a letter."""
    return placed.role is Role.NONE and not placed.asserted


def _with(mention: DateMention, hour: HourPiece, text: str) -> DateMention:
    zone = text[slice(*hour.zone)] if hour.zone else None
    doubts = tuple(doubt for doubt in mention.doubts if doubt is not Doubt.NO_TIME)
    return mention._replace(time=hour.begins, end_time=hour.ends, zone_text=zone, doubts=doubts)


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
