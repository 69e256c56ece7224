"""A first read of a large mailbox over TLS, beside a bare socket that asks for the same:

    python -m tests.programmes.large_sync [--messages 10000]

Prints the share of bytes fetched, the time as a ratio, and what a poll with nothing new costs.
"""

from __future__ import annotations

import argparse
import socket
import ssl
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.programmes.homes import Home
from tests.programmes.letters import scheduled, unrelated
from tests.servers.dovecot import Dovecot, running_dovecot
from tests.servers.guard import Guard
from tracker.clock import now
from tracker.mailbox.cursor import Window
from tracker.mailbox.search import ascii_criteria, ascii_questions
from tracker.mailbox.types import Account, SearchTerms
from tracker.settings import Settings, load_settings
from tracker.worker.bench import ReadingSettings, load_bench
from tracker.worker.home import open_home
from tracker.worker.sync import Connections, sync_mailbox

MATTER = 12
ROUNDS = 5


@dataclass(frozen=True)
class Measured:
    mailbox_bytes: int
    fetched_bytes: int
    fetched: int
    new: int
    seconds: float  # the median of several first reads, connecting included
    floor_seconds: float  # the same SEARCH and FETCH on a bare TLS socket
    second_commands: list[str]  # after the login, on a connection of its own
    second_bodies: int
    kept_round_trips: int  # of a poll with nothing new on the kept connection
    forbidden: list[str]

    def lines(self) -> list[str]:
        share = self.fetched_bytes / self.mailbox_bytes
        return [
            f"mailbox {self.mailbox_bytes / 1e6:.1f} MB; fetched {self.fetched_bytes / 1e3:.1f} kB ({share:.3%})",
            f"messages fetched {self.fetched}, new in the log {self.new}",
            f"first read {self.seconds:.3f} s, bare socket {self.floor_seconds:.3f} s",
            f"ratio {self.seconds / self.floor_seconds:.2f}",
            f"second sync: after login {self.second_commands}, bodies {self.second_bodies}",
            f"kept connection, nothing new: {self.kept_round_trips} round trip(s)",
            f"commands that could change the mailbox: {len(self.forbidden)}",
        ]


def measure(count: int, folder: Path) -> Measured:
    with running_dovecot() as server:
        total = fill(server, count)
        with Guard(server.plain_port, server.certificate.server_context()) as guard:
            home = Home(folder)
            home.settle(server, port=guard.port)
            bare_read(server)  # once to warm the server's index for both
            settings = load_settings(
                home=folder / "home", key_file=folder / "key", ca_file=str(server.certificate.cert_file)
            )
            guard.reset()
            fetched, new = first_read(settings)
            fetched_bytes = guard.bytes_down
            bodies = len(guard.body_fetches)
            assert bodies >= 1
            second_commands, second_bodies = second_sync(home, guard)
            kept = kept_poll(settings, guard)
            forbidden = list(guard.forbidden)
        return Measured(
            mailbox_bytes=total,
            fetched_bytes=fetched_bytes,
            fetched=fetched,
            new=new,
            seconds=median_seconds(lambda: direct_read(server, settings)),
            floor_seconds=median_seconds(lambda: bare_read(server)),
            second_commands=second_commands,
            second_bodies=second_bodies,
            kept_round_trips=kept,
            forbidden=forbidden,
        )


