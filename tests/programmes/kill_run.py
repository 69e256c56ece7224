"""`kill -9` of `tracker run` again and again while mail arrives at Dovecot:

    python -m tests.programmes.kill_run [--kills 50]

Every message must be in the record exactly once. Prints kills, messages and rows.
"""

from __future__ import annotations

import argparse
import random
import signal
import sqlite3
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.programmes.homes import Home
from tests.programmes.letters import scheduled
from tests.servers.dovecot import Dovecot, running_dovecot

PER_KILL = 3
LONGEST_WAIT = 60.0


@dataclass(frozen=True)
class Survived:
    kills: int
    killed_while_alive: int
    messages: int
    kept: int
    rows: int
    distinct: int
    appointments: int
    seconds: float

    def line(self) -> str:
        return (
            f"kills {self.kills} (alive when killed {self.killed_while_alive}), messages {self.messages}, "
            f"kept {self.kept}, rows {self.rows}, distinct {self.distinct}, appointments {self.appointments}, "
            f"{self.seconds:.0f} s"
        )

    @property
    def good(self) -> bool:
        counts = {self.messages, self.kept, self.rows, self.distinct, self.appointments}
        return len(counts) == 1 and self.killed_while_alive == self.kills


def survive(kills: int, folder: Path, seed: int = 7) -> Survived:
    draw, began, alive, sent = random.Random(seed), time.monotonic(), 0, 0
    with running_dovecot() as server:
        home = Home(folder, TRACKER_POLL_MINUTES="0.01", TRACKER_PORT="0")
        home.settle(server)
        for _ in range(kills):
            process = home.start("run")
            wait_until_listening(home, process.pid)
            for _ in range(PER_KILL):
                server.fill([scheduled(sent)])
                sent += 1
                pause(draw.uniform(0.0, 0.25))
            alive += process.poll() is None
            process.send_signal(signal.SIGKILL)
            process.wait()
        finish(home, server, sent)
        return count(home, kills, alive, sent, time.monotonic() - began)


def pause(seconds: float) -> None:
    """The kill falls at a random moment: the wait is the experiment, not a wait for something."""
    time.sleep(seconds)


def wait_until_listening(home: Home, pid: int) -> None:
    """Until the process says that it serves (its worker is then running too)."""
    log, deadline = home.folder / "log", time.monotonic() + LONGEST_WAIT
    before = home.environment.get("SEEN", "0")
    while log.read_text("utf-8").count("Stop with Ctrl-C") <= int(before):
        assert time.monotonic() < deadline, f"process {pid} did not start: {log.read_text('utf-8')[-2000:]}"
        pause(0.02)
    home.environment["SEEN"] = str(int(before) + 1)


def finish(home: Home, _server: Dovecot, sent: int) -> None:
    """Let it run undisturbed until everything is in the log, then end it kindly."""
    process = home.start("run")
    deadline = time.monotonic() + LONGEST_WAIT
    while rows(home)[1] < sent and time.monotonic() < deadline:
        pause(0.1)
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=LONGEST_WAIT)


def rows(home: Home) -> tuple[int, int, int]:
    """Messages kept, rows of the log made by messages, and how many different messages these are about."""
    with sqlite3.connect(f"file:{home.folder / 'home' / 'tracker.db'}?mode=ro", uri=True) as database:
        kept = database.execute("SELECT count(*) FROM message").fetchone()[0]
        made = database.execute(
            "SELECT count(*), count(DISTINCT sha256) FROM event WHERE type = 'message_read'"
        ).fetchone()
    database.close()
    return int(kept), int(made[0]), int(made[1])


def count(home: Home, kills: int, alive: int, sent: int, seconds: float) -> Survived:
    kept, made, distinct = rows(home)
    appointments = len(home.run("appointments", "--json").stdout.splitlines())
    return Survived(
        kills=kills,
        killed_while_alive=alive,
        messages=sent,
        kept=kept,
        rows=made,
        distinct=distinct,
        appointments=appointments,
        seconds=seconds,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    with tempfile.TemporaryDirectory() as place:
        result = survive(parser.parse_args().kills, Path(place))
    print(result.line())  # noqa: T201 - a programme prints
    raise SystemExit(0 if result.good else 1)
