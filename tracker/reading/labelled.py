"""Verbs that assert nothing where they stand: they only name a field, or tell which date it holds."""

from __future__ import annotations

import re

from tracker.reading.clauses import Clause
from tracker.reading.lexicon import Hit

_LEAD = 24  # how far into a line the last word of its label may begin
LABEL_END = re.compile(rb"[\s.]*[:\t|=?-]\s*|\s?\.{2,}\s*")

_BRACKET_ENDS = re.compile(rb"\)[\s.]*[:\t|=-]")  # "First visit (cancelled): April 5"


def in_a_label(clause: Clause, verb: Hit) -> bool:
    """Such as "Cancelled date: April 5": a label that tells which date, not what became of it."""
    return any(
        label.start <= verb.start and verb.end <= label.end and _ends_behind(label, verb, clause.scan)
        for label in clause.of("date.old", "date.new")
        if clause.dates and label.end - label.start > verb.end - verb.start and label.end <= clause.dates[0][0]
    )


def _ends_behind(label: Hit, verb: Hit, scan: bytes) -> bool:
    cancelled = verb.concept.startswith("cancel.") and _BRACKET_ENDS.match(scan, label.end)
    return bool(cancelled or LABEL_END.match(scan, label.end))


_BY = re.compile(rb" (?:by|por|par|pa|pela|pelo) ?(?:[:\t]|[.]{2})")


def names_who(clause: Clause, verb: Hit) -> bool:
    """Such as "Scheduled by: desk 4", at the start of a line: who did it, not that it was done."""
    return verb.start - clause.sentence.start <= 1 and _BY.match(clause.scan, verb.end) is not None


def names_a_field(clause: Clause, verb: Hit) -> bool:
    """Such as "Cancelled: April 5", at the start of a line."""
    first = verb.start - clause.sentence.start <= _LEAD and not any(start < verb.start for start, _ in clause.dates)
    if not first or not verb.concept.startswith("cancel."):
        return False
    return any(start > verb.end and LABEL_END.fullmatch(clause.scan[verb.end : start]) for start, _ in clause.dates)
