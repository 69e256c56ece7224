"""Dates as the tests read them: with the table of plain forms and without it, which must be the same."""

from __future__ import annotations

from datetime import date

from tracker.reading.dates import DateMention, find_carefully
from tracker.reading.dates import find_dates as find_quickly
from tracker.reading.types import Language


def find_dates(
    text: str, *, language: Language | None = None, written_on: date | None = None
) -> tuple[DateMention, ...]:
    quick = find_quickly(text, language=language, written_on=written_on)
    assert quick == find_carefully(text, language=language, written_on=written_on), text
    return quick
