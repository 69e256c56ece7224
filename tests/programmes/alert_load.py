"""Ten thousand due alerts over a web hook while another channel hangs: time, memory, and whether mail is still read.

python -m tests.programmes.alert_load [--alerts 10000]
"""

from __future__ import annotations

import argparse
import resource
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from pydantic import SecretStr

from tests.servers.channels import running_hook
from tracker.alerts.make import digest
from tracker.alerts.outbox import READ_SECONDS
from tracker.alerts.types import Alert, AlertKind
from tracker.mailbox.demo import EmbeddedServer, embedded_server
from tracker.reading.types import Language
from tracker.settings import load_settings
from tracker.storage.types import AlertDraft, MailboxAccount
from tracker.worker.home import Home, open_home
from tracker.worker.publishing import Publisher
from tracker.worker.rounds import Rounds

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
PEOPLE = 500
LONGEST = 1_800.0
EVERY = 1.0  # seconds between two looks into the mailbox
QUIET = 10.0  # seconds of looking with nothing to send, to compare with


@dataclass(frozen=True)
class Load:
    alerts: int
    delivered: int
    messages: int
    planning: float  # seconds
    sending: float
    polls: int  # of a mailbox on a real IMAP server, meanwhile
    longest_gap: float  # between two of them
    quiet_gap: float  # the same with nothing to send
    hung: float  # how long one try of the other channel took
    megabytes: float  # that the process grew by

    @property
    def good(self) -> bool:
        """A poll that waits for the channel waits as long as that hangs; a busy machine alone does no such thing."""
        return self.delivered == self.alerts and self.hung > READ_SECONDS - 1 and self.longest_gap < self.hung / 2

    def line(self) -> str:
        return (
            f"alerts {self.alerts}, delivered {self.delivered} in {self.messages} messages, "
            f"put into the outbox in {self.planning:.1f} s, sent in {self.sending:.1f} s "
            f"({self.alerts / self.sending:.0f} a second), memory +{self.megabytes:.0f} MB; "
            f"one channel hung for {self.hung:.0f} s; {self.polls} polls meanwhile, every {EVERY:.0f} s, "
            f"longest gap {self.longest_gap:.1f} s (with nothing to send {self.quiet_gap:.1f} s)"
        )


def carry(alerts: int, folder: Path, quiet: float = QUIET) -> Load:
    settings = load_settings(home=folder / "home", key_file=folder / "key", dns=False, poll_minutes=EVERY / 60)
    with (
        running_hook() as hook,
        hanging() as (mute, hangs),
        embedded_server([b"From: a@example.org\r\n\r\nx"]) as mail,
        open_home(settings, create=True) as home,
    ):
        names = [f"p{number:03}" for number in range(min(PEOPLE, alerts))]
        with home.store.transaction():
            for name in names:
                home.store.people.add(name, name="", language=Language.ES, zone="America/New_York", now=NOW)
        home.store.mailboxes.add(account_of(mail), people=names[:1], now=NOW)
        add(home, hook.webhook)
        add(home, mute)
        clock = Clock()
        rounds = Rounds(home, Publisher(home), clock.now)
        quiet_polls = work(rounds, clock, lambda: clock.elapsed() > quiet)
        before, began = memory(), time.monotonic()
        plan(home, names, alerts)
        planning, began = time.monotonic() - began, time.monotonic()
        # Until the hook has everything and the other channel has hung for once.
        polls = work(rounds, clock, lambda: len(set(hook.refs())) >= alerts and bool(hangs))
        sending = time.monotonic() - began
        rounds.sender.close(0)
        rounds.close()
        return Load(
            alerts=alerts,
            delivered=len(set(hook.refs())),
            messages=len(hook.posted),
            planning=planning,
            sending=sending,
            polls=len(polls) - 1,
            longest_gap=longest(polls),
            quiet_gap=longest(quiet_polls),
            hung=max(hangs, default=0.0),
            megabytes=memory() - before,
        )


class Clock:
    """From NOW on, as fast as time goes."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def elapsed(self) -> float:
        return time.monotonic() - self._began

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.elapsed())


@contextmanager
def hanging() -> Iterator[tuple[str, list[float]]]:
    """A channel that takes what it is sent and never answers: its address, and how long each caller waited."""
    waited: list[float] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_never_answer, args=(server, waited), daemon=True)
        thread.start()
        yield f"json://127.0.0.1:{server.getsockname()[1]}/?rto={READ_SECONDS}", waited


def _never_answer(server: socket.socket, waited: list[float]) -> None:
    with suppress(OSError):  # closed at the end
        while True:
            caller, _ = server.accept()
            began = time.monotonic()
            with caller, suppress(OSError):
                while caller.recv(65_536):
                    pass
            waited.append(time.monotonic() - began)


def account_of(mail: EmbeddedServer) -> MailboxAccount:
    return MailboxAccount(
        id="mail1",
        address="maria@example.org",
        user=mail.user,
        secret=SecretStr(mail.password),
        host=mail.host,
        port=mail.port,
        tls="plain",
        folders=("INBOX",),
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


def work(rounds: Rounds, clock: Clock, done: Callable[[], bool]) -> list[float]:
    """Tick as the worker does; the moments, in seconds, at which the mailbox was found to have been read again."""
    read, until, wait = [clock.elapsed()], clock.elapsed() + LONGEST, threading.Event()
    last = None
    while not done() and clock.elapsed() < until:
        rounds.poll(clock.now())
        rounds.send(clock.now())
        now = rounds.home.store.mailboxes.get("mail1").last_ok_at
        if now != last:
            read.append(clock.elapsed())
            last = now
        wait.wait(0.1)
    return [*read, clock.elapsed()]


def longest(moments: list[float]) -> float:
    return max(after - before for before, after in pairwise(moments))


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
