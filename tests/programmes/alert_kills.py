"""`kill -9` of the sending process around the moment at which a channel takes a message:

    python -m tests.programmes.alert_kills [--kills 500]

Every alert must reach the channel at least once, and every repetition must bear the same reference.
"""

from __future__ import annotations

import argparse
import random
import signal
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from tests.programmes.alert_child import send_and_wait, send_due
from tests.programmes.killing import CONTEXT, kill_while_posting, run_to_its_end
from tests.servers.channels import Hook, running_hook
from tracker.alerts.letter import reference
from tracker.alerts.make import digest
from tracker.alerts.types import Alert, AlertKind
from tracker.reading.types import Language
from tracker.settings import load_settings
from tracker.storage.types import AlertDraft, AlertState
from tracker.worker.home import Home, open_home
from tracker.worker.sending import LEASE

BEGIN = datetime(2027, 3, 1, 12, tzinfo=UTC)
STEP = LEASE + timedelta(minutes=1)
PER_KILL = 2


@dataclass(frozen=True)
class Survived:
    kills: int
    killed: int  # ended by the signal
    unmarked: int  # taken by the channel and not yet marked as sent when the process died
    alerts: int
    delivered: int  # different alerts that the channel took
    marked: int
    messages: int
    strangers: int  # references that nobody planned
    seconds: float

    @property
    def good(self) -> bool:
        whole = self.delivered == self.marked == self.alerts
        return whole and self.killed == self.kills and self.unmarked > 0 and self.strangers == 0

    def line(self) -> str:
        return (
            f"kills {self.kills} (by the signal {self.killed}, between taken and marked {self.unmarked}), "
            f"alerts {self.alerts}, delivered {self.delivered}, marked {self.marked}, "
            f"lost {self.alerts - self.delivered}, "
            f"repeated {self.messages - self.delivered} with the same reference, "
            f"strangers {self.strangers}, {self.seconds:.0f} s"
        )


def survive(kills: int, folder: Path, seed: int = 7) -> Survived:
    draw, began, killed, unmarked = random.Random(seed), time.monotonic(), 0, 0
    CONTEXT.set_forkserver_preload(["tests.programmes.alert_child", "tests.servers.channels"])
    settings = load_settings(home=folder / "home", key_file=folder / "key", dns=False)
    with running_hook() as hook, open_home(settings, create=True) as home:
        home.store.people.add("me", name="", language=Language.ES, zone="America/New_York", now=BEGIN)
        url = SecretStr(hook.webhook)
        channel = home.store.alerts.add_channel("hook", url, person=None, full=False, language=None, now=BEGIN)
        for number in range(kills):
            now = BEGIN + number * STEP
            plan(home, number, now)
            taken = len(hook.posted)
            ended = kill_while_posting(hook, draw, send_and_wait, str(folder), now.isoformat())
            killed += ended == -signal.SIGKILL
            unmarked += bool(set(hook.refs()[taken:]) - marked(home))
        hook.before = hook.after = lambda: None
        while home.store.alerts.due_channels(now := now + STEP):
            run_to_its_end(send_due, str(folder), now.isoformat())
        assert channel.url == url
        seconds = time.monotonic() - began
        return count(home, hook, kills=kills, killed=killed, unmarked=unmarked, seconds=seconds)


def plan(home: Home, number: int, now: datetime) -> None:
    """A few alerts of a kind that stays true."""
    for each in range(PER_KILL):
        alert = Alert(
            id=digest("kill", str(number), str(each)),
            person="me",
            kind=AlertKind.REVIEW,
            due_at=now + timedelta(seconds=each),
            language=Language.ES,
        )
        draft = AlertDraft(id=alert.id, person="me", kind=alert.kind, due_at=now, payload=alert.model_dump_json())
        home.store.alerts.plan([draft], now=now)


def marked(home: Home) -> set[str]:
    """The references of what is marked as sent."""
    records = home.store.alerts.list()
    return {
        reference(Alert.model_validate_json(one.payload))
        for one in records
        if any(delivery.state is AlertState.SENT for delivery in one.deliveries)
    }


def count(home: Home, hook: Hook, *, kills: int, killed: int, unmarked: int, seconds: float) -> Survived:
    planned = {reference(Alert.model_validate_json(one.payload)) for one in home.store.alerts.list()}
    taken = Counter(hook.refs())
    return Survived(
        kills=kills,
        killed=killed,
        unmarked=unmarked,
        alerts=len(planned),
        delivered=len(planned & set(taken)),
        marked=len(marked(home)),
        messages=sum(taken.values()),
        strangers=len(set(taken) - planned),
        seconds=seconds,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    with tempfile.TemporaryDirectory() as place:
        result = survive(parser.parse_args().kills, Path(place))
    print(result.line())  # noqa: T201 - a programme prints
    raise SystemExit(0 if result.good else 1)
