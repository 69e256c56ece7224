"""Which statements of a message matter, and as what: the rules of rules/kinds.toml choose them.

statements ──rules──▶ signals ──decide (in `decision`)──▶ kind, and whether a person must look
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.reading.clauses import Clause
from tracker.reading.lexicon import Hit
from tracker.reading.rules import KindRule
from tracker.reading.statements import Statement
from tracker.reading.types import CONFIRMING, Kind

_ASSERTING = frozenset({"set", "move", "cancel", "receive", "deny", "grant"})
ELSEWHERE = (
    "noun.hearing",
    "noun.someone_else",
    "topic.uscis",
    "topic.court",
    "topic.isap",
    "topic.commerce",
    "topic.job",
)
_PUT = frozenset({"done", "active", "open"})
_ABOUT_APPOINTMENTS = ("noun.appointment", "state.have", "state.report", "state.released", "state.next")
_PASSED_ON = frozenset({"received", "titled", "open"})
_REPLY = re.compile(rb"(?:re|rv|res|rep|aw|sv)\s?(?:\[\d+\])?\s?:")
_SPEAKER_ENDS = re.compile(rb"(?: [a-z.]+){0,2} ?[:/-]")
_LEADS_ON = re.compile(rb"\s(?:on|el|le|em)\Z")  # the date stands alone on the next line
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


def signals_of(
    statements: Sequence[Statement], clauses: Sequence[Clause], kinds: Mapping[str, Sequence[KindRule]]
) -> list[Signal]:
    """What counts, in the order of the text. `kinds` are the rules by their actions."""
    appointment = any(clause.has_any(_ABOUT_APPOINTMENTS) for clause in clauses)
    appointment = appointment or any(clause.has("date.new") and clause.dates for clause in clauses)
    appointment = appointment or any(_moves_a_date(s) or s.action == "pair" for s in statements)
    change = appointment or any(clause.has_any(_MATTERS) for clause in clauses)
    allowed = {Kind.SUMMONS, Kind.REMINDER, Kind.OFFICE_CLOSURE}
    allowed |= {Kind.REQUEST_RECEIVED, Kind.REQUEST_DENIED} if change else set()
    allowed |= CONFIRMING if appointment else set()
    found = [
        Signal(rule, rule.kind, rule.strength, statement)
        for statement in statements
        for rule in kinds.get(statement.action, ())
        if _fits(rule, statement)
        and (rule.kind in allowed or rule.strength in {"granted", "doubtful"})
        and not _outdone(rule, statement, statements)
    ]
    found = [signal for signal in found if not _next_of_what(signal, clauses)]
    return _resolved(_without_thread(found), clauses, statements)


def _next_of_what(signal: Signal, clauses: Sequence[Clause]) -> bool:
    """Such as "The next one is May 3" in a text that speaks of a hearing: it may be the next one of those."""
    return signal.rule.name == "next-one-is" and any(elsewhere(clause) for clause in clauses)


def _moves_a_date(statement: Statement) -> bool:
    """Such as "we moved you from April 5 to May 3", though nothing in the text names an appointment."""
    moved = statement.action == "move" and statement.mood in {"done", "active"} and statement.counts
    return moved and statement.head == "anaphor" and len(statement.clause.dates) > 1


def _without_thread(signals: list[Signal]) -> list[Signal]:
    """What only the subject of a reply says is said of the message it answers, if the text says something itself."""
    spoken = any(not signal.in_subject for signal in signals)
    if any(signal.kind is Kind.RESCHEDULED for signal in signals):
        signals = [signal for signal in signals if signal.statement.mood != "label"]
    passed_on = [s for s in signals if spoken and s.strength in _PASSED_ON and answers(s.statement.clause)]
    return [signal for signal in signals if signal not in passed_on]


def answers(clause: Clause) -> bool:
    """Whether it is the subject of a reply."""
    return clause.sentence.titled and _REPLY.match(clause.scan, clause.sentence.start) is not None


def _fits(rule: KindRule, statement: Statement) -> bool:
    clause = statement.clause
    if statement.mood not in rule.mood or statement.refusal != rule.refused:
        return False
    if rule.head and statement.head not in rule.head:
        return False
    if rule.kind in CONFIRMING and (elsewhere(clause) or (rule.strength == "titled" and clause.has("state.asked"))):
        return False
    if (rule.short and not clause.short) or len(clause.dates) < rule.dates:
        return False
    if any(_any(clause, names) and not (names == "noun.request" and only_answers(clause)) for names in rule.without):
        return False
    return all(_any(clause, names) or _leads_below(clause, names) for names in rule.require)


def only_answers(clause: Clause) -> bool:
    """Such as "In reply to your message of March 2, a place was given to you": what was written asks for nothing."""
    replies = clause.of("label.answers")
    named = clause.of("noun.request")
    return bool(replies) and all(any(r.start <= hit.start < r.end for r in replies) for hit in named)


def _is_title(statement: Statement) -> bool:
    """Whether a noun or a bare participle stands as a title does; whatever else has a mood of its own is no title."""
    clause = statement.clause
    if statement.mood == "noun":
        return clause.sentence.titled or (clause.terse and not clause.dates)
    return statement.mood != "bare" or not any(
        hit.start >= statement.end for hit in clause.of("scope.negation", "state.unable", "state.misgiving")
    )


def elsewhere(clause: Clause) -> bool:
    """Whether the sentence is about another authority, another person, or another kind of appointment."""
    return clause.has_any(ELSEWHERE)


def _any(clause: Clause, names: str) -> bool:
    return clause.has_any(_alternatives(names))


def _leads_below(clause: Clause, names: str) -> bool:
    """Whether a colon at its end, or a heading, leads to the fields below, where "as follows" is asked for."""
    last = clause.scan[clause.sentence.end - 1 : clause.sentence.end]
    heading = clause.terse and not clause.sentence.titled and not clause.dates and last.isalnum()
    leads = last == b":" or heading or _LEADS_ON.search(clause.scan, clause.sentence.start, clause.sentence.end)
    return names == "label.below" and bool(leads)


@lru_cache(maxsize=1024)
def _alternatives(names: str) -> tuple[str, ...]:
    return tuple(names.split("|"))


def _outdone(rule: KindRule, statement: Statement, statements: Sequence[Statement]) -> bool:
    """A bare participle or a "we confirm that" says nothing where the same sentence has a verb that does."""
    if statement.mood not in {"bare", "noun", "state"} and statement.action != "confirm":
        return False
    others = [
        s
        for s in statements
        if s.clause is statement.clause and not (statement.start <= s.start and s.end <= statement.end)
    ]
    if statement.action == "confirm" and statement.mood in {"done", "active"}:
        if statement.head == "appointment":  # "the visit that you asked for is confirmed"
            others = [s for s in others if s.action != "receive" or s.start > statement.start]
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
    return statement.action in {"be", "have"} and any(_says_more(s) for s in others)


def _says_more(statement: Statement) -> bool:
    """Whether a verb says more than that a date is; "noted" and "a new date" do not."""
    if statement.only_names or (statement.action == "receive" and statement.head not in {"request", "move"}):
        return False
    return statement.action in _ASSERTING and statement.mood in _PUT


def _named(clause: Clause, hit: Hit) -> bool:
    """Such as "ICE: your visit", "ICE Tampa: appt moved", "ICE appt set": who speaks, not who does."""
    if any(hit.end <= noun.start <= hit.end + 1 for noun in clause.of("noun.appointment")):
        return True
    return _SPEAKER_ENDS.match(clause.scan, hit.end) is not None


def _resolved(signals: list[Signal], clauses: Sequence[Clause], statements: Sequence[Statement]) -> list[Signal]:
    """What was asked for where a request was granted: to cancel, to move, or a first appointment."""
    granted = [s for s in signals if s.strength == "granted"]
    kinds = {kind for s in granted if (kind := _asked_in(s.statement.clause))}
    stated = [s.kind for s in signals if s.strength == "stated"]
    done: set[Kind] = {kind for kind in stated if kind in {Kind.RESCHEDULED, Kind.CANCELLED}}
    kinds = kinds or (done if len(done) == 1 else set())
    if not kinds and granted:
        moved = any((s.action == "move" and not s.clause.helps()) or _lets_go(s) for s in statements)
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
    if clause.has_any(("cancel.open", "cancel.noun", "cancel.done")):
        return Kind.CANCELLED
    return Kind.RESCHEDULED if clause.has_any(("move.open", "move.noun", "move.done")) else None
