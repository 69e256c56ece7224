"""The hours that stand in one sentence, and in none behind it."""

from __future__ import annotations

from tracker.reading.clauses import Clause
from tracker.reading.hours import HourPiece, find_hours
from tracker.reading.types import Language


def hours_in(clause: Clause, text: str, language: Language | None, since: int | None = None) -> list[HourPiece]:
    """Those that begin in the sentence, at `since` or behind it.

    `find_hours` goes on to the next one where a sentence has none: "Papers come with you. The doors open at 8:00".
    """
    begin, end = clause.sentence.start if since is None else since, clause.sentence.end
    return [hour for hour in find_hours(text, clause.scan, language, (begin, end)) if hour.start < end]
