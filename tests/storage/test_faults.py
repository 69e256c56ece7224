"""What happens when the process or the disk gives out in the middle. Each test counts the faults it made."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import time
from collections.abc import Callable
from itertools import count

from tests.storage.samples import KEY, NOW, account, digest_of, message_read, raw_message
from tracker.errors import StorageError
from tracker.reading.types import Language
from tracker.storage.store import Store, open_store
from tracker.storage.types import CursorRecord, Sighting

KILLS = 50


def poll(store: Store, acknowledgements: int) -> None:
    """What a worker does, without end: take up where the cursor stands; keep, acknowledge, move it, read."""
    cursor = store.cursors.get("home", "INBOX")
    for uid in count((cursor.last_uid if cursor else 0) + 1):
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


def killed_worker(url: str, patience: float) -> list[int]:
    """Kill a worker that many seconds after its first message; returns what it had acknowledged by then."""
    read_end, write_end = os.pipe()
    pid = worker(url, write_end)
    os.close(write_end)
    first = os.read(read_end, 4)
    time.sleep(patience)
    os.kill(pid, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    with os.fdopen(read_end, "rb") as rest:
        stream = first + rest.read()
    return [int.from_bytes(stream[at : at + 4], "big") for at in range(0, len(stream), 4)]


def test_whatever_is_killed_while_keeping_loses_nothing_and_doubles_nothing(url: str) -> None:
    with open_store(url, KEY, create=True) as store:
        store.people.add("ana", name="Ana", language=Language.ES, zone="America/New_York", now=NOW)
        store.mailboxes.add(account(), people=["ana"], now=NOW)
    moments = random.Random(7)
    acknowledged = [uid for _ in range(KILLS) for uid in killed_worker(url, moments.uniform(0, 0.03))]
    assert len(acknowledged) >= KILLS
    with open_store(url, KEY) as store:
        check_record(store, set(acknowledged))
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()


def check_record(store: Store, acknowledged: set[int]) -> None:
    """Everything acknowledged is there, nothing twice, and reading what the kills left unread completes the log."""
    kept = store.messages.sighted("home", "INBOX", 1)
    assert kept == set(range(1, max(kept) + 1))
    assert acknowledged <= kept
    assert len(kept - acknowledged) <= 1  # the last one: stored, but killed before it could say so
    for message in store.messages.unread():
        store.record_message(message.sha256, [message_read(store.messages.raw(message.sha256))])
    expected = sorted(digest_of(raw_message(uid)) for uid in kept)
    assert sorted(message.sha256 for message in store.messages.list()) == expected
    assert sorted(event.sha256 for event in store.events.of("ana") if event.type == "message_read") == expected
    assert all(store.messages.raw(digest_of(raw_message(uid))) == raw_message(uid) for uid in kept)


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
