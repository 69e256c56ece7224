"""Mail of scheduling software and portals: which of its dates is old, new, or only a stamp, and near ones that wait."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.reading.letter_body import read_body, waits
from tests.reading.wordings import NEW_DAY, NEW_TIME, OLD_DAY, OLD_TIME, says
from tracker.reading.types import Doubt, Kind

MOVED = "Your ICE check-in has been rescheduled. / "
SET = "Your check-in has been scheduled for {new}. / "
SCHEDULED = [
    SET + "A survey of two questions is open until April 12.",
    SET + "Slots cannot be traded between visitors.",
    SET + "We will give you another date only if you have a serious reason.",
    SET + "Bring the papers you have.",
    "You have been scheduled for the following appointment: / Check-in at the front desk / When: {new}",
    "A new appointment has been added to your account. / What: Check-in / When: {new}",
    "Notice: your report date was set. / Entry text: REPORT DATE SET for {new}, at the office below.",
    "You have an appointment. / Your check-in: {new} / Turning these e-mails off does not change any appointment.",
    "Your check-in has been scheduled for {nd}. Come any time between 2:00 PM and 3:00 PM.",
    "Your check-in has been scheduled. / Day: {nd} / Call time: {nt}",
]
RESCHEDULED = [
    "Reissued appointment card / Appear on: {new} / Replaces card for: {old} / Please destroy the replaced card.",
    MOVED + "Takes the place of the old visit for: {old} / New visit: {new}",
    MOVED + "Reserved for, before / {old} / Reserved for, now / {new}",
    MOVED + "Date and time (old) / {old} / Date and time (new) / {new}",
    MOVED + "Your new time: {new} / The time we took away: {old}",
    MOVED + "The slot you had: {old} / Your new slot: {new}",
    MOVED + "VISIT TAKEN OFF: {old} / VISIT PUT ON: {new}",
    (
        "We changed the day of your visit. The building is dark on {old}, so we cannot see you that day. "
        "We'll see you on {new} instead."
    ),
    "Nobody is free on {old}. We have therefore put your appointment of that day on {new}.",
    (
        "You signed in today at 9:14 PM and changed your check-in. Your check-in is at {new}. "
        "Your place on {old} has been given up."
    ),
    "One of your appointments has a new date and time. / When: {new} / It used to be on {old}.",
    "Because you wrote to us, your check-in was moved. / Old: {old} / New: {new}",
    MOVED + "OLD: {old} / NEW: {new} / The counter does not take cash.",
    MOVED + "Previously: {old} / Now: {new} / You told us you would be in the hospital.",
]
CANCELLED = [
    "You gave up your spot on {old}. It can't be restored. / Time of cancellation: 02/27/2027 12:11 PM",
    "Your check-in of {old} has been cancelled. You may choose another day in your profile from 14 April on.",
    "VISIT REMOVED / {old} / NO NEW VISIT WAS BOOKED",
    "You checked in on February 26, so your other visit was deleted. / Deleted visit: {old}",
    "Your check-in of {old} has been cancelled. We will write when the next one is due.",
    "Dear applicant, your appointment of {old} has been cancelled.",
]
MUST_WAIT = [
    "Your check-in has been scheduled for {nd}. Come between 2:00 PM and 3:00 PM or between 4:00 PM and 5:00 PM.",
    "Your request was received. / You have now: {old} / You asked for: {new}",
    "You may choose {new} or another day.",
    "Did you give up your spot on {old}?",
    "If you gave up your spot on {old}, it can't be restored.",
    "We can put your appointment of that day on {new}.",
    "Shall we put your appointment of {old} on {new}?",
    "Your check-in was set for {new}. It was restored by mistake.",
    "A new appointment will be added to your account. / When: {new}",
    "No appointment has been added to your account. / When: {new}",
    "Your check-in was moved to {new}. Because you wrote that you have no date, please answer.",
    "The office will not accept your new date of {new}.",
    "Declining {new} does not cancel your request.",
    "Your check-in is to be taken off calendar on {old} if the judge agrees.",
]


@pytest.mark.parametrize("body", SCHEDULED)
def test_a_portal_sets_the_date_that_it_names(body: str) -> None:
    reading = read_body(body)
    assert (reading.kind, set(reading.doubts)) == (Kind.SCHEDULED, set())
    assert reading.starts_at is not None
    assert reading.starts_at.day == NEW_DAY
    assert reading.starts_at.time is not None


@pytest.mark.parametrize("body", RESCHEDULED)
def test_a_portal_tells_the_old_date_from_the_new_one(body: str) -> None:
    reading = read_body(body)
    assert (reading.kind, set(reading.doubts)) == (Kind.RESCHEDULED, set())
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize("body", CANCELLED)
def test_a_portal_cancels_the_date_that_it_names(body: str) -> None:
    reading = read_body(body)
    assert (reading.kind, set(reading.doubts)) == (Kind.CANCELLED, set())
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize("body", MUST_WAIT)
def test_what_only_sounds_like_a_portal_waits_for_a_person(body: str) -> None:
    reading = read_body(body)
    assert waits(reading)


SENT = datetime(2027, 3, 1, 22, 31, 38, tzinfo=UTC)


@pytest.mark.parametrize(
    "stamp", ["01 MAR 2027 15:31", "03/01/2027 2:30 PM", "Front desk, March 1, 2027, 5:29 PM: / Hello, it is done."]
)
def test_the_stamp_of_the_sending_is_no_appointment(stamp: str) -> None:
    reading = read_body(f"LOBBY KIOSK 3 / {stamp} / Your check-in of {{old}} has been cancelled.", sent=SENT)
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)
    assert not reading.doubts


@pytest.mark.parametrize(
    "stamp", ["01 MAR 2027 15:00", "02 MAR 2027 15:30", "01 MAR 2027 22:30", "Visit: 02 MAR 2027 11:00"]
)
def test_another_hour_than_that_of_the_sending_is_a_second_date(stamp: str) -> None:
    reading = read_body(f"LOBBY KIOSK 3 / {stamp} / Your check-in of {{old}} has been cancelled.", sent=SENT)
    assert Doubt.SEVERAL_DATES in reading.doubts


def test_what_is_asked_to_be_moved_is_the_date_that_stands() -> None:
    reading = read_body("We got your request to move {old} to {new}. Not decided yet.")
    assert reading.kind is Kind.REQUEST_RECEIVED
    assert says(reading.starts_at, NEW_DAY, NEW_TIME)
    assert says(reading.previous_starts_at, OLD_DAY, OLD_TIME)


@pytest.mark.parametrize("greeted", ["parent or guardian", "family", "visitor"])
def test_a_greeting_of_nobody_in_particular_names_nobody(greeted: str) -> None:
    assert not list(read_body(f"Dear {greeted}, / {SET}").people)
