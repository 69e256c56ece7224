"""Day and hour in fields of their own: the label of the second says whether it is the hour of the first."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.reading.dates_read import find_dates
from tracker.reading.types import Doubt

DAY = date(2027, 1, 28)
APART = [
    ("Report on: Thursday, January 28, 2027", "Report at: 2:00 PM"),
    ("Come on: Thursday, January 28, 2027", "Be here at: 2:00 PM"),
    ("Day: Thursday, January 28, 2027", "Hour to come: 2:00 PM"),
    ("Presentarse el: jueves 28 de enero de 2027", "Presentarse a las: 2:00 p. m."),
    ("Fecha: 28 de enero de 2027", "Hora en que debe presentarse: 14:00"),
    ("Comparecer em: 28/01/2027 (quinta-feira)", "Comparecer às: 14h00"),
    ("Data para comparecer: 28 de janeiro de 2027", "Horário para comparecer: 14h"),
    ("Venir le : jeudi 28 janvier 2027", "Venir à : 14 h 00"),
    ("Jou pou w vini: Jedi 28 janvye 2027", "Lè pou w vini: 2:00 PM"),
]
OF_SOMETHING_ELSE = [
    ("Date: January 28, 2027", "Hours of operation: 2:00 PM"),
    ("Date: January 28, 2027", "Doors open at: 2:00 PM"),
    ("Date: January 28, 2027", "We close at: 2:00 PM"),
    ("Date: January 28, 2027", "Please call at: 2:00 PM"),
    ("Fecha: 28 de enero de 2027", "Hora de cierre: 14:00"),
    ("Fecha: 28 de enero de 2027", "Cerramos a las: 14:00"),
    ("Data: 28 de janeiro de 2027", "Horário de almoço: 14h"),
    ("Date : 28 janvier 2027", "Heure de fermeture : 14 h"),
    ("Dat: 28 janvye 2027", "Biwo a fèmen a: 2:00 PM"),
]


@pytest.mark.parametrize(("day", "hour"), APART)
def test_an_hour_in_a_field_of_its_own_belongs_to_the_day_above(day: str, hour: str) -> None:
    for text in (f"{day}\n{hour}", f"{day}\n{hour}\nOffice: 4th floor", f"{day}\n{hour}".replace(": ", "\t")):
        (mention,) = find_dates(text)
        assert (mention.day, mention.time, mention.doubts) == (DAY, time(14), ())


@pytest.mark.parametrize(("day", "hour"), APART)
def test_labels_alone_on_their_lines_are_fields_too(day: str, hour: str) -> None:
    (mention,) = find_dates(f"{day}\n{hour}".replace(" : ", "\n").replace(": ", "\n"))
    assert (mention.day, mention.time) == (DAY, time(14))


@pytest.mark.parametrize(("day", "hour"), OF_SOMETHING_ELSE)
def test_the_hour_of_something_else_is_not_the_hour_of_the_day(day: str, hour: str) -> None:
    (mention,) = find_dates(f"{day}\n{hour}")
    assert mention.day == DAY
    assert mention.time is None or Doubt.NO_TIME in mention.doubts


@pytest.mark.parametrize(
    "text",
    [
        "no dia 28 de janeiro de 2027,\nquinta-feira, às 14h, na sede",
        "el 28 de enero de 2027,\njueves, a las 14:00 horas",
        "las 14:00\nhoras del jueves 28 de enero de 2027",
        "on January 28, 2027,\nThursday, at 2:00 PM",
    ],
)
def test_a_line_may_end_between_a_day_its_weekday_and_its_hour(text: str) -> None:
    (mention,) = find_dates(text)
    assert (mention.day, mention.time, mention.doubts) == (DAY, time(14), ())


def test_a_weekday_on_the_next_line_that_does_not_fit_is_a_doubt() -> None:
    (mention,) = find_dates("no dia 28 de janeiro de 2027,\nsexta-feira, às 14h")
    assert Doubt.WEEKDAY_MISMATCH in mention.doubts
