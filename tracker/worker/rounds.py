"""What the worker does, over and over: look into the mailboxes that are due, try again what failed, publish."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tracker.errors import TrackerError
from tracker.storage.types import MailboxRecord
from tracker.worker.alerting import PLANNING_JOB, Planner
from tracker.worker.around import PUBLISHED, PUBLISHING_JOB
from tracker.worker.copies import Copier
from tracker.worker.health import WORKER
from tracker.worker.home import Home
from tracker.worker.hook_news import HOOKS_JOB, HookPlanner
from tracker.worker.hook_post import Courier
from tracker.worker.intake import check_again, read_waiting
from tracker.worker.local import Job
from tracker.worker.ping import Pinger
from tracker.worker.pruning import prune
from tracker.worker.publishing import Publisher
from tracker.worker.recheck import recheck_if_due
from tracker.worker.sending import Sender
from tracker.worker.sync import LEASE, LONGEST_RETRY, Connections, interval, sync_mailbox

log = logging.getLogger(__name__)

THREADS = 8  # more make polling slower, not faster: measured with 600 kept connections
CLAIM = 50
READ_AGAIN_SECONDS = 20.0  # the other jobs wait for so long at most, and for one more message


@dataclass
class StoredDueTimes:
    """Due times in the database, where a restart does not forget them."""

    home: Home

    def next_due(self, name: str) -> datetime | None:
        record = self.home.store.jobs.get(name)
        return record.next_due if record else None

    def started(self, name: str, now: datetime) -> None:
        self.home.store.jobs.schedule(name, next_due=now)
        self.home.store.jobs.take(name, now=now, lease=LEASE)

    def finished(self, name: str, now: datetime, *, next_due: datetime, error: str | None) -> None:
        self.home.store.jobs.finish(name, now=now, next_due=next_due, error=error)


@dataclass
class Rounds:
    """The jobs of one process. A mailbox that hangs holds one thread and delays nobody else."""

    home: Home
    publisher: Publisher
    now: Callable[[], datetime]
    connections: Connections = field(default_factory=Connections)
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(THREADS, "mailbox"))
    busy: dict[str, Future[None]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _copying: Future[int] | None = None

    def __post_init__(self) -> None:
        self.copier = Copier(self.home)
        self.planner = Planner(self.home)
        self.sender = Sender(self.home, self.planner, self.now)
        self.hooks = HookPlanner(self.home)
        self.courier = Courier(self.home, self.hooks, self.now)
        self.pinger = Pinger(self.home)

    def jobs(self) -> tuple[Job, ...]:
        """`poll` is asked at every tick: when a mailbox is due stands in its own row."""
        return (
            Job("poll", timedelta(0), self.poll),
            Job("read-again", timedelta(minutes=10), self.read_again),
            Job(PUBLISHING_JOB, timedelta(minutes=1), self.publish),
            Job(PLANNING_JOB, timedelta(minutes=1), self.alert),
            Job("send", timedelta(0), self.send),
            Job(HOOKS_JOB, timedelta(minutes=1), self.tell_programs),
            Job("post", timedelta(0), self.post),
            Job("copy", timedelta(minutes=1), self.copy),
            Job("heartbeat", timedelta(minutes=1), self.beat),
            Job("ping", timedelta(minutes=1), self.ping),
            Job("prune", timedelta(days=1), self.prune),
        )

    def begin(self, now: datetime) -> None:
        """Turn to every mailbox and web hook at once, whatever lease a process that died has left behind."""
        if self.home.alone:
            for record in self.home.store.mailboxes.list():
                self.home.store.mailboxes.extend(record.id, until=now)
            for hook in self.home.store.webhooks.list():
                self.home.store.webhooks.keep(hook.id, until=now)

    def poll(self, now: datetime) -> None:
        """Start looking into every mailbox that is due; what is still being looked into is left alone."""
        self._mend_due_times(now)
        if not any(record.next_due <= now for record in self.home.store.mailboxes.list()):
            return
        for record in self.home.store.mailboxes.claim(CLAIM, now=now, lease=LEASE):
            with self._lock:
                running = self.busy.get(record.id)
                if running is None or running.done():
                    self.busy[record.id] = self.pool.submit(self._look, record)

    def read_again(self, now: datetime) -> None:
        """Messages that were kept but not read: the process ended in between, or reading failed. Then those whose
        signature could not be checked.
        """
        read_waiting(self.home, now=now, seconds=READ_AGAIN_SECONDS)
        check_again(self.home, now=now, seconds=READ_AGAIN_SECONDS)

    def publish(self, now: datetime) -> None:
        self.publisher.publish_changed(now)
        self.home.store.jobs.beat(PUBLISHED, now=now)

    def alert(self, now: datetime) -> None:
        self.planner.turn(now)

    def send(self, _now: datetime) -> None:
        self.sender.begin_due()

    def tell_programs(self, now: datetime) -> None:
        self.hooks.turn(now)

    def post(self, _now: datetime) -> None:
        self.courier.begin_due()

    def copy(self, now: datetime) -> None:
        """In a thread of its own, for a server far away may hang; how the last time went is told the next time."""
        before = self._copying
        if before is not None and not before.done():
            return
        self._copying = self.pool.submit(self.copier.copy_due, now)
        if before is not None:
            before.result()

    def ping(self, now: datetime) -> None:
        self.pinger.ping_if_round(now)

    def prune(self, now: datetime) -> None:
        prune(self.home, now)

    def beat(self, now: datetime) -> None:
        self.home.store.jobs.beat(WORKER, now=now)

    def close(self) -> None:
        """Let what runs come to its end, then hang up."""
        self.sender.close()
        self.courier.close()
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.connections.close()

    def _look(self, record: MailboxRecord) -> None:
        try:
            synced = sync_mailbox(self.home, record, self.connections, now=self.now)
            for remark in synced.remarks:
                log.warning("mailbox %s: %s", record.id, remark)
            recheck_if_due(self.home, record, self.connections, self.now)
        except TrackerError as error:
            log.warning("mailbox %s: %s", record.id, error)
        except Exception:
            log.exception("mailbox %s: the look failed", record.id)
        for name, follow in (
            ("publishing", self.publisher.publish_changed),
            ("planning alerts", self._plan_for(record)),
            ("telling programs", self._tell_for(record)),
        ):
            try:
                follow(self.now())
            except Exception:
                log.exception("%s after mailbox %s failed; it is done again within a minute", name, record.id)

    def _plan_for(self, record: MailboxRecord) -> Callable[[datetime], object]:
        return lambda now: [self.planner.follow(self.home.person(one), now) for one in record.people]

    def _tell_for(self, record: MailboxRecord) -> Callable[[datetime], object]:
        return lambda now: [self.hooks.follow(one, now) for one in record.people]

    def _mend_due_times(self, now: datetime) -> None:
        """After the clock stepped back, due times lie too far ahead to be meant."""
        furthest = now + 2 * max(interval(self.home), LONGEST_RETRY, LEASE)
        for record in self.home.store.mailboxes.list():
            if record.next_due > furthest:
                self.home.store.mailboxes.extend(record.id, until=now)
