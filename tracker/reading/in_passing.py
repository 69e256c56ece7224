"""What a letter confirms but for sentences that surely are harmless, or tell in passing how requests are treated.

Standing text speaks of requests and answers as an answer does ("A request changes nothing until you hear from us"). No
rule can tell the two apart; the second opinion and the letter as a whole can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.reading.clauses import Clause
from tracker.reading.decision import Decision, decide
from tracker.reading.signals import Signal
from tracker.reading.statements import Statement
from tracker.reading.types import CONFIRMING, Kind
from tracker.reading.wariness import harmless

_OF_REQUESTS = frozenset({Kind.REQUEST_RECEIVED, Kind.REQUEST_DENIED})


def without_harmless(
    signals: Sequence[Signal], statements: Sequence[Statement], clauses: Sequence[Clause]
) -> Decision | None:
    """What it confirms without those signals that surely are harmless; None where that is nothing."""
    telling = [s for s in signals if s.kind in CONFIRMING or not harmless(s.statement.clause)]
    if len(telling) == len(signals):
        return None
    decision = decide(telling, statements, clauses)
    return decision if decision.kind in CONFIRMING and not decision.hesitant else None


def without_asides(
    signals: Sequence[Signal], statements: Sequence[Statement], clauses: Sequence[Clause]
) -> Decision | None:
    """What it would confirm but for signals on requests and answers; None where that is nothing, or there are none.

    Such as "A request changes nothing until we have answered it.", below a date that was set.
    """
    told = [signal for signal in signals if signal.kind not in _OF_REQUESTS]
    decision = decide(told, statements, clauses)
    plain = decision.kind in CONFIRMING and (decision.lightly or not decision.hesitant)
    if not plain or len(told) == len(signals):
        return None
    asides = len(signals) - len(told)
    why = "it also speaks of a request, or of an answer"
    return replace(decision, hesitant=True, why=why, lightly=True, asides=asides)
