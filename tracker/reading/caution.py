"""What speaks against taking weak evidence at its word, though no rule caught it.

A title, a field or "we expect you on" says less than a sentence that asserts what was done: beside a "no", a wish, or
words of a change it needs a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tracker.reading.clauses import Clause
from tracker.reading.lexicon import ACTIONS, Hit
from tracker.reading.signals import ELSEWHERE, Signal, answers, elsewhere, only_answers
from tracker.reading.statements import Statement
from tracker.reading.types import Kind
from tracker.reading.wariness import harmless

_MATTER_OF_IT = frozenset({f"{action}.{form}" for action in ACTIONS for form in ("done", "finite", "open", "noun")}) | {
    "noun.appointment",
    "noun.anaphor",
    "noun.decision",
    "state.pending",
    "state.misgiving",
    "state.validity",
}
_OF_A_CHANGE = (
    "noun.request", "date.asked", "date.current", "state.stands", "state.yet", "state.unchanged", "state.unable",
    "move.done", "move.finite", "cancel.done", "cancel.finite", "deny.done", "deny.finite",
)  # fmt: skip

_OF_THE_VISIT = frozenset(
    {"noun.appointment", "noun.anaphor", "noun.request", "noun.decision", "date.new", "date.asked"}
)
_UNTIL = frozenset({b"until", b"hasta", b"ate", b"jusqu'a", b"jiska", b"jiskaske"})
_LIMIT = re.compile(rb"\s+(?:(?:the|el|la|o|a|le|au|dia|jour)\s+){0,2}(?:[a-z]+,?\s+)?\d")
_HAVE = frozenset({b"you have", b"usted tiene", b"tiene", b"tem", b"voce tem", b"vous avez", b"ou gen", b"w gen"})
_WHICH = re.compile(rb"\b(?:that|which|one|que|ke|qui)\s+(?:\w+\s+)?\Z")


def speaks_against(
    kind: Kind | None, signals: Sequence[Signal], statements: Sequence[Statement], clauses: Sequence[Clause]
) -> bool:
    """Whether anything in the message speaks against weak `signals` of that kind; a harmless "no" does not."""
    if any(_done_elsewhere(statement) for statement in statements):
        return True
    clauses = [clause for clause in clauses if not harmless(clause) and not _of_the_thread(clause)]
    heard = set(map(id, clauses))
    spoken = [s for s in statements if id(s.clause) in heard and not (kind is Kind.CANCELLED and _sets_no_other(s))]
    if any(_says_no(s) or _strays(s.clause, kind) for s in spoken):
        return True
    if kind in {Kind.SCHEDULED, Kind.SUMMONS} and any(_of_a_change(clause) for clause in clauses):
        return True
    return all(signal.strength == "titled" for signal in signals) and any(
        _takes_back(clause)
        and not _offered(previous)
        and not _bears_out(clause, kind)
        and not (kind is Kind.CANCELLED and of_the_next(clause))
        for previous, clause in pairwise((None, *clauses))
    )


def _of_the_thread(clause: Clause) -> bool:
    """Such as the title "RE: no date yet": what was written by whoever is answered."""
    return answers(clause) and not clause.dates


def of_the_next(clause: Clause | None) -> bool:
    """Such as "A new appointment will be proposed to you by post", beside what cancels the old one."""
    if clause is None or clause.dates or clause.sentence.question:
        return False
    later = clause.of("aux.open") and not clause.of("scope.condition", "scope.negation", "state.stands")
    return _of_another(clause) and clause.has_any(("noun.appointment", "noun.anaphor")) and bool(later)


def _bears_out(clause: Clause | None, kind: Kind | None) -> bool:
    """Whether a "no" only says the same: "you need not report" of a cancelled date, "do not use" of an old one.

    Or that no other date is set yet, beside what cancels one.
    """
    if clause is None or kind not in {Kind.CANCELLED, Kind.RESCHEDULED} or clause.has("state.incomplete"):
        return False
    if kind is Kind.CANCELLED and _of_another(clause) and clause.has("state.yet") and not clause.dates:
        return not clause.has_any(("noun.request", "state.stands", "state.validity"))
    uncalled = clause.has("state.report") or clause.has("state.released") or clause.has("state.threat")
    return clause.has("date.old") or (uncalled and not clause.has("noun.request"))


def _of_a_change(clause: Clause) -> bool:
    """Whether a sentence speaks of a change, a request or of what still holds, beside words that only name a date."""
    opening = clause.sentence.start + 1
    aside = clause.helps() or any(hit.start <= opening for hit in clause.of("scope.condition"))
    # "You have an appointment", "visit registered": here these words tell of no other.
    known = clause.of("state.have") + ([] if clause.dates else clause.of("set.done", "topic.office_wish"))
    return not aside and any(
        not any(hit.start < have.end and have.start < hit.end for have in known)
        and not _helps_a_verb(clause, hit)
        and not _says_until_when(clause, hit)
        and not _of_something_had(clause, hit)
        and not (hit.concept == "noun.request" and only_answers(clause))
        for hit in clause.of(*_OF_A_CHANGE)
    )


def _says_until_when(clause: Clause, hit: Hit) -> bool:
    """Such as the "until" of "your passport is valid until May 9", which says nothing of the visit."""
    if hit.concept != "state.yet" or clause.has_any(_OF_THE_VISIT):
        return False
    last = clause.scan[hit.start : hit.end] in _UNTIL
    return last and _LIMIT.match(clause.scan, hit.end, clause.sentence.end) is not None


def _of_something_had(clause: Clause, hit: Hit) -> bool:
    """Such as "whoever has a pacemaker tells the guard": what somebody has that is no date of a visit."""
    if hit.concept != "date.current" or clause.dates or clause.has_any(_OF_THE_VISIT):
        return False
    had = clause.scan[hit.start : hit.end] in _HAVE
    return had and _WHICH.search(clause.scan, clause.sentence.start, hit.start) is None


def _helps_a_verb(clause: Clause, hit: Hit) -> bool:
    """Such as the "you have" of "you have been scheduled"."""
    current = hit.concept == "date.current"
    return current and any(hit.start < verb.start < hit.end < verb.end for verb in clause.of("aux.done"))


def _offered(previous: Clause | None) -> bool:
    """Whether a question leads to it: "Something came up? Choose another day."."""
    return previous is not None and previous.sentence.question


def _takes_back(clause: Clause | None) -> bool:
    """Whether a sentence says that something about the appointment is not so, or is still missing."""
    if clause is None or clause.has("state.incomplete"):
        return clause is not None
    opening = clause.sentence.start + 1
    aside = clause.sentence.question or clause.helps() or any(h.start <= opening for h in clause.of("scope.condition"))
    if aside or not clause.of("scope.negation", "state.unable"):
        return False
    return bool(clause.dates) or clause.has_any(_MATTER_OF_IT)


def is_weak(signal: Signal) -> bool:
    return signal.in_subject or signal.strength in {"titled", "summons"} or signal.statement.action in {"be", "have"}


def _says_no(statement: Statement) -> bool:
    """Something denied or doubted somewhere in the message, in words that no rule caught."""
    return _decides(statement) and statement.refusal in {"negated", "hearsay", "question"}


def _sets_no_other(statement: Statement) -> bool:
    """Such as "No new visit was booked", beside what cancels one."""
    clause = statement.clause
    return statement.action == "set" and statement.refusal == "negated" and _of_another(clause) and not clause.dates


def _of_another(clause: Clause) -> bool:
    return clause.has_any(("date.new", "topic.another_one"))


def _done_elsewhere(statement: Statement) -> bool:
    """Something done to another thing: "your address was updated"."""
    done = statement.mood in {"done", "active"} and statement.action != "grant"
    return done and _decides(statement) and statement.head in {"other_thing", "hearing", "request"}


def _decides(statement: Statement) -> bool:
    if statement.action not in {"set", "move", "cancel", "grant", "confirm", "deny"}:
        return False
    return not any(h.start <= statement.start and statement.end <= h.end for h in statement.clause.of("state.have"))


def _strays(clause: Clause, kind: Kind | None) -> bool:
    """Whether a sentence of the text is about something else: another matter, a wish, a cancelling."""
    asked = clause.has("state.asked") and not clause.has("state.report")
    cancels = clause.has("cancel.noun") and kind is not Kind.CANCELLED
    return not clause.sentence.titled and (asked or cancels or (elsewhere(clause) and not _warns(clause)))


def _warns(clause: Clause) -> bool:
    """Such as "If you do not come, you may be arrested and the bond may be breached": what is at stake, for all."""
    opens = any(hit.start <= clause.sentence.start + 1 for hit in clause.of("scope.condition"))
    of_bond = all(
        any(bond.start < hit.end and hit.start < bond.end for bond in clause.of("topic.bond"))
        for hit in clause.of("noun.hearing")
    )
    other = any(clause.has(name) for name in ELSEWHERE if name != "noun.hearing")
    return opens and of_bond and not other and not clause.dates and clause.has("state.threat")
