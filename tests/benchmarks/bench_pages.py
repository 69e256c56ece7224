"""How long each page of an organisation takes beside a bare FastAPI page of the same size, in the same run.

    python -m tests.benchmarks --only pages --persons 500 --messages 50000 [--postgres] [--rounds 200]

Three looks at each page: at the same person again, at somebody else each time, and just after a message came for whom
one looks at. Each is taken in turn with a look at the bare page, so that whatever else the machine does meets both.
Goal: the 99th of a hundred within five times the bare page's; told for each of the three, of which the last two also
hold what is made once for a person or a message. Ratios are what counts: machines differ.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from tests.benchmarks import organisation, served
from tests.benchmarks.served import Asked
from tests.servers.postgres import programs, running
from tests.shell import NOW, opened
from tests.web.counting import statements
from tests.web.visiting import HOST, browser, session_of
from tracker.worker.home import Home

WARM = 3  # looks that load templates, and are not counted
GOAL = 5.0
WIDTH = 29
LOOKS = {"again": "the same again", "another": "somebody else", "news": "after a message came"}
EVERYBODY = (
    "/people", "/people?page=2", "/people?show=urgent", "/people?q=person00003", "/people/helpers", "/people/audit",
    "/privacy", "/account",
)  # fmt: skip
ONE = (
    "/", "/log", "/log?page=3", "/log?kind=rescheduled", "/log?q=new+york", "/log/{entry}", "/review",
    "/review/{message}", "/requests", "/add", "/subscribe", "/settings",
)  # fmt: skip


@dataclass
class Page:
    """One page with what it took, by the kind of look: its own seconds and the bare page's."""

    path: str
    name: str  # of the bare one
    asked: int = 0  # statements put to the database
    size: int = 0
    ours: dict[str, list[float]] = field(default_factory=lambda: {look: [] for look in LOOKS})
    bare: dict[str, list[float]] = field(default_factory=lambda: {look: [] for look in LOOKS})

    def address(self, ids: dict[str, str]) -> str:
        path = self.path.format(**ids)
        if self.path in EVERYBODY:
            return path
        return f"{path}{'&' if '?' in path else '?'}person={ids['person']}"

    def line(self) -> str:
        cells = [f"{self.path:24} {self.size:6} {self.asked:3}"]
        for look in LOOKS:
            if not self.ours[look]:
                cells.append(" " * WIDTH)
                continue
            (middle, worst), (plain, plain_worst) = _figures(self.ours[look]), _figures(self.bare[look])
            cells.append(f"{middle:5.1f} {worst:6.1f} ms {middle / plain:5.1f} {worst / plain_worst:5.1f} x")
        return " | ".join(cells)

    def late(self, look: str) -> bool:
        """Whether the 99th of a hundred such looks is beyond the goal."""
        return bool(self.ours[look]) and _figures(self.ours[look])[1] > GOAL * _figures(self.bare[look])[1]


def _figures(seconds: list[float]) -> tuple[float, float]:
    """The median and the 99th of a hundred, in milliseconds."""
    return median(seconds) * 1e3, quantiles(seconds, n=100)[-1] * 1e3


def all_pages() -> list[Page]:
    return [Page(path, f"page{number}") for number, path in enumerate((*EVERYBODY, *ONE))]


def ids_of(home: Home, person: str) -> dict[str, str]:
    """What the addresses of that person's pages name."""
    state = home.state(person, NOW)
    entry = next(one for one in reversed(state.entries) if one.authenticity)
    message = state.reviews[-1].sha256 if state.reviews else ""
    return {"person": person, "entry": entry.event, "message": message}


class Newcomers:
    """One more message for somebody, as the worker would have written it."""

    def __init__(self, home: Home, first: int) -> None:
        self._home = home
        self._number = first

    def __call__(self, person: str) -> None:
        self._number += 1
        number = self._number
        at = NOW - timedelta(days=3) + timedelta(seconds=number % 80_000)
        marks = organisation.Marks(number, person, at, NOW + timedelta(days=40), NOW + timedelta(days=60))
        raw, event = organisation.message(self._home, "reminder", marks)
        organisation.keep_messages(self._home.store, f"box-{person}", [raw], first=number)
        self._home.store.events.append([event])


def compare(home: Home, people: list[str], ours: Asked, rounds: int, first: int) -> list[Page]:
    table, ids, news = all_pages(), [ids_of(home, person) for person in people], Newcomers(home, first)
    whole = {}
    for page in table:
        text = ours.text(page.address(ids[0]))
        page.size = len(text.encode())
        whole[page.name] = text.replace("{", "(").replace("}", ")")
    with served.bare(whole) as plain:
        for look, turn in product(LOOKS, range(-WARM, rounds)):
            for number, page in enumerate(table):
                if look == "another" and page.path not in ONE:
                    continue
                someone = ids[0] if look == "again" else ids[(turn * len(table) + number) % len(ids)]
                if look == "news":
                    ours.text(page.address(someone))
                    news(someone["person"])
                seconds = plain.seconds(f"/{page.name}"), ours.seconds(page.address(someone))
                if turn >= 0:
                    page.bare[look].append(seconds[0])
                    page.ours[look].append(seconds[1])
    return table


def count(home: Home, table: list[Page], ids: dict[str, str]) -> None:
    """How often each page asks the database, once it has been looked at before."""
    with browser(home, HOST) as client:
        for page in table:
            client.get(page.address(ids))
            with statements(home) as asked:
                assert client.get(page.address(ids)).status_code == 200
            page.asked = len(asked)


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def organised(persons: int, messages: int, database: str | None) -> Iterator[tuple[Home, list[str]]]:
    os.environ["TRACKER_NOW"] = NOW.isoformat()
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder), database_url=database) as home:
        start = perf_counter()
        people = organisation.build(home, persons=persons, messages=messages)
        say(f"{persons} persons, {messages:,} messages written in {perf_counter() - start:.0f} s")
        yield home, people


@contextmanager
def database(given: argparse.Namespace) -> Iterator[str | None]:
    """Its URL; None for a file of SQLite."""
    if not given.postgres:
        yield None
        return
    found = programs()
    if found is None:
        sys.exit("Install postgresql.")
    with running(found) as url:
        yield url


def chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=20)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--postgres", action="store_true", help="on a server of PostgreSQL that is started for this")
    return parser.parse_known_args()[0]


def main() -> None:
    given = chosen()
    with database(given) as url, organised(given.persons, given.messages, url) as (home, people):
        key = home.settings.key_file
        assert key
        with served.pages(home.settings.home, key, url, session_of(home, HOST)) as ours:
            begun = ours.megabytes()
            table = compare(home, people, ours, given.rounds, given.messages)
            ended = ours.megabytes()
        count(home, table, ids_of(home, people[0]))
    heads = " | ".join(f"{look:>{WIDTH}}" for look in LOOKS.values())
    units = " | ".join(3 * ["  p50    p99      p50   p99  "])
    say(f"{'page':24} {'bytes':>6} sql | {heads}\n{'':35} | {units}")
    for page in table:
        say(page.line())
    say(f"memory of the web process: {begun:.0f} MB when started, {ended:.0f} MB after all looks")
    for look, name in LOOKS.items():
        late = [page.path for page in table if page.late(look)]
        say(f"beyond {GOAL:.0f} times, {name}: {', '.join(late) or 'none'}")


if __name__ == "__main__":
    main()
