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
    signals = analysis.decision.signals
    stated = any(signal.strength in {"stated", "granted"} and not signal.in_subject for signal in signals)
    deciding = [signal.statement.clause for signal in signals]
    for placed in analysis.placed:
        if placed.mention is mention:
            beside = kind is Kind.CANCELLED and placed.clause.has("noun.appointment")
            told = stated and (beside or placed.role is not Role.NONE)
            told = told or (stated and is_in_column(placed, analysis.clauses))
            known = told or placed.asserted or is_field(placed) or placed.clause in deciding
            return not (known or _called(kind, placed))
    return False


def _called(kind: Kind, placed: Placed) -> bool:
    """Whether it is a day to come on ("Please report on May 3"), or a field says it is the new one."""
    if kind is Kind.CANCELLED or placed.denied:
        return False
    if placed.role is Role.NEW and is_labelled(placed):
        return True
    return placed.role in {Role.NEW, Role.NONE} and placed.clause.has("state.report")
