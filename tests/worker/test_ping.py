"""The dead man's switch: a ping after each full round, and none when a part of it is missing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.error import URLError

import pytest

from tests.servers.channels import running_hook
from tests.shell import NOW, opened
from tests.storage.samples import account
from tracker.worker.alerting import PLANNING_JOB
from tracker.worker.around import PUBLISHING_JOB
from tracker.worker.home import Home
from tracker.worker.ping import Pinger, get

MINUTE = timedelta(minutes=1)
SECRET = "http://127.0.0.1:1/very-secret"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with opened(tmp_path, ping_url=SECRET) as made:
        made.store.mailboxes.add(account("mail1"), people=["me"], now=NOW)
        yield made


def a_round(home: Home, at: datetime, *, error: str | None = None, read: bool = True) -> None:
    for job in (PUBLISHING_JOB, PLANNING_JOB):
        home.store.jobs.schedule(job, next_due=at)
        home.store.jobs.finish(job, now=at, next_due=at, error=error)
    if read:
        home.store.mailboxes.note_success("mail1", now=at)


def pings(home: Home, asked: list[str], at: datetime) -> bool:
    pinger = Pinger(home, asked.append)
    begun = pinger.ping_if_round(at)
    pinger.wait()
    return begun


def test_each_full_round_is_told_once(home: Home) -> None:
    asked: list[str] = []
    a_round(home, NOW)
    assert [pings(home, asked, NOW + number * MINUTE) for number in range(3)] == [True, False, False]
    a_round(home, NOW + 5 * MINUTE)
    assert pings(home, asked, NOW + 5 * MINUTE)
    assert asked == [SECRET, SECRET]


def test_nothing_is_told_while_a_mailbox_is_not_read_or_a_part_fails(home: Home) -> None:
    asked: list[str] = []
    assert not pings(home, asked, NOW)
    a_round(home, NOW, read=False)
    assert not pings(home, asked, NOW)
    a_round(home, NOW, error="no room")
    assert not pings(home, asked, NOW)
    assert asked == []


def test_a_ping_that_fails_is_tried_again_and_its_address_stays_secret(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    a_round(home, NOW)

    def unreachable(_url: str) -> None:
        raise URLError("no route to " + SECRET)

    pinger = Pinger(home, unreachable)
    assert pinger.ping_if_round(NOW)
    pinger.wait()
    assert "URLError" in caplog.text
    assert "very-secret" not in caplog.text
    assert pings(home, [], NOW)


def test_a_clock_that_stepped_back_does_not_silence_it(home: Home) -> None:
    a_round(home, NOW)
    assert pings(home, [], NOW)
    a_round(home, NOW - timedelta(days=2))
    assert pings(home, [], NOW - timedelta(days=2))


def test_a_real_server_is_asked_and_a_refusal_is_no_success() -> None:
    with running_hook() as hook:
        get(f"http://127.0.0.1:{hook.port}/ping")
        assert hook.asked == ["/ping"]
        hook.status = 500
        with pytest.raises(OSError, match="500"):
            get(f"http://127.0.0.1:{hook.port}/ping")
