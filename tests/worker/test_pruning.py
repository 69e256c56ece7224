"""What is forgotten with time, by the clock alone, and what never is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.servers.channels import Hook, running_hook
from tests.shell import NOW, opened
from tests.worker.test_hooks import ALLOWED, DAY, Machine, enter, listen, states, take_back, types
from tracker.storage.access_types import How, Role
from tracker.worker.home import Home
from tracker.worker.local import Ticker
from tracker.worker.publishing import Publisher
from tracker.worker.rounds import Rounds, StoredDueTimes


@pytest.fixture
def home(tmp_path: Path, url: str) -> Iterator[Home]:
    with opened(tmp_path, webhook_networks=ALLOWED, database_url=url) as made:
        yield made


@pytest.fixture
def hook() -> Iterator[Hook]:
    with running_hook() as made:
        yield made


def tick(home: Home, now: datetime) -> None:
    """One tick of the worker at that moment, of this job alone."""
    rounds = Rounds(home, Publisher(home), lambda: now)
    jobs = [job for job in rounds.jobs() if job.name == "prune"]
    assert len(jobs) == 1
    Ticker(jobs, StoredDueTimes(home), lambda: now).tick()
    rounds.close()


def test_receipts_are_kept_for_ninety_days_and_not_for_longer(home: Home, hook: Hook) -> None:
    made, _ = listen(home, hook)
    enter(home)
    Machine(home).turn()
    tick(home, NOW + 90 * DAY)
    assert states(home, made) == ["taken"]
    tick(home, NOW + 91 * DAY + timedelta(minutes=1))
    assert states(home, made) == []


def test_what_was_told_is_not_told_again_once_its_receipt_is_forgotten(home: Home, hook: Hook) -> None:
    listen(home, hook)
    enter(home)
    machine = Machine(home)
    machine.turn()
    tick(home, NOW + 100 * DAY)
    Machine(home, NOW + 100 * DAY).turn()
    assert types(hook) == ["appointment.confirmed"]


def test_what_becomes_so_again_after_that_is_told_under_an_id_of_its_own(home: Home, hook: Hook) -> None:
    listen(home, hook)
    machine = Machine(home)
    for days in (0, 4):
        entry = enter(home, after=days * DAY)
        machine.turn(DAY)
        take_back(home, entry, after=(days + 2) * DAY)
        machine.turn(3 * DAY)
    tick(home, NOW + 200 * DAY)
    enter(home, after=201 * DAY)
    Machine(home, NOW + 202 * DAY).turn()
    assert types(hook) == ["appointment.confirmed", "appointment.removed"] * 2 + ["appointment.confirmed"]
    assert len({one.json["id"] for one in hook.posted}) == 5


def test_a_session_is_forgotten_a_month_after_it_was_last_used(home: Home) -> None:
    account = home.store.accounts.add("maria", role=Role.OWNER, now=NOW).id
    home.store.sessions.open(account, How.PASSKEY, client="phone", now=NOW)
    tick(home, NOW + 30 * DAY)
    assert home.store.sessions.of(account)
    tick(home, NOW + 32 * DAY)
    assert not home.store.sessions.of(account)


def test_the_log_and_who_did_what_are_never_forgotten(home: Home) -> None:
    enter(home)
    home.store.audit.note("log", now=NOW, people=["me"])
    before = home.store.events.of("me"), home.store.audit.list()
    tick(home, NOW + 4_000 * DAY)
    assert (home.store.events.of("me"), home.store.audit.list()) == before
