"""What happens when the process or the disk gives out in the middle. Each test counts the faults it made."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import time
from collections.abc import Callable

from tests.storage.samples import KEY, NOW, account, digest_of, message_read, raw_message
from tracker.errors import StorageError
from tracker.reading.types import Language
from tracker.storage.store import Store, open_store
from tracker.storage.types import CursorRecord, Sighting

KILLS = 30
MESSAGES = 400


def poll(store: Store, acknowledgements: int) -> None:
    """What a worker does: take up where the cursor stands; keep, acknowledge, then move it, then read."""
    cursor = store.cursors.get("home", "INBOX")
    for uid in range((cursor.last_uid if cursor else 0) + 1, MESSAGES + 1):
        raw = raw_message(uid)
        place = Sighting(mailbox="home", folder="INBOX", uidvalidity=1, uid=uid)
        store.messages.keep(raw, sighting=place, received=NOW, now=NOW)
        os.write(acknowledgements, uid.to_bytes(4, "big"))
        store.cursors.put(CursorRecord(mailbox="home", folder="INBOX", uidvalidity=1, last_uid=uid))
        store.record_message(digest_of(raw), [message_read(raw)])


def worker(url: str, acknowledgements: int) -> int:
    """Fork a worker; it writes each UID into the pipe once its message was said to be stored."""
    pid = os.fork()
    if not pid:
        in_child(lambda: open_and_poll(url, acknowledgements))
    return pid


def open_and_poll(url: str, acknowledgements: int) -> None:
    with open_store(url, KEY) as store:
        poll(store, acknowledgements)


def run_once(url: str, patience: float) -> tuple[list[int], bool]:
    """Kill a worker that many seconds after its first message: what it acknowledged, and whether it was killed."""
    read_end, write_end = os.pipe()
    pid = worker(url, write_end)
    os.close(write_end)
    first = os.read(read_end, 4)  # empty when there was nothing left to do
    time.sleep(patience)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    with os.fdopen(read_end, "rb") as rest:
        stream = first + rest.read()
    done = [int.from_bytes(stream[at : at + 4], "big") for at in range(0, len(stream), 4)]
    return done, os.WIFSIGNALED(status)


def test_whatever_is_killed_while_keeping_loses_nothing_and_doubles_nothing(url: str) -> None:
    with open_store(url, KEY, create=True) as store:
        store.people.add("ana", name="Ana", language=Language.ES, zone="America/New_York", now=NOW)
        store.mailboxes.add(account(), people=["ana"], now=NOW)
    seed = random.Random(7)
    kills, acknowledged = 0, set[int]()
    while len(acknowledged) < MESSAGES and kills < 10 * KILLS:
        done, killed = run_once(url, seed.uniform(0, 0.03))
        acknowledged.update(done)
        kills += killed
        with open_store(url, KEY) as store:
            kept = {message.sha256 for message in store.messages.list()}
            assert {digest_of(raw_message(uid)) for uid in acknowledged} <= kept
    assert kills >= KILLS
    finish_and_check(url)


def finish_and_check(url: str) -> None:
    expected = [digest_of(raw_message(uid)) for uid in range(1, MESSAGES + 1)]
    with open_store(url, KEY) as store:
        for message in store.messages.unread():
            store.record_message(message.sha256, [message_read(store.messages.raw(message.sha256))])
        assert sorted(message.sha256 for message in store.messages.list()) == sorted(expected)
        assert sorted(event.sha256 for event in store.events.of("ana") if event.type == "message_read") == sorted(
            expected
        )
        assert store.messages.sighted("home", "INBOX", 1) == set(range(1, MESSAGES + 1))
        assert all(
            store.messages.raw(digest_of(raw_message(uid))) == raw_message(uid) for uid in range(1, MESSAGES + 1)
        )
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()


def test_a_disk_that_takes_no_more_is_said_and_loses_nothing(sqlite_url: str) -> None:
    open_store(sqlite_url, KEY, create=True).close()
    read_end, write_end = os.pipe()
    pid = os.fork()
    if not pid:
        in_child(lambda: fill(sqlite_url, write_end))
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        said = pipe.read().decode().splitlines()
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, said
    stored, refusals = int(said[0]), said[1:]
    assert stored > 0
    assert len(refusals) == 5
    assert set(refusals) == {
        "The disk refused to read or write the record (full, over a limit, or failing); check it and try again."
    }
    with open_store(sqlite_url, KEY) as store:
        assert len(store.messages.list()) == stored + 1  # the last one came after there was room again
        assert all(digest_of(store.messages.raw(message.sha256)) == message.sha256 for message in store.messages.list())


def in_child(work: Callable[[], None]) -> None:
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)


def fill(url: str, report: int) -> None:
    """Keep messages until no file may grow any more, five times over, then once more with room."""
    noise = random.Random(3)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_store(url, KEY) as store, os.fdopen(report, "w") as pipe:
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, hard))
        stored, refusals = 0, list[str]()
        while len(refusals) < 5:
            try:
                stored += store.messages.keep(noise.randbytes(20_000), received=None, now=NOW)
            except StorageError as error:
                refusals.append(str(error))
            assert len(store.messages.list()) == stored
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        store.messages.keep(noise.randbytes(20_000), received=None, now=NOW)
        pipe.write("\n".join([str(stored), *refusals]))
