"""Which dates a message of one kind states, and what is doubtful about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from tracker.message.types import EPOCH, Message
from tracker.reading.bearing import days_of
from tracker.reading.calendar_words import WEEKDAYS
from tracker.reading.dates import DateMention
from tracker.reading.lexicon import Hit
from tracker.reading.roles import Placed
from tracker.reading.scan import alternatives, near, scan_of
from tracker.reading.types import CONFIRMING, Doubt, Kind, Role
from tracker.reading.what_was import old_wherever_told

_REQUESTS = frozenset({Kind.REQUEST_RECEIVED, Kind.REQUEST_SENT})
_AHEAD = CONFIRMING | {Kind.REMINDER, Kind.REQUEST_DENIED}
_BESIDE = 16  # characters from the word for an appointment to its date, or to its article
_INDEFINITE = re.compile(rb"\b(?:an?|una?|uma?|une?|yon)\s+\Z")
_WEEKDAY = near(rf"\b(?: {alternatives(WEEKDAYS)} ) \b")
_DAY = timedelta(days=1)
_NEAR_BY = timedelta(days=120)  # so near to another date that the next such day is the one meant
_IN_ONE_BREATH = 40  # characters from the new date to the old one behind it
_THAT_DAY = re.compile(rb"\b(?:that day|ese dia|[ne]?esse dia|n?aquele dia|ce jour|jou sa a)\b")
_OF_THAT_DAY = re.compile(rb"\b(?:of that day|de ese dia|d?esse dia|daquele dia|de ce jour|pou jou sa a)\b")
_STANDING = frozenset({Kind.REQUEST_DENIED, Kind.REMINDER})


@dataclass(frozen=True, slots=True)
class Outcome:
    starts: DateMention | None = None
    previous: DateMention | None = None
    doubts: frozenset[Doubt] = frozenset()


def outcome_of(
    kind: Kind, placed: Sequence[Placed], message: Message, *, has_reference: bool, hesitant: bool = False
) -> Outcome:
    """The dates. `hesitant`: a person will look anyway, so dates that are only talked of are proposed too."""
    told = _without_otherdays_of(placed)
    dated = kind is Kind.CANCELLED and has_reference
    told = _told_again(_without_letter_date(told, message, dated=dated))
    told = _ahead(told, message) if kind in _AHEAD else told
    if kind is Kind.RESCHEDULED:
        told = [replace(p, role=Role.OLD) if _let_down(p) or _taken_up(p, told) else p for p in told]
    if kind in CONFIRMING and not hesitant:
        told = [p for p in told if p.role is Role.OLD or not p.denied]
    if kind is Kind.CANCELLED:
        return _cancelled(told, has_reference=has_reference)
    if kind in _REQUESTS:
        return _request(told, kind)
    if kind in _STANDING:
        return _one(_first_of(told, (Role.OLD, Role.CURRENT), (Role.NONE,)), kind)
    if kind is Kind.RESCHEDULED:
        return _rescheduled(told)
    return _set(told, kind)


def _without_otherdays_of(placed: Sequence[Placed]) -> list[Placed]:
    """Without dates of other things, and their days told again: "dated May 18, 2026", "the notice of May 18"."""
    other = {(p.mention.day.month, p.mention.day.day) for p in placed if p.role is Role.OTHER and p.mention.day}
    return [p for p in placed if p.role is not Role.OTHER and not (_bare(p) and _month_and_day(p) in other)]


def _bare(placed: Placed) -> bool:
    """Whether it is a day without year and hour, of which nothing is said."""
    return placed.mention.yearless and placed.mention.time is None and placed.role is Role.NONE


def _month_and_day(placed: Placed) -> tuple[int, int] | None:
    return (placed.mention.day.month, placed.mention.day.day) if placed.mention.day else None


def _without_letter_date(told: list[Placed], message: Message, *, dated: bool = False) -> list[Placed]:
    """A bare date of the day on which the letter was written dates the letter, if there is another one.

    `dated`: a number says which appointment is cancelled, so that day need not be its own.
    """
    if message.moment == EPOCH:
        return told
    today = message.moment.date()
    kept = [p for p in told if p.mention.time or not any(abs(day - today) <= _DAY for day in days_of(p.mention))]
    return kept if kept or dated else told


def _told_again(told: list[Placed]) -> list[Placed]:
    """A day told with its hour is what the subject says of that day: "Visit of May 12 moved", then "May 12, 10:45".

    Only where one hour is told for that day, and nothing but the subject says anything of it.
    """
    return [replace(p, role=_role_elsewhere(p, told)) if p.role is Role.NONE and p.mention.time else p for p in told]


def _role_elsewhere(placed: Placed, told: Sequence[Placed]) -> Role:
    same = [p for p in told if p.mention.day and p.mention.day == placed.mention.day]
    named = [p for p in same if p.role is not Role.NONE]
    roles, hours = {p.role for p in named}, {p.mention.time for p in same} - {None}
    plain = len(hours) == 1 and all(p.clause.sentence.titled and p.mention.time is None for p in named)
    return roles.pop() if plain and roles in ({Role.OLD}, {Role.NEW}) else Role.NONE


def _ahead(told: list[Placed], message: Message) -> list[Placed]:
    """Without bare days long gone, which tell history ("you last reported on"), if another date lies ahead."""
    if message.moment == EPOCH:
        return told
    today = message.moment.date()
    gone = [p for p in told if p.mention.time is None and p.mention.day is not None and p.mention.day < today]
    ahead = [p for p in told if p.mention.day is not None and p.mention.day >= today]
    replaced = any(p.role is Role.OLD for p in ahead)
    return [p for p in told if p not in gone or (p.role is Role.OLD and not replaced)] if ahead else told


def _mentions(told: Iterable[Placed], *roles: Role) -> list[DateMention]:
    """The different dates in those roles, earliest first; a bare day is the same date as that day with an hour.

    Of one told twice it is the writing with its year.
    """
    chosen = sorted((p.mention for p in told if p.role in roles), key=lambda m: m.yearless)
    timed = {m.day for m in chosen if m.time is not None and m.day is not None}
    known = {m.day for m in chosen if m.day is not None}
    unique: dict[tuple[object, ...], DateMention] = {}
    for mention in chosen:
        if (mention.time is None and mention.day in timed) or known & set(mention.candidates):
            continue
        key = (mention.day, mention.time) if mention.day else (mention.written,)
        if key not in unique or _told_in_full(unique[key], mention):
            unique[key] = mention
    return sorted(unique.values(), key=lambda m: (str(m.day), str(m.time)))


def _told_in_full(guessed: DateMention, mention: DateMention) -> bool:
    """Whether the same day stands with its year as well: a title that leaves it out is then no riddle."""
    return guessed.yearless and not mention.yearless and set(guessed.doubts) <= {Doubt.AMBIGUOUS_DATE}


def _first_of(told: Sequence[Placed], *choices: tuple[Role, ...]) -> list[DateMention]:
    for roles in choices:
        found = _mentions(told, *roles)
        if found:
            return found
    return []


def _one(found: list[DateMention], kind: Kind, previous: DateMention | None = None) -> Outcome:
    doubts = set[Doubt]()
    if not found and kind in CONFIRMING | {Kind.REMINDER}:
        doubts.add(Doubt.NO_DATE)
    if len(found) > 1:
        doubts.add(Doubt.SEVERAL_DATES)
    starts = found[0] if found else None
    if starts is not None:
        doubts |= set(starts.doubts) | ({Doubt.NO_TIME} if starts.time is None else set())
    return Outcome(starts, previous, frozenset(doubts))


def _set(told: Sequence[Placed], kind: Kind) -> Outcome:
    """The date that is said to be new, else any; where another stands beside that one, only a move would explain it."""
    new, others = _mentions(told, Role.NEW), _mentions(told, Role.NONE, Role.CURRENT)
    result = _one(new or others, kind)
    beside = new and any(not _same_any(mention, new) for mention in others)
    return replace(result, doubts=result.doubts | {Doubt.SEVERAL_DATES}) if beside else result


def _rescheduled(told: Sequence[Placed]) -> Outcome:
    """The new date by its words, else the only one that is not otherwise accounted for."""
    told = [
        replace(p, role=Role.OLD) if (_only_mentioned(p) and not _in_a_field(p, told)) or _let_down(p) else p
        for p in told
    ]
    told = old_wherever_told(told)
    old = _mentions(told, Role.OLD)
    new = _mentions(told, Role.NEW)
    current = _mentions(told, Role.CURRENT)
    if new and not old:
        old = _mentions([replace(p, role=Role.OLD) for p in told if _of_appointment(p)], Role.OLD)
    loose = [m for m in _mentions(told, Role.NONE) if not _same_any(m, [*old, *new])]
    guessed = not new and bool(loose) and bool(current)  # which of them is the new one, nothing says
    if not new:
        new, loose = (loose or ([] if not old else current)), []
    elif current and not old:
        old = current
    old = [m for m in old if not _same_any(m, new)]
    result = _one(new, Kind.RESCHEDULED, old[0] if old else None)
    several = {Doubt.SEVERAL_DATES} if loose or guessed or len(old) > 1 else set[Doubt]()
    return Outcome(result.starts, result.previous, result.doubts | several | _shared(old, result.starts))


def _shared(old: Sequence[DateMention], new: DateMention | None) -> set[Doubt]:
    """What is wrong with the old date matters too: it says which appointment goes. Its year may be told by the new."""
    if not old:
        return set()
    return set(old[0].doubts) - {Doubt.NO_TIME} - ({Doubt.AMBIGUOUS_DATE} if _same_year(old[0], new) else set())


def _same_year(old: DateMention, new: DateMention | None) -> bool:
    """Such as "from Thursday, February 11 to February 25, 2027", or "on June 9, 2027, and no longer on May 26"."""
    if not (old.yearless and old.day and new and new.day) or Doubt.AMBIGUOUS_DATE in new.doubts:
        return False
    if not _WEEKDAY.search(scan_of(old.written)) and not 0 < old.start - new.end <= _IN_ONE_BREATH:
        return False
    return abs(old.day - new.day) <= _NEAR_BY


def _let_down(placed: Placed) -> bool:
    """Such as "we cannot see you on April 5" or "On April 5 we cannot see you", in a letter that names another date."""
    unable, clause, start = placed.clause.of("date.unable"), placed.clause, placed.mention.start
    behind = any(0 <= start - hit.end <= _BESIDE for hit in unable)
    opens = start - clause.sentence.start <= _BESIDE or _so_not(placed, unable)
    return placed.role is Role.NONE and (behind or (opens and len(clause.dates) == 1 and bool(unable)))


def _so_not(placed: Placed, unable: Sequence[Hit]) -> bool:
    """Such as "The doors stay shut on April 5, so we cannot see you that day"."""
    clause, end = placed.clause, placed.mention.end
    that_day = _THAT_DAY.search(clause.scan, end, clause.sentence.end) is not None
    return any(hit.start >= end for hit in unable) and (placed.denied or that_day)


def _taken_up(placed: Placed, told: Sequence[Placed]) -> bool:
    """Such as "Nobody is here on April 5. We put your visit of that day on May 3": the day that is spoken of again."""
    behind = [p for p in told if p.mention.start > placed.mention.start]
    if not behind or placed.role is not Role.NONE or behind[0].clause is placed.clause:
        return False
    clause, start = behind[0].clause, behind[0].mention.start
    return _OF_THAT_DAY.search(clause.scan, clause.sentence.start, start) is not None and clause.has("noun.appointment")


def _same_any(mention: DateMention, others: Iterable[DateMention]) -> bool:
    return any(
        mention.day == other.day and mention.day is not None and (mention.time == other.time or mention.time is None)
        for other in others
    )


def _cancelled(told: Sequence[Placed], *, has_reference: bool) -> Outcome:
    found = _mentions(told, Role.OLD, Role.NONE, Role.CURRENT)
    doubts = set[Doubt]()
    if not found and not has_reference:
        doubts.add(Doubt.NO_DATE)
    if len(found) > 1 or _mentions(told, Role.NEW):
        doubts.add(Doubt.SEVERAL_DATES)
    previous = found[0] if found else None
    if previous is not None and previous.time is None and not has_reference:
        doubts.add(Doubt.NO_TIME)
    return Outcome(None, previous, frozenset(doubts | (set(previous.doubts) if previous else set())))


def _request(told: Sequence[Placed], kind: Kind) -> Outcome:
    """A lone date that an acknowledgement names beside the word for the appointment is the one that stands."""
    told = [replace(p, role=Role.CURRENT) if _of_appointment(p) else p for p in told]
    standing = _mentions(told, Role.OLD, Role.CURRENT)
    asked = _first_of(told, (Role.ASKED,), (Role.NEW,))
    loose = [m for m in _mentions(told, Role.NONE) if not _same_any(m, [*standing, *asked])]
    if kind is Kind.REQUEST_RECEIVED and not standing and len(loose) == 1 and _told_of_it(told, loose[0]):
        standing = loose
    asked = [m for m in asked or loose if not _same_any(m, standing)]
    result = _one(asked[:1], Kind.REQUEST_RECEIVED, standing[0] if standing else None)
    several = {Doubt.SEVERAL_DATES} if len(asked) > 1 or len(standing) > 1 else set[Doubt]()
    return Outcome(result.starts, result.previous, result.doubts | several)


def _told_of_it(told: Sequence[Placed], mention: DateMention) -> bool:
    """Such as "your request about the appointment on May 3": its date; not so "for an appointment on May 3"."""
    placed = next(p for p in told if p.mention is mention)
    clause = placed.clause
    nouns = [hit for hit in clause.of("noun.appointment") if hit.end <= mention.start <= hit.end + _BESIDE]
    if not nouns or _INDEFINITE.search(clause.scan, max(0, nouns[-1].start - _BESIDE), nouns[-1].start):
        return False
    wishes = clause.of("noun.request", "move.open", "move.noun", "move.done", "date.to", "set.done")
    return not any(nouns[-1].end <= hit.start and hit.end <= mention.start for hit in wishes)


def _of_appointment(placed: Placed) -> bool:
    """Such as "Do not miss your appointment on April 5": a date beside it, and no word of a change, is its own."""
    clause = placed.clause
    before = any(hit.end <= placed.mention.start for hit in clause.of("noun.appointment", "state.report", "state.have"))
    return placed.role is Role.NONE and before and not clause.of("noun.request", "move.open", "move.noun", "date.new")


def _in_a_field(placed: Placed, told: Sequence[Placed]) -> bool:
    """Whether the date of a title stands again as the value of a field: that one says what it is."""
    mention = placed.mention
    again = [p for p in told if (p.mention.day, p.mention.time) == (mention.day, mention.time) and p is not placed]
    return placed.clause.sentence.titled and any(p.role is Role.NONE and _labelled(p) for p in again)


def _labelled(placed: Placed) -> bool:
    """Such as "Appointment date: May 3": a field, which says no more than that it is a date."""
    clause = placed.clause
    lead = clause.scan[clause.sentence.start : placed.mention.start].rstrip(b" ")
    return lead[-1:] in {b":", b"", b"|", b"\t"} or lead.endswith(b"..")


def _only_mentioned(placed: Placed) -> bool:
    return _of_appointment(placed) and not placed.asserted and not _labelled(placed)
