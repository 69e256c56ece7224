"""What stands above or before a date and names it: a heading, the head of its column, the label of its line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.reading.clauses import Clause
from tracker.reading.dates import DateMention
from tracker.reading.lexicon import Hit
from tracker.reading.types import Role

_CELL_END = re.compile(rb"\t|[ ]{3,}")
MARKERS = {
    "date.new": Role.NEW,
    "date.old": Role.OLD,
    "date.current": Role.CURRENT,
    "date.asked": Role.ASKED,
    "date.other": Role.OTHER,
    "date.old_left": Role.OLD,
}
_SIDES = {
    "date.old": Role.OLD,
    "label.before": Role.OLD,
    "date.new": Role.NEW,
    "label.after": Role.NEW,
    "date.current": Role.CURRENT,
}
_HEADINGS = ("date.new", "date.old", "date.asked", "date.current")
_SETTING = frozenset({"set.done", "confirm.done"})
ROWS = {"date.from": Role.OLD, "date.to": Role.NEW, "label.before": Role.OLD, "label.after": Role.NEW}
_STATES_OF_ROWS = {"cancel.done": Role.OLD, "confirm.done": Role.NEW}
_NAME = re.compile(rb" *[a-z'-]{2,16}(?: [a-z'-]{2,16})? *")
_NAMES = frozenset({"label.field", "label.status", "noun.appointment", "noun.anaphor", "noun.request", "state.named"})
# "Request: cancel the visit of April 5" names the date that stands.
_OF_WHAT_STANDS = frozenset(
    {"noun.appointment", "cancel.open", "cancel.noun", "cancel.done", "cancel.finite", "move.open", "move.noun"}
)
_LEADING = frozenset({"date.from", "date.to"})
_LABEL_LEAD = 24  # how far into a line its label may end
_LABEL_MARK = re.compile(rb"[\s.)]*(?:[:|\t]|\s\s|-\s|[.]{2,})\s*(?:\w{3,9}\.?,?\s*)?")
_AGED = ("label.before", "label.after")
_COLON = re.compile(rb"\s?:\s{1,2}")
_PARTED = re.compile(rb"[a-z][,:]? ?(?:[(/-]|,) ?\Z")
_LEADS_ON = re.compile(rb"\s?:?\s?(?:(?:on|el|em|le|nan)\s)?(?:the )?")
_LEADS_DOWN = re.compile(rb"\s?:\s")
_LOOK_BACK = 3  # lines
_ROWS_BACK = 4  # from the names of the columns to their dates
_TWO = 2


def side_of(clauses: Sequence[Clause], index: int, position: int) -> Role | None:
    """What the head of its column says of the date at `position`, where exactly two dates stand beside each other.

    None where the row above does not name two sides that differ: the order of the dates alone says nothing.
    """
    row = clauses[index]
    if len(row.dates) != _TWO or not _CELL_END.search(row.scan, row.dates[0][0], row.dates[1][0]):
        return None
    for above in reversed(clauses[max(0, index - _ROWS_BACK) : index]):
        if above.dates or above.sentence.layer is not row.sentence.layer:
            return None
        named = _named(above)
        if len(named) == _TWO:
            return named[position != row.dates[0][0]] if named[0] is not named[1] else None
    return None


def _named(head: Clause) -> list[Role]:
    """What the cells of a row say, those that say nothing left out; nothing at all where one says two things."""
    start, end = head.sentence.start, head.sentence.end
    ends = [*_CELL_END.finditer(head.scan, start, end)]
    if not ends:
        return []
    bounds = zip([start, *(m.end() for m in ends)], [*(m.start() for m in ends), end], strict=True)
    told = [{_SIDES[hit.concept] for hit in _widest(head.of(*_SIDES), a, b)} for a, b in bounds]
    return [role for (role,) in filter(None, told)] if all(len(cell) <= 1 for cell in told) else []


def _widest(hits: Sequence[Hit], start: int, end: int) -> list[Hit]:
    """Those within a cell, without what is but a part of another: "until now" says more than its "now"."""
    inside = [hit for hit in hits if start <= hit.start and hit.end <= end]
    return [a for a in inside if not any(b.start <= a.start and a.end <= b.end and b[2:] != a[2:] for b in inside)]


def state_of_row(clauses: Sequence[Clause], index: int, position: int) -> Role | None:
    """What a cell behind the date at `position` says of its row: cancelled, where another beside it is confirmed."""
    own = state_of(clauses[index]) if position == clauses[index].dates[0][0] else None
    beside = clauses[max(0, index - _LOOK_BACK) : index + _LOOK_BACK + 1]
    states = {state_of(row) for row in beside if row.sentence.layer is clauses[index].sentence.layer}
    return own if {Role.OLD, Role.NEW} <= states else None


def state_of(row: Clause) -> Role | None:
    """Old where a row is cancelled, new where it is confirmed: a whole cell behind its only date says so."""
    start, end = row.sentence.start, row.sentence.end
    if not row.dates or not _CELL_END.search(row.scan, start, end):
        return None
    told = {
        role
        for concept, role in _STATES_OF_ROWS.items()
        for hit in row.of(concept)
        if hit.start >= row.dates[0][1] and _is_cell(row, hit) and not any(a < hit.start for a, _ in row.dates[1:])
    }
    return told.pop() if len(told) == 1 else None


def _is_cell(row: Clause, hit: Hit) -> bool:
    lead, behind = row.scan[row.sentence.start : hit.start], row.scan[hit.end : row.sentence.end]
    rest = re.split(_CELL_END, behind)[0].strip(b" .")
    return lead.endswith((b"\t", b"   ")) and (not rest or (bool(row.dates[1:]) and rest[:1] in {b",", b"("}))


def heads_columns(clause: Clause) -> bool:
    """Whether it is but a row of names ("Booking, Day, Hour, Status"): nothing is said in it."""
    cells = clause.scan[clause.sentence.start : clause.sentence.end].split(b"\t")
    return len(cells) > _TWO and all(_NAME.fullmatch(cell) for cell in cells) and clause.named.keys() <= _NAMES


def from_above(clauses: Sequence[Clause], index: int, position: int) -> Role:
    """A heading ("New appointment") or the head of a column names the dates below it."""
    clause = clauses[index]
    column = _cell(clause, position)
    if column is None and any(
        hit.start < position for hit in clause.of("aux.be", "aux.done", "aux.active", "state.stands")
    ):
        return Role.NONE
    for above in reversed(clauses[max(0, index - _LOOK_BACK) : index]):
        if above.sentence.layer is not clause.sentence.layer:
            return Role.NONE
        if above.dates:
            return Role.NONE if column is None else _column_role(clauses, index, column)
        roles = {MARKERS[hit.concept] for hit in above.of(*_HEADINGS) if not _helps_a_verb(above, hit)}
        if _heads(above) and len(roles) == 1:
            return roles.pop()
        if column is not None and len(roles) > 1:
            return _column_role(clauses, index, column)
    return Role.NONE


def label_beside(clause: Clause, mention: DateMention) -> Role | None:
    """`From: April 5` and `Moved to: May 3`, `Before` and `After`, each on a line or in a row of its own."""
    if clause.field == "received":
        return Role.OTHER
    if clause.field == "requested" and len(clause.dates) == 1 and not clause.has_any(_OF_WHAT_STANDS):
        return Role.ASKED
    for concept, role in ROWS.items():
        for hit in clause.of(concept):
            lead, gap = hit.start - clause.sentence.start, clause.scan[hit.end : mention.start]
            if (concept in _LEADING and _named_before(clause, hit)) or _is_but_a_part(clause, hit):
                continue
            if (lead <= _LABEL_LEAD and _LABEL_MARK.fullmatch(gap)) or (not lead and gap == b"\n"):
                return role
            if concept in _AGED and clause.scan[hit.start - 1 : hit.start] == b"(" and _COLON.fullmatch(gap):
                return role  # "May 3 (before: April 5)"
    return None


def _is_but_a_part(clause: Clause, hit: Hit) -> bool:
    """Such as the "now" of "You have now:", and the "for" of "It was for:"."""
    around = [o for o in clause.of("date.current", *_AGED) if o.start <= hit.start and hit.end <= o.end]
    return any(o.concept == "date.current" or (o.start, o.end) != (hit.start, hit.end) for o in around)


def _named_before(clause: Clause, preposition: Hit) -> bool:
    """Such as "Replaces the card for:" or "Era para:", where the "for" only ends a label that says which date it is."""
    if any(verb.end <= preposition.start for verb in clause.of("move.done", "move.finite")):
        return False
    if any(hit.start < preposition.start and preposition.end <= hit.end for hit in clause.of("date.old", *_AGED)):
        return True
    return any(hit.end <= preposition.start for hit in clause.of("date.old", "date.new", "date.asked", "date.current"))


def label_above(clauses: Sequence[Clause], index: int) -> Role | None:
    """What a label alone on the line above says of a date: "From", "Date taken off"."""
    above = clauses[index - 1] if index else None
    return _alone(above) if above and above.sentence.layer is clauses[index].sentence.layer else None


def gives_way(clause: Clause, mention: DateMention) -> Role | None:
    """Old, such as the first of "Your visit on April 5 is now on May 3", or the only one before "will now be held on:".

    The date is that of the appointment, the words behind it say when that is now, and no other date lies between.
    """
    floor = max((end for _, end in clause.dates if end <= mention.start), default=clause.sentence.start)
    later = min((start for start, _ in clause.dates if start >= mention.end), default=None)
    if floor != clause.sentence.start or not any(n.end <= mention.start for n in clause.of("noun.appointment")):
        return None
    if clause.sentence.question or clause.has_any(("scope.condition", "scope.negation", "noun.request")):
        return None
    now = [b for b in clause.of("aux.be") if any(b.start < n.start and n.end <= b.end for n in clause.of("date.new"))]
    gives = any(
        0 <= be.start - mention.end <= _TWO
        and (_LEADS_ON.fullmatch(clause.scan, be.end, later) if later else _LEADS_DOWN.match(clause.scan, be.end))
        for be in now
    )
    return Role.OLD if gives else None


def _alone(clause: Clause) -> Role | None:
    start, end = clause.sentence.start, clause.sentence.end
    bare = len(clause.scan[start:end].rstrip(b" :."))
    named = {ROWS[hit.concept] for hit in clause.of(*ROWS) if hit.start == start and hit.end - start >= bare}
    named = named or (
        {ROWS[hit.concept] for hit in clause.of(*_AGED) if _set_off(clause, hit)} if clause.terse else named
    )
    return named.pop() if len(named) == 1 else None


def _set_off(clause: Clause, hit: Hit) -> bool:
    """Such as the last word of "Reserved for, before" or "Date and time (old)": it tells which of two this is."""
    lead, behind = clause.scan[clause.sentence.start : hit.start], clause.scan[hit.end : clause.sentence.end]
    return _PARTED.search(lead) is not None and not behind.strip(b" ):.")


def _helps_a_verb(clause: Clause, marker: Hit) -> bool:
    """Such as "was" in "Your next date was set today": a part of its verb, and no word about an old date."""
    return marker.concept == "date.old" and any(
        verb.concept in _SETTING and 0 <= verb.start - marker.end <= 1 for verb in clause.hits
    )


def _heads(clause: Clause) -> bool:
    """Whether it reads like a heading: short, and no sentence."""
    ending = clause.scan[clause.sentence.end - 1 : clause.sentence.end]
    labelled = b":" in clause.scan[clause.sentence.start : clause.sentence.end - 1]
    other = clause.has("noun.request") or clause.has("label.first_person")  # what somebody wrote is no heading
    return clause.short and not labelled and ending not in {b".", b"!", b"?", b";"} and not other


def _cell(clause: Clause, position: int) -> int | None:
    row = clause.scan[clause.sentence.start : clause.sentence.end]
    return clause.scan[clause.sentence.start : position].count(b"\t") if b"\t" in row else None


def _column_role(clauses: Sequence[Clause], index: int, column: int) -> Role:
    for above in reversed(clauses[max(0, index - _LOOK_BACK) : index]):
        roles = {
            MARKERS[hit.concept]
            for hit in above.of("date.new", "date.old", "date.asked", "date.current")
            if _cell(above, hit.start) == column
        }
        if len(roles) == 1:
            return roles.pop()
    return Role.NONE
