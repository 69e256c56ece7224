"""What has to be done by when, from the dates that stand and from a move."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.appointments.logs import logs
from tests.appointments.situations import APRIL_5, MAY_10, PERSON, ZONE, asked, cancelled, day, folded, scheduled, slot
from tracker.appointments.duties import Duty, DutyKind, business_days_after, duties
from tracker.appointments.events import AnyEvent, Status
from tracker.appointments.state import fold
from tracker.reading.types import When

UNDATED = ["address_ice", "address_court", "address_uscis", "address_post", "keep", "family"]


def told(*events: AnyEvent, on: int = 10, moved_on: date | None = None) -> list[tuple[str, str]]:
    now = day(on)
    return [words(one) for one in duties(folded(*events, now=now), now, zone=ZONE, moved_on=moved_on)]


def words(duty: Duty) -> tuple[str, str]:
    return duty.kind.value, duty.by.day.isoformat() if duty.by else ""


def test_before_a_date_asking_and_looking_up_come_first_and_then_the_date_itself() -> None:
    assert told(scheduled()) == [
        ("ask_before", "2027-04-04"),
        ("check_office", "2027-04-04"),
        ("bring", "2027-04-05"),
        ("go", "2027-04-05"),
        *((kind, "") for kind in UNDATED),
    ]


def test_on_the_day_itself_it_is_too_late_to_ask() -> None:
    kinds = [kind for kind, _ in told(scheduled(), on=35)]
    assert kinds[:2] == ["bring", "go"]
    assert "ask_before" not in kinds


def test_what_was_asked_for_changes_nothing_and_two_dates_are_two() -> None:
    assert told(scheduled(), asked(MAY_10, on=1)) == told(scheduled())
    assert [one for one in told(scheduled(), scheduled(MAY_10, on=1)) if one[0] == "go"] == [
        ("go", "2027-04-05"),
        ("go", "2027-05-10"),
    ]


@pytest.mark.parametrize("events", [(), (scheduled(), cancelled(on=1))])
def test_without_a_date_that_stands_the_papers_come_first(events: tuple[AnyEvent, ...]) -> None:
    kinds = [kind for kind, _ in told(*events)]
    assert "no_date" in kinds
    assert "go" not in kinds


def test_after_a_move_three_are_told_within_five_business_days() -> None:
    found = dict(told(moved_on=date(2027, 3, 5)))  # a Friday
    assert {found[f"address_{who}"] for who in ("ice", "court", "uscis")} == {"2027-03-12"}
    assert found["address_post"] == ""


def test_a_move_that_lies_ahead_has_no_last_day_yet() -> None:
    assert dict(told(moved_on=date(2028, 1, 1)))["address_ice"] == ""


@pytest.mark.parametrize(
    ("moved", "last"),
    [
        ("2027-03-01", "2027-03-08"),
        ("2027-03-05", "2027-03-12"),
        ("2027-03-06", "2027-03-12"),
        ("2027-03-07", "2027-03-12"),
    ],
)
def test_weekends_do_not_count(moved: str, last: str) -> None:
    assert business_days_after(date.fromisoformat(moved), 5) == date.fromisoformat(last)


@given(start=st.dates(date(2026, 1, 1), date(2036, 12, 31)), count=st.integers(1, 30))
def test_so_many_weekdays_lie_between(start: date, count: int) -> None:
    last = business_days_after(start, count)
    between = [start + timedelta(days=number) for number in range(1, (last - start).days + 1)]
    assert sum(one.weekday() < 5 for one in between) == count
    assert last.weekday() < 5


@given(log=logs(), offset=st.integers(-5, 90))
def test_nobody_is_told_to_go_on_a_date_that_does_not_stand(log: list[AnyEvent], offset: int) -> None:
    now = day(offset)
    state = fold(log, person=PERSON, now=now)
    found = duties(state, now, zone=ZONE)
    standing = {one.id for one in state.appointments if one.status is Status.CONFIRMED}
    assert {one.appointment for one in found if one.kind is DutyKind.GO} == standing
    assert {one.appointment for one in found if one.appointment} <= standing


def test_each_duty_names_its_appointment() -> None:
    found = duties(folded(scheduled(), now=day(10)), day(10), zone=ZONE)
    assert {one.appointment for one in found if one.by} == {slot(APRIL_5)}
    assert found[0].by == When(day=date(2027, 4, 4))
