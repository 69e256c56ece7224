"""The record that pages are measured with is one that reading messages would have made."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.benchmarks import organisation
from tests.benchmarks.organisation import LETTERS, Marks
from tests.shell import NOW, opened
from tracker.appointments.events import Effect, Status

MARKS = Marks(12, "person00003", NOW - timedelta(days=9), NOW + timedelta(days=30), NOW + timedelta(days=51))


@pytest.mark.parametrize("shape", LETTERS)
def test_each_message_says_what_reading_it_finds(tmp_path: Path, shape: str) -> None:
    with opened(tmp_path) as home:
        raw, event = organisation.message(home, shape, MARKS)
        read = organisation.read(home, raw, MARKS.person)
    apart = {"id": "", "content_id": ""}  # the one holds the other, which only has to differ from message to message
    assert event.model_copy(update=apart) == read.model_copy(update=apart)


def test_people_have_dates_that_stand_moved_and_passed_requests_and_messages_that_wait(tmp_path: Path) -> None:
    with opened(tmp_path) as home:
        people = organisation.build(home, persons=3, messages=100)
        states = [home.state(person, NOW) for person in people]
    assert [sum(one.sha256 is not None and one.kind is not None for one in state.entries) for state in states] == [
        34, 33, 33,
    ]  # fmt: skip
    for state in states:
        assert {one.status for one in state.appointments} >= {Status.PAST, Status.SUPERSEDED}
        assert {one.effect for one in state.entries} >= {Effect.CONFIRMS, Effect.PENDING, Effect.INFORMS, Effect.REVIEW}
        assert state.requests
        assert state.reviews
