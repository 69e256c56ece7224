"""What goes wrong around a published calendar, made to happen and counted:

    python -m tests.programmes.feed_faults [--kills 200] [--publishes 1000]

Each line: how often the fault was driven, how often the calendar was looked at, and how often it was then not whole,
not one that was published, or not answered. The last must be 0 everywhere.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import icalendar

from tests.feed.issued import issue
from tests.feed.over_http import Asker, whole_under_publishing
from tests.feed.situations import NOW as SHOWN_AT
from tests.feed.situations import rendered, view
from tests.programmes.homes import Home as Shell
from tests.programmes.letters import scheduled
from tests.servers import postgres
from tests.servers.webservers import Serving, free_port, served_by_app, served_by_caddy, served_by_nginx
from tests.servers.webservers import wait_until_open as listening
from tests.shell import GMAIL, NOW, opened
from tracker.errors import PublishError, TrackerError
from tracker.feed.gate import check
from tracker.feed.publish import publish
from tracker.worker.intake import take_in
from tracker.worker.publishing import Publisher

FEEDS = [rendered(view(name)) for name in ("confirmed", "moved", "change_asked", "nothing_known")]
WHOLE = {feed.data for feed in FEEDS}


@dataclass(frozen=True)
class Driven:
    name: str
    faults: int
    looks: int
    wrong: int

    def line(self) -> str:
        return f"{self.name}: {self.faults} faults, {self.looks} looks, {self.wrong} wrong"

    @property
    def good(self) -> bool:
        return self.faults > 0 and self.looks > 0 and self.wrong == 0


def publisher_killed(folder: Path, kills: int, seed: int = 7) -> Driven:
    """`kill -9` at any moment of publishing: the file is always one of the published ones, whole."""
    draw, looks, wrong, path = random.Random(seed), 0, 0, folder / "feeds" / "one.ics"
    publish(path, FEEDS[0])
    with nursery(path, "--nursery") as bear:
        for _ in range(kills):
            child = bear()
            until = time.monotonic() + draw.uniform(0, 0.03)
            while time.monotonic() < until:
                looks, wrong = looks + 1, wrong + (path.read_bytes() not in WHOLE)
            os.kill(child, signal.SIGKILL)
            looks, wrong = looks + 1, wrong + (path.read_bytes() not in WHOLE)
    return Driven("publisher killed", kills, looks, wrong)


def disk_full(folder: Path, turns: int) -> Driven:
    """The system refuses to write a whole file: the old one stays, and nothing else is left behind."""
    path = folder / "feeds" / "one.ics"
    old = publish(path, FEEDS[3]).data
    with nursery(path, "--full") as bear:
        refused = [bear() for _ in range(turns)]
    left = [file.name for file in path.parent.iterdir() if file != path]
    return Driven("disk full", sum(refused), turns, (path.read_bytes() != old) + len(left))


def renderer_corrupted(folder: Path) -> Driven:
    """One bit turned over at every place of a feed: whatever gets past the gate says just what was planned."""
    path, good, stopped, wrong = folder / "feeds" / "one.ics", FEEDS[0], 0, 0
    old = publish(path, FEEDS[3]).data
    for position in range(len(good.data)):
        data = bytearray(good.data)
        data[position] ^= 1
        try:
            check(bytes(data), good.events)
        except PublishError:
            stopped += 1
        else:
            wrong += meaning(bytes(data)) != meaning(good.data)
    return Driven("renderer corrupted", stopped, len(good.data), wrong + (path.read_bytes() != old))


def meaning(data: bytes) -> list[tuple[str, ...]]:
    """What a client shows of each event."""
    names = ("UID", "SUMMARY", "STATUS", "DTSTART", "DTEND", "DESCRIPTION")
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return [tuple(str(event[name].to_ical()) for name in names) for event in events]


def clock_stepped_back(folder: Path, steps: int, seed: int = 7) -> Driven:
    """News while the clock jumps about: every change is later than the one before, for clients and for web servers."""
    draw, back, wrong, now, ledger = random.Random(seed), 0, 0, SHOWN_AT, FEEDS[0].ledger
    path = folder / "feeds" / "one.ics"
    publish(path, FEEDS[0])
    for step in range(steps):
        jump = timedelta(seconds=draw.randint(-7_200, 3_600))
        back += jump < timedelta(0)
        now += jump
        before, written = ledger, int(path.stat().st_mtime)
        new = rendered(view(("change_asked", "confirmed", "moved")[step % 3]), now, ledger)
        publish(path, new)
        ledger = new.ledger
        for uid, after in ledger.items():
            old = before.get(uid)
            if old is not None and old.content_hash != after.content_hash:
                wrong += after.last_modified <= old.last_modified or after.sequence != old.sequence + 1
        wrong += int(path.stat().st_mtime) <= written
        ahead = int(path.stat().st_mtime) + draw.choice((0, 7_200))  # as if it had been written by a fast clock
        os.utime(path, (ahead, ahead))
    return Driven("clock stepped back", back, steps, wrong)


def application_killed(folder: Path, kills: int) -> Driven:
    """`kill -9` of the program while a web server gives out its calendars."""
    looks, wrong = 0, 0
    with opened(folder) as home:
        take_in(home, scheduled(0), now=NOW, origins=(GMAIL,))
        made = issue(home)
        own = {"TRACKER_HOME": str(home.settings.home), "TRACKER_KEY_FILE": str(home.settings.key_file)}
        with served_by_caddy(home, folder) as base:
            ask = Asker(base, made.token, made.file)
            for _ in range(kills):
                shell = Shell(folder, **own, TRACKER_PORT=str(free_port()))
                with shell.start("web") as process:
                    try:
                        listening(int(shell.environment["TRACKER_PORT"]), process)
                    finally:
                        process.kill()
                for _ in range(50):
                    reply = ask()
                    looks += 1
                    wrong += (reply.status, reply.body) != (200, made.file.read_bytes())
    return Driven("application killed", kills, looks, wrong)


def database_stopped(folder: Path, stops: int) -> Driven:
    """PostgreSQL goes away and comes back: phones are answered, nothing is published, and then all of it is."""
    programs = postgres.programs()
    assert programs is not None, "install postgresql"
    refused, looks, wrong = 0, 0, 0
    with postgres.running(programs) as url, opened(folder, database_url=url) as home:
        made, publisher = issue(home), Publisher(home)
        with served_by_app(home, folder) as base:
            ask = Asker(base, made.token, made.file)
            for turn in range(stops):
                old = made.file.read_bytes()
                take_in(home, scheduled(turn), now=NOW, origins=(GMAIL,))
                with postgres.stopped(programs, url):
                    try:
                        publisher.publish_changed(NOW)
                    except TrackerError:
                        refused += 1
                    for _ in range(50):
                        reply = ask()
                        looks += 1
                        wrong += (reply.status, reply.body) != (200, old)
                wrong += publisher.publish_changed(NOW) != 1 or ask().body == old
    return Driven("database stopped", refused, looks, wrong)


def fetched_all_the_time(folder: Path, serving: Serving, publishes: int) -> Driven:
    """Never half a file, by that server."""
    with opened(folder) as home:
        made = issue(home)
        with serving(home, folder) as base:
            ask = Asker(base, made.token, made.file)
            fetched, _ = whole_under_publishing(ask, lambda turn: publish(made.file, FEEDS[turn % 4]).data, publishes)
    return Driven(f"published while fetched, {serving.__name__}", publishes, fetched, 0)


@contextmanager
def nursery(path: Path, kind: str) -> Iterator[Callable[[], int]]:
    """A process that has everything loaded and bears children on demand; each call gives what it says of one."""
    command = [sys.executable, "-m", "tests.programmes.feed_faults", kind, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        asked, told = process.stdin, process.stdout

        def bear() -> int:
            asked.write("\n")
            asked.flush()
            return int(told.readline())

        yield bear
        asked.close()


def be_nursery(path: Path) -> None:
    """For every line, a child that publishes without end; says its number."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            while True:
                for feed in FEEDS:
                    publish(path, feed)
        print(child, flush=True)  # noqa: T201 - to the parent


