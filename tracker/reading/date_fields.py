"""Dates that stand in fields ("New date: May 3"), and what two such fields say together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tracker.reading.clauses import Clause
from tracker.reading.dates import DateMention
from tracker.reading.headings import state_of
from tracker.reading.roles import Placed
from tracker.reading.statements import Statement
from tracker.reading.types import Role

_LETTERS = re.compile(rb"[a-z]{2}")
_SENDER = re.compile(rb"(?:u\.?s\.? )?(?:ice|ero|ice[-/ ]ero)(?: [a-z]+){0,2}\s?:\s+")  # who writes a short message
_FIELD_NAMES = re.compile(rb"\b(?:date|day|time|fecha|dia|hora|data|jour|heure|dat|jou|le|when)\b")  # in any language
_FIELD_WORDS = (
    "label.field",
    "label.status",
    "label.before",
    "label.after",
    "date.from",
    "date.to",
    "noun.appointment",
    "noun.anaphor",
    "date.new",
    "date.old",
    "date.current",
)
_FIELD_VERBS = (
    "label.complete",
    "set.done",
    "move.done",
    "cancel.done",
    "confirm.done",
    "set.finite",
    "confirm.noun",
    "cancel.noun",
    "move.noun",
)
_LOOK_BACK = 3  # rows, from a date to the head of its column
_ZONE_GOES_ON = re.compile(rb"\A ?time \(us & canada\)")  # as Exchange writes it behind "Eastern"
_LABELLED = re.compile(rb"[a-z][a-z' -]{1,40}\.*[:\t|][\s:]*")


def is_field(placed: Placed) -> bool:
    """Whether the date stands in a field or a title ("New date: May 3"), where nothing else is said about it."""
    clause, mention = placed.clause, placed.mention
    behind = _ZONE_GOES_ON.sub(b"", clause.scan[mention.end : clause.sentence.end], count=1).lstrip(b" ")
    if behind[:1] not in {b"", b",", b";", b"(", b")", b"|", b".", b"-", b"\t", b"\n", b"!"}:
        return False
    lead = bytearray(clause.scan[clause.sentence.start : mention.start])
    spans = [(h.start, h.end) for h in clause.of(*_FIELD_WORDS, *_FIELD_VERBS)] + clause.dates
    for start, end in spans:
        first, last = max(0, start - clause.sentence.start), min(len(lead), end - clause.sentence.start)
        lead[first:last] = b" " * max(0, last - first)
    return not _LETTERS.search(_FIELD_NAMES.sub(b"", _SENDER.sub(b"", bytes(lead), count=1)))


def is_labelled(placed: Placed) -> bool:
    """Whether the date is the value of a short label, whatever its words: "Appointment given in its place: May 3"."""
    clause = placed.clause
    return _LABELLED.fullmatch(clause.scan, clause.sentence.start, placed.mention.start) is not None


def is_in_column(placed: Placed, clauses: Sequence[Clause]) -> bool:
    """Whether the date fills a cell of a table, below a head that says "Date"."""
    row, mention = placed.clause, placed.mention
    lead = row.scan[row.sentence.start : mention.start]
    if not lead.endswith(b"\t") or row.scan[mention.end : row.sentence.end][:1] not in {b"", b"\t"}:
        return False
    index = next(i for i, clause in enumerate(clauses) if clause is row)
    heads = (
        c.scan[c.sentence.start : c.sentence.end].split(b"\t") for c in clauses[max(0, index - _LOOK_BACK) : index]
    )
    column = lead.count(b"\t")
    return any(len(head) > column and _FIELD_NAMES.search(head[column]) for head in heads)


def paired(placed: Sequence[Placed], statements: Sequence[Statement] = ()) -> list[Statement]:
    """What an old date and a new one in a field say together: "Before: April 5", "Now: May 3".

    The old one is in a field too, or in a sentence that cancels it: "The visit of April 5 will not take place".
    """
    if not {Role.OLD, Role.NEW} <= {p.role for p in placed}:
        return []
    fields = [p for p in placed if (is_field(p) or state_of(p.clause) is p.role) and not p.clause.sentence.titled]
    new = [p for p in fields if p.role is Role.NEW]
    old = [p for p in placed if p.role is Role.OLD and (p in fields or _cancelled_in(p.clause, statements))]
    if len(new) != 1 or not old or any(_may_be_one(p.mention, new[0].mention) for p in old):
        return []
    start, end = new[0].mention.start, new[0].mention.end
    return [Statement("pair", "state", "", "", new[0].clause, start, end)]


def _may_be_one(old: DateMention, new: DateMention) -> bool:
    """Whether both may be one date: the same day, and no two hours that differ."""
    return old.day == new.day and (old.time is None or new.time is None or old.time == new.time)


def _cancelled_in(clause: Clause, statements: Sequence[Statement]) -> bool:
    return any(s.clause is clause and s.action == "cancel" and s.mood == "done" and s.counts for s in statements)


def instead_of_another(placed: Sequence[Placed], today: date | None) -> bool:
    """Whether the text also names the date that was set before and still lay ahead."""
    days = {role: {p.mention.day for p in placed if p.role is role and p.mention.day} for role in Role}
    old = {day for day in days[Role.OLD] if today is None or day >= today}
    return bool(old) and bool((days[Role.NEW] | days[Role.NONE]) - old)
