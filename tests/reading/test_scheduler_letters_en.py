"""Mail of online schedulers and form printers: stamps, boxes, towns, hours, and near ones that wait."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import NEW_DAY, NEW_TIME, OFFICIAL, OLD_DAY, OLD_TIME, message, says
from tracker.reading.classify import read
from tracker.reading.types import Kind

SENT = datetime(2027, 3, 1, 22, 31, tzinfo=UTC)
SET = "Your check-in has been scheduled for {new}. / "
MOVED = "Your ICE check-in has been moved from {old} to {new}. / "
SCHEDULED = [
    SET + "Form ERO-CK-1 (Rev. 03/01/2026)",
    SET + "The office is closed on holidays, among them Monday, May 31, 2027, and Monday, July 5, 2027.",
    SET + "You get this because this address was entered when the booking was made on February 26, 2027.",
    SET + "HELP for help, STOP to end texts (your visit stays booked).",
    SET + "Interpreters can be had by telephone and you need not arrange one.",
    SET + "Scheduled by: Desk 4",
    "The workflow you started on 2/19/2027 has finished. / Step 1 - Form\tDone 2/22/2027 / " + SET,
    (
        "An appointment has been made for you as follows. / "
        "1. DATE ..... {nd} / 2. TIME ..... {nt} / 3. FLOOR ..... 1st floor"
    ),
]
RESCHEDULED = [
    "You changed your booking at 10:38 PM today. / It was for {old} and is for {new}.",
    MOVED + "Prior text with the old day is void.",
    MOVED + "Performed: 02/27/2027 1:32 PM",
]
CANCELLED = [
    "ICE has cancelled one of your calendar items. / It was set for: {old}",
]
MUST_WAIT = [
    SET + "Booked by: ATL-4 (new staff practice session)",
    SET + "Bookings of this desk are cleared nightly.",
    SET + "Sheets of this edition bind nobody.",
    SET + "The booking of June 1, 2027 at 9:00 AM, and of June 8, 2027 at 9:00 AM, is yours as well.",
    "Scheduled by: Desk 4 / Day: {nd} / Hour: {nt}",
    "Your check-in has been cancelled. It was set for {new} instead.",
    "Your check-in has been cancelled. A new one was made. It was set for {new}.",
    "Your check-in has been scheduled for {new}. / Arrival / 7:00 AM",
    "You did not change your booking at 10:38 PM today. It was for {old} and is for {new}?",
]


@pytest.mark.parametrize("body", SCHEDULED)
def test_stamps_boxes_and_help_lines_leave_the_date_that_is_set(body: str) -> None:
    reading = read_body(body, sent=SENT)
    assert (reading.kind, set(reading.doubts)) == (Kind.SCHEDULED, set())
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)


@pytest.mark.parametrize("body", RESCHEDULED)
def test_the_hour_of_the_change_and_the_old_notice_leave_a_move_plain(body: str) -> None:
    reading = read_body(body, sent=SENT)
    assert (reading.kind, set(reading.doubts)) == (Kind.RESCHEDULED, set())
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize("body", CANCELLED)
def test_what_it_was_set_for_is_the_date_that_is_cancelled(body: str) -> None:
    reading = read_body(body, sent=SENT)
    assert (reading.kind, set(reading.doubts)) == (Kind.CANCELLED, set())
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize("body", MUST_WAIT)
def test_what_only_sounds_like_a_scheduler_waits_for_a_person(body: str) -> None:
    reading = read_body(body, sent=SENT)
    assert waits(reading)


HOURS = "Your visit has changed. / day      {od}      as before / hour     1:30 PM      before: 8:00 AM / "


@pytest.mark.parametrize("aside", ["", "The doors open for the afternoon group at 1:00 PM."])
def test_a_field_with_the_hour_before_tells_the_new_hour(aside: str) -> None:
    reading = read_body(HOURS + aside, sent=SENT)
    assert (reading.kind, set(reading.doubts)) == (Kind.RESCHEDULED, set())
    assert says(reading.starts_at, OLD_DAY, time(13, 30))
    assert says(reading.previous_starts_at, OLD_DAY, time(8))


@pytest.mark.parametrize(
    "aside", ["The desk calls names at 9:00 AM.", "Please come at 1:00 PM.", "It may be at 1:00 PM."]
)
def test_a_third_hour_leaves_the_new_one_open(aside: str) -> None:
    assert read_body(HOURS + aside, sent=SENT).doubts


TOWNS = [
    "ICE: Your 04/05/2027 9:30AM check-in in Omaha is CANCELLED by the office.",
    "ICE: la oficina canceló su presentación del 5 de abril de 2027, 9:30 AM, en Omaha.",
]


@pytest.mark.parametrize("body", TOWNS)
def test_the_town_of_the_visit_names_its_office(body: str) -> None:
    reading = read(message("55821", body), OFFICIAL, RULES, OFFICES)
    assert reading.office == "omaha-ne"


@pytest.mark.parametrize(
    "place", ["You were born in Omaha.", "Your hearing is in Omaha.", "Call your lawyer in Omaha."]
)
def test_the_town_of_something_else_names_no_office(place: str) -> None:
    reading = read(
        message("55821", f"ICE: Your 04/05/2027 9:30AM check-in is cancelled. {place}"), OFFICIAL, RULES, OFFICES
    )
    assert reading.office is None
