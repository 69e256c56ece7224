"""Each person chooses when they are reminded; what is urgent comes whatever they chose."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from starlette.testclient import TestClient

from tests.shell import NOW
from tests.web.record import keep, scheduled
from tracker.settings import load_settings
from tracker.storage.types import Reminders
from tracker.worker.alerting import Planner, reminders_of
from tracker.worker.home import Home

CHOSEN = {"before": ["14", "2"], "asked": ["3"], "quiet_from": "21:30", "quiet_to": "08:00"}


def told(home: Home) -> Reminders:
    return reminders_of(load_settings(), home.person("me"))


def test_the_days_and_the_quiet_hours_are_changed_and_taken_back(home: Home, client: TestClient) -> None:
    usual = told(home)
    assert usual == Reminders(before=(7, 3, 1), asked=(7, 3, 2, 1), quiet=(time(22), time(7)))
    answer = client.post("/settings/reminders", data=CHOSEN)
    assert told(home) == Reminders(before=(14, 2), asked=(3, 1), quiet=(time(21, 30), time(8)))
    page = client.get(answer.headers["location"]).text
    assert "Days before a date: 14, 2" in page
    assert "from 9:30 PM to 8:00 AM" in page
    assert "/settings/reminders/undo" in page
    client.post("/settings/reminders/undo")
    assert told(home) == usual
    client.post("/settings/reminders/undo")
    assert told(home).before == (14, 2)


def test_no_days_and_no_quiet_hours_can_be_chosen_and_the_day_before_an_unanswered_request_stays(
    home: Home, client: TestClient
) -> None:
    client.post("/settings/reminders", data={"quiet_from": "", "quiet_to": ""})
    assert told(home) == Reminders(before=(), asked=(1,), quiet=None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"before": "400"}, {"before": "-1"}, {"before": "5"}, {"before": "soon"}, {"asked": "0"},
        {"quiet_from": "22:00"}, {"quiet_from": "8:99", "quiet_to": "9:00"},
        {"quiet_from": "20:00", "quiet_to": "20:00"}, {"quiet_from": "20:00", "quiet_to": "08:01"},
    ],
)  # fmt: skip
def test_what_is_not_offered_is_refused_and_changes_nothing(
    home: Home, client: TestClient, wrong: dict[str, str]
) -> None:
    before = told(home)
    answer = client.post("/settings/reminders", data={"quiet_from": "", "quiet_to": ""} | wrong)
    assert answer.status_code == 422
    assert told(home) == before


def test_chosen_quiet_hours_hold_back_what_can_wait_and_nothing_that_is_urgent(home: Home, client: TestClient) -> None:
    """News of a date two days off comes at once, news of one next year at the end of the hours."""
    local_noon = NOW.replace(hour=17)  # in New York
    client.post("/settings/reminders", data={"before": ["7"], "quiet_from": "08:00", "quiet_to": "20:00"})
    keep(home, scheduled("Tuesday, March 3, 2026 at 9:00 AM", days_ago=0))
    Planner(home).turn(local_noon)
    due = {one.kind: one.due_at for one in home.store.alerts.list()}
    assert due["new_date"] == local_noon
    keep(home, scheduled("Monday, April 5, 2027 at 9:00 AM", days_ago=0))
    Planner(home).turn(local_noon + timedelta(minutes=1))
    waits = [one.due_at for one in home.store.alerts.list() if one.due_at > local_noon + timedelta(hours=6)]
    assert waits, "what can wait comes when the quiet hours end"
