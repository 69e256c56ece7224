"""Mutated messages through the whole road, into a record: none may crash, hang or get lost, none become official.

python -m tests.programmes.mutated --messages 100000 [--seed 1] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from time import monotonic

from tests.fuzz.mutations import mutated
from tests.shell import GMAIL, NOW, opened
from tracker.appointments.events import MessageRead
from tracker.message.types import Authenticity
from tracker.worker.home import Home
from tracker.worker.intake import Taken, take_in
from tracker.worker.sandbox import CHILDREN

HANG = 10.0  # seconds
MEMORY = Path("/dev/shm")  # where there is such a place: no disk is on trial
PLAIN = b"From: a@b.example\r\n\r\nWords.\r\n"
BATCH = 2_000  # messages in one record
Case = tuple[bool, bytes]
log = logging.getLogger(__name__)


@dataclass
class Outcome:
    messages: int = 0
    read: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    crashed: list[bytes] = field(default_factory=list)
    hung: list[bytes] = field(default_factory=list)
    lost: list[bytes] = field(default_factory=list)
    official: list[bytes] = field(default_factory=list)

    @property
    def bad(self) -> dict[str, list[bytes]]:
        return {"crashed": self.crashed, "hung": self.hung, "lost": self.lost, "wrongly official": self.official}

    def note(self, case: Case, taken: Taken, took: float) -> None:
        forged, raw = case
        self.messages += 1
        self.slowest = max(self.slowest, took)
        if took > HANG:
            self.hung.append(raw)
        if taken.understood is None:
            self.crashed.append(raw)
            return
        self.read += 1
        if forged and taken.understood.verdict.authenticity is Authenticity.OFFICIAL:
            self.official.append(raw)


def run(cases: Iterable[Case], place: Path) -> Outcome:
    """A fresh record for every batch, so that what is measured is reading and not the size of a record."""
    outcome, left = Outcome(), iter(cases)
    began = monotonic()
    for number, batch in enumerate(_batches(left)):
        folder = place / str(number)
        folder.mkdir()
        with opened(folder) as home, ThreadPoolExecutor(CHILDREN) as threads:
            # That a process starts slowly on a busy machine is no message's doing.
            list(threads.map(lambda _: home.sandbox.understand(PLAIN), range(CHILDREN)))
            for case, (taken, took) in zip(batch, threads.map(lambda case: _timed(home, case[1]), batch), strict=True):
                outcome.note(case, taken, took)
            shown = shown_in(home)
        outcome.lost += [raw for _, raw in batch if sha256(raw).hexdigest() not in shown]
        log.info("%d messages, %s", outcome.messages, {name: len(raws) for name, raws in outcome.bad.items()})
    outcome.seconds = monotonic() - began
    return outcome


def _batches(cases: Iterator[Case]) -> Iterator[list[Case]]:
    while batch := list(islice(cases, BATCH)):
        yield batch


def _timed(home: Home, raw: bytes) -> tuple[Taken, float]:
    began = monotonic()
    taken = take_in(home, raw, now=NOW, origins=[GMAIL])
    return taken, monotonic() - began


def shown_in(home: Home) -> set[str]:
    """What the log or the shelf shows."""
    read = {event.sha256 for event in home.store.events.of("me") if isinstance(event, MessageRead)}
    return read | {message.sha256 for message in home.store.messages.failed()}


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--messages", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--keep", type=Path, help="a folder for the messages that went wrong")
    chosen = arguments.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    log.setLevel(logging.INFO)
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as place:
        outcome = run(mutated(chosen.messages, chosen.seed), Path(place))
    print(f"{outcome.messages} messages, {outcome.read} read, {outcome.messages / outcome.seconds:.0f} a second")  # noqa: T201
    print(f"slowest: {outcome.slowest:.2f} s")  # noqa: T201
    for name, raws in outcome.bad.items():
        print(f"{name}: {len(raws)}")  # noqa: T201
        for number, raw in enumerate(raws[:20] if chosen.keep else []):
            (chosen.keep / f"{name.replace(' ', '-')}-{number}.eml").write_bytes(raw)
    return 1 if any(outcome.bad.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
