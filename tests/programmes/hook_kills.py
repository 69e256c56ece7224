"""`kill -9` of the process that posts to a web hook, around the moment at which the receiver takes an event:

    python -m tests.programmes.hook_kills [--kills 300] [--database postgresql://...]

Every event must reach the receiver at least once, in its order, and every repetition must bear the same id and body.
"""

from __future__ import annotations

import argparse
import random
import signal
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from tests.programmes.hook_child import post_and_wait, post_due, settings_of
from tests.programmes.killing import CONTEXT, kill_while_posting, run_to_its_end
from tests.servers.channels import Hook, running_hook
from tests.webhooks.test_signing import verified
from tracker.appointments import ids
from tracker.appointments.events import AppointmentEntered, How
from tracker.reading.types import Language, When
from tracker.storage.webhook_types import DeliveryState
from tracker.webhooks.types import OFFERED
from tracker.worker.home import Home, open_home
from tracker.worker.hook_post import LEASE
from tracker.worker.hooks import add_hook

BEGIN = datetime(2027, 3, 1, 12, tzinfo=UTC)
STEP = LEASE + timedelta(seconds=1)
PER_KILL = 2


@dataclass(frozen=True)
class Survived:
    kills: int
    killed: int  # ended by the signal
    unmarked: int  # taken by the receiver and not yet marked as taken when the process died
    events: int
    delivered: int  # different events that the receiver took
    marked: int
    posts: int
    changed: int  # repetitions with another body
    forged: int  # posts whose signature does not hold
    in_order: bool  # by the first time that each came
    seconds: float

    @property
    def good(self) -> bool:
        whole = self.delivered == self.marked == self.events == self.kills * PER_KILL
        sound = self.changed == self.forged == 0 and self.in_order
        return whole and sound and self.killed == self.kills and self.unmarked > 0

    def line(self) -> str:
        return (
            f"kills {self.kills} (by the signal {self.killed}, between taken and marked {self.unmarked}), "
            f"events {self.events}, delivered {self.delivered}, marked {self.marked}, "
            f"lost {self.events - self.delivered}, repeated {self.posts - self.delivered} with the same id, "
            f"changed {self.changed}, forged {self.forged}, in order {self.in_order}, {self.seconds:.0f} s"
        )


def survive(kills: int, folder: Path, url: str | None = None, seed: int = 7) -> Survived:
    draw, began, killed, unmarked = random.Random(seed), time.monotonic(), 0, 0
    CONTEXT.set_forkserver_preload(["tests.programmes.hook_child", "tests.servers.channels"])
    with running_hook() as hook, open_home(settings_of(folder, url), create=True) as home:
        home.store.people.add("me", name="", language=Language.ES, zone="America/New_York", now=BEGIN)
        address = SecretStr(hook.address)
        made, secret = add_hook(home, address, name="cases", types=OFFERED, account=None, now=BEGIN)
        for number in range(kills):
            now = BEGIN + number * STEP
            enter(home, number, now)
            taken = len(hook.posted)
            ended = kill_while_posting(hook, draw, post_and_wait, str(folder), now.isoformat(), url)
            killed += ended == -signal.SIGKILL
            unmarked += bool({one.headers["webhook-id"] for one in hook.posted[taken:]} - marked(home, made.id))
        hook.before = hook.after = lambda: None
        for _ in range(3):
            run_to_its_end(post_due, str(folder), (now := now + STEP).isoformat(), url)
        seconds = time.monotonic() - began
        counts = (kills, killed, unmarked)
        return count(home, hook, made.id, secret.get_secret_value(), counts=counts, seconds=seconds)


def enter(home: Home, number: int, now: datetime) -> None:
    """A few dates from paper, each another one and years ahead."""
    for each in range(PER_KILL):
        day = date(2028, 1, 1) + timedelta(days=PER_KILL * number + each)
        home.append(ids.record(AppointmentEntered, "me", now, how=How.PAPER, starts_at=When(day=day)))


def marked(home: Home, hook: str) -> set[str]:
    """The events that are marked as taken."""
    deliveries = home.store.webhook_events.list(hook, limit=1_000_000)
    return {one.event for one in deliveries if one.state is DeliveryState.TAKEN}


def count(home: Home, hook: Hook, made: str, secret: str, *, counts: tuple[int, int, int], seconds: float) -> Survived:
    planned = [one.event for one in reversed(home.store.webhook_events.list(made, limit=1_000_000))]
    bodies: dict[str, set[bytes]] = defaultdict(set)
    for one in hook.posted:
        bodies[one.headers["webhook-id"]].add(one.body)
    kills, killed, unmarked = counts
    return Survived(
        kills=kills,
        killed=killed,
        unmarked=unmarked,
        events=len(planned),
        delivered=len(bodies.keys() & set(planned)),
        marked=len(marked(home, made)),
        posts=len(hook.posted),
        changed=sum(len(one) - 1 for one in bodies.values()),
        forged=sum(not verified(one.headers, one.body, secret) for one in hook.posted),
        in_order=list(bodies) == planned,
        seconds=seconds,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--database", help="an empty PostgreSQL database; SQLite without it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        result = survive(given.kills, Path(place), given.database)
    print(result.line())  # noqa: T201 - a programme prints
    raise SystemExit(0 if result.good else 1)
