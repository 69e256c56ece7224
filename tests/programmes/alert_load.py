"""Ten thousand due alerts over a web hook while another channel hangs: time, memory, and what the worker waits.

python -m tests.programmes.alert_load [--alerts 10000]
"""

from __future__ import annotations

import argparse
import resource
import socket
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr

from tests.servers.channels import Hook, running_hook
from tracker.alerts.make import digest
from tracker.alerts.types import Alert, AlertKind
from tracker.reading.types import Language
from tracker.settings import load_settings
from tracker.storage.types import AlertDraft
from tracker.worker.home import Home, open_home
from tracker.worker.publishing import Publisher
from tracker.worker.rounds import Rounds

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
PEOPLE = 500
LONGEST = 1_800.0


@dataclass(frozen=True)
class Load:
    alerts: int
    delivered: int
    messages: int
    planning: float  # seconds
    sending: float
    longest_tick: float  # of the worker's loop, which also starts the polls
    hung: bool
    megabytes: float  # that the process grew by

    @property
    def good(self) -> bool:
        return self.delivered == self.alerts and self.hung and self.longest_tick < 1.0

    def line(self) -> str:
        return (
            f"alerts {self.alerts}, delivered {self.delivered} in {self.messages} messages, "
            f"put into the outbox in {self.planning:.1f} s, sent in {self.sending:.1f} s "
            f"({self.alerts / self.sending:.0f} a second), memory +{self.megabytes:.0f} MB; "
            f"one channel hung: {self.hung}, longest tick of the worker {self.longest_tick * 1000:.0f} ms"
        )


def carry(alerts: int, folder: Path) -> Load:
    settings = load_settings(home=folder / "home", key_file=folder / "key", dns=False)
    with (
        running_hook() as hook,
        socket.create_server(("127.0.0.1", 0)) as mute,
        open_home(settings, create=True) as home,
    ):
        names = [f"p{number:03}" for number in range(min(PEOPLE, alerts))]
        with home.store.transaction():
            for name in names:
                home.store.people.add(name, name="", language=Language.ES, zone="America/New_York", now=NOW)
        add(home, hook.webhook)
        mute_channel = add(home, f"json://127.0.0.1:{mute.getsockname()[1]}/")
        before, began = memory(), time.monotonic()
        plan(home, names, alerts)
        planning, began = time.monotonic() - began, time.monotonic()
        longest, hung = work(home, hook, mute_channel, alerts)
        taken = Counter(hook.refs())
        return Load(
            alerts=alerts,
            delivered=len(taken),
            messages=len(hook.posted),
            planning=planning,
            sending=time.monotonic() - began,
            longest_tick=longest,
            hung=hung,
            megabytes=memory() - before,
        )


def add(home: Home, url: str) -> str:
    made = home.store.alerts.add_channel("x", SecretStr(url), person=None, full=False, language=None, now=NOW)
    return made.id


def plan(home: Home, names: list[str], alerts: int) -> None:
    drafts = [draft(names[number % len(names)], number) for number in range(alerts)]
    for start in range(0, alerts, 1000):
        home.store.alerts.plan(drafts[start : start + 1000], now=NOW)


def draft(person: str, number: int) -> AlertDraft:
    alert = Alert(
        id=digest("load", str(number)), person=person, kind=AlertKind.REVIEW, due_at=NOW, language=Language.ES
    )
    return AlertDraft(id=alert.id, person=person, kind=alert.kind, due_at=NOW, payload=alert.model_dump_json())


def work(home: Home, hook: Hook, mute: str, alerts: int) -> tuple[float, bool]:
    """Tick as the worker does until the hook has everything; the longest tick, and whether the other channel hung."""
    rounds = Rounds(home, Publisher(home), lambda: NOW)
    longest, until, wait = 0.0, time.monotonic() + LONGEST, threading.Event()
    hung = False
    while len(set(hook.refs())) < alerts and time.monotonic() < until:
        began = time.monotonic()
        rounds.poll(NOW)
        rounds.send(NOW)
        longest = max(longest, time.monotonic() - began)
        hung = hung or rounds.sender._running[mute][0].is_alive()
        wait.wait(0.2)
    rounds.sender.close(0)
    return longest, hung


def memory() -> float:
    """The most that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alerts", type=int, default=10_000)
    with tempfile.TemporaryDirectory() as place:
        result = carry(parser.parse_args().alerts, Path(place))
    print(result.line())  # noqa: T201 - a programme prints
    raise SystemExit(0 if result.good else 1)
