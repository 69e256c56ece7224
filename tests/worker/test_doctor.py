"""What holds and what does not, as one who set all this up would want to be told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from tests.shell import NOW, opened
from tests.storage.samples import account
from tracker.appointments import ids
from tracker.appointments.events import IdentityRecorded, KeyedHint
from tracker.cli.app import command_line
from tracker.reading.types import HintKind
from tracker.worker.around import PUBLISHED
from tracker.worker.doctor import ROOM_NEEDED, examine
from tracker.worker.health import WORKER
from tracker.worker.home import Home

TODAY = NOW + timedelta(minutes=1)  # after the person was added


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with opened(tmp_path) as made:
        yield made


def wrong(home: Home) -> str:
    """Everything that needs mending, as one text."""
    return "\n".join(one.sentence for one in examine(home, TODAY) if not one.works)


def set_up(home: Home) -> None:
    """All that a person does on the first day, and a worker that has just been at work."""
    home.store.mailboxes.add(account("mail1"), people=["me"], now=NOW)
    home.store.feeds.create("me", name="phone", now=NOW)
    home.store.alerts.add_channel("me", SecretStr("json://x"), person=None, full=True, language=None, now=NOW)
    name = KeyedHint(kind=HintKind.NAME, digests=("k",), masked="M.")
    home.append(ids.record(IdentityRecorded, "me", TODAY, names=(name,), numbers=(), addresses=()))
    home.store.jobs.beat(WORKER, now=NOW)
    home.store.jobs.beat(PUBLISHED, now=NOW)


def test_where_everything_is_set_up_and_at_work_nothing_is_wrong(home: Home) -> None:
    set_up(home)
    assert wrong(home) == ""


def test_an_empty_home_is_told_every_next_step(home: Home) -> None:
    told = wrong(home)
    for step in ("person set me --name", "mailbox add", "feed new", "alerts add", "tracker run"):
        assert step in told


def test_a_full_disk_is_told_before_messages_are_lost(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(home)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=ROOM_NEEDED - 1))
    assert "make room" in wrong(home)


def test_a_mistake_in_the_rules_is_told_and_the_rest_all_the_same(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    with opened(tmp_path, rules=rules) as home:
        told = wrong(home)
    assert "rules" in told
    assert "mailbox add" in told


def test_a_mailbox_that_only_a_person_can_mend_is_told(home: Home) -> None:
    set_up(home)
    home.store.mailboxes.note_failure("mail1", "Refused.", now=NOW, needs_person=True)
    assert "only a person can let the program in again" in wrong(home)


@pytest.mark.parametrize("width", ["80", "40"])
def test_the_command_prints_a_line_for_each_and_ends_with_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("TRACKER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TRACKER_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("COLUMNS", width)
    assert CliRunner().invoke(command_line(), ["init"]).exit_code == 0
    answer = CliRunner().invoke(command_line(), ["doctor"])
    assert answer.exit_code == 1
    assert "need mending" in str(answer.exception)
    assert answer.stdout.startswith("ok   The record opens.")
    assert "\nNOT  " in answer.stdout
