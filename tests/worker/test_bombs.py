"""Every bomb through the whole road: read in time, or kept and shown; never a crash, never out of sight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import pytest

from tests.fuzz.bombs import BOMBS
from tests.shell import GMAIL, NOW, opened
from tests.worker.test_sandbox import SETTINGS
from tracker.worker.child import Limits
from tracker.worker.home import Home
from tracker.worker.intake import take_in
from tracker.worker.sandbox import Sandbox
from tracker.worker.shelf import unreadable


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    sandbox = Sandbox(SETTINGS, Limits(cpu_seconds=5), children=1)
    with opened(tmp_path_factory.mktemp("bombs")) as made, sandbox:
        yield replace(made, sandbox=sandbox)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_little_and_is_never_lost(name: str, home: Home) -> None:
    raw = BOMBS[name]()
    take_in(home, raw, now=NOW, origins=[GMAIL])
    shown = {event.sha256 for event in home.state("me", NOW).entries} | {one.sha256 for one in unreadable(home, "me")}
    assert sha256(raw).hexdigest() in shown
    failure = home.store.messages.get(sha256(raw).hexdigest()).failure
    assert failure is None or "too long" in failure


def test_a_line_without_an_end_is_read(home: Home) -> None:
    """Each word of it was once compared with each other: it took the whole time that a message may take."""
    raw = BOMBS["one line of five megabytes"]()
    assert take_in(home, raw, now=NOW, origins=[GMAIL]).understood is not None


def test_there_are_enough_bombs() -> None:
    assert len(BOMBS) >= 35
