"""Whether the date that a message would confirm stands in a sentence whose meaning was understood."""

from __future__ import annotations

from tracker.reading.date_fields import is_field, is_in_column, is_labelled
from tracker.reading.dates import DateMention
from tracker.reading.engine import Analysis
from tracker.reading.roles import Placed
from tracker.reading.types import Kind, Role


def denied(mention: DateMention | None, analysis: Analysis) -> bool:
    """Whether the sentence of the date only says what was not done, or what may be."""
    return any(placed.mention is mention and placed.denied for placed in analysis.placed)


def astray(kind: Kind, mention: DateMention | None, analysis: Analysis) -> bool:
    """Whether nobody understood what the sentence of the date says of it."""
    if kind is not Kind.CANCELLED and _called_off(mention, analysis):
        return True
    signals = analysis.decision.signals
    stated = any(signal.strength in {"stated", "granted"} and not signal.in_subject for signal in signals)
    deciding = [s.statement.clause for s in analysis.signals if s.kind is analysis.decision.kind]
    there = _told_at(mention, analysis)
    for placed in there:
        beside = kind is Kind.CANCELLED and placed.clause.has("noun.appointment")
        told = stated and (beside or placed.role is not Role.NONE)
        told = told or ((stated or _only_date(kind, analysis)) and is_in_column(placed, analysis.clauses))
        known = told or placed.asserted or is_field(placed) or placed.clause in deciding
        if known or _called(kind, placed):
            return False
    return bool(there)


def _called_off(mention: DateMention | None, analysis: Analysis) -> bool:
    """Whether another sentence calls off the very day and hour that was set: it cannot be only the old one."""
    day = (mention.day, mention.time) if mention else (None, None)
    again = [p.clause for p in analysis.placed if p.role is Role.OLD and (p.mention.day, p.mention.time) == day]
    return day[0] is not None and any(
        s.action == "cancel" and s.mood in {"done", "active"} and s.counts and any(s.clause is c for c in again)
        for s in analysis.statements
    )


def _told_at(mention: DateMention | None, analysis: Analysis) -> list[Placed]:
    """Where the date stands; of one in the subject also where the text names it again, with its hour."""
    own = [placed for placed in analysis.placed if placed.mention is mention]
    if mention is None or mention.time is None or not all(placed.clause.sentence.titled for placed in own):
        return own
    again = [p for p in analysis.placed if (p.mention.day, p.mention.time) == (mention.day, mention.time)]
    return own + [p for p in again if p.role in {Role.NONE, own[0].role} and not p.denied and p.mention is not mention]


def _only_date(kind: Kind, analysis: Analysis) -> bool:
    """Whether one date alone stands in a letter that sets one: the row of its table can be of nothing else."""
    return kind is Kind.SCHEDULED and len(analysis.placed) == 1 and not analysis.placed[0].denied


def _called(kind: Kind, placed: Placed) -> bool:
    """Whether it is a day to come on ("Please report on May 3"), or a field says it is the new one."""
    if kind is Kind.CANCELLED or placed.denied:
        return False
    if placed.role is Role.NEW and is_labelled(placed):
        return True
    return placed.role in {Role.NEW, Role.NONE} and placed.clause.has("state.report")
