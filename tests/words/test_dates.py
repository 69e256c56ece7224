"""Dates as each language writes them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from tracker.reading.types import Language, When
from tracker.words import DateStyle, format_when
from tracker.words.dates import TABLES

MORNING = When(day=date(2027, 4, 5), time=time(9), zone="America/New_York")
AFTERNOON = When(day=date(2027, 8, 1), time=time(14, 30))
EN, ES, PT, FR, HT = Language.EN, Language.ES, Language.PT, Language.FR, Language.HT
LONG, SHORT, TIME, DAY, BRIEF, WORDS = DateStyle


@pytest.mark.parametrize(
    ("language", "style", "value", "text"),
    [
        (EN, LONG, MORNING, "Mon, Apr 5, 2027, 9:00 AM"),
        (ES, LONG, MORNING, "lun 5 abr 2027, 9:00 a. m."),
        (PT, LONG, MORNING, "seg, 5 abr 2027, 9h00"),
        (FR, LONG, MORNING, "lun. 5 avr. 2027, 9 h 00"),
        (HT, LONG, MORNING, "lendi 5 avril 2027, 9:00 AM"),
        (EN, SHORT, AFTERNOON, "Aug 1, 2027, 2:30 PM"),
        (ES, SHORT, AFTERNOON, "1 ago 2027, 2:30 p. m."),
        (PT, SHORT, AFTERNOON, "1 ago 2027, 14h30"),
        (FR, SHORT, AFTERNOON, "1er août 2027, 14 h 30"),
        (HT, SHORT, AFTERNOON, "premye out 2027, 2:30 PM"),
        (EN, DAY, AFTERNOON, "Sun, Aug 1, 2027"),
        (HT, DAY, AFTERNOON, "dimanch premye out 2027"),
        (EN, BRIEF, MORNING, "Apr 5"),
        (FR, BRIEF, MORNING, "5 avr."),
        (EN, WORDS, MORNING, "Monday, April 5, 2027"),
        (ES, WORDS, MORNING, "lunes 5 de abril de 2027"),
        (PT, WORDS, MORNING, "segunda-feira, 5 de abril de 2027"),
        (FR, WORDS, AFTERNOON, "dimanche 1er août 2027"),
        (HT, WORDS, AFTERNOON, "dimanch premye out 2027"),
        (EN, LONG, date(2027, 4, 5), "Mon, Apr 5, 2027"),
    ],
)
def test_each_language_writes_dates_its_own_way(
    language: Language, style: DateStyle, value: When | date, text: str
) -> None:
    assert format_when(value, language, style) == text


@pytest.mark.parametrize(
    ("hour", "english", "french"),
    [
        (time(0, 5), "12:05 AM", "0 h 05"),
        (time(11, 59), "11:59 AM", "11 h 59"),
        (time(12), "12:00 PM", "12 h 00"),
        (time(23), "11:00 PM", "23 h 00"),
    ],
)
def test_noon_and_midnight_are_not_mixed_up(hour: time, english: str, french: str) -> None:
    at = When(day=date(2027, 4, 5), time=hour)
    assert (format_when(at, EN, TIME), format_when(at, FR, TIME)) == (english, french)


@pytest.mark.parametrize("language", Language)
def test_a_date_without_an_hour_gets_none(language: Language) -> None:
    bare = When(day=date(2027, 4, 5))
    assert format_when(bare, language, LONG) == format_when(bare, language, DAY)
    with pytest.raises(ValueError, match="no hour"):
        format_when(bare, language, TIME)


@pytest.mark.parametrize("language", Language)
def test_no_two_days_of_a_year_are_written_alike(language: Language) -> None:
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]
    assert len({format_when(day, language, BRIEF) for day in days}) == 365


@pytest.mark.parametrize("language", Language)
def test_the_tables_are_whole(language: Language) -> None:
    tables = TABLES[language]
    assert (len(set(tables.months)), len(set(tables.weekdays))) == (12, 7)


def test_haitian_creole_does_not_borrow_french_months() -> None:
    assert not set(TABLES[HT].months) & {"janvier", "février", "mars", "mai", "juin", "juillet", "août", "novembre"}
