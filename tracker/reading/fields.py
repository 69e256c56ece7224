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
        inside = next((_LABELS[hit.concept] for hit in _leading(clause) if _opens(clause, hit)), "")
        clause.field = "" if clause.sentence.titled else inside or above
        above = next((_LABELS[hit.concept] for hit in _leading(clause) if _alone(clause, hit)), "")
        above = "" if clause.sentence.titled else above


def _leading(clause: Clause) -> list[Hit]:
    return [hit for hit in clause.hits if hit.concept in _LABELS and hit.start <= clause.sentence.start + 2]


def _opens(clause: Clause, hit: Hit) -> bool:
    found = _AFTER_LABEL.match(clause.scan, hit.end)
    return found is not None and found.end() < clause.sentence.end


def _alone(clause: Clause, hit: Hit) -> bool:
    return not clause.scan[hit.end : clause.sentence.end].strip(b" .:\t|")
