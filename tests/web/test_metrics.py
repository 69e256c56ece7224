"""What watchers on this machine are told, and that nobody else is told anything, nor anything about anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from tests.programmes.letters import scheduled
from tests.shell import ADDRESS, GMAIL, NOW, opened
from tests.storage.samples import account
from tests.web.local import asking
from tracker.reading.types import Language
from tracker.worker.alerting import Planner
from tracker.worker.around import PUBLISHED
from tracker.worker.health import WORKER, Part
from tracker.worker.home import Home
from tracker.worker.intake import take_in

HOUR = timedelta(hours=1)
PATHS = ("/healthz", "/metrics")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.setenv("TRACKER_NOW", NOW.isoformat())
    with opened(tmp_path, quiet_hours="") as made:
        made.store.jobs.beat(WORKER, now=NOW - timedelta(minutes=1))
        yield made


def figures(home: Home) -> dict[tuple[str, str], float]:
    """Each figure by its name and the value of its label."""
    answer = asking(home).get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def lived_in(home: Home) -> None:
    """A mailbox, a calendar, a channel, a message of ICE and its alert, all of which have been failing for an hour."""
    home.store.mailboxes.add(account("maria-at-home"), people=["me"], now=NOW - 2 * HOUR)
    home.store.mailboxes.note_failure("maria-at-home", "Refused.", now=NOW - HOUR, needs_person=True)
    home.store.feeds.create("me", name="Maria's phone", now=NOW - HOUR)
    channel = home.store.alerts.add_channel(
        "Maria", SecretStr("json://hunter2"), person=None, full=True, language=Language.ES, now=NOW - HOUR
    )
    take_in(home, scheduled(0), now=NOW - HOUR, origins=[GMAIL])
    Planner(home).turn(NOW - HOUR)
    home.store.alerts.failed(channel.id, [], error="no", next_try=NOW, now=NOW - HOUR)
    home.store.jobs.schedule("publish", next_due=NOW)
    home.store.jobs.finish("publish", now=NOW - HOUR, next_due=NOW, error="no room")


def test_a_machine_on_which_all_is_well_says_so(home: Home) -> None:
    answer = asking(home).get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "late": []})
    assert {figures(home)["tracker_late", part.value] for part in Part} == {0.0}


def test_everything_that_is_late_is_said_in_words(home: Home) -> None:
    lived_in(home)
    home.store.jobs.beat(WORKER, now=NOW - HOUR)
    answer = asking(home).get("/healthz")
    assert answer.status_code == 503
    assert [re.sub(r"\b[0-9a-f]{6}\b", "…", one) for one in answer.json()["late"]] == [
        "the worker showed its last sign of life 60 minutes ago, at 2026-03-01 11:00 UTC; start it with `tracker run`",
        "mailbox maria-at-home was last read never; only a person can let the program in again",
        "the job publish failed: no room",
        "the calendars were last published never",
        "channel … has taken nothing since 2026-03-01 11:00 UTC: no",
        "an alert that was due 60 minutes ago, at 2026-03-01 11:00 UTC waits for a channel to take it",
    ]


def test_the_figures_follow_the_record(home: Home) -> None:
    lived_in(home)
    home.store.jobs.beat(PUBLISHED, now=NOW - timedelta(seconds=30))
    found = figures(home)
    expected = {
        ("tracker_late", "mailbox"): 1,
        ("tracker_late", "job"): 1,
        ("tracker_late", "alert"): 2,
        ("tracker_late", "calendar"): 0,
        ("tracker_sign_of_life_age_seconds", "worker"): 60,
        ("tracker_sign_of_life_age_seconds", "published"): 30,
        ("tracker_job_failing", "publish"): 1,
        ("tracker_mailboxes", ""): 1,
        ("tracker_mailbox_read_age_seconds", ""): 7200,
        ("tracker_messages", "read"): 1,
        ("tracker_alert_deliveries", "planned"): 2,  # the date, and the mailbox
        ("tracker_alert_waiting_seconds", ""): 3600,
        ("tracker_channels", ""): 1,
        ("tracker_channels_failing", ""): 1,
        ("tracker_calendars", ""): 1,
    }
    assert {name: found[name] for name in expected} == expected


def test_the_figures_are_about_nobody(home: Home) -> None:
    lived_in(home)
    told = asking(home).get("/metrics").text
    for secret in ("maria", "Maria", ADDRESS, 'me"', "hunter2", "phone", "2027", "new-york", "new_date", "scheduled"):
        assert secret not in told


@pytest.mark.parametrize("path", PATHS)
def test_nobody_from_elsewhere_is_told(home: Home, path: str) -> None:
    assert asking(home).get(path).status_code == 200
    assert asking(home, of="::1").get(path).status_code == 200
    assert asking(home, of="192.168.1.7").get(path).status_code == 404
    assert asking(home, under="https://dates.example.org").get(path).status_code == 404
    for header in ("x-forwarded-for", "forwarded", "via", "x-real-ip"):
        assert asking(home).get(path, headers={header: "203.0.113.9"}).status_code == 404
