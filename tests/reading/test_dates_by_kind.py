"""Which date a reading bears, kind by kind: what starts, what was before, what is left open and said to be."""

from __future__ import annotations

import pytest

from tests.reading.test_read_traps import read_as
from tracker.reading.types import Doubt, Kind, Reading, When

ASKED, STANDS = "Monday, May 3, 2027 at 9:00 AM", "Monday, April 5, 2027 at 8:30 AM"
MAY_3, APRIL_5 = "2027-05-03 09:00", "2027-04-05 08:30"


def said(when: When | None) -> str | None:
    if when is None:
        return None
    return f"{when.day} {when.time:%H:%M}" if when.time else f"{when.day}"


def dates(reading: Reading) -> tuple[Kind, str | None, str | None]:
    return reading.kind, said(reading.starts_at), said(reading.previous_starts_at)


def without_zone(reading: Reading) -> set[Doubt]:
    return set(reading.doubts) - {Doubt.UNKNOWN_TIME_ZONE}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"Your ICE check-in appointment has been scheduled for {ASKED}.", (Kind.SCHEDULED, MAY_3, None)),
        (f"Your ICE check-in was moved from {STANDS} to {ASKED}.", (Kind.RESCHEDULED, MAY_3, APRIL_5)),
        (f"Your ICE check-in appointment on {STANDS} has been cancelled.", (Kind.CANCELLED, None, APRIL_5)),
        (
            f"We received your request to move your appointment from {STANDS} to {ASKED}.",
            (Kind.REQUEST_RECEIVED, MAY_3, APRIL_5),
        ),
        ("We received your request to reschedule your appointment.", (Kind.REQUEST_RECEIVED, None, None)),
        (
            f"Your request to reschedule has been denied. You must report on {STANDS}.",
            (Kind.REQUEST_DENIED, APRIL_5, None),
        ),
        (f"Reminder: your ICE check-in appointment is on {STANDS}.", (Kind.REMINDER, APRIL_5, None)),
        (
            "Your ICE check-in appointment has been scheduled for Monday, May 3, 2027.",
            (Kind.SCHEDULED, "2027-05-03", None),
        ),
    ],
)
def test_each_kind_bears_its_dates_in_their_places(body: str, expected: tuple[Kind, str | None, str | None]) -> None:
    assert dates(read_as("ICE check-in", body)) == expected


def test_a_cancellation_must_name_the_date_or_the_reference() -> None:
    assert Doubt.NO_DATE in read_as("ICE", "Your ICE check-in appointment has been cancelled.").doubts
    by_reference = read_as("ICE", "Your ICE check-in appointment has been cancelled. / Reference: NYC-00017")
    assert (by_reference.reference, Doubt.NO_DATE in by_reference.doubts) == ("NYC-00017", False)


def test_a_window_has_a_start_and_an_end() -> None:
    reading = read_as(
        "ICE", "Your ICE check-in has been scheduled for Monday, May 3, 2027 between 9:00 AM and 11:00 AM."
    )
    assert (said(reading.starts_at), said(reading.ends_at)) == (MAY_3, "2027-05-03 11:00")
    assert without_zone(reading) == set()


@pytest.mark.parametrize(
    ("body", "doubts"),
    [
        ("Your ICE check-in has been moved to Monday, May 3 at 9:00 AM.", {Doubt.AMBIGUOUS_DATE}),
        ("Your ICE check-in has been moved to 05/03/2027 at 9:00 AM.", {Doubt.AMBIGUOUS_DATE}),
        ("Your ICE check-in has been moved to Monday, 05/03/2027 at 9:00 AM.", set()),
        ("Your ICE check-in has been moved to Monday, May 3, 2027.", {Doubt.NO_TIME}),
        ("Your ICE check-in has been moved to 05/23/2027 at 9:00 AM.", set()),
    ],
)
def test_what_a_written_date_leaves_open_is_a_doubt(body: str, doubts: set[Doubt]) -> None:
    assert without_zone(read_as("ICE", body)) == doubts


NEW_YORK = "26 Federal Plaza, New York, NY 10278"


@pytest.mark.parametrize(
    ("body", "zone"),
    [
        (f"Your ICE check-in has been moved to {ASKED} at {NEW_YORK}.", "America/New_York"),
        (f"Your ICE check-in has been moved to {ASKED} Eastern Time.", "America/New_York"),
        (f"Your ICE check-in has been moved to {ASKED}.", None),
        (f"Your ICE check-in has been moved to {ASKED}, Portland office.", None),
    ],
)
def test_the_zone_is_that_which_is_written_else_the_offices_else_unknown(body: str, zone: str | None) -> None:
    reading = read_as("ICE", body)
    written = reading.starts_at.zone if reading.starts_at else None
    assert (written or reading.time_zone) == zone
    assert (Doubt.UNKNOWN_TIME_ZONE in reading.doubts) is (zone is None)
