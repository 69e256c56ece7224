"""The hours that stand in one sentence."""

from __future__ import annotations

from tracker.reading.clauses import Clause
from tracker.reading.hours import HourPiece, find_hours
from tracker.reading.types import Language


def hours_in(clause: Clause, text: str, language: Language | None, since: int | None = None) -> list[HourPiece]:
    """Those that begin in it, at `since` or behind it."""
    begin = clause.sentence.start if since is None else since
    return list(find_hours(text, clause.scan, language, (begin, clause.sentence.end)))
