"""Lines that say nothing, whatever their words weigh: heads of tables, mere names, addresses and numbers, feet."""

from __future__ import annotations

import re

from tracker.reading.clauses import Clause
from tracker.reading.headings import heads_columns
from tracker.reading.people import name_alone

_REPLY_ABOVE = re.compile(
    rb"[#*=-]{2,} ?(?:please )?[a-z' -]{0,30}\b(?:above|au-dessus|arriba|encima|acima|anwo)\b[a-z' -]{0,24} ?[#*=-]{2,}"
)
_ADDRESS = re.compile(rb"[^.;!?]{4,110}\b[a-z]{2},? \d{5}(?:-\d{4})?\W{0,3}")  # to its state and ZIP code
# A number with its label, and nothing else: "Confirmation number: F649630".
_CODE = re.compile(rb"(?=[a-z0-9-]*\d{3})[a-z]{0,5}[a-z0-9-]{4,24}")
_LABEL = re.compile(rb"[a-z][a-z'/(). -]{2,40}")
_LEADS = (b":", b"\t", b"..")  # from a label to its value
_WIDEST = 96  # characters of such a line
_EDGES = b" \t\n.,;:!*()"
_BARE = frozenset({"date", "label", "aux", "topic"})  # rooms of words that names hold: the "de" of "De la Cruz"


def says_nothing(clause: Clause) -> bool:
    """Such as the head of a table, the line of a help desk above which one is to reply, a mere name or number."""
    start, end = clause.sentence.start, clause.sentence.end
    return (
        heads_columns(clause)
        or _REPLY_ABOVE.fullmatch(clause.scan, start, end) is not None
        or (_ADDRESS.fullmatch(clause.scan, start, end) is not None and _bare(clause, start))
        or (end - start <= _WIDEST and not clause.dates and _is_number(clause.scan[start:end]))
        or _is_foot(clause)
        or _names(clause)
    )


def _is_number(line: bytes) -> bool:
    line = line.strip().rstrip(b".,;")
    code = re.split(rb"[\s:.]", line)[-1]
    lead = line[: len(line) - len(code)].rstrip(b" ")
    label = lead.rstrip(b" .:\t")
    return lead.endswith(_LEADS) and _CODE.fullmatch(code) is not None and _LABEL.fullmatch(label) is not None


def _is_foot(clause: Clause) -> bool:
    """Whether it is but a line that stands below any mail, from end to end: "This mailbox is not read."."""
    start, end = clause.sentence.start, clause.sentence.end
    return any(
        not (clause.scan[start : hit.start] + clause.scan[hit.end : end]).strip(_EDGES)
        for hit in clause.of("topic.foot")
    )


def _names(clause: Clause) -> bool:
    """Whether it is but a name with its label or greeting, in words that may be names."""
    name = name_alone(clause.scan, clause.sentence.start, clause.sentence.end)
    return name is not None and _bare(clause, name)


def _bare(clause: Clause, start: int) -> bool:
    """Whether no word from there on says anything."""
    return all(hit.concept.partition(".")[0] in _BARE for hit in clause.hits if hit.start >= start)
