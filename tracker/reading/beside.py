"""What a "no" or a wish is about, beside a date that was settled: it may only say why, or what is still to come."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.reading.clauses import Clause
from tracker.reading.negations import leads_to
from tracker.reading.signals import Signal
from tracker.reading.types import Kind

_YOURS = re.compile(rb"\b(?:your|the|su|votre|seu|sua|sa)\s+(?:\w+\s+)?\Z")  # read before "request"

_YOURS_ALONE = re.compile(rb"\b(?:your|su|sus|tu|votre|vos|seu|sua)\s+(?:\w+\s+)?\Z")
_YOURS_BEHIND = re.compile(rb"\s+(?:ou|w)\b")  # Creole "demann ou an"
_OFFER_BEFORE = 2  # sentences from "Need another date?" to what a request needs
_OF_OFFERS = frozenset({"open", "granted", "soft", "firm"})
_OF_THE_CANCELLING = frozenset(
    {"noun.request", "noun.decision", "scope.hearsay", "state.tentative", "state.unsure"}
    | {f"{action}.{form}" for action in ("cancel", "grant", "confirm") for form in ("done", "finite", "open", "noun")}
)
_DECIDED = frozenset({"set", "move", "confirm", "cancel"})
_UNDONE = frozenset({"bare", "open", "state"})


def of_an_offer(signal: Signal, clauses: Sequence[Clause]) -> bool:
    """Such as "Need another date? Ask on the portal. A request counts once approved.": how to ask; nobody did."""
    clause = signal.statement.clause
    if signal.strength not in _OF_OFFERS or signal.statement.mood not in _UNDONE or clause.dates:
        return False
    at = next(index for index, one in enumerate(clauses) if one is clause)
    lead = clauses[max(0, at - _OFFER_BEFORE) : at]
    asked = any(one.sentence.question and one.has_any(("move.open", "move.noun")) for one in lead)
    return asked and not any(one.dates for one in lead) and _of_any_request(clause)


def _of_any_request(clause: Clause) -> bool:
    """Whether it tells when a request counts, and of none that somebody made."""
    requests = clause.of("noun.request")
    made = clause.has("receive.done") or clause.has("receive.finite")
    yours = any(
        _YOURS_ALONE.search(clause.scan[max(0, hit.start - 30) : hit.start])
        or _YOURS_BEHIND.match(clause.scan, hit.end)
        for hit in requests
    )
    return bool(requests) and clause.has("grant.done") and not made and not yours


def of_the_wish(signal: Signal, settled: Sequence[Signal]) -> bool:
    """Such as "we could not give you the day that you asked for", before it is told where the visit was moved to."""
    clause = signal.statement.clause
    if settled and all(_follows_from(s, signal) for s in settled):
        return True
    return clause.has("date.asked") and all(
        s.kind is Kind.RESCHEDULED and len(s.statement.clause.dates) > 1 and s.statement.start > signal.statement.start
        for s in settled
    )


def of_the_next(signal: Signal, stated: Sequence[Signal]) -> bool:
    """Such as "you will be told when a new date is set", in a letter that cancels the old one."""
    clause = signal.statement.clause
    cancelled = bool(stated) and all(s.kind is Kind.CANCELLED for s in stated) and signal.strength == "open"
    named = clause.has_any({"date.new", "move.open", "set.done", "state.next", "state.released"})
    named = named and not any(hit.concept.startswith(("grant.", "confirm.")) for hit in clause.hits)
    return cancelled and (named or _what_follows(clause))


def _what_follows(clause: Clause) -> bool:
    """Such as "The other office will tell you when to report.", "That usually takes four to six weeks."."""
    told = clause.has_any(("topic.next_told", "topic.takes_time"))
    return told and not clause.dates and not clause.has_any(_OF_THE_CANCELLING)


def left_open(signal: Signal, settled: Sequence[Signal], clauses: Sequence[Clause]) -> bool:
    """Such as "Pending", below the label "New date", in a letter that says that the visit was cancelled."""
    clause = signal.statement.clause
    at = next(index for index, one in enumerate(clauses) if one is clause)
    label = clauses[at - 1] if at else None
    if (
        label is None
        or not clause.terse
        or clause.dates
        or clause.sentence.titled
        or clause.has_any(_OF_THE_CANCELLING)
    ):
        return False
    asks = label.terse and not label.dates and not label.has_any(_OF_THE_CANCELLING)
    new = label.has("date.new") or (label.sentence.question and label.has("move.open"))
    return bool(settled) and all(s.kind is Kind.CANCELLED for s in settled) and asks and new


def to_be_told(signal: Signal, settled: Sequence[Signal]) -> bool:
    """Such as "New date: to be confirmed", a field in a letter that says that the visit was moved."""
    clause = signal.statement.clause
    return (
        bool(settled)
        and clause.terse
        and clause.has("date.new")
        and not clause.dates
        and not clause.has("noun.request")
    )


def until_answered(
    signal: Signal, stated: Sequence[Signal], received: Sequence[Signal], clauses: Sequence[Clause]
) -> bool:
    """Such as "Until you get an answer, come on this day", below a date that was set, where nobody asked for one."""
    asked = bool(received) or any(
        clause.has_any(("noun.request", "date.asked")) and not clause.has("scope.condition") for clause in clauses
    )
    done = any(s.statement.action in _DECIDED for s in stated)
    clause = signal.statement.clause
    waits = signal.statement.start < max((h.end for h in clause.of("topic.until_answered")), default=-1)
    return done and waits and not asked


def none_yet(signal: Signal, stated: Sequence[Signal]) -> bool:
    """Such as "we have no other date to give you yet", in a letter that cancels the old one."""
    clause = signal.statement.clause
    cancelled = bool(stated) and all(s.kind is Kind.CANCELLED for s in stated)
    if cancelled and _says_none_other(signal):
        return True
    if not cancelled or clause.dates or clause.has_any(("noun.request", "state.stands", "noun.appointment")):
        return False
    return clause.has("state.yet") and clause.has_any(("date.new", "move.open"))


def _says_none_other(signal: Signal) -> bool:
    """Such as "For now we have no other date to give you", and nothing of the visit besides."""
    clause, statement = signal.statement.clause, signal.statement
    phrases = clause.of("topic.none_other")
    said = [(statement.start, statement.end), *((hit.start, hit.end) for hit in clause.of("noun.appointment"))]
    within = all(any(one.start <= start and end <= one.end for one in phrases) for start, end in said)
    return within and not clause.has_any(("noun.request", "state.stands"))


def _follows_from(moved: Signal, refused: Signal) -> bool:
    """Such as "no place was left that day, so we moved you to May 3", in one sentence."""
    clause, start, end = refused.statement.clause, refused.statement.end, moved.statement.start
    return moved.statement.clause is clause and _names_the_day(moved) and start < end and leads_to(clause, start, end)


def wished_before(received: Sequence[Signal], settled: Sequence[Signal], stated: Sequence[Signal]) -> bool:
    """Such as "you asked for June 16", before it is told to which day the visit was moved."""
    first = min((s.statement.start for s in stated), default=-1)
    wished = all(s.statement.clause.has("date.asked") and s.statement.start < first for s in received)
    return wished and len(settled) == len(stated) and all(_names_the_day(s) for s in settled)


def grants_it(stated: Sequence[Signal], received: Sequence[Signal]) -> bool:
    """Such as "Your request received on April 2", before "the change that you asked for is granted"."""
    granted = [s.statement.start for s in stated if s.statement.action == "grant" and s.kind is Kind.RESCHEDULED]
    return bool(granted) and all(s.statement.start < max(granted) for s in received)


def asked_to_move(clauses: Sequence[Clause]) -> bool:
    """Whether what was asked for, and granted, is another date: nothing asks for a cancelling."""
    asked = [c for c in clauses if c.has_any(("noun.request", "state.asked", "date.asked"))]
    named = [name for c in asked for name in c.named]
    return any(n in {"move.noun", "move.open"} for n in named) and not any(n.startswith("cancel.") for n in named)


def asked_before(undecided: Signal, stated: Sequence[Signal]) -> bool:
    """Such as "You asked whether your visit could be moved", before it is told to which day it was moved."""
    statement = undecided.statement
    asked = any(hit.start <= statement.start < hit.end for hit in statement.clause.of("date.asked"))
    moved = [s for s in stated if _names_the_day(s)]
    last = all(s in moved or (s.kind is Kind.CANCELLED and s.statement.clause.has("date.old")) for s in stated)
    return asked and bool(moved) and last and statement.start < min(s.statement.start for s in stated)


def of_one_field(signal: Signal, settled: Sequence[Signal]) -> bool:
    """Such as "Date: April 5 (no change)", a field in a letter that says that the visit was moved."""
    statement = signal.statement
    scan, moved = statement.clause.scan, any(s.kind is Kind.RESCHEDULED for s in settled)
    return moved and scan[statement.start - 1 : statement.start] == b"(" and scan[statement.end :].startswith(b")")


def _names_the_day(signal: Signal) -> bool:
    return signal.kind is Kind.RESCHEDULED and bool(signal.statement.clause.dates)


def only_explains(firm: Sequence[Signal], stated: Sequence[Signal], clauses: Sequence[Clause]) -> bool:
    """Such as "no earlier date is available" behind a date that was set, where nobody asked for anything."""
    asked = any(
        clause.has("date.asked") or _YOURS.search(clause.scan[max(0, h.start - 30) : h.start])
        for clause in clauses
        for h in clause.of("noun.request")
    )
    set_first = any(s.statement.action in {"set", "confirm"} and s.strength == "stated" for s in stated)
    return not asked and set_first and all(s.statement.mood == "done" and not s.statement.head for s in firm)


def not_yet_granted(weights: dict[str, list[Signal]]) -> bool:
    """Such as "it is under review and has not been approved": no refusal, if what is open is told first."""
    firm, still_open = weights["firm"], weights["open"]
    if not firm or not still_open or any(s.statement.action != "grant" for s in firm):
        return False
    return min(s.statement.start for s in still_open) < min(s.statement.start for s in firm)
