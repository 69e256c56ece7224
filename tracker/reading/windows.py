"""A window to come in that stands in a field below its day: "Day: May 3", "Come between: 1:00 p.m. and 2:30 p.m."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.reading.clauses import Clause
from tracker.reading.date_fields import is_labelled
from tracker.reading.dates import DateMention
from tracker.reading.hours import HourPiece, find_hours
from tracker.reading.roles import Placed
from tracker.reading.scan import scan_of
from tracker.reading.types import Doubt, Language, Role

_AHEAD = frozenset({Role.NEW, Role.NONE, Role.CURRENT})
_MARK = re.compile(rb"\s?(?:[:\t]|[.]{2,})[\s.:]*")
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
    return alone and plain and one.role in _AHEAD and mention.time is None and is_labelled(one)


def _window_below(
    day: Clause, clauses: Sequence[Clause], text: str, language: Language | None
) -> tuple[HourPiece, str] | None:
    """The window of the next line, if that is nothing else; and the words it is read from."""
    index = next(number for number, clause in enumerate(clauses) if clause is day)
    below = clauses[index + 1] if index + 1 < len(clauses) else None
    if below is None or below.dates or below.sentence.layer is not day.sentence.layer:
        return None
    label = next((hit for hit in below.of("label.come_between") if hit.start == below.sentence.start), None)
    mark = _MARK.match(below.scan, label.end, below.sentence.end) if label else None
    if label is None or mark is None:
        return None
    line = text[mark.end() : below.sentence.end].split("\n", maxsplit=1)[0]
    return _read(below.scan[label.start : label.end], line, language)


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
