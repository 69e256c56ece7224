"""What only tells for when something had been set: "Your visit was cancelled. It was set for May 3."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.reading.clauses import Clause
from tracker.reading.roles import Placed
from tracker.reading.signals import Signal
from tracker.reading.types import Kind, Role

_GIVEN = re.compile(
    rb"\b(?:we gave you|given to you|you were given|que (?:se )?(?:le|lhe)|que nous vous|nou te ba ou)\b"
)
_PICK = re.compile(rb"\b(?:pick|choose|select|book|elija|escoja|reserve|escolha|marque|choisissez|reservez|chwazi)\b")
_INSTEAD = re.compile(rb"\b(?:instead|again|anew)\b")


def without_what_was(
    stated: list[Signal], titled: list[Signal], clauses: Sequence[Clause]
) -> tuple[list[Signal], list[Signal]]:
    """What is stated and what is titled, without what only tells when that had been set which was cancelled.

    So it is where nothing in the letter sets another date or speaks of a new one.
    """
    gone = [s for s in stated + titled if s.kind is Kind.CANCELLED]
    telling = [s for s in stated if s.kind is Kind.SCHEDULED]
    alone = all(_tells_what_was(s, gone) for s in telling) and not any(map(_speaks_of_new, clauses))
    if not (gone and alone):
        return stated, titled
    past = {id(s.statement) for s in telling}
    return [s for s in stated if s not in telling], [s for s in titled if id(s.statement) not in past]


def _speaks_of_new(clause: Clause) -> bool:
    """Whether another date is spoken of; "New date: not yet assigned" is a field that says there is none.

    Nor does "Sign in to the portal within ten days and pick a new time" tell one.
    """
    none_yet = clause.terse and not clause.dates and clause.has("scope.negation") and clause.has("state.yet")
    leads = clause.scan[clause.sentence.end - 1 : clause.sentence.end] == b":"
    to_pick = not clause.dates and not leads and not clause.terse and _PICK.search(_words_of(clause)) is not None
    return clause.has("date.new") and not none_yet and not to_pick


def _words_of(clause: Clause) -> bytes:
    return clause.scan[clause.sentence.start : clause.sentence.end]


def _tells_what_was(signal: Signal, gone: Sequence[Signal]) -> bool:
    statement, clause = signal.statement, signal.statement.clause
    olds = clause.of("date.old")  # "was", or the whole of "had been set for"
    past = any(hit.start < statement.start and statement.start - hit.end <= 1 for hit in olds)
    instead = _INSTEAD.search(clause.scan, clause.sentence.start, clause.sentence.end)
    told = past and (statement.head == "anaphor" or not (clause.dates or clause.terse))
    told = told or _refers_to_it(signal, gone)
    return told and not clause.has("date.old_left") and instead is None


def _refers_to_it(signal: Signal, gone: Sequence[Signal]) -> bool:
    """Such as "We write about the appointment that we gave you for May 3.", before that one is cancelled."""
    statement, clause = signal.statement, signal.statement.clause
    given = _GIVEN.search(clause.scan, statement.start, statement.end)
    first = min((s.statement.start for s in gone if s.strength == "stated"), default=-1)
    return given is not None and statement.start < first and not clause.has("aux.be")


def old_wherever_told(told: list[Placed]) -> list[Placed]:
    """The old date wherever it stands: "the visit of May 3 at 9:00 AM", above "May 3 is cancelled"."""
    bare = {p.mention.day for p in told if p.role is Role.OLD and p.mention.time is None and p.mention.day}
    open_days = {p.mention.day for p in told if p.role in {Role.NONE, Role.NEW}} - bare
    if not open_days:
        return told
    said = (Role.NONE, Role.CURRENT)
    return [replace(p, role=Role.OLD) if p.role in said and p.mention.day in bare else p for p in told]
