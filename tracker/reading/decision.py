"""From the signals of a message to its kind: the safest reading wins.

Negative evidence wins: whatever says no, not yet, or "we will let you know" outweighs what sounds like a confirmation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.reading.clauses import Clause
from tracker.reading.lexicon import ACTIONS
from tracker.reading.signals import Signal, elsewhere
from tracker.reading.statements import Statement
from tracker.reading.types import CONFIRMING, Kind

_NEUTRAL_TITLES = frozenset({"change-title", "replaces", "notice-title"})
_MATTER_OF_IT = frozenset({f"{action}.{form}" for action in ACTIONS for form in ("done", "finite", "open", "noun")}) | {
    "noun.appointment",
    "noun.anaphor",
    "noun.decision",
    "state.pending",
    "state.misgiving",
    "state.validity",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """`kind` None: no rule matched. `hesitant`: something in the message speaks against it."""

    kind: Kind | None
    signals: tuple[Signal, ...] = ()  # those that decided, weightiest first
    hesitant: bool = False
    why: str = ""


def decide(signals: Sequence[Signal], statements: Sequence[Statement] = (), clauses: Sequence[Clause] = ()) -> Decision:
    """The kind that all signals of a message allow together; weak evidence beside a "no" needs a person."""
    decision = _decided(signals, clauses)
    if decision.kind in CONFIRMING and any(clause.overfull for clause in clauses):
        return Decision(decision.kind, decision.signals, hesitant=True, why="a sentence of it goes on and on")
    weak = decision.kind in CONFIRMING and all(_is_weak(signal) for signal in decision.signals)
    if not weak or decision.hesitant:
        return decision
    against = any(_says_no(s) or _strays(s.clause, decision.kind) for s in statements)
    titled = all(signal.strength == "titled" for signal in decision.signals)
    if against or (titled and any(_takes_back(clause) for clause in clauses)):
        return Decision(decision.kind, decision.signals, hesitant=True, why="something in it is said not to be so")
    return decision


def _takes_back(clause: Clause) -> bool:
    """Whether a sentence says that something about the appointment is not so, or is still missing."""
    if clause.has("state.incomplete"):
        return True
    opening = clause.sentence.start + 1
    aside = clause.sentence.question or clause.helps() or any(h.start <= opening for h in clause.of("scope.condition"))
    if aside or not clause.of("scope.negation", "state.unable"):
        return False
    return bool(clause.dates) or clause.has_any(_MATTER_OF_IT)


def _is_weak(signal: Signal) -> bool:
    return signal.in_subject or signal.strength in {"titled", "summons"} or signal.statement.action in {"be", "have"}


def _says_no(statement: Statement) -> bool:
    """Something denied, doubted or done to another thing, somewhere in the message, in words that no rule caught."""
    if statement.action not in {"set", "move", "cancel", "grant", "confirm", "deny"}:
        return False
    if any(h.start <= statement.start and statement.end <= h.end for h in statement.clause.of("state.have")):
        return False
    done = statement.mood in {"done", "active"} and statement.action != "grant"
    elsewhere = done and statement.head in {"other_thing", "hearing", "request"}
    return statement.refusal in {"negated", "hearsay", "question"} or elsewhere


def _strays(clause: Clause, kind: Kind | None) -> bool:
    """Whether a sentence of the text is about something else: another matter, a wish, a cancelling."""
    asked = clause.has("state.asked") and not clause.has("state.report")
    cancels = clause.has("cancel.noun") and kind is not Kind.CANCELLED
    return not clause.sentence.titled and (asked or cancels or elsewhere(clause))


def _decided(signals: Sequence[Signal], clauses: Sequence[Clause]) -> Decision:
    weights = {strength: [s for s in signals if s.strength == strength] for strength in _STRENGTHS}
    stated = weights["granted"] + weights["stated"]
    expected = all(s.statement.action in {"be", "have"} and s.strength == "stated" for s in stated)
    settled = [s for s in stated if s.kind in {Kind.RESCHEDULED, Kind.CANCELLED}]
    if weights["firm"] and not settled:
        return Decision(Kind.REQUEST_DENIED, tuple(weights["firm"]))
    if any(not _of_the_next(signal, stated) for signal in weights["open"]):
        return Decision(Kind.REQUEST_RECEIVED, tuple(weights["open"] + weights["received"]))
    if weights["soft"] and expected and not weights["received"]:
        told = [s for s in weights["informs"] if s.statement.action in {"remind", "closed"}]
        return Decision(told[0].kind, tuple(told)) if told else Decision(Kind.REQUEST_DENIED, tuple(weights["soft"]))
    if weights["firm"] or (weights["soft"] and stated):
        chosen = _confirming(stated, weights["titled"])
        return Decision(chosen.kind, chosen.signals, hesitant=True, why="it also says that something was not done")
    if weights["received"] and not weights["granted"]:
        return _acknowledged(stated, weights)
    return _plain(stated, weights, clauses)


_STRENGTHS = ("stated", "titled", "granted", "doubtful", "firm", "soft", "open", "received", "informs", "summons")


def _by_appointment(statement: Statement, clauses: Sequence[Clause]) -> bool:
    """Whether "you must report" only tells the date of an appointment: nobody is ordered, nothing is threatened."""
    if any(clause.has("state.compel") for clause in clauses):
        return False
    named = [clause for clause in clauses if clause.sentence.titled or clause is statement.clause]
    return any(clause.has("noun.appointment") for clause in named)


def _of_the_next(signal: Signal, stated: Sequence[Signal]) -> bool:
    """Such as "you will be told when a new date is set", in a letter that cancels the old one."""
    clause = signal.statement.clause
    named = clause.has("date.new") or clause.has("move.open") or clause.has("set.done")
    return bool(stated) and all(s.kind is Kind.CANCELLED for s in stated) and named and signal.strength == "open"


def _acknowledged(stated: list[Signal], weights: dict[str, list[Signal]]) -> Decision:
    if not stated:
        return Decision(Kind.REQUEST_RECEIVED, tuple(weights["received"]))
    chosen = _confirming(stated, weights["titled"])
    return Decision(chosen.kind, chosen.signals, hesitant=True, why="it also says that a request was received")


def _plain(stated: list[Signal], weights: dict[str, list[Signal]], clauses: Sequence[Clause]) -> Decision:
    titled, doubtful = weights["titled"], weights["doubtful"]
    reminders = [s for s in weights["informs"] if s.statement.action == "remind"]
    kinds = {s.kind for s in stated + titled}
    if reminders and (kinds <= {Kind.SCHEDULED} or any(s.in_subject for s in reminders)):
        return Decision(Kind.REMINDER, tuple(reminders))
    exchanged = _exchanged(stated, weights)
    if exchanged:
        return exchanged
    if stated:
        return _confirming(stated, titled)
    if doubtful:
        doubtful = sorted(doubtful, key=lambda s: s.kind is not Kind.RESCHEDULED)
        return Decision(doubtful[0].kind, tuple(doubtful), hesitant=True, why="it does not say that it was done")
    if titled:
        return _confirming([], titled)
    return _told(weights, clauses)


def _exchanged(stated: list[Signal], weights: dict[str, list[Signal]]) -> Decision | None:
    """One date let go and another named: "You need not come on April 5. Come on May 3."."""
    kinds = {s.kind for s in stated}
    called = [s for s in stated + weights["summons"] if s.kind in {Kind.SCHEDULED, Kind.SUMMONS}]
    released = any(s.statement.action == "released" for s in weights["doubtful"])
    if called and released and kinds <= {Kind.SCHEDULED}:
        return Decision(Kind.RESCHEDULED, tuple(called + weights["doubtful"]))
    cancelling = [s.statement.clause for s in stated]
    other = any(s.statement.clause not in cancelling for s in weights["summons"])
    if other and kinds | {s.kind for s in weights["titled"]} == {Kind.CANCELLED}:
        why = "it takes one date away and names another"
        return Decision(Kind.RESCHEDULED, tuple(weights["summons"] + stated), hesitant=True, why=why)
    return None


def _told(weights: dict[str, list[Signal]], clauses: Sequence[Clause]) -> Decision:
    """What is only told: a closure, a reminder, or that one must come."""
    if weights["informs"]:
        closures = [s for s in weights["informs"] if s.kind is Kind.OFFICE_CLOSURE]
        return Decision((closures or weights["informs"])[0].kind, tuple(closures or weights["informs"]))
    summons = weights["summons"]
    if not summons:
        return Decision(None)
    booked = all(_by_appointment(signal.statement, clauses) for signal in summons)
    return Decision(Kind.SCHEDULED if booked else summons[0].kind, tuple(summons))


def _confirming(stated: list[Signal], titled: list[Signal]) -> Decision:
    """One kind out of those that are asserted; hesitant where two of them cannot both be meant."""
    signals = stated or titled
    kinds = {s.kind for s in signals}
    chosen = _of_several(kinds, signals)
    of_kind = tuple(s for s in signals if s.kind is chosen)
    if len(kinds) > 1 and not _compatible(kinds, signals):
        return Decision(chosen, of_kind, hesitant=True, why="it says two things that do not go together")
    against = {s.kind for s in titled if s.rule.name not in _NEUTRAL_TITLES} - kinds if stated else set()
    if Kind.CANCELLED in against or (chosen is Kind.CANCELLED and against):
        return Decision(chosen, of_kind, hesitant=True, why="its title says something else")
    return Decision(chosen, of_kind)


def _of_several(kinds: set[Kind], signals: Sequence[Signal]) -> Kind:
    if kinds == {Kind.CANCELLED, Kind.SCHEDULED}:
        return Kind.RESCHEDULED if _set_anew(signals) else Kind.CANCELLED
    for kind in (Kind.RESCHEDULED, Kind.CANCELLED, Kind.SCHEDULED):
        if kind in kinds:
            return kind
    return signals[0].kind


def _compatible(kinds: set[Kind], signals: Sequence[Signal]) -> bool:
    """Moved and set is one act; so is cancelled and moved, if the cancelling comes first or speaks of the old date."""
    if Kind.CANCELLED not in kinds:
        return True
    if Kind.RESCHEDULED not in kinds:
        return _set_anew(signals)
    cancels = [s for s in signals if s.kind is Kind.CANCELLED]
    moves = [s for s in signals if s.kind is Kind.RESCHEDULED]
    return all(
        c.statement.start < max(m.statement.start for m in moves) or c.statement.clause.has("date.old") for c in cancels
    )


def _set_anew(signals: Sequence[Signal]) -> bool:
    last_cancel = max(s.statement.start for s in signals if s.kind is Kind.CANCELLED)
    return any(
        s.kind is Kind.SCHEDULED
        and s.statement.clause.has("date.new")
        and s.statement.clause.dates
        and (s.statement.start > last_cancel)
        for s in signals
    )
