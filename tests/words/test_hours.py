"""The hours of offices, as each language writes them."""

from __future__ import annotations

import re

import pytest

from tracker.reading.types import Language
from tracker.rulebook import load
from tracker.words import words
from tracker.words.hours import say_hours

EN, ES, PT, FR, HT = Language
PUBLISHED = {one.hours for one in load().offices.by_id.values() if one.hours}
ENGLISH = re.compile(r"day|[ap]\.m\.|1st|month|\band\b", re.IGNORECASE)


@pytest.mark.parametrize("language", Language)
def test_the_hours_of_every_office_we_know_are_said_in_every_language(language: Language) -> None:
    assert len(PUBLISHED) > 40
    for published in PUBLISHED:
        said = say_hours(published, words(language))
        assert said is not None, published
        assert language is EN or not ENGLISH.search(said), said


@pytest.mark.parametrize(
    ("published", "language", "said"),
    [
        ("Monday-Friday, 8 a.m.-3:30 p.m.", ES, "de lunes a viernes, de 8:00 a. m. a 3:30 p. m."),
        ("Tuesday and Thursday 8 a.m.-12 p.m.", FR, "mardi et jeudi, de 8 h 00 à 12 h 00"),
        ("Tuesday, Thursday, Friday, 8 a.m.-3 p.m.", HT, "madi, jedi ak vandredi, soti 8:00 AM rive 3:00 PM"),
        ("1st Tuesday of the month, 9 a.m.-12 p.m.", PT, "primeira terça-feira de cada mês, das 9h00 às 12h00"),
        ("Wednesday, 9 a.m.-11 a.m.", EN, "Wednesday, 9:00 AM to 11:00 AM"),
        ("8 a.m.-12 p.m.", ES, "de 8:00 a. m. a 12:00 p. m."),
    ],
)
def test_days_and_hours_are_written_as_that_language_writes_them(published: str, language: Language, said: str) -> None:
    assert say_hours(published, words(language)) == said


@pytest.mark.parametrize(
    "published",
    ["", "By appointment only", "Weekdays, 8 a.m.-3 p.m.", "Monday-Friday, 8-3",
     "Monday-Friday, 8 a.m.-3 p.m., not in May",
     "1st Sunday of the month, 8 a.m.-9 a.m.", "Monday-Friday, 25 a.m.-3 p.m."],
)  # fmt: skip
def test_hours_in_another_shape_are_left_as_they_were_published(published: str) -> None:
    assert say_hours(published, words(ES)) is None
