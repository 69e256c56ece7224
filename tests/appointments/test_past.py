"""What time does to a date, and the order of what is shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.appointments.situations import (
    APRIL_5,
    APRIL_9,
    JUNE_1,
    MAY_10,
    asked,
    at,
    cancelled,
    entered,
    folded,
    found,
    rejected,
    rescheduled,
    scheduled,
    statuses,
)
from tracker.appointments.dates import alike, covers, day_of, is_over
from tracker.appointments.events import (
    AnyEvent,
    ChangeVerb,
    ConfirmedBy,
    Status,
)
from tracker.message.types import Authenticity
from tracker.reading.types import When

UNVERIFIED = Authenticity.UNVERIFIED
EMAIL, YOU = ConfirmedBy


@pytest.mark.parametrize(
    ("when", "ends", "last_moment"),
    [
        (at(4, 5, 9), None, "2027-04-05T13:00:00+00:00"),
        (at(4, 5, 9), at(4, 5, 11), "2027-04-05T15:00:00+00:00"),
        (at(4, 5, 9), at(4, 4, 11), "2027-04-05T13:00:00+00:00"),
        (at(4, 5, None), None, "2027-04-06T03:59:59+00:00"),
        (at(4, 5, None, zone=None), None, "2027-04-05T23:59:59+00:00"),
        (at(4, 5, 9, zone=None), None, "2027-04-05T23:59:59+00:00"),
        (at(4, 5, None, "Asia/Kathmandu"), None, "2027-04-05T18:14:59+00:00"),
    ],
)
def test_a_date_is_past_after_its_end_and_not_before(when: When, ends: When | None, last_moment: str) -> None:
    now, one = datetime.fromisoformat(last_moment), entered(when, ends_at=ends)
    assert set(statuses(folded(one, now=now)).values()) == {"confirmed"}
    assert set(statuses(folded(one, now=now + timedelta(seconds=1))).values()) == {"past"}
    assert set(statuses(folded(one, now=now + timedelta(days=40))).values()) == {"past"}
    assert set(statuses(folded(one, now=now - timedelta(days=40))).values()) == {"confirmed"}


def test_only_what_may_still_come_can_pass() -> None:
    late = datetime(2028, 1, 1, tzinfo=UTC)
    events: list[AnyEvent] = [
        scheduled(),
        rescheduled(on=1),
        cancelled(MAY_10, on=2),
        scheduled(JUNE_1, on=3, authenticity=UNVERIFIED),
        asked(at(6, 2), 3),
        rejected(scheduled(APRIL_9, authenticity=UNVERIFIED), 4),
        scheduled(APRIL_9, authenticity=UNVERIFIED),
    ]
    assert list(statuses(folded(*events, now=late)).values()) == ["superseded", "closed", "cancelled", "past", "past"]


def test_a_date_that_passed_keeps_how_it_was_confirmed() -> None:
    one = found(folded(scheduled(), now=datetime(2028, 1, 1, tzinfo=UTC)), APRIL_5)
    assert (one.status, one.confirmed_by, one.messages) == (Status.PAST, EMAIL, (scheduled().sha256,))


def test_dates_are_compared_as_they_are_written() -> None:
    assert alike(APRIL_5, at(4, 5, None, "Asia/Kathmandu"))
    assert not alike(APRIL_5, at(4, 5, 10))
    assert not alike(APRIL_5, APRIL_9)
    assert covers(APRIL_5, at(4, 5, None))
    assert not covers(at(4, 5, None), APRIL_5)
    assert not covers(APRIL_5, at(4, 9, None))
    assert day_of(datetime(2027, 4, 5, 1, tzinfo=UTC), "America/New_York").day == 4
    assert day_of(datetime(2027, 4, 5, 1, tzinfo=UTC), None).day == 5
    assert is_over(at(4, 5), datetime(2027, 4, 8, tzinfo=UTC))


def test_the_day_is_told_at_the_ends_of_the_calendar_too() -> None:
    assert day_of(datetime.min.replace(tzinfo=UTC), "America/New_York") == date.min
    assert day_of(datetime.max.replace(tzinfo=UTC), "Asia/Kathmandu") == date.max


def test_appointments_are_sorted_by_their_start() -> None:
    state = folded(scheduled(MAY_10), scheduled(at(4, 5, 14)), scheduled(), entered(at(4, 6, None)))
    assert list(statuses(state)) == ["04-05 09", "04-05 14", "04-06", "05-10 09"]


def test_every_verb_is_told_once_where_it_happens() -> None:
    read = scheduled(APRIL_9, on=1, authenticity=UNVERIFIED)
    events: list[AnyEvent] = [
        scheduled(),
        asked(at(4, 7), 1),
        read,
        rejected(read, 2),
        rescheduled(on=3),
        cancelled(MAY_10, on=4),
    ]
    told = [change.verb for entry in folded(*events).entries for change in entry.changes]
    assert sorted(told) == sorted([*ChangeVerb, ChangeVerb.ADDED, ChangeVerb.CLOSED])
