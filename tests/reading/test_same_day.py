"""A visit moved to another hour of its day: the day stays, the old hour and the new one are plainly told apart."""

from __future__ import annotations

import pytest

from tests.reading.test_dates_by_kind import dates
from tests.reading.test_read_traps import read_as
from tracker.reading.types import Doubt, Kind

OLD, NEW = "2027-04-08 08:00", "2027-04-08 13:30"
MOVED = [
    "Your check-in of Thursday, April 8, 2027 was moved: same day, but at 1:30 p.m. instead of 8:00 a.m.",
    "Your visit on Thursday, April 8, 2027, has been changed to 1:30 p.m. It was at 8:00 a.m. The day stays the same.",
    "Your visit on Thursday, April 8, 2027, was moved to 1:30 in the afternoon, same day. It had been for 8:00 a.m.",
    "Your check-in of Thursday, April 8, 2027 at 8:00 a.m. was moved to 1:30 p.m. Only the hour changes.",
    "Su cita del jueves 8 de abril de 2027 fue cambiada: el mismo día, pero a la 1:30 p. m. en lugar de las 8:00 a. m.",
    "Seu comparecimento de 8 de abril de 2027 foi alterado: no mesmo dia, agora às 13h30 em vez de 8h.",
    "Votre rendez-vous du jeudi 8 avril 2027 à 8 h est déplacé à 13 h 30, le même jour.",
    "Randevou w jedi 8 avril 2027 chanje: menm jou a, men a 1:30 PM olye de 8:00 AM.",
]
LEFT = [
    "Your check-in of Thursday, April 8, 2027 was moved to 1:30 p.m.",  # to which day?
    "Your check-in of Thursday, April 8, 2027 was moved. Our office closes at 3:00 p.m. on the same day.",
    "Your check-in of Thursday, April 8, 2027 was moved to 1:30 p.m. or to 2:30 p.m., same day.",
    "Your check-in of Thursday, April 8, 2027 was moved to 1:30 p.m., same day. Call us at 9:00 a.m.",
    "Your check-in of Thursday, April 8, 2027 was moved to 1:30, same day.",
    "If your check-in of Thursday, April 8, 2027 was moved to 1:30 p.m., is it the same day?",
    "Your check-in of Thursday, April 8, 2027 was not moved to 1:30 p.m.; the day stays the same.",
    "Your check-in of Thursday, April 8, 2027 was moved: same day, but at 8:00 a.m. instead of 8:00 a.m.",
    "Su cita del jueves 8 de abril de 2027 fue cambiada. Ese mismo día atendemos hasta las 3:00 p. m.",
    "Votre rendez-vous du jeudi 8 avril 2027 est déplacé. Le même jour, le bureau ferme à 15 h.",
    "Randevou w jedi 8 avril 2027 chanje. Menm jou a, biwo a fèmen a 3:00 PM.",
]


@pytest.mark.parametrize("body", MOVED)
def test_the_same_day_at_another_hour_is_a_move(body: str) -> None:
    reading = read_as("ICE", body)
    assert dates(reading) == (Kind.RESCHEDULED, NEW, OLD)
    assert not {Doubt.SEVERAL_DATES, Doubt.NO_DATE, Doubt.NO_TIME} & set(reading.doubts)


@pytest.mark.parametrize("body", LEFT)
def test_where_the_day_or_the_hour_is_not_plain_nothing_is_taken(body: str) -> None:
    reading = read_as("ICE", body)
    assert reading.kind is not Kind.RESCHEDULED or set(reading.doubts) - {Doubt.UNKNOWN_TIME_ZONE}


def test_another_day_in_the_letter_leaves_the_hour_open() -> None:
    body = "Your check-in of Thursday, April 8, 2027 was moved to 1:30 p.m., same day as on April 15, 2027."
    assert set(read_as("ICE", body).doubts) - {Doubt.UNKNOWN_TIME_ZONE}
