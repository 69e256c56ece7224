"""The driver for one machine: `schedule` as a ticker, and nothing more than a ticker.

What `schedule` alone lets happen, and what stands against it here:
- one raising job starves all others: every job is wrapped;
- it plans in local wall time, silent for an hour when summer time ends: the process runs in UTC;
- after the clock steps back it waits for the old time to come again: when a job is due stands in the database and is
  judged by `is_due`, and a ticker that has not ticked for a while by the monotonic clock is wound up anew.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import schedule

from tracker.errors import TrackerError

log = logging.getLogger(__name__)

TICK_SECONDS = 1
SILENT_TICKS = 5  # so many missed ticks mean that the ticker stands still


@dataclass(frozen=True)
class Job:
    """`run` gets the present in UTC. It may raise: the others run all the same. `every` of zero means at every tick."""

    name: str
    every: timedelta
    run: Callable[[datetime], None]


class DueTimes(Protocol):
    """When each job is next due, kept where a restart does not forget it."""

    def next_due(self, name: str) -> datetime | None: ...

    def started(self, name: str, now: datetime) -> None: ...

    def finished(self, name: str, now: datetime, *, next_due: datetime, error: str | None) -> None: ...


def is_due(next_due: datetime | None, every: timedelta, now: datetime) -> bool:
    """Never run, its time has come, or its time lies so far ahead that the clock must have stepped back."""
    return next_due is None or next_due <= now or next_due > now + 2 * every


@dataclass
class Ticker:
    jobs: Sequence[Job]
    due: DueTimes
    now: Callable[[], datetime]
    monotonic: Callable[[], float] = time.monotonic
    scheduler: schedule.Scheduler = field(default_factory=schedule.Scheduler)
    last_tick: float = 0.0
    rewound: int = 0

    def __post_init__(self) -> None:
        self._wind_up()

    def turn(self) -> None:
        """One turn of the loop: tick if it is time, and wind the ticker up anew if it has fallen silent."""
        self.scheduler.run_pending()
        if self.monotonic() - self.last_tick > SILENT_TICKS * TICK_SECONDS:
            log.warning("the ticker was silent for %d ticks (the clock stepped?): wound up anew", SILENT_TICKS)
            self.rewound += 1
            self._wind_up()

    def tick(self) -> None:
        """Run every job that is due."""
        self.last_tick = self.monotonic()
        for job in self.jobs:
            run_if_due(job, self.due, self.now)
        self.last_tick = self.monotonic()

    def run(self, stop: threading.Event) -> None:
        """Turn until `stop` is set."""
        self.tick()
        while not stop.wait(TICK_SECONDS / 4):
            self.turn()

    def _wind_up(self) -> None:
        self.last_tick = self.monotonic()
        self.scheduler.clear()
        self.scheduler.every(TICK_SECONDS).seconds.do(self.tick)


def run_if_due(job: Job, due: DueTimes, now: Callable[[], datetime]) -> bool:
    """Run one job if it is due; whatever it raises is logged and recorded, and the next due time is set."""
    try:
        began = now()
        if not job.every:
            _run(job, began)
            return True
        if not is_due(due.next_due(job.name), job.every, began):
            return False
        due.started(job.name, began)
        error = _run(job, began)
        due.finished(job.name, now(), next_due=began + job.every, error=error)
    except Exception:
        # Even the record of due times may fail (full disk); the other jobs and the next tick must still come.
        log.exception("job %s could not be recorded", job.name)
    return True


def _run(job: Job, began: datetime) -> str | None:
    try:
        job.run(began)
    except TrackerError as error:
        log.warning("job %s: %s", job.name, error)
        return str(error)
    except Exception as error:
        log.exception("job %s failed", job.name)
        return f"{type(error).__name__} in the job {job.name}; the log has the details."
    return None


def live_in_utc() -> None:
    """Make the process's local time UTC, so that no summer-time change moves a local plan."""
    os.environ["TZ"] = "UTC"
    time.tzset()
