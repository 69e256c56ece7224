"""What a letter tells beside its matter: an office that is closed, a visit that comes near, a duty that goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.reading.clauses import Clause
from tracker.reading.signals import Signal
from tracker.reading.types import Kind

_OF_CHANGES = frozenset({"cancel.done", "cancel.noun", "cancel.finite", "move.done", "move.noun", "move.finite"})
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
        wrong = clause.has("state.misgiving") and (bool(clause.dates) or clause.sentence.titled)
        return wrong and clause.sentence.start < first
    opens = any(hit.start <= clause.sentence.start + 1 for hit in clause.of("scope.condition"))
    return kind is Kind.RESCHEDULED and first >= 0 and opens and clause.has("state.remind")
