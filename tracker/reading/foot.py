"""What a signature or legal foot says of the letter above it.

Feet are cut off: all they name is what every letter of that sender may meet. But a system says in this very place that
it is the one for training, or that its letters are tests.
"""

from __future__ import annotations

from tracker.message.types import Layer, Message
from tracker.reading.clauses import Clause
from tracker.reading.engine import analyse
from tracker.reading.rules import Rules
from tracker.reading.types import CONFIRMING, Kind, Step
from tracker.reading.wariness import harmless

_TAKEN_BACK = "state.retract"


def steps_of_foot(kind: Kind, message: Message, rules: Rules) -> list[Step]:
    """Each sentence of the foot that takes a confirmation back; without one, none."""
    if kind not in CONFIRMING or not message.layer_text(Layer.FOOTER).strip():
        return []
    clauses = analyse(message, rules, (Layer.FOOTER,)).clauses
    found = (clause.sentence for clause in clauses if _takes_back(clause))
    return [
        Step(text=message.text[one.start : one.end].strip(), counted=False, reason="its foot says so") for one in found
    ]


def _takes_back(clause: Clause) -> bool:
    """Not so "if this was sent to you in error": that is in every foot, and says nothing of this letter."""
    return clause.has(_TAKEN_BACK) and not clause.has("scope.condition") and not harmless(clause)
