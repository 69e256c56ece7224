"""Every bomb through the whole road: read in time, kept and shown; never a crash, never out of sight."""

from __future__ import annotations

import email
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from tests.fuzz.bombs import BOMBS
from tests.programmes.bombs import report, run
from tests.shell import ADDRESS, GMAIL, NOW, opened
from tests.worker.test_sandbox import SETTINGS
from tracker.appointments.events import Effect
from tracker.message.sample import compose
from tracker.worker.child import Limits
from tracker.worker.home import Home
from tracker.worker.intake import take_in
from tracker.worker.sandbox import Sandbox

MOVED = "Your ICE check-in appointment was moved to Monday, April 6, 2026 at 9:00 AM EDT."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with opened(tmp_path_factory.mktemp("bombs")) as made, Sandbox(SETTINGS, children=1) as sandbox:
        yield replace(made, sandbox=sandbox)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_in_time_and_never_lost(name: str, home: Home) -> None:
    """None of them needs the limits: each costs a fraction of what one message may."""
    raw = BOMBS[name]()
    started = home.sandbox.started
    assert take_in(home, raw, now=NOW, origins=[GMAIL]).understood is not None
    assert sha256(raw).hexdigest() in {event.sha256 for event in home.state("me", NOW).entries}
    assert home.store.messages.get(sha256(raw).hexdigest()).failure is None
    assert home.sandbox.started <= started + 1


def test_a_letter_with_defects_is_no_worse_a_letter(home: Home) -> None:
    """Half of all real mail has some: here the last boundary is missing."""
    whole = compose(subject="Your ICE check-in", text=MOVED, html=f"<p>{MOVED}</p>", to=ADDRESS, date=NOW)
    sound = take_in(home, whole, now=NOW, received=NOW, origins=[GMAIL]).understood
    odd = whole.rstrip().rpartition(b"\r\n")[0] + b"\r\n"
    assert any(part.defects for part in email.message_from_bytes(odd).walk())
    found = take_in(home, odd, now=NOW, received=NOW, origins=[GMAIL]).understood
    assert sound is not None
    assert found is not None
    assert (sound.effect, found.effect) == (Effect.CONFIRMS, Effect.CONFIRMS)
    assert found.reading.starts_at == sound.reading.starts_at


def test_there_are_enough_bombs() -> None:
    assert len(BOMBS) >= 35


def test_the_programme_tells_of_each_bomb_whether_it_was_read_or_set_aside_and_that_it_was_kept(tmp_path: Path) -> None:
    read = run(["nothing at all", "fifty thousand quotes"], tmp_path / "read")
    [too_much] = run(["a table of fifty thousand cells"], tmp_path / "aside", Limits(cpu_seconds=0.1))
    assert [one.sound for one in (*read, too_much)] == [True] * 3
    assert too_much.outcome == "set aside: Reading it took too long; it is kept."
    assert "3 bombs: 2 read, 1 set aside, 0 over 10 s, 0 lost" in report([*read, too_much])
