"""From the signals of a message to its kind: the safest reading wins.

Negative evidence wins: whatever says no, not yet, or "we will let you know" outweighs what sounds like a confirmation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.reading.aside import (
    below_an_order,
    calls_nobody,
    names_another,
    nears,
    newly_set,
    of_a_change,
    of_an_answer,
    of_the_closure,
    still_stands,
    tells_the_same,
)
from tracker.reading.beside import (
    asked_before,
    asked_to_move,
    grants_it,
    left_open,
    none_yet,
    not_yet_granted,
    of_an_offer,
    of_one_field,
    of_the_next,
    of_the_wish,
    only_explains,
    to_be_told,
    until_answered,
    wished_before,
)
from tracker.reading.caution import is_weak, speaks_against
from tracker.reading.clauses import Clause
from tracker.reading.headings import state_of
from tracker.reading.signals import Signal
from tracker.reading.statements import Statement
from tracker.reading.types import CONFIRMING, Kind
from tracker.reading.what_was import without_what_was

_NEUTRAL_TITLES = frozenset({"change-title", "replaces", "notice-title", "next-title"})


@dataclass(frozen=True, slots=True)
class Decision:
    """`kind` None: no rule matched. `hesitant`: something in the message speaks against it.

    `lightly`: but only weak evidence beside some "no", or so many `asides` (`in_passing`): the letter as a whole may
    outweigh them.
    """

    kind: Kind | None
    signals: tuple[Signal, ...] = ()  # those that decided, weightiest first
    hesitant: bool = False
    why: str = ""
    lightly: bool = False
    asides: int = 0


def decide(signals: Sequence[Signal], statements: Sequence[Statement] = (), clauses: Sequence[Clause] = ()) -> Decision:
    """The kind that all signals of a message allow together; weak evidence beside a "no" needs a person."""
    decision = _decided(signals, clauses)
    if decision.kind in CONFIRMING and any(clause.overfull for clause in clauses):
        return Decision(decision.kind, decision.signals, hesitant=True, why="a sentence of it goes on and on")
    if decision.kind is Kind.CANCELLED and any(still_stands(clause) for clause in clauses):
        return Decision(decision.kind, decision.signals, hesitant=True, why="it also says that it still stands")
    weak = decision.kind in CONFIRMING and all(is_weak(signal) for signal in decision.signals)
    if not weak or decision.hesitant:
        return decision
    if speaks_against(decision.kind, decision.signals, statements, clauses):
        why = "something in it is said not to be so"
        return Decision(decision.kind, decision.signals, hesitant=True, why=why, lightly=True)
    return decision


def _decided(signals: Sequence[Signal], clauses: Sequence[Clause]) -> Decision:
    signals = [signal for signal in signals if not (of_an_answer(signal) or of_an_offer(signal, clauses))]
    weights = {strength: [s for s in signals if s.strength == strength] for strength in _STRENGTHS}
    told, weights["titled"] = without_what_was(weights["stated"], weights["titled"], clauses)
    stated = weights["granted"] + told
    expected = all(s.statement.action in {"be", "have"} and s.strength == "stated" for s in stated)
    settled = [s for s in stated if s.kind in {Kind.RESCHEDULED, Kind.CANCELLED}]
    weights["soft"] = [s for s in weights["soft"] if not of_one_field(s, settled)]
    refused = weights["firm"] and not settled and not only_explains(weights["firm"], stated, clauses)
    if refused and not not_yet_granted(weights):
        return Decision(Kind.REQUEST_DENIED, tuple(weights["firm"]))
    undecided = [
        s
        for s in weights["open"]
        if not _told_after_all(s, stated, settled, clauses)
        and not until_answered(s, stated, weights["received"], clauses)
    ]
    if undecided and not of_the_closure(undecided, weights, clauses):
        return Decision(Kind.REQUEST_RECEIVED, tuple(weights["open"] + weights["received"]))
    if weights["soft"] and expected and not weights["received"]:
        unasked = not any(clause.has("noun.request") for clause in clauses)
        told = [s for s in weights["informs"] if s.statement.action in {"remind", "closed"} or nears(s, unasked)]
        return Decision(told[0].kind, tuple(told)) if told else Decision(Kind.REQUEST_DENIED, tuple(weights["soft"]))
    firm = [s for s in weights["firm"] if not of_the_wish(s, settled) and not none_yet(s, stated)]
    if (firm and settled) or (stated and any(not none_yet(s, stated) for s in weights["soft"])):
        chosen = _confirming(stated, weights["titled"])
        return Decision(chosen.kind, chosen.signals, hesitant=True, why="it also says that something was not done")
    granted = weights["granted"] or grants_it(stated, weights["received"])
    if weights["received"] and not granted and not wished_before(weights["received"], settled, stated):
        return _acknowledged(stated, weights)
    return _plain(stated, weights, clauses)


_STRENGTHS = ("stated", "titled", "granted", "doubtful", "firm", "soft", "open", "received", "informs", "summons")


def _by_appointment(statement: Statement, clauses: Sequence[Clause]) -> bool:
    """Whether "you must report" only tells the date of an appointment: nobody is ordered to come."""
    if any(clause.has("state.compel") for clause in clauses):
        return False
    named = [clause for clause in clauses if clause.sentence.titled or clause is statement.clause]
    return any(clause.has("noun.appointment") for clause in named)


def _told_after_all(
    signal: Signal, stated: Sequence[Signal], settled: Sequence[Signal], clauses: Sequence[Clause]
) -> bool:
    """Whether what sounds undecided is only of the next visit, or was asked before the answer that follows."""
    of_another = of_the_next(signal, stated) or left_open(signal, settled, clauses) or to_be_told(signal, settled)
    return of_another or asked_before(signal, stated)


def _acknowledged(stated: list[Signal], weights: dict[str, list[Signal]]) -> Decision:
    if not stated:
        return Decision(Kind.REQUEST_RECEIVED, tuple(weights["received"]))
    chosen = _confirming(stated, weights["titled"])
    return Decision(chosen.kind, chosen.signals, hesitant=True, why="it also says that a request was received")


def _plain(stated: list[Signal], weights: dict[str, list[Signal]], clauses: Sequence[Clause]) -> Decision:
    titled, doubtful = _telling(weights["titled"], stated), weights["doubtful"]
    newly = any(newly_set(s) for s in stated)
    near = [] if newly else [s for s in weights["informs"] if _comes_near(s, stated + titled)]
    reminders = [s for s in weights["informs"] if s.statement.action == "remind"] + near
    kinds = {s.kind for s in stated + titled}
    reminding = [s for s in reminders if s.in_subject and not of_a_change(s, stated)]
    if reminders and (kinds <= {Kind.SCHEDULED} or reminding):
        return Decision(Kind.REMINDER, tuple(reminders))
    exchanged = _exchanged(stated, weights, clauses)
    if exchanged:
        return exchanged
    bare = [] if stated or any(_says_enough(s, clauses) for s in titled) else titled
    doubtful = [] if tells_the_same(titled, doubtful) else doubtful
    unsure = bare or sorted(doubtful, key=lambda s: s.kind is not Kind.RESCHEDULED)
    if unsure and not stated:
        return Decision(unsure[0].kind, tuple(unsure), hesitant=True, why="it does not say that it was done")
    ordered = weights["summons"] and kinds <= {Kind.SCHEDULED} and any(c.has("state.compel") for c in clauses)
    if not stated and (ordered or not titled):
        return _told(weights, clauses)
    return _confirming(stated, titled)


def _says_enough(signal: Signal, clauses: Sequence[Clause]) -> bool:
    """Whether a title says what became of the appointment, and does not only name dates of it."""
    action = signal.statement.action
    return action != "named" and (action != "pair" or _speaks_of_change(clauses))


def _comes_near(signal: Signal, told: Sequence[Signal]) -> bool:
    """Whether a title says that a visit is near, and not what became of it: "Your visit next week is cancelled"."""
    answered = any(s.statement.clause is signal.statement.clause and s.kind is not Kind.SCHEDULED for s in told)
    return signal.statement.action == "upcoming" and signal.in_subject and not answered


def _telling(titled: list[Signal], stated: list[Signal]) -> list[Signal]:
    """Titles without fields that only name the appointment, where anything else says what became of it."""
    telling = [s for s in titled if s.statement.action != "named" and s.rule.name != "next-title"]
    return telling if telling or stated else titled


def _exchanged(stated: list[Signal], weights: dict[str, list[Signal]], clauses: Sequence[Clause]) -> Decision | None:
    """One date let go and another named: "You need not come on April 5. Come on May 3."."""
    kinds = {s.kind for s in stated}
    called = [s for s in stated + weights["summons"] if s.kind in {Kind.SCHEDULED, Kind.SUMMONS}]
    released = any(s.statement.action == "released" for s in weights["doubtful"])
    if called and released and kinds <= {Kind.SCHEDULED}:
        return Decision(Kind.RESCHEDULED, tuple(called + weights["doubtful"]))
    renewed = [s for s in weights["titled"] if s.statement.action == "pair"]
    if renewed and kinds == {Kind.CANCELLED} and all(_gives_way(s, renewed[0]) for s in stated):
        return Decision(Kind.RESCHEDULED, tuple(renewed + stated))
    cancelling = [s.statement.clause for s in stated]
    calling = [s for s in weights["summons"] if s.statement.clause not in cancelling and not calls_nobody(s)]
    dated = [s for s in called if s.kind is Kind.SCHEDULED and s.statement.clause.dates]
    if dated and weights["granted"] and kinds == {Kind.CANCELLED, Kind.SCHEDULED} and asked_to_move(clauses):
        return Decision(Kind.RESCHEDULED, tuple(weights["granted"] + dated))
    other = any(names_another(s, clauses) for s in calling)
    if other and weights["granted"] and kinds == {Kind.CANCELLED} and asked_to_move(clauses):
        return Decision(Kind.RESCHEDULED, tuple(weights["granted"] + weights["summons"]))
    if other and kinds | {s.kind for s in weights["titled"]} == {Kind.CANCELLED}:
        why = "it takes one date away and names another"
        return Decision(Kind.RESCHEDULED, tuple(weights["summons"] + stated), hesitant=True, why=why)
    return None


def _gives_way(cancelled: Signal, renewed: Signal) -> bool:
    """Such as "The visit of April 5 will not take place", before "New visit: May 3"; or "the old date is void"."""
    clause = cancelled.statement.clause
    return clause.has("date.old") or (bool(clause.dates) and cancelled.statement.start < renewed.statement.start)


def _speaks_of_change(clauses: Sequence[Clause]) -> bool:
    words = ("state.change_word", "move.done", "move.noun", "move.finite", "state.replaces")
    return any(clause.has(word) and not clause.dates for clause in clauses for word in words)


def _told(weights: dict[str, list[Signal]], clauses: Sequence[Clause]) -> Decision:
    """What is only told: a closure, a reminder, or that one must come."""
    informs = [s for s in weights["informs"] if s.statement.action != "upcoming" or s.in_subject]
    informs = [s for s in informs if not below_an_order(s, weights["summons"], clauses)]
    if informs:
        closures = [s for s in informs if s.kind is Kind.OFFICE_CLOSURE]
        return Decision((closures or informs)[0].kind, tuple(closures or informs))
    summons = weights["summons"]
    if not summons:
        return Decision(None)
    booked = all(_by_appointment(signal.statement, clauses) for signal in summons)
    if booked:
        return Decision(Kind.SCHEDULED, tuple(summons))
    ordered = any(clause.has("state.compel") or clause.has("state.threat") for clause in clauses)
    return Decision(summons[0].kind, tuple(summons), hesitant=not ordered, why="" if ordered else "nobody is ordered")


def _confirming(stated: list[Signal], titled: list[Signal]) -> Decision:
    """One kind out of those that are asserted; hesitant where two of them cannot both be meant."""
    titled = _without_rows(titled)
    signals = stated or titled
    kinds = {s.kind for s in signals}
    paired = any(s.statement.action == "pair" for s in titled)
    chosen = _of_several(kinds, signals, paired=paired)
    of_kind = tuple(s for s in signals if s.kind is chosen) or tuple(signals)
    if len(kinds) > 1 and not _compatible(kinds, signals, paired=paired):
        return Decision(chosen, of_kind, hesitant=True, why="it says two things that do not go together")
    telling = [s for s in titled if s.rule.name not in _NEUTRAL_TITLES and s.statement.clause.field != "stamped"]
    against = {s.kind for s in telling} - kinds if stated else set()
    replaced = chosen is Kind.SCHEDULED and any(s.rule.name == "replaces" for s in titled)
    if replaced or Kind.CANCELLED in against or (chosen is Kind.CANCELLED and against):
        return Decision(chosen, of_kind, hesitant=True, why="its title says something else")
    return Decision(chosen, of_kind)


def _without_rows(titled: list[Signal]) -> list[Signal]:
    """Without what a cell of a table says of its own row, where two rows tell the old date from the new one."""
    paired = any(s.statement.action == "pair" for s in titled)
    return [s for s in titled if s.statement.action == "pair" or not state_of(s.statement.clause)] if paired else titled


def _of_several(kinds: set[Kind], signals: Sequence[Signal], *, paired: bool) -> Kind:
    if kinds == {Kind.CANCELLED, Kind.SCHEDULED}:
        anew = _set_anew(signals) or (paired and _only_the_old(signals))
        return Kind.RESCHEDULED if anew else Kind.CANCELLED
    for kind in (Kind.RESCHEDULED, Kind.CANCELLED, Kind.SCHEDULED):
        if kind in kinds:
            return kind
    return signals[0].kind


def _compatible(kinds: set[Kind], signals: Sequence[Signal], *, paired: bool) -> bool:
    """Moved and set is one act; so is cancelled and moved, if the cancelling comes first or speaks of the old date.

    `paired`: whether the old date is plainly told from the new one.
    """
    if Kind.CANCELLED not in kinds:
        return True
    if Kind.RESCHEDULED not in kinds:
        return _set_anew(signals) or (paired and _only_the_old(signals))
    cancels = [s for s in signals if s.kind is Kind.CANCELLED]
    moves = [s for s in signals if s.kind is Kind.RESCHEDULED]
    return all(
        c.statement.start <= max(m.statement.start for m in moves)
        or c.statement.clause.has("date.old")
        or (paired and len(c.statement.clause.dates) == 1)
        for c in cancels
    )


def _only_the_old(signals: Sequence[Signal]) -> bool:
    """Such as "This appointment no longer exists: April 5", beside a field that names the new one."""
    return all(s.statement.clause.has("date.old") for s in signals if s.kind is Kind.CANCELLED)


def _set_anew(signals: Sequence[Signal]) -> bool:
    last_cancel = max(s.statement.start for s in signals if s.kind is Kind.CANCELLED)
    return any(
        s.kind is Kind.SCHEDULED
        and s.statement.clause.has("date.new")
        and s.statement.clause.dates
        and (s.statement.start > last_cancel)
        for s in signals
    )
