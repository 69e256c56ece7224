"""What only tells for when something had been set: "Your visit was cancelled. It was set for May 3."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.reading.clauses import Clause
from tracker.reading.roles import Placed
from tracker.reading.signals import Signal
from tracker.reading.types import Kind, Role

_INSTEAD = re.compile(rb"\b(?:instead|again|anew)\b")


def without_what_was(stated: list[Signal], titled: list[Signal], clauses: Sequence[Clause]) -> list[Signal]:
    """Without those beside what was cancelled, where nothing in the letter sets another date or speaks of a new one."""
    cancelled = any(s.kind is Kind.CANCELLED for s in stated + titled)
    telling = [s for s in stated if s.kind is Kind.SCHEDULED]
    alone = all(map(_tells_what_was, telling)) and not any(map(_speaks_of_new, clauses))
    return [s for s in stated if s not in telling] if cancelled and alone else stated


def _speaks_of_new(clause: Clause) -> bool:
    """Whether another date is spoken of; "New date: not yet assigned" is a field that says there is none."""
    none_yet = clause.terse and not clause.dates and clause.has("scope.negation") and clause.has("state.yet")
    return clause.has("date.new") and not none_yet


def _tells_what_was(signal: Signal) -> bool:
    statement, clause = signal.statement, signal.statement.clause
    olds = clause.of("date.old")  # "was", or the whole of "had been set for"
    past = any(hit.start < statement.start and statement.start - hit.end <= 1 for hit in olds)
    instead = _INSTEAD.search(clause.scan, clause.sentence.start, clause.sentence.end)
    return past and statement.head == "anaphor" and not clause.has("date.old_left") and instead is None


def old_wherever_told(told: list[Placed]) -> list[Placed]:
    """The old date wherever it stands: "the visit of May 3 at 9:00 AM", above "May 3 is cancelled"."""
    bare = {p.mention.day for p in told if p.role is Role.OLD and p.mention.time is None and p.mention.day}
    open_days = {p.mention.day for p in told if p.role in {Role.NONE, Role.NEW}} - bare
    if not open_days:
        return told
    said = (Role.NONE, Role.CURRENT)
    return [replace(p, role=Role.OLD) if p.role in said and p.mention.day in bare else p for p in told]
