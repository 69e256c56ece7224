"""Two days of one month are a move only where a verb that moves the appointment leads straight to them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.test_dates_by_kind import said
from tests.reading.test_read_traps import read_as
from tracker.reading.types import CONFIRMING, Doubt

OLD, NEW = "2027-04-08", "2027-04-15 09:00"
MOVED = [
    "Your check-in was moved from Thursday, April 8 to April 15, 2027 at 9:00 a.m.",
    "Your check-in was moved from Thursday, April 8 to Thursday, April 15, 2027, still at 9:00 a.m.",
    "Recorrimos su cita una semana, del jueves 8 al jueves 15 de abril de 2027, siempre a las 9:00 a. m.",
    "Su cita fue cambiada del 8 al 15 de abril de 2027 a las 9:00 a. m.",
    "O seu comparecimento foi remarcado do dia 8 ao dia 15 de abril de 2027, às 9h.",
    "Votre rendez-vous est reporté du 8 au 15 avril 2027 à 9 h.",
    "Votre rendez-vous est reporté du jeudi 8 au jeudi 15 avril 2027, toujours à 9 h.",
    "Randevou w deplase soti 8 rive 15 avril 2027 a 9è nan maten.",
]
STRETCHES = [
    "Your check-in was moved from April 8 to April 15, 2027 at 9:00 a.m.",  # April 8 of which year?
    "Your check-in was moved because we are closed from April 8 to April 15, 2027 at 9:00 a.m.",
    "Your check-in was moved. We are closed from April 8 to April 15, 2027 at 9:00 a.m.",
    "Your check-in will be scheduled from April 8 to April 15, 2027 at 9:00 a.m.",
    "If your check-in was moved from April 8 to April 15, 2027 at 9:00 a.m., call us.",
    "Your check-in was not moved from April 8 to April 15, 2027 at 9:00 a.m.",
    "Your hearing was moved from April 8 to April 15, 2027 at 9:00 a.m.",
    "Movimos su cita por cierre del 8 al 15 de abril de 2027 a las 9:00 a. m.",
    "Su cita fue cambiada del viernes 8 al jueves 15 de abril de 2027 a las 9:00 a. m.",
    "Su cita fue cambiada; la oficina cierra del 8 al 15 de abril de 2027 a las 9:00 a. m.",
    "Votre rendez-vous est reporté en raison de la fermeture du 8 au 15 avril 2027 à 9 h.",
    "Randevou w deplase paske biwo a fèmen soti 8 rive 15 avril 2027 a 9è nan maten.",
]


@pytest.mark.parametrize("body", MOVED)
def test_a_verb_that_leads_straight_to_two_days_moves_one_to_the_other(body: str) -> None:
    reading = read_as("ICE", body)
    assert (said(reading.starts_at), said(reading.previous_starts_at)) == (NEW, OLD)
    assert not {Doubt.AMBIGUOUS_DATE, Doubt.NO_TIME, Doubt.SEVERAL_DATES} & set(reading.doubts)


@pytest.mark.parametrize("body", STRETCHES)
def test_a_stretch_of_days_is_no_move(body: str) -> None:
    reading = read_as("ICE", body)
    assert reading.kind not in CONFIRMING or set(reading.doubts) - {Doubt.UNKNOWN_TIME_ZONE}


@given(first=st.integers(1, 30), second=st.integers(1, 30))
def test_the_first_day_is_never_taken_for_the_new_one(first: int, second: int) -> None:
    old, new = date(2027, 3, 31) + timedelta(first), date(2027, 3, 31) + timedelta(second)
    reading = read_as("ICE", f"Su cita fue cambiada del {old.day} al {new.day} de abril de 2027 a las 9:00 a. m.")
    if not set(reading.doubts) - {Doubt.UNKNOWN_TIME_ZONE}:
        assert reading.starts_at is not None
        assert reading.starts_at.day == new
        assert reading.previous_starts_at is None or reading.previous_starts_at.day == old
