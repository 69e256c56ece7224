"""A window to come in that stands in a field below its day: "Day: May 3", "Come between: 1:00 p.m. and 2:30 p.m."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.reading.clauses import Clause
from tracker.reading.dates import DateMention
from tracker.reading.hours import HourPiece, find_hours
from tracker.reading.roles import Placed
from tracker.reading.scan import scan_of
from tracker.reading.types import Doubt, Language, Role

_AHEAD = frozenset({Role.NEW, Role.NONE, Role.CURRENT})
_MARK = re.compile(rb"\s?(?:[:\t\n]|[.]{2,}|[ ]{2,})[\s.:]*")
_DAY_LEAD = re.compile(rb"(?:[a-z][a-z' -]{1,30}(?:\s*[:\t\n]|[ ]{2,}|\s?[.]{2,})[\s.:]*)?")  # "Day: ", or nothing
_REST = b" .\t\n"


def with_window(
    placed: Sequence[Placed], clauses: Sequence[Clause], text: str, language: Language | None
) -> list[Placed]:
    """The dates, each day to come that is a field of its own with the window that the field right below it names."""
    found = list[Placed]()
    for one in placed:
        told = _window_below(one.clause, clauses, text, language) if _is_bare_field(one) else None
        found.append(replace(one, mention=_within(one, *told)) if told else one)
    return found


def _is_bare_field(one: Placed) -> bool:
    """Whether it is a day alone; the window that the next line names may have been found doubtful as its hour."""
    mention = one.mention
    plain = not mention.doubts or ("\n" in mention.written and set(mention.doubts) == {Doubt.NO_TIME})
    alone = len(one.clause.dates) == 1 and not one.clause.sentence.titled
    return alone and plain and one.role in _AHEAD and mention.time is None and _fills_its_line(one)


def _fills_its_line(one: Placed) -> bool:
    scan, sentence = one.clause.scan, one.clause.sentence
    behind = scan[min(one.clause.dates[0][1], sentence.end) : sentence.end]
    return not behind.strip(_REST) and _DAY_LEAD.fullmatch(scan, sentence.start, one.mention.start) is not None


def _window_below(
    day: Clause, clauses: Sequence[Clause], text: str, language: Language | None
) -> tuple[HourPiece, str] | None:
    """The window of the next line, if that is nothing else; and the words it is read from."""
    index = next(number for number, clause in enumerate(clauses) if clause is day)
    rows = [row for row in clauses[index + 1 : index + 3] if row.sentence.layer is day.sentence.layer]
    if not rows or rows[0].dates:
        return None
    label = next((hit for hit in rows[0].of("label.come_between") if hit.start == rows[0].sentence.start), None)
    value = _value(rows, label.end) if label else None
    return _read(day.scan[label.start : label.end], text[slice(*value)], language) if label and value else None


def _value(rows: Sequence[Clause], label_end: int) -> tuple[int, int] | None:
    """Where what the label of the first row names stands: behind it in its line, or alone in the next one."""
    first = rows[0]
    if mark := _MARK.match(first.scan, label_end, first.sentence.end):
        line_end = first.scan.find(b"\n", mark.end(), first.sentence.end)
        return mark.end(), line_end if line_end >= 0 else first.sentence.end
    alone = len(rows) > 1 and not first.scan[label_end : first.sentence.end].strip(_REST) and not rows[1].dates
    return (rows[1].sentence.start, rows[1].sentence.end) if alone else None


def _read(label: bytes, value: str, language: Language | None) -> tuple[HourPiece, str] | None:
    """The window that the value is, read behind the last word of its label: "between" belongs to the hours."""
    lead = label.split()[-1].decode("ascii", "replace")
    written = f"{lead} {value.strip()}"
    scan = scan_of(written)
    hours = list(find_hours(written, scan, language, (0, len(written))))
    if len(hours) != 1 or hours[0].doubts or not (hours[0].begins and hours[0].ends):
        return None
    alone = hours[0].start <= len(lead) + 1 and not scan[hours[0].end :].strip(_REST)
    return (hours[0], written) if alone else None


def _within(day: Placed, window: HourPiece, written: str) -> DateMention:
    zone = written[slice(*window.zone)] if window.zone else None
    return day.mention._replace(time=window.begins, end_time=window.ends, zone_text=zone, doubts=())
