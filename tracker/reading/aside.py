"""What a letter tells beside its matter: an office that is closed, a visit that comes near, a duty that goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tracker.reading.clauses import Clause
from tracker.reading.signals import Signal
from tracker.reading.types import Kind

_OF_CHANGES = frozenset({"cancel.done", "cancel.noun", "cancel.finite", "move.done", "move.noun", "move.finite"})
_SECOND = re.compile(
    rb"\b(?:the second|duplicate|la segunda|el segundo|duplicad[oa]|o segundo|a segunda|la deuxieme|le second"
    rb"|la seconde|dezyem)\b"
)  # of two letters that a person got, before the cancelling of what the second one said
_WISHES = frozenset({"move.open", "move.noun", "cancel.open", "cancel.noun", "date.asked", "state.pending"})


def of_the_closure(
    undecided: Sequence[Signal], weights: Mapping[str, Sequence[Signal]], clauses: Sequence[Clause]
) -> bool:
    """Such as "Until you receive a new date, keep your letter", where everybody is told that an office is closed."""
    first = min((s.statement.start for s in weights["informs"] if s.kind is Kind.OFFICE_CLOSURE), default=None)
    asked = any(weights[name] for name in ("received", "firm", "granted")) or any(
        clause.has("noun.request") and not clause.has("scope.condition") for clause in clauses
    )
    return first is not None and not asked and all(s.statement.start > first for s in undecided)


def nears(signal: Signal, unasked: bool) -> bool:
    """Such as "Your visit is coming up. No change was made to it.", where nobody asked for one."""
    return signal.statement.action == "upcoming" and unasked


def of_a_change(reminder: Signal, stated: Sequence[Signal]) -> bool:
    """Such as the title "Reminder of change", above the sentence that says to which day the visit was moved."""
    moved = [s for s in stated if s.kind is Kind.RESCHEDULED]
    return bool(moved) and reminder.statement.clause.has("topic.reminder_of_change")


def below_an_order(closed: Signal, summons: Sequence[Signal], clauses: Sequence[Clause]) -> bool:
    """Such as "The office is closed on June 19", below the order to report that the title and the text give."""
    if closed.kind is not Kind.OFFICE_CLOSURE or closed.in_subject or closed.statement.clause.has("noun.appointment"):
        return False
    ordered = any(clause.has("state.compel") and clause.sentence.titled for clause in clauses)
    return ordered and any(s.statement.start < closed.statement.start and not s.in_subject for s in summons)


def names_another(called: Signal, clauses: Sequence[Clause]) -> bool:
    """Whether a date follows: "You still need to check in", a heading below what was cancelled, names none."""
    start = called.statement.clause.sentence.start
    return any(clause.dates and clause.sentence.start >= start for clause in clauses)


def of_an_answer(signal: Signal) -> bool:
    """Such as "In reply to your inquiry received February 8": nobody asked for a change, and this is the answer."""
    clause = signal.statement.clause
    return signal.strength == "received" and clause.has("label.answers") and not clause.has_any(_WISHES)


def bears_out(clause: Clause, kind: Kind, first: int) -> bool:
    """Whether what a sentence takes back only bears out a cancelling or a move that is stated at `first`.

    "The notice for June 10 was issued in error." before "That appointment has been cancelled."; "If you get a reminder
    of the old date, ignore it." beside a move.
    """
    if clause.has_any(_OF_CHANGES) or clause.has_any({"state.tentative", "state.stands", "state.unsure"}):
        return False
    if kind is Kind.CANCELLED:
        second = _SECOND.search(clause.scan, clause.sentence.start, clause.sentence.end)
        wrong = clause.has("state.misgiving") and (bool(clause.dates) or clause.sentence.titled or second is not None)
        return wrong and clause.sentence.start < first
    opens = any(hit.start <= clause.sentence.start + 1 for hit in clause.of("scope.condition"))
    return kind is Kind.RESCHEDULED and first >= 0 and opens and clause.has("state.remind")


def bond_beside(clauses: Sequence[Clause]) -> bool:
    """Such as "Bring the receipt of your bond", "you may lose your bond": said to the person, not to who gave it."""
    if any(clause.has("topic.bond_giver") for clause in clauses):
        return False
    return all(
        any(beside.start <= hit.start and hit.end <= beside.end for beside in clause.of("topic.bond_beside"))
        for clause in clauses
        for hit in clause.of("topic.bond")
    )
