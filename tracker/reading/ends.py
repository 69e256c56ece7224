"""A visit whose end stands in a field of its own, with its day: "Starts: May 3, 9:00 AM", "Ends: May 3, 9:30 AM"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.reading.roles import Placed

_LEAD = 48  # characters before a date in which its label stands
_NOW = r"(?:(?:now|new|ahora|agora|maintenant|kounye a)\s)?"
_STARTS = r"starts?|begins?|empieza|comienza|inicia|inicio|comeca|debut|debute|commence|komanse"
_ENDS = r"ends?|finishes|termina|acaba|finaliza|fin|fim|termino|se termine|fini|fen"
_START_LABEL, _END_LABEL = (
    re.compile(rf"(?:^|\n)\s*{_NOW}(?:{words})\s*[.]*[:\t\n|]\s*\Z".encode()) for words in (_STARTS, _ENDS)
)


def with_ends(placed: Sequence[Placed]) -> list[Placed]:
    """The dates, each end put into the visit it closes; it must lie on the same day, behind its start."""
    joined: list[Placed] = []
    for one in placed:
        last = joined[-1] if joined else None
        if last and _closes(last, one):
            joined[-1] = replace(last, mention=last.mention._replace(end_time=one.mention.time))
        else:
            joined.append(one)
    return joined


def _closes(first: Placed, second: Placed) -> bool:
    start, end = first.mention, second.mention
    if start.day is None or start.day != end.day or start.end_time or end.end_time or first.role is not second.role:
        return False
    if start.time is None or end.time is None or end.time <= start.time:
        return False
    return _under(_START_LABEL, first) and _under(_END_LABEL, second)


def _under(label: re.Pattern[bytes], placed: Placed) -> bool:
    start = placed.mention.start
    return label.search(placed.clause.scan[max(0, start - _LEAD) : start]) is not None
