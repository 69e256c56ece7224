"""What else in a text speaks against taking a confirming message at its word, though its sentences confirm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from operator import itemgetter

from tracker.reading.aside import bears_out
from tracker.reading.caution import of_the_next
from tracker.reading.clauses import Clause
from tracker.reading.contrary import in_quotes, unfilled, unsettled_field
from tracker.reading.engine import Analysis
from tracker.reading.forms import Forms, strange_fields
from tracker.reading.greeted import greets_readers
from tracker.reading.headings import heads_columns
from tracker.reading.mute import says_nothing
from tracker.reading.scan import scan_of
from tracker.reading.statements import Statement
from tracker.reading.types import CONFIRMING, Kind, Role
from tracker.reading.wariness import HARMLESS, harmless

_TAKEN_BACK = "state.retract"
_PROPOSED = "state.tentative"
_AGAINST = {
    _TAKEN_BACK: "it takes something back, or is a test",
    _PROPOSED: "it speaks of a proposal, or of something still to come",
    "topic.newsletter": "it reads like a newsletter",
    "state.other_visit": "it speaks of a visit of another kind",
    "state.unsure": "it is not sure of what it says",
    "state.passed_on": "it is of somebody else, or was sent before",
}
STRANGE = "it has a field that no ordinary notice has"
_COMING = frozenset({Kind.SCHEDULED, Kind.SUMMONS})
_KEPT = frozenset({Role.CURRENT, Role.NEW})
_MANY = 8  # sentences; of the longer letters held for such a "no" 9 in 10 did confirm, of the shorter 6
_TAIL = 14  # letters of "that day", "jou sa a"
_YOU = re.compile(rb"\b(?:you|usted|voce|(?:o|a) senhora?|vous|ou)\b")


def second_thoughts(analysis: Analysis, kind: Kind, text: str, forms: Forms) -> str:
    """What else in the text speaks against taking a confirming message at its word."""
    if kind not in CONFIRMING:
        return ""
    said = (why for concept, why in _AGAINST.items() if _troubles(analysis, concept, kind))
    return next(chain(said, _of_any(analysis, text, forms), _of_that_kind(analysis, kind)), "")


def _of_any(analysis: Analysis, text: str, forms: Forms) -> Iterator[str]:
    """What speaks against a confirmation of whatever kind."""
    if unfilled(text):
        yield "something was not filled in"
    if unsettled_field(analysis.clauses):
        yield "a field of it says that it is not settled"
    if strange_field(analysis, forms):
        yield STRANGE
    if _only_quoted(analysis, text):
        yield "it only quotes it"
    if greets_readers(scan_of(text)):
        yield "it greets somebody whose date it is not"
    if _hangs_on_approval(analysis):
        yield "it hangs on an approval"


def _of_that_kind(analysis: Analysis, kind: Kind) -> Iterator[str]:
    if kind is Kind.CANCELLED and any(one.role is Role.ASKED for one in analysis.placed):
        yield "another date was asked for"
    if kind is Kind.CANCELLED and _one_of_two(analysis):
        yield "it cancels one of two, and does not say plainly when the other is"
    if kind in _COMING and _troubles(analysis, "state.misgiving", kind):
        yield "something in it is regretted or wrong"
    if kind in _COMING and any(_lets_off(statement) for statement in analysis.statements):
        yield "it says that nobody need come"
    if kind is Kind.SUMMONS and not any(s.strength == "summons" for s in analysis.signals):
        yield "it does not say plainly where to report"


def takes_back(why: str) -> bool:
    """Whether that second thought says that something is taken back."""
    return why == _AGAINST[_TAKEN_BACK]


def in_question(analysis: Analysis, against: str) -> bool:
    """Whether nothing but the letter as a whole decides if it is taken at its word; `against`: the second thought.

    A "no" beside weak words is of the matter itself in a letter of few sentences; in a long one it seldom is.
    """
    decision = analysis.decision
    if decision.kind not in CONFIRMING or against:
        return False
    if not decision.hesitant:
        return True
    heard = sum(clause.wary is not None for clause in weighing(analysis, decision.kind))
    return decision.lightly and heard >= _MANY


def weighing(analysis: Analysis, kind: Kind) -> list[Clause]:
    """The sentences that can take something back: not those of the old date, mere names, or the bare news itself."""
    news = {id(signal.statement.clause) for signal in analysis.decision.signals}
    return [
        c
        for c in analysis.clauses
        if not _of_the_old(c, kind)
        and not says_nothing(c)
        and not (id(c) in news and c.terse and not c.sentence.titled)
    ]


def wariest(analysis: Analysis, kind: Kind) -> Clause | None:
    """Of those the one that sounds most like taking something back; none where all surely are harmless."""
    heard = [(clause.wary, clause) for clause in weighing(analysis, kind) if clause.wary is not None]
    wary, clause = max(heard, key=itemgetter(0), default=(HARMLESS, None))
    return clause if wary > HARMLESS else None


def strange_field(analysis: Analysis, forms: Forms) -> Clause | None:
    """The first field that no ordinary notice has; one that holds a date with its hour is read for what it says."""
    read = {id(one.clause) for one in analysis.placed if one.mention.time}
    asked = (c for c in analysis.clauses if not (c.sentence.titled or id(c) in read or heads_columns(c)))
    return next(strange_fields(asked, forms), None)


def _only_quoted(analysis: Analysis, text: str) -> bool:
    """Whether all that decides stands between quotation marks, or all that the subject says of it."""
    deciding = [signal.statement for signal in analysis.decision.signals]
    titled = [signal.statement for signal in analysis.signals if signal.in_subject and signal.kind in CONFIRMING]
    return in_quotes(deciding, text) or (bool(titled) and in_quotes(titled, text))


def _one_of_two(analysis: Analysis) -> bool:
    """Whether it was booked twice: the one that stays may have the very day and hour of the one that goes."""
    kept = any(one.role in _KEPT for one in analysis.placed)
    return not kept and analysis.has("state.doubled")


def _lets_off(statement: Statement) -> bool:
    """Such as "You need not come.", and no more than that: not so "you need not bring your children"."""
    if statement.action != "released" or not statement.counts or statement.clause.dates:
        return False
    return (
        not _of_others(statement)
        and len(statement.clause.scan[statement.end : statement.clause.sentence.end].strip(b" .!")) <= _TAIL
    )


def _of_others(statement: Statement) -> bool:
    """Such as "Family members do not need to come."; not so "You and your family"."""
    clause = statement.clause
    company = any(hit.start < statement.start for hit in clause.of("noun.company"))
    return company and not _YOU.search(clause.scan, clause.sentence.start, statement.end)


def _of_the_old(clause: Clause, kind: Kind) -> bool:
    """Such as "the visit of April 5 no longer exists", or a field on its state, in a letter that moves it."""
    gone = kind in {Kind.CANCELLED, Kind.RESCHEDULED} and (clause.field == "status" or bool(clause.dates))
    return gone and clause.has_any({"date.old", "date.old_left", "state.released"})


def _troubles(analysis: Analysis, concept: str, kind: Kind) -> bool:
    """Whether it is said anywhere but in a harmless sentence ("bring your passport, even if it has expired")."""
    if not analysis.has(concept):
        return False
    if concept == _TAKEN_BACK:
        first = min((s.statement.start for s in analysis.decision.signals if s.strength == "stated"), default=-1)
        return any(clause.has(concept) and not bears_out(clause, kind, first) for clause in analysis.clauses)
    later = kind is Kind.CANCELLED and concept == _PROPOSED
    return any(c.has(concept) and not harmless(c) and not (later and of_the_next(c)) for c in analysis.clauses)


def _hangs_on_approval(analysis: Analysis) -> bool:
    """Such as "If your request is approved, ...", where nothing says that it was."""
    if any(signal.strength == "granted" for signal in analysis.signals):
        return False
    return any(s.action == "grant" and s.refusal == "conditional" for s in analysis.statements)
