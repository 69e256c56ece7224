"""What a person should hear of, and the messages that only tell."""

from __future__ import annotations

from typing import Any

import pytest

from tests.appointments.situations import (
    APRIL_5,
    JUNE_1,
    MAY_10,
    asked,
    at,
    changes,
    folded,
    last_notices,
    message,
    rescheduled,
    scheduled,
    statuses,
)
from tracker.message.types import Authenticity, Lane
from tracker.reading.types import Doubt, Kind

UNVERIFIED = Authenticity.UNVERIFIED


def test_an_earlier_date_is_told_whoever_brings_it() -> None:
    early = at(4, 2)
    assert "earlier_date" in last_notices(scheduled(), scheduled(early, on=1))
    assert "earlier_date" in last_notices(scheduled(), scheduled(early, on=1, authenticity=UNVERIFIED))
    assert "earlier_date" in last_notices(scheduled(), rescheduled(early, on=1))
    assert "earlier_date" in last_notices(scheduled(), scheduled(at(4, 5, 8), on=1))


def test_what_is_not_earlier_is_not_told_as_such() -> None:
    assert "earlier_date" not in last_notices(scheduled(early := at(4, 2)))
    assert "earlier_date" not in last_notices(scheduled(early), scheduled(on=1), scheduled(MAY_10, on=2))
    assert "earlier_date" not in last_notices(scheduled(early), scheduled(MAY_10), scheduled(on=2))
    assert "earlier_date" not in last_notices(scheduled(), asked(early, 1))
    assert "earlier_date" not in last_notices(scheduled(), scheduled(at(3, 2), on=4))
    assert "earlier_date" in last_notices(scheduled(), scheduled(at(3, 5), on=4))
    assert last_notices(scheduled(), scheduled(early, on=1, authenticity=Authenticity.FAKE)) == {"looks_fake"}


@pytest.mark.parametrize("kind", [Kind.HUMAN_REPLY, Kind.UNRECOGNISED])
def test_a_reply_of_a_person_shows_its_date_only_where_it_is_earlier(kind: Kind) -> None:
    assert statuses(folded(scheduled(), message(kind, at(4, 2), on=1)))["04-02 09"] == "unverified"
    assert "05-10 09" not in statuses(folded(scheduled(), message(kind, MAY_10, on=1)))
    assert statuses(folded(message(kind, MAY_10, on=1))) == {}


@pytest.mark.parametrize("kind", [Kind.REQUEST_DENIED, Kind.OFFICE_CLOSURE, Kind.ACCOUNT_NOTICE, Kind.REQUEST_RECEIVED])
def test_other_kinds_in_review_add_no_date(kind: Kind) -> None:
    assert statuses(folded(scheduled(), message(kind, at(4, 2), on=1, authenticity=UNVERIFIED))) == {
        "04-05 09": "confirmed"
    }


def test_an_official_message_that_is_not_understood_is_told_and_reviewed() -> None:
    read = message(Kind.UNRECOGNISED)
    assert last_notices(read) == {"not_understood"}
    assert len(folded(read).reviews) == 1
    assert last_notices(message(Kind.UNRECOGNISED, authenticity=UNVERIFIED)) == set()
    assert last_notices(message(Kind.UNRECOGNISED, lane=Lane.USCIS)) == set()
    assert last_notices(message(Kind.HUMAN_REPLY)) == set()


def test_a_reminder_of_a_date_that_stands_does_nothing() -> None:
    reminder = message(Kind.REMINDER, at(4, 5), on=1)
    state = folded(scheduled(), reminder)
    assert (statuses(state), changes(state, reminder)) == ({"04-05 09": "confirmed"}, [])
    assert last_notices(scheduled(), reminder) == set()
    assert last_notices(scheduled(), message(Kind.REMINDER, at(4, 5, None), on=1)) == set()


def test_a_reminder_of_another_date_adds_it_as_unverified_and_is_told() -> None:
    reminder = message(Kind.REMINDER, MAY_10, on=1)
    assert statuses(folded(scheduled(), reminder)) == {"04-05 09": "confirmed", "05-10 09": "unverified"}
    assert last_notices(scheduled(), reminder) == {"reminder_disagrees"}
    assert last_notices(scheduled(), rescheduled(JUNE_1, on=1), message(Kind.REMINDER, APRIL_5, on=2)) == {
        "reminder_disagrees",
        "earlier_date",
    }


def test_a_reminder_without_a_date_says_nothing() -> None:
    assert last_notices(scheduled(), message(Kind.REMINDER, on=1)) == set()


def test_a_doubtful_or_unverified_reminder_adds_its_date_and_asks() -> None:
    for weak in ({"doubts": [Doubt.UNKNOWN_OFFICE]}, {"authenticity": UNVERIFIED}):
        told: dict[str, Any] = {"on": 1, **weak}
        state = folded(scheduled(), message(Kind.REMINDER, MAY_10, **told))
        assert statuses(state) == {"04-05 09": "confirmed", "05-10 09": "unverified"}
        assert len(state.reviews) == 1


@pytest.mark.parametrize("kind", [Kind.COURT_HEARING, Kind.USCIS, Kind.ISAP, Kind.CBP, Kind.BOND])
def test_neighbours_never_touch_an_ice_date(kind: Kind) -> None:
    read = message(kind, MAY_10, previous=APRIL_5, on=1)
    assert statuses(folded(scheduled(), read)) == {"04-05 09": "confirmed"}
