"""From statements to the kind of a message: rules pick the statements that matter, then the safest reading wins.

    statements ──rules──▶ signals ──decide──▶ kind, and whether a person must look (`negated`)

Negative evidence wins: whatever says no, not yet, or "we will let you know" outweighs what sounds like a confirmation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.reading.clauses import Clause
from tracker.reading.lexicon import ACTIONS, Hit
from tracker.reading.rules import KindRule
from tracker.reading.statements import Statement
from tracker.reading.types import CONFIRMING, Kind

_ASSERTING = frozenset({"set", "move", "cancel", "receive", "deny", "grant"})
_ELSEWHERE = (
    "noun.hearing",
    "noun.someone_else",
    "topic.uscis",
    "topic.court",
    "topic.isap",
    "topic.commerce",
    "topic.job",
)
_PUT = frozenset({"done", "active", "open"})
_NEUTRAL_TITLES = frozenset({"change-title", "replaces", "notice-title"})
_ABOUT_APPOINTMENTS = ("noun.appointment", "state.have", "state.report", "state.released", "state.next")
_MATTER_OF_IT = frozenset({f"{action}.{form}" for action in ACTIONS for form in ("done", "finite", "open", "noun")}) | {
    "noun.appointment",
    "noun.anaphor",
    "noun.decision",
    "state.pending",
    "state.misgiving",
    "state.validity",
}
_PASSED_ON = frozenset({"received", "titled"})
_REPLY = re.compile(rb"(?:re|rv|res|rep|aw|sv)\s?(?:\[\d+\])?\s?:")
_MATTERS = ("noun.request", "move.noun", "move.open", "date.new", "date.asked", "noun.anaphor")


@dataclass(frozen=True, slots=True)
class Signal:
    rule: KindRule
    kind: Kind
    strength: str
    statement: Statement

    @property
    def in_subject(self) -> bool:
        return self.statement.clause.sentence.titled


@dataclass(frozen=True, slots=True)
class Decision:
    """`kind` None: no rule matched. `hesitant`: something in the message speaks against it."""

    kind: Kind | None
    signals: tuple[Signal, ...] = ()  # those that decided, weightiest first
    hesitant: bool = False
    why: str = ""


def signals_of(statements: Sequence[Statement], clauses: Sequence[Clause], kinds: Sequence[KindRule]) -> list[Signal]:
    """What counts, in the order of the text."""
    appointment = any(clause.has(name) for clause in clauses for name in _ABOUT_APPOINTMENTS)
    appointment = appointment or any(clause.has("date.new") and clause.dates for clause in clauses)
    change = appointment or any(clause.has(name) for clause in clauses for name in _MATTERS)
    allowed = {Kind.SUMMONS, Kind.REMINDER, Kind.OFFICE_CLOSURE}
    allowed |= {Kind.REQUEST_RECEIVED, Kind.REQUEST_DENIED} if change else set()
    allowed |= CONFIRMING if appointment else set()
    by_action = {s.action: [rule for rule in kinds if s.action in rule.action] for s in statements}
    found = [
        Signal(rule, rule.kind, rule.strength, statement)
        for statement in statements
        for rule in by_action[statement.action]
        if _fits(rule, statement)
        and (rule.kind in allowed or rule.strength in {"granted", "doubtful"})
        and not _outdone(rule, statement, statements)
    ]
    return _resolved(_without_thread(found), clauses, statements)


def _without_thread(signals: list[Signal]) -> list[Signal]:
    """What only the subject of a reply says is said of the message it answers, if the text says something itself."""
    spoken = any(not signal.in_subject for signal in signals)
    if any(signal.kind is Kind.RESCHEDULED for signal in signals):
        signals = [signal for signal in signals if signal.statement.mood != "label"]
    return [s for s in signals if not (spoken and s.in_subject and s.strength in _PASSED_ON and _answers(s.statement))]


def _answers(statement: Statement) -> bool:
    return _REPLY.match(statement.clause.scan, statement.clause.sentence.start) is not None


def _fits(rule: KindRule, statement: Statement) -> bool:
    clause = statement.clause
    if statement.mood not in rule.mood or statement.refusal != rule.refused:
        return False
    if rule.head and statement.head not in rule.head:
        return False
    if rule.kind in CONFIRMING and (_elsewhere(clause) or (rule.strength == "titled" and clause.has("state.asked"))):
        return False
    if (rule.short and not clause.short) or len(clause.dates) < rule.dates:
        return False
    return all(_any(clause, names) for names in rule.require) and not any(_any(clause, names) for names in rule.without)


def _is_title(statement: Statement) -> bool:
    """Whether a noun or a bare participle stands as a title does; whatever else has a mood of its own is no title."""
    clause = statement.clause
    if statement.mood == "noun":
        return clause.sentence.titled or (clause.terse and not clause.dates)
    return statement.mood != "bare" or not any(
        hit.start >= statement.end for hit in clause.of("scope.negation", "state.unable", "state.misgiving")
    )


def _elsewhere(clause: Clause) -> bool:
    """Whether the sentence is about another authority, another person, or another kind of appointment."""
    return any(clause.has(name) for name in _ELSEWHERE)


def _any(clause: Clause, names: str) -> bool:
    return any(clause.has(name) for name in names.split("|"))


def _outdone(rule: KindRule, statement: Statement, statements: Sequence[Statement]) -> bool:
    """A bare participle or a "we confirm that" says nothing where the same sentence has a verb that does."""
    if statement.mood not in {"bare", "noun", "state"} and statement.action != "confirm":
        return False
    others = [
        s for s in statements if s.clause is statement.clause and (s.start, s.end) != (statement.start, statement.end)
    ]
    if statement.action == "confirm" and statement.mood in {"done", "active"}:
        return any(s.action in _ASSERTING and s.mood in {"done", "active"} for s in others)
    helped = [hit for hit in statement.clause.of("aux.open", "aux.active") if not _named(statement.clause, hit)]
    if statement.mood == "bare" and rule.kind in CONFIRMING and any(hit.end <= statement.start for hit in helped):
        return True
    if rule.kind in CONFIRMING and not _is_title(statement):
        return True
    if statement.mood in {"bare", "noun"}:
        return any(s.mood in {"done", "active", "open"} and s.action in {*_ASSERTING, "confirm"} for s in others) and (
            rule.kind in CONFIRMING
        )
    return statement.action in {"be", "have"} and any(s.action in _ASSERTING and s.mood in _PUT for s in others)


def _named(clause: Clause, hit: Hit) -> bool:
    """Such as "ICE: your visit", "ICE appt set": who speaks, not who does."""
    if any(hit.end <= noun.start <= hit.end + 1 for noun in clause.of("noun.appointment")):
        return True
    return clause.scan[hit.end : hit.end + 2].lstrip()[:1] == b":"


def _resolved(signals: list[Signal], clauses: Sequence[Clause], statements: Sequence[Statement]) -> list[Signal]:
    """What was asked for where a request was granted: to cancel, to move, or a first appointment."""
    granted = [s for s in signals if s.strength == "granted"]
    kinds = {kind for s in granted if (kind := _asked_in(s.statement.clause))}
    done = {s.kind for s in signals if s.strength == "stated" and s.kind in {Kind.RESCHEDULED, Kind.CANCELLED}}
    kinds = kinds or (done if len(done) == 1 else set())
    if not kinds and granted:
        moved = any(s.action == "move" or _lets_go(s) for s in statements)
        moved = moved or any(c.has("date.new") and c.dates for c in clauses)
        kinds = {Kind.RESCHEDULED if moved else Kind.SCHEDULED}
    return [
        s
        if s.strength != "granted"
        else Signal(s.rule, _asked_in(s.statement.clause) or min(kinds), "granted", s.statement)
        for s in signals
    ]


def _lets_go(statement: Statement) -> bool:
    """Such as "Do not come on April 5", "we no longer expect you on April 5"."""
    dated = bool(statement.clause.dates)
    return dated and (statement.action == "released" or _uncalled(statement))


def _uncalled(statement: Statement) -> bool:
    return statement.action in {"report", "have"} and statement.refusal == "negated"


def _asked_in(clause: Clause) -> Kind | None:
    if any(clause.has(f"cancel.{form}") for form in ("open", "noun", "done")):
        return Kind.CANCELLED
    return Kind.RESCHEDULED if any(clause.has(f"move.{form}") for form in ("open", "noun", "done")) else None


def decide(
    signals: Sequence[Signal], statements: Sequence[Statement] = (), clauses: Sequence[Clause] = ()
) -> Decision:
    """The kind that all signals of a message allow together; weak evidence beside a "no" needs a person."""
    decision = _decided(signals, clauses)
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
    return bool(clause.dates) or any(hit.concept in _MATTER_OF_IT for hit in clause.hits)


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
    return not clause.sentence.titled and (asked or cancels or _elsewhere(clause))


def _decided(signals: Sequence[Signal], clauses: Sequence[Clause]) -> Decision:
    weights = {strength: [s for s in signals if s.strength == strength] for strength in _STRENGTHS}
    stated = weights["granted"] + weights["stated"]
    expected = all(s.statement.action in {"be", "have"} and s.strength == "stated" for s in stated)
    settled = [s for s in stated if s.kind in {Kind.RESCHEDULED, Kind.CANCELLED}]
    if weights["firm"] and not settled:
        return Decision(Kind.REQUEST_DENIED, tuple(weights["firm"]))
    if weights["open"]:
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
    called = [s for s in stated + weights["summons"] if s.kind in {Kind.SCHEDULED, Kind.SUMMONS}]
    if called and {s.kind for s in stated} <= {Kind.SCHEDULED} and any(s.statement.action == "released" for s in doubtful):
        return Decision(Kind.RESCHEDULED, tuple(called + doubtful))
    cancelling = [s.statement.clause for s in stated]
    if kinds == {Kind.CANCELLED} and any(s.statement.clause not in cancelling for s in weights["summons"]):
        why = "it takes one date away and names another"
        return Decision(Kind.RESCHEDULED, tuple(weights["summons"] + stated + titled), hesitant=True, why=why)
    if stated:
        return _confirming(stated, titled)
    if doubtful:
        doubtful = sorted(doubtful, key=lambda s: s.kind is not Kind.RESCHEDULED)
        return Decision(doubtful[0].kind, tuple(doubtful), hesitant=True, why="it does not say that it was done")
    if titled:
        return _confirming([], titled)
    for strength in ("informs", "summons"):
        if strength == "summons" and weights["summons"] and all(_by_appointment(s.statement, clauses) for s in weights["summons"]):
            booked = tuple(Signal(s.rule, Kind.SCHEDULED, "summons", s.statement) for s in weights["summons"])
            return Decision(Kind.SCHEDULED, booked)
        if weights[strength]:
            closures = [s for s in weights[strength] if s.kind is Kind.OFFICE_CLOSURE]
            return Decision((closures or weights[strength])[0].kind, tuple(closures or weights[strength]))
    return Decision(None)


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