def be_full(path: Path) -> None:
    """For every line, try to publish where no file may have more than a thousand bytes; says whether it was refused."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
    for _ in sys.stdin:
        try:
            publish(path, FEEDS[0])
        except PublishError:
            print(1, flush=True)  # noqa: T201 - to the parent
        else:
            print(0, flush=True)  # noqa: T201 - to the parent


def drive(folder: Path, kills: int, publishes: int) -> Iterator[Driven]:
    def place() -> Path:
        return Path(tempfile.mkdtemp(dir=folder))

    yield publisher_killed(place(), kills)
    yield application_killed(place(), max(kills // 40, 1))
    yield database_stopped(place(), max(kills // 40, 1))
    yield disk_full(place(), kills)
    yield renderer_corrupted(place())
    yield clock_stepped_back(place(), kills)
    for serving in (served_by_app, served_by_caddy, served_by_nginx):
        yield fetched_all_the_time(place(), serving, publishes)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--publishes", type=int, default=1_000)
    parser.add_argument("--nursery", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--full", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.nursery or given.full:
        be_nursery(given.nursery) if given.nursery else be_full(given.full)
        return 0
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for driven in drive(Path(folder), given.kills, given.publishes):
            print(driven.line(), flush=True)  # noqa: T201 - a programme prints
            good &= driven.good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