def fill(server: Dovecot, count: int) -> int:
    """Ordinary mail with those that matter spread through it; returns the bytes of all."""
    total, step = 0, max(count // MATTER, 1)
    letters = unrelated(count)
    for number in range(MATTER):
        batch = [next(letters) for _ in range(step if number < MATTER - 1 else count - step * (MATTER - 1))]
        batch.append(scheduled(number))
        total += sum(map(len, batch))
        server.fill(batch)
    return total


def first_read(settings: Settings) -> tuple[int, int]:
    """One look at the whole mailbox; timed from connecting to the last row of the log, with the rules loaded before."""
    with open_home(settings) as home:
        home.bench.wants(b"")
        connections = Connections()
        began = time.perf_counter()
        synced = sync_mailbox(home, home.store.mailboxes.get("mail1"), connections, now=now)
        timings.append(time.perf_counter() - began)
        connections.close()
    return synced.fetched, synced.new


def second_sync(home: Home, guard: Guard) -> tuple[list[str], int]:
    guard.reset()
    home.run("sync")
    commands = guard.commands
    begin = max(place for place, name in enumerate(commands) if name in {"LOGIN", "AUTHENTICATE", "CAPABILITY", "ID"})
    after = [name for name in commands[begin + 1 :] if name != "LOGOUT"]
    return after, len(guard.body_fetches)


def kept_poll(settings: Settings, guard: Guard) -> int:
    with open_home(settings) as home:
        connections = Connections()
        record = home.store.mailboxes.get("mail1")
        sync_mailbox(home, record, connections, now=now)
        guard.reset()
        sync_mailbox(home, record, connections, now=now)
        trips = guard.round_trips
        connections.close()
    return trips


def direct_read(server: Dovecot, settings: Settings) -> None:
    """A first read without the counting proxy, into a record that forgets it each time."""
    with tempfile.TemporaryDirectory() as fresh:
        own = load_settings(home=Path(fresh) / "home", key_file=Path(fresh) / "key", ca_file=settings.ca_file)
        prepare(own, server)
        fetched, _ = first_read(own)
        assert fetched == MATTER


timings: list[float] = []


def prepare(settings: Settings, server: Dovecot) -> None:
    from tracker.reading.types import Language  # noqa: PLC0415
    from tracker.storage.types import MailboxAccount  # noqa: PLC0415

    with open_home(settings, create=True) as home:
        home.store.people.add("me", name="", language=Language.EN, zone="America/New_York", now=now())
        account: Account = server.account("mail1")
        home.store.mailboxes.add(
            MailboxAccount(
                id="mail1",
                address="maria.lopez@gmail.com",
                user=account.user,
                secret=account.secret,
                host=account.host,
                port=account.port,
                tls="tls",
                profile="gmail",
                folders=("INBOX",),
            ),
            people=["me"],
            now=now(),
        )


def bare_read(server: Dovecot) -> None:
    """LOGIN, EXAMINE, the same SEARCH, one FETCH of what it found: the least that any client must do."""
    context = ssl.create_default_context(cafile=str(server.certificate.cert_file))
    known = load_bench(ReadingSettings.of(load_settings())).rulebook.search
    terms = SearchTerms(senders=known.senders, subjects=known.subjects)
    began = time.perf_counter()
    with socket.create_connection(("127.0.0.1", server.tls_port)) as plain:
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with context.wrap_socket(plain, server_hostname="127.0.0.1") as wire:
            file = wire.makefile("rb")
            file.readline()
            ask(wire, file, f"LOGIN {server.user} {server.password}".encode())
            ask(wire, file, b"EXAMINE INBOX")
            criteria = ascii_criteria(Window(low=1, high=1_000_000), ascii_questions(terms))
            answer = ask(wire, file, b"UID SEARCH " + criteria)
            uids = b",".join(next(line for line in answer if line.startswith(b"* SEARCH")).split()[2:])
            ask(wire, file, b"UID FETCH " + uids + b" (INTERNALDATE BODY.PEEK[])")
    timings.append(time.perf_counter() - began)


def ask(wire: ssl.SSLSocket, file: object, command: bytes) -> list[bytes]:
    wire.sendall(b"A1 " + command + b"\r\n")
    lines = []
    for line in file:  # type: ignore[attr-defined]
        lines.append(line)
        if line.startswith(b"A1 "):
            assert line.startswith(b"A1 OK"), line
            return lines
    raise ConnectionError("the server hung up")


def median_seconds(run: Callable[[], None]) -> float:
    """The median of what the runs themselves timed, one unmeasured run first."""
    run()
    timings.clear()
    for _ in range(ROUNDS):
        run()
    return statistics.median(timings)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    with tempfile.TemporaryDirectory() as place:
        print("\n".join(measure(parser.parse_args().messages, Path(place)).lines()))  # noqa: T201 - a programme prints
