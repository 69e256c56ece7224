"""Dates with an hour that only tell when the letter was made: a kiosk's print, "cancelled on March 10 at 12:11"."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL
from tracker.reading.classify import read
from tracker.reading.samples import as_message
from tracker.reading.types import Kind, Reading

SENT = datetime(2027, 3, 10, 21, 19, 40, tzinfo=UTC)  # 14:19 in Phoenix, 17:19 in New York
OFFICE = "ICE, 2035 N. Central Avenue, Phoenix, AZ 85004"


def told(text: str, sent: datetime = SENT) -> Reading:
    return read(as_message("ICE", f"{text}\n{OFFICE}").model_copy(update={"received": sent}), OFFICIAL, RULES, OFFICES)


@pytest.mark.parametrize(
    "line",
    [
        "10-03-2027  14:19  CAJA 2",
        "10/MAR/2027 14:19",
        "Printed March 10, 2027 2:19 PM",
        "Central de Atendimento ERO escreveu em 10 de março às 14:19:",
        "Atendente: Setor de agenda, em 09/03/2027 às 17:58.",
    ],
)
def test_a_print_of_the_minute_of_the_letter_is_no_date_of_a_visit(line: str) -> None:
    reading = told(f"{line}\nYour check-in has been scheduled for Wednesday, May 5, 2027 at 10:00 AM.")
    assert (reading.kind, reading.doubts) == (Kind.SCHEDULED, ())
    assert reading.starts_at is not None
    assert (reading.starts_at.day, reading.starts_at.time) == (date(2027, 5, 5), time(10))


def test_the_minute_at_which_somebody_cancelled_is_not_what_was_cancelled() -> None:
    reading = told("Usted canceló la siguiente cita el 10/03/2027 a las 14:16.\nFecha\tMartes 16/03/2027\nHora\t08:40")
    assert (reading.kind, reading.doubts) == (Kind.CANCELLED, ())
    assert reading.previous_starts_at is not None
    assert reading.previous_starts_at.day == date(2027, 3, 16)


@pytest.mark.parametrize(
    "line",
    [
        "Wednesday, March 10, 2027 at 4:00 PM",  # still to come
        "Wednesday, March 10, 2027 at 1:30 PM",  # an hour that an office gives, and not the minute of the letter
        "Monday, March 1, 2027 at 2:19 PM",  # too long ago
        "Wednesday, March 10, 2026 at 2:19 PM",
    ],
)
def test_any_other_date_beside_the_visit_is_for_a_person(line: str) -> None:
    reading = told(f"Your check-in: {line}\nYour check-in has been scheduled for Wednesday, May 5, 2027 at 10:00 AM.")
    assert reading.doubts


def test_a_visit_of_this_very_hour_that_is_cancelled_stays_the_one_cancelled() -> None:
    reading = told(
        "Your check-in of Wednesday, March 10, 2027 at 2:15 PM was cancelled.",
        datetime(2027, 3, 10, 21, 16, tzinfo=UTC),
    )
    assert reading.kind is Kind.CANCELLED
    assert reading.previous_starts_at is not None
    assert reading.previous_starts_at.time == time(14, 15)
