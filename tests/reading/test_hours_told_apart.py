"""An hour in a sentence of its own: "The time remains 8:30 a.m.", "Please come any time between 8 and 11 a.m."."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.reading.letter_body import read_body
from tests.reading.wordings import NEW_DAY, OLD_DAY
from tracker.reading.types import Doubt, Language, When

MOVED = {
    Language.EN: "Instead of {od}, please come to your check-in on {nd}. The time remains 8:30 a.m. and the place too.",
    Language.ES: "Su cita se cambió del {od} al {nd}. La hora sigue siendo las 8:30 a. m., y el lugar también.",
    Language.PT: "O seu comparecimento foi remarcado de {od} para {nd}. O horário continua sendo 8h30.",
    Language.FR: "Votre rendez-vous du {od} est repoussé au {nd}. L'heure reste 8 h 30.",
    Language.HT: "Randevou w {od} deplase pou {nd}. Lè a rete 8:30 nan maten.",
}
CALLED = {
    Language.EN: "Your check-in has been scheduled for {nd}. Please come any time between 8:00 a.m. and 11:00 a.m.",
    Language.ES: "Su cita quedó fijada para el {nd}. Sírvase presentarse entre las 8:00 a. m. y las 11:00 a. m.",
    Language.PT: "O seu comparecimento foi marcado para {nd}. Por favor, compareça a qualquer hora entre 8h00 e 11h00.",
    Language.FR: "Votre rendez-vous a été fixé au {nd}. Veuillez vous présenter entre 8 h 00 et 11 h 00.",
    Language.HT: "Randevou w fikse pou {nd}. Tanpri vini nenpòt lè ant 8:00 nan maten ak 11:00 nan maten.",
}


def told(when: When | None) -> tuple[date, time | None] | None:
    return (when.day, when.time) if when else None


@pytest.mark.parametrize("language", MOVED)
def test_the_hour_that_remains_is_that_of_both_days(language: Language) -> None:
    reading = read_body(MOVED[language], language)
    assert told(reading.starts_at) == (NEW_DAY, time(8, 30))
    assert told(reading.previous_starts_at) == (OLD_DAY, time(8, 30))
    assert reading.doubts == ()


@pytest.mark.parametrize(
    "body",
    [
        "March 1, 2027 / Dear Sir: / Instead of {od}, please come to your check-in on {nd}. The time remains 8:30 a.m.",
        "March 1, 2027 / Dear Sir: / Your check-in has been scheduled for {nd}. Please come at 8:30 a.m.",
    ],
)
def test_the_date_of_the_letter_takes_no_hour(body: str) -> None:
    reading = read_body(body)
    assert told(reading.starts_at) == (NEW_DAY, time(8, 30))
    assert reading.doubts == ()


@pytest.mark.parametrize("language", CALLED)
def test_the_hours_of_the_next_sentence_are_those_of_the_day(language: Language) -> None:
    reading = read_body(CALLED[language], language)
    assert told(reading.starts_at) == (NEW_DAY, time(8))
    assert told(reading.ends_at) == (NEW_DAY, time(11))
    assert reading.doubts == ()


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (Language.EN, "Your check-in was moved from {od} to {nd}. The time remains to be set."),
        (Language.EN, "Your check-in was moved from {od} to {nd}. If the time remains 8:30 a.m., come."),
        (Language.EN, "Your check-in was moved from {od} to {nd}. Does the time remain 8:30 a.m.?"),
        (Language.ES, "Su cita se cambió del {od} al {nd}. La hora sigue siendo las 8:30 a. m. o las 9:30 a. m."),
        (Language.EN, "Your check-in has been scheduled for {nd}. Please come at 8:00 a.m. or at 11:00 a.m."),
        (Language.EN, "Your check-in has been scheduled for {nd}. Do not come before 8:00 a.m."),
        (Language.EN, "Your check-in has been scheduled for {nd}. If you come by bus, please come at 8:00 a.m."),
        (Language.EN, "Your check-in has been scheduled for {nd}. Please report to the immigration court at 8:00 a.m."),
        (Language.ES, "Su cita quedó fijada para el {nd}. No se presente antes de las 8:00 a. m."),
        (Language.PT, "O seu comparecimento foi marcado para {nd}. Se precisar, compareça às 8h00."),
        (Language.FR, "Votre rendez-vous a été fixé au {nd}. Ne venez pas avant 8 h 00."),
        (Language.HT, "Randevou w fikse pou {nd}. Pa vini anvan 8:00 nan maten."),
    ],
)
def test_an_hour_that_is_not_plainly_that_of_the_visit_leaves_it_open(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert reading.starts_at is None or reading.starts_at.time is None
    assert {Doubt.NO_TIME, Doubt.SEVERAL_DATES, Doubt.PARTS_DISAGREE, Doubt.NO_DATE} & set(reading.doubts)
