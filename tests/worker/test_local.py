from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from types import SimpleNamespace

import pytest
import schedule
from hypothesis import given
from hypothesis import strategies as st

from tracker.worker.local import SILENT_TICKS, Job, Ticker, is_due, run_if_due

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
FIVE_MINUTES = timedelta(minutes=5)


@dataclass
class MemoryDueTimes:
    due: dict[str, datetime] = field(default_factory=dict)
    errors: dict[str, str | None] = field(default_factory=dict)

    def next_due(self, name: str) -> datetime | None:
        return self.due.get(name)

    def started(self, name: str, now: datetime) -> None:
        self.errors.pop(name, None)

    def finished(self, name: str, now: datetime, *, next_due: datetime, error: str | None) -> None:
        self.due[name] = next_due
        self.errors[name] = error


@dataclass
class Clock:
    """A wall clock and a monotonic clock that a test moves."""

    wall: datetime = NOON
    ran: float = 0.0

    def pass_time(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.ran += seconds

    def step(self, by: timedelta) -> None:
        self.wall += by


@dataclass
class Counting:
    runs: list[datetime] = field(default_factory=list)
    failures: int = 0
    fail: bool = False

    def __call__(self, now: datetime) -> None:
        self.runs.append(now)
        if self.fail:
            self.failures += 1
            raise RuntimeError("made to fail")


def ticker(clock: Clock, due: MemoryDueTimes, *jobs: Job) -> Ticker:
    return Ticker(jobs=jobs, due=due, now=lambda: clock.wall, monotonic=lambda: clock.ran)


def test_a_job_that_never_ran_is_due_at_once_and_then_after_its_interval() -> None:
    clock, due, work = Clock(), MemoryDueTimes(), Counting()
    job = Job("poll", FIVE_MINUTES, work)
    assert run_if_due(job, due, lambda: clock.wall)
    clock.pass_time(299)
    assert not run_if_due(job, due, lambda: clock.wall)
    clock.pass_time(1)
    assert run_if_due(job, due, lambda: clock.wall)
    assert work.runs == [NOON, NOON + FIVE_MINUTES]


def test_a_raising_job_starves_no_other_and_its_error_is_recorded() -> None:
    clock, due, bad, good = Clock(), MemoryDueTimes(), Counting(fail=True), Counting()
    turning = ticker(clock, due, Job("bad", FIVE_MINUTES, bad), Job("good", FIVE_MINUTES, good))
    for _ in range(3):
        turning.tick()
        clock.pass_time(300)
    assert (bad.failures, len(good.runs)) == (3, 3)
    assert "RuntimeError" in str(due.errors["bad"])
    assert due.errors["good"] is None


@pytest.mark.parametrize("step", [timedelta(days=-2), timedelta(days=30), timedelta(hours=-1), timedelta(hours=1)])
def test_no_step_of_the_clock_silences_the_ticker(step: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, due, work = Clock(), MemoryDueTimes(), Counting()
    make_schedule_read(clock, monkeypatch)
    turning = ticker(clock, due, Job("poll", FIVE_MINUTES, work))
    turn_for(turning, clock, seconds=2)
    assert len(work.runs) == 1
    clock.step(step)
    turn_for(turning, clock, seconds=600)
    assert len(work.runs) >= 3
    assert turning.rewound == (1 if step < timedelta(0) else 0)


def make_schedule_read(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library read the test's wall clock, naive, as it reads the real one."""

    class Stepped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Stepped:
            return cls.fromisoformat(clock.wall.replace(tzinfo=tz).isoformat())

    monkeypatch.setattr(schedule, "datetime", SimpleNamespace(datetime=Stepped, timedelta=timedelta))


def turn_for(turning: Ticker, clock: Clock, *, seconds: int) -> None:
    for _ in range(seconds):
        clock.pass_time(1)
        turning.turn()


def test_a_ticker_that_fell_silent_is_wound_up_anew() -> None:
    clock = Clock()
    turning = ticker(clock, MemoryDueTimes())
    clock.pass_time(SILENT_TICKS + 1)
    turning.turn()
    assert turning.rewound == 1
    turning.turn()
    assert turning.rewound == 1


@given(st.integers(-10_000_000, 10_000_000), st.integers(-10_000_000, 10_000_000))
def test_a_job_is_never_further_than_two_intervals_away(since: int, off: int) -> None:
    now = NOON + timedelta(seconds=since)
    next_due = now + timedelta(seconds=off)
    waits = not is_due(next_due, FIVE_MINUTES, now)
    assert waits == (timedelta(0) < next_due - now <= 2 * FIVE_MINUTES)
