"""Days that a calendar tile shows: the month and the year, a big number, the weekday."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading.dates_read import find_dates
from tracker.reading.types import Doubt, Language

TILES = [
    (Language.PT, "Agendado para:\nmarço 2027\n2\nterça-feira\n11h15", "11:15"),
    (Language.EN, "Your visit:\nMar. 2027\n2\nTuesday\n11:15 AM", "11:15"),
    (Language.ES, "Su cita:\nmarzo de 2027\n2\nmartes\n11:15 a. m.", "11:15"),
    (Language.FR, "Votre visite :\n mars 2027\n 2\n mardi\n 11 h 15", "11:15"),
    (Language.HT, "Vizit ou:\nmas 2027\n2\nmadi\n11:15 AM", "11:15"),
]
NO_TILES = [
    "Your visit:\nMarch 2027\n2\nvisitors\n11:15 AM",
    "Your visit:\nMarch 2027\n2\n11:15 AM",
    "Your visit:\nMarch\n2\nTuesday\n11:15 AM",
    "Your visit:\nin March 2027\n2\nTuesday\n11:15 AM",
    "Your visit:\nMarch 2027\n2\nTuesday to Friday\n11:15 AM",
]


@pytest.mark.parametrize(("language", "text", "hour"), TILES)
def test_a_tile_names_its_day_and_the_hour_below(language: Language, text: str, hour: str) -> None:
    (mention,) = find_dates(text, language=language, written_on=None)
    assert (mention.day, mention.doubts) == (date(2027, 3, 2), ())
    assert mention.time is not None
    assert mention.time.strftime("%H:%M") == hour


@pytest.mark.parametrize("text", NO_TILES)
def test_what_lacks_a_part_of_a_tile_names_no_day_for_sure(text: str) -> None:
    found = find_dates(text, language=Language.EN, written_on=None)
    assert all(mention.day is None or mention.doubts for mention in found)


def test_a_weekday_that_is_not_that_of_the_day_is_doubtful() -> None:
    (mention,) = find_dates("Your visit:\nMarch 2027\n2\nFriday\n11:15 AM", language=Language.EN, written_on=None)
    assert Doubt.WEEKDAY_MISMATCH in mention.doubts


def test_a_month_word_of_two_languages_needs_its_language() -> None:
    tile = "Vizit:\nout 2027\n5\nTuesday\n"
    assert find_dates(tile, language=None, written_on=None) == ()
    (mention,) = find_dates(tile, language=Language.PT, written_on=None)
    assert mention.day == date(2027, 10, 5)
