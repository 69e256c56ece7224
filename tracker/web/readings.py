"""First reads of mailboxes, begun from the set-up.

    begin ──▶ a thread reads the mailbox (as the worker would) and notes how far it is ──▶ page, events
                └─▶ calendars and alerts follow, as after any read

The mailbox is reserved for this thread; should the program end in the middle, the worker goes on once that runs out.
"""

from __future__ import annotations

import threading

from tracker import clock
from tracker.errors import TrackerError
from tracker.frozen import Frozen
from tracker.storage.types import MailboxRecord
from tracker.worker.alerting import Planner
from tracker.worker.home import Home
from tracker.worker.publishing import Publisher
from tracker.worker.sync import Connections, sync_mailbox


class Reached(Frozen):
    """How far a first read is. `total` is 0 until the server has told how much there is to look at."""

    done: int = 0
    total: int = 0
    ended: bool = False
    failed: bool = False


class _Stopped(Exception):  # noqa: N818 - no error: the program is asked to end
    pass


class Readings:
    """The first reads that this process makes, by mailbox."""

    def __init__(self) -> None:
        self._reached: dict[str, Reached] = {}
        self._threads: dict[str, threading.Thread] = {}
        self._stop = threading.Event()

    def begin(self, home: Home, record: MailboxRecord) -> None:
        self._reached[record.id] = Reached()
        thread = threading.Thread(target=self._read, args=(home, record), name=f"first read {record.id}", daemon=True)
        self._threads[record.id] = thread
        thread.start()

    def look(self, record: MailboxRecord) -> Reached:
        """As this process knows it, else as the record tells: it may have been restarted since."""
        known = self._reached.get(record.id)
        if known is not None and not (known.failed and record.last_ok_at):
            return known
        tried = record.last_ok_at is not None or record.last_error is not None
        return Reached(ended=tried, failed=tried and record.last_ok_at is None)

    def stop(self) -> None:
        """End what is going on, at the next message, before the record is closed; the worker goes on from there."""
        self._stop.set()
        for thread in self._threads.values():
            thread.join()

    def _read(self, home: Home, record: MailboxRecord) -> None:
        connections, failed = Connections(), True
        try:
            sync_mailbox(home, record, connections, now=clock.now, progress=lambda *how: self._note(record.id, *how))
            Publisher(home).publish_changed(clock.now())
            Planner(home).turn(clock.now())
            failed = False
        except (TrackerError, _Stopped):
            pass  # noted with the mailbox, and told on the page
        finally:
            self._reached[record.id] = self._reached[record.id].model_copy(update={"ended": True, "failed": failed})
            connections.close()

    def _note(self, mailbox: str, _folder: str, done: int, total: int) -> None:
        if self._stop.is_set():
            raise _Stopped
        self._reached[mailbox] = Reached(done=done, total=total)
