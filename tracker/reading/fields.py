"""Which field of a form a sentence is the value of: `Request: cancel`, or a label alone on the line above its value.

What stands in the field "Request" is what somebody asked for, not what was done; in the field "Outcome" it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.reading.lexicon import Hit

if TYPE_CHECKING:
    from tracker.reading.clauses import Clause

_LABELS = {
    "label.requested": "requested",
    "label.status": "status",
    "label.received": "received",
    "label.stamped": "stamped",
}
_AFTER_LABEL = re.compile(rb"[ .]*[:\t|=\n]|[ ]?[.]{2,}")


def name_fields(clauses: Sequence[Clause]) -> None:
    """Sets `field` of every clause that is such a value."""
    above = ""
    for clause in clauses:
        if clause.sentence.titled:
            above = ""
            continue
        leading = _leading(clause)
        clause.field = next((_LABELS[hit.concept] for hit in leading if _opens(clause, hit)), above)
        above = next((_LABELS[hit.concept] for hit in leading if _alone(clause, hit)), "")


def _leading(clause: Clause) -> list[Hit]:
    if not clause.has_any(_LABELS):
        return []
    return [hit for hit in clause.hits if hit.concept in _LABELS and hit.start <= clause.sentence.start + 2]


def _opens(clause: Clause, hit: Hit) -> bool:
    found = _AFTER_LABEL.match(clause.scan, hit.end)
    return found is not None and found.end() < clause.sentence.end


def _alone(clause: Clause, hit: Hit) -> bool:
    return not clause.scan[hit.end : clause.sentence.end].strip(b" .:\t|")
