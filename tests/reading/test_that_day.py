"""An hour told of a day that is only pointed at ("that day at 9:00"), and one whose day nobody can know."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.wordings import NEW_DAY, says
from tracker.reading.types import Kind, Language

MOVED = [
    (
        Language.EN,
        (
            "On Monday, April 5, 2027 the office is closed. Your visit of that day at 10:00 AM was moved to "
            "Monday, May 3, 2027, same time."
        ),
    ),
    (
        Language.ES,
        (
            "El lunes 5 de abril de 2027 la oficina estará cerrada. Su cita de ese día a las 10:00 fue trasladada al "
            "lunes 3 de mayo de 2027, a la misma hora."
        ),
    ),
    (
        Language.PT,
        (
            "Na segunda-feira, 5 de abril de 2027, o escritório terá treinamento. O seu comparecimento, que seria "
            "nesse dia às 10h00, foi transferido para a segunda-feira, 3 de maio de 2027, no mesmo horário."
        ),
    ),
    (
        Language.FR,
        (
            "Le lundi 5 avril 2027, le bureau sera fermé. Votre rendez-vous de ce jour-là à 10 h 00 a été déplacé au "
            "lundi 3 mai 2027, à la même heure."
        ),
    ),
    (
        Language.HT,
        (
            "Ofisye yo gen yon fòmasyon nan dat lendi 5 avril 2027. Se poutèt sa nou "
            "deplase randevou ou te genyen jou sa a a 10:00 nan maten. L ap fèt "
            "lendi 3 me 2027, menm lè a."
        ),
    ),
]


@pytest.mark.parametrize(("language", "body"), MOVED)
def test_an_hour_told_of_that_day_is_the_hour_of_the_day_before_it(language: Language, body: str) -> None:
    reading = read_body(body, language)
    assert reading.kind is Kind.RESCHEDULED
    assert says(reading.previous_starts_at, date(2027, 4, 5), time(10))
    assert says(reading.starts_at, NEW_DAY, time(10))


@pytest.mark.parametrize(
    "body",
    [
        "Closed on April 5 and April 12, 2027. Your visit of that day at 10:00 AM was moved to May 3, 2027, same time.",
        "On April 5, 2027 the office is closed. Was your visit that day at 10:00 AM moved to May 3, 2027, same time?",
        "On April 5, 2027 the office is closed. Your visit that day at 10:00 AM was not moved to May 3, 2027.",
        "On April 5, 2027 we are closed. Your visit that day from 10:00 AM to 4:00 PM was moved to May 3, same time.",
    ],
)
def test_an_hour_of_a_day_that_is_not_plain_waits_for_a_person(body: str) -> None:
    assert waits(read_body(body))
