"""What a letter tells beside its matter: an office that is closed, a visit that comes near, a duty that goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tracker.reading.clauses import Clause
from tracker.reading.lexicon import Hit
from tracker.reading.signals import Signal
from tracker.reading.types import Kind

_OF_CHANGES = frozenset({"cancel.done", "cancel.noun", "cancel.finite", "move.done", "move.noun", "move.finite"})
_SECOND = re.compile(
    rb"\b(?:the second|duplicate|la segunda|el segundo|duplicad[oa]|o segundo|a segunda|la deuxieme|le second"
    rb"|la seconde|dezyem)\b"
)  # of two letters that a person got, before the cancelling of what the second one said
_BY_THEN = re.compile(
    rb"\b(?:before|by|no later than|not later than|antes del?|a mas tardar(?: el)?|antes de|ate(?: o)?(?: dia)?"
    rb"|o mais tardar em|avant(?: le)?|au plus tard(?: le)?|anvan|pa pita(?: pase)?)\s+\Z"
)
_OLD_ONE = re.compile(
    rb"\s+(?:(?:the|your)\s+(?:previous|old|earlier|former|original)\s+(?:date|day|time|hour)"
    rb"|(?:l'|la |votre )(?:ancienne|precedente)\s+(?:date|heure)|(?:ansyen|vye)\s+(?:dat|le)"
    rb"|(?:de )?(?:a|o|la|el|sua|su)\s+(?:data|hora|horario|dia|fecha)\s+(?:anterior|antig[oa]|antigua|previa))\b"
)
_NUMBER = re.compile(rb"\b\d{1,2}\b")
_STAYING_AWAY = frozenset({"scope.condition", "state.threat", "topic.bond_absence"})
_HEDGED = frozenset({"scope.negation", "noun.other_thing", "date.new"})
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


def newly_set(signal: Signal) -> bool:
    """Such as "You have been scheduled for the following appointment:", below the title "Upcoming appointment"."""
    statement = signal.statement
    told = statement.action == "set" and statement.mood == "done" and not signal.in_subject
    return told and statement.clause.has("label.below") and statement.clause.has("label.newly")


def of_a_change(reminder: Signal, stated: Sequence[Signal]) -> bool:
    """Such as the title "Reminder of change", above the sentence that says to which day the visit was moved."""
    moved = [s for s in stated if s.kind is Kind.RESCHEDULED]
    return bool(moved) and reminder.statement.clause.has("topic.reminder_of_change")


def below_an_order(closed: Signal, summons: Sequence[Signal], clauses: Sequence[Clause]) -> bool:
    """Such as "The office is closed on June 19", below an order that is titled too, or is for another day."""
    if closed.kind is not Kind.OFFICE_CLOSURE or closed.in_subject or closed.statement.clause.has("noun.appointment"):
        return False
    above = [s.statement.clause for s in summons if s.statement.start < closed.statement.start and not s.in_subject]
    ordered = any(clause.has_any({"state.compel", "state.report"}) and clause.sentence.titled for clause in clauses)
    return bool(above) and (ordered or _on_other_days(closed.statement.clause, above))


def _on_other_days(closed: Clause, called: Sequence[Clause]) -> bool:
    """Such as "Closed on June 19", below "You must come on July 2": no number of the one is a day of the other."""
    days = _numbers(closed)
    return bool(days) and all(clause.dates and not days & _numbers(clause) for clause in called)


def _numbers(clause: Clause) -> set[bytes]:
    """The numbers of one or two digits in the dates of a sentence."""
    return {number for start, end in clause.dates for number in _NUMBER.findall(clause.scan[start:end])}


def names_another(called: Signal, clauses: Sequence[Clause]) -> bool:
    """Whether a date follows: "You still need to check in", a heading below what was cancelled, names none.

    Nor does "You have to report before May 31", which is the last day of a duty.
    """
    own = called.statement.clause
    if own.dates and all(_is_last_day(own, start) for start, _ in own.dates):
        return False
    return any(clause.dates and clause.sentence.start >= own.sentence.start for clause in clauses)


def _is_last_day(clause: Clause, date: int) -> bool:
    return _BY_THEN.search(clause.scan, clause.sentence.start, date) is not None


def calls_nobody(called: Signal) -> bool:
    """Such as "You were excused from reporting on April 5", "You were to report on April 5": a date that only was."""
    statement, clause = called.statement, called.statement.clause
    was = any(hit.start <= statement.start <= hit.end + 1 for hit in clause.of("state.released", "date.old"))
    return was and len(clause.dates) <= 1


def still_stands(clause: Clause) -> bool:
    """Such as "Until then your visit stands", beside what cancels it; not so "Your visit of May 3 stands"."""
    return clause.has("topic.still_stands") and not clause.dates and not clause.has_any(_HEDGED)


def tells_the_same(titled: Sequence[Signal], doubtful: Sequence[Signal]) -> bool:
    """Such as the title "Ticket cancelled" above "You need not come on April 5": each bears the other out."""
    return {s.kind for s in titled} == {Kind.CANCELLED} and all(s.kind is Kind.CANCELLED for s in doubtful)


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
    if kind is Kind.RESCHEDULED and all(_of_the_old_one(clause, hit) for hit in clause.of("state.retract")):
        return True
    opens = any(hit.start <= clause.sentence.start + 1 for hit in clause.of("scope.condition"))
    return kind is Kind.RESCHEDULED and first >= 0 and opens and clause.has("state.remind")


def _of_the_old_one(clause: Clause, taken: Hit) -> bool:
    """Such as "Disregard the previous date.", where nothing but that date is taken back."""
    named = _OLD_ONE.search(clause.scan, taken.start, clause.sentence.end)
    return named is not None and named.start() <= taken.end


def bond_beside(clauses: Sequence[Clause]) -> bool:
    """Whether a bond is only named beside the matter, to a person who must come and not to who gave it.

    Such as "Bring the receipt of your bond", "If you stay away, the bond may be breached", "Whoever paid the bond for
    you gets it back".
    """
    if any(_names_giver(clause) for clause in clauses):
        return False
    given = any(clause.has("topic.bond_by_you") for clause in clauses)
    return all(_bond_in_passing(clause, given=given) for clause in clauses if clause.has("topic.bond"))


def _names_giver(clause: Clause) -> bool:
    told = clause.of("topic.bond_for_you")
    return any(not _within(hit, told) for hit in clause.of("topic.bond_giver"))


def _bond_in_passing(clause: Clause, *, given: bool) -> bool:
    beside = clause.of("topic.bond_beside", "topic.bond_for_you")
    if all(_within(hit, beside) for hit in clause.of("topic.bond")):
        return True
    warned = clause.has_any(_STAYING_AWAY) and clause.has("topic.bond_lost")
    return warned and not given and not clause.sentence.titled


def _within(hit: Hit, phrases: Sequence[Hit]) -> bool:
    return any(phrase.start <= hit.start and hit.end <= phrase.end for phrase in phrases)
