"""Two days that may be a move or the ends of a stretch: "moved from 14 to 21 January", "closed from 14 to 21 January".

A day behind "14 to" is doubtful wherever it stands (`days`). Only where a verb that moves the appointment leads
straight to it is it the new date, and the one before it the old one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.reading.roles import Placed
from tracker.reading.statements import Statement
from tracker.reading.types import Doubt, Role

_MOVING = frozenset({"done", "active"})
_NOT_IT = frozenset({"other_thing", "hearing", "request"})
_WORD = re.compile(rb"[a-z0-9']+")
# What may stand between "moved" and "from": by how much, and of what; nothing that gives a reason.
_BETWEEN = frozenset(
    b"""the your its su sus la el lo o a os as sua seu votre le l' w ou li it by of de d'un d'une des d une un una uma
    yon one two three dos tres duas dois deux trois twa week weeks semana semanas semaine semaines semen day days
    dia dias jour jours jou month mes mois mwa para from del do du soti sot to al ao au pou rive ale""".split()
)


def as_moved(placed: Sequence[Placed], statements: Sequence[Statement]) -> list[Placed]:
    """The dates, with both days of such a move, each in its role and without that doubt."""
    return [one for p in placed for one in (_both(p) if p.mention.ranged and _leads_to(p, statements) else [p])]


def _both(placed: Placed) -> Iterator[Placed]:
    mention = placed.mention
    if mention.earlier:
        start, end, day = mention.earlier
        alone = mention._replace(start=start, end=end, day=day, time=None, end_time=None, zone_text=None, doubts=())
        yield replace(placed, mention=alone._replace(ranged=False, earlier=None), role=Role.OLD)
    doubts = tuple(doubt for doubt in mention.doubts if doubt is not Doubt.AMBIGUOUS_DATE)
    yield replace(placed, mention=mention._replace(doubts=doubts, ranged=False, earlier=None), role=Role.NEW)


def _leads_to(placed: Placed, statements: Sequence[Statement]) -> bool:
    clause, start = placed.clause, (placed.mention.earlier or (placed.mention.start,))[0]
    verbs = [s for s in statements if s.clause is clause and s.action == "move" and s.end <= start]
    if not verbs or not verbs[-1].counts or verbs[-1].mood not in _MOVING or verbs[-1].head in _NOT_IT:
        return False
    gap = bytearray(clause.scan[verbs[-1].end : start])
    spans = [(h.start, h.end) for h in clause.of("noun.appointment", "noun.anaphor")] + clause.dates
    for a, b in spans:
        first, last = max(0, a - verbs[-1].end), max(0, min(len(gap), b - verbs[-1].end))
        gap[first:last] = b" " * (last - first)
    return _BETWEEN.issuperset(_WORD.findall(bytes(gap)))
