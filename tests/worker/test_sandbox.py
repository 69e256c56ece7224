"""Each fault is really made: time runs out, memory runs out, processes are stopped and killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.programmes.letters import scheduled
from tracker.errors import SettingsError, UnreadableError
from tracker.message.sample import compose
from tracker.settings import load_settings
from tracker.worker.bench import ReadingSettings, find_profile, load_bench
from tracker.worker.child import GROWN, Circumstances, Limits
from tracker.worker.sandbox import Sandbox

SETTINGS = ReadingSettings.of(load_settings())
GMAIL = Circumstances(profile=find_profile("mx.google.com"))
CORPUS = sorted((Path(__file__).parents[1] / "corpus").rglob("*.eml"))[::40]
SLOW = compose(subject="Dates", text="On April 5, 2027 at 9:00 AM or 10:00 AM. " * 3_000)  # a second of work
HURRY = 0.1
TOO_LONG = "Reading it took too long; it is kept."

pytestmark = pytest.mark.usefixtures("own_children")


@pytest.fixture(scope="module")
def sandbox(own_children: None) -> Iterator[Sandbox]:
    with Sandbox(SETTINGS, Limits(wall_seconds=20), children=1) as made:
        yield made


def pid_of(sandbox: Sandbox) -> int:
    """The process of the one idle child."""
    (child,) = sandbox._idle
    return child.process.pid


def exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def until(holds: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether it comes to hold in time; watched, since nothing tells us of another process's end."""
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        threading.Event().wait(0.01)
    return holds()


def test_reading_in_a_child_says_the_same_as_reading_here(sandbox: Sandbox) -> None:
    reader = load_bench(SETTINGS).reader
    assert len(CORPUS) > 5
    for file in CORPUS:
        raw = file.read_bytes()
        assert sandbox.understand(raw, GMAIL) == reader.understand(raw, profile=GMAIL.profile)


def test_no_process_is_started_before_it_is_needed_and_then_only_one() -> None:
    with Sandbox(SETTINGS) as made:
        assert made.started == 0
        for number in range(3):
            made.understand(scheduled(number))
        assert made.started == 1


def test_a_message_that_takes_too_much_time_is_set_aside_and_the_next_one_is_read() -> None:
    with Sandbox(SETTINGS, Limits(cpu_seconds=HURRY), children=1) as made:
        with pytest.raises(UnreadableError, match=TOO_LONG):
            made.understand(SLOW, GMAIL)
        assert made.started == 1
        assert made.understand(b"From: a@example.com\r\n\r\nHello.\r\n").message.text
        assert made.started == 2


def test_a_child_that_stands_still_is_ended_after_the_time_on_the_wall() -> None:
    with Sandbox(SETTINGS, Limits(wall_seconds=0.5), children=1) as made:
        made.understand(scheduled(0))
        pid = pid_of(made)
        os.kill(pid, signal.SIGSTOP)
        with pytest.raises(UnreadableError, match=TOO_LONG):
            made.understand(scheduled(1))
        assert not exists(pid)


def test_a_message_that_ends_its_child_is_set_aside_and_the_next_one_is_read(sandbox: Sandbox) -> None:
    sandbox.understand(scheduled(0))
    pid, before = pid_of(sandbox), sandbox.started
    os.kill(pid, signal.SIGSTOP)  # so that it is in the middle of the message when it dies
    with ThreadPoolExecutor(1) as thread:
        reading = thread.submit(sandbox.understand, scheduled(1))
        assert until(lambda: not sandbox._idle)
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(UnreadableError, match="broke the process"):
            reading.result()
    assert sandbox.understand(scheduled(2)).message.subject
    assert sandbox.started == before + 1


def test_a_child_that_died_between_two_messages_is_no_message_s_fault(sandbox: Sandbox) -> None:
    sandbox.understand(scheduled(0))
    pid, before = pid_of(sandbox), sandbox.started
    os.kill(pid, signal.SIGKILL)
    assert until(lambda: sandbox._idle[0].process.poll() is not None)
    assert sandbox.understand(scheduled(1)).message.subject
    assert sandbox.started == before + 1


def test_a_message_that_takes_too_much_memory_is_set_aside_and_the_next_one_is_read() -> None:
    with Sandbox(SETTINGS, Limits(memory=224 * 1024 * 1024), children=1) as made:
        with pytest.raises(UnreadableError):
            made.understand(scheduled(0) + b"x" * 120 * 1024 * 1024)
        assert made.understand(scheduled(1)).message.subject
        assert made.started in {2, 3}  # one that dies while it is being sent the message gets a successor


def test_a_child_that_has_grown_is_replaced_without_anybody_noticing() -> None:
    with Sandbox(SETTINGS, Limits(memory=224 * 1024 * 1024), children=1) as made:
        for number in range(3):
            assert made.understand(scheduled(number)).message.subject
        assert made.started == 3


def test_what_the_program_itself_holds_does_not_count_as_growth_of_a_child() -> None:
    held = b"x" * 500 * 1024 * 1024
    with Sandbox(SETTINGS, children=1) as made:
        for number in range(3):
            assert made.understand(scheduled(number)).message.subject
        assert made.started == 1
    assert len(held) > GROWN * Limits().memory


def test_many_threads_share_the_children() -> None:
    with Sandbox(SETTINGS, children=2) as made, ThreadPoolExecutor(8) as threads:
        read = list(threads.map(lambda number: made.understand(scheduled(number)).message.sha256, range(120)))
        assert len(set(read)) == 120
        assert made.started <= 2


def test_a_message_that_holds_one_child_does_not_hold_up_the_others() -> None:
    with Sandbox(SETTINGS, Limits(wall_seconds=20), children=2) as made, ThreadPoolExecutor(1) as threads:
        made.understand(scheduled(0))
        pid = pid_of(made)
        os.kill(pid, signal.SIGSTOP)
        held = threads.submit(made.understand, scheduled(1))
        assert until(lambda: not made._idle)
        assert made.understand(scheduled(2)).message.subject
        assert not held.done()
        os.kill(pid, signal.SIGCONT)
        assert held.result().message.subject


def test_closing_leaves_no_process_behind() -> None:
    with Sandbox(SETTINGS) as made:
        made.understand(scheduled(0))
        pid = pid_of(made)
        assert exists(pid)
    assert not exists(pid)


PARENT = """
import sys
from tests.worker.test_sandbox import SETTINGS, pid_of
from tests.programmes.letters import scheduled
from tracker.worker.sandbox import Sandbox
made = Sandbox(SETTINGS)
made.understand(scheduled(0))
print(pid_of(made), flush=True)
sys.stdin.read()
"""


def test_a_parent_that_is_killed_leaves_no_process_behind() -> None:
    command = [sys.executable, "-c", PARENT]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert exists(pid)
        parent.kill()
        assert until(lambda: not exists(pid))


def test_a_child_knows_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DATABASE_URL", "postgresql://me:secret@localhost/tracker")
    with Sandbox(SETTINGS) as made:
        made.understand(scheduled(0))
        environment = Path(f"/proc/{pid_of(made)}/environ").read_bytes()
    assert b"PATH=" in environment
    assert b"TRACKER_" not in environment
    assert b"secret" not in environment


def test_a_mistake_in_the_rules_is_told_as_it_is_told_here(tmp_path: Path) -> None:
    settings = SETTINGS.model_copy(update={"rules": tmp_path})
    with pytest.raises(SettingsError) as here:
        load_bench(settings)
    with Sandbox(settings) as made, pytest.raises(SettingsError) as there:
        made.understand(scheduled(0))
    assert str(there.value) == str(here.value)
