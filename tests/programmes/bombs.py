"""Every bomb through the whole road, in the child that opens mail: what became of it, in what time, kept or lost.

python -m tests.programmes.bombs [--only WORDS]

The bombs are those of `tests.fuzz.bombs`, at their full size. Exit code 1 where one was lost or held the reader up.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from time import monotonic

from tests.fuzz.bombs import BOMBS
from tests.programmes.benches import table
from tests.programmes.mutated import HANG, PLAIN, shown_in
from tests.shell import GMAIL, NOW, opened
from tracker.settings import load_settings
from tracker.worker.bench import ReadingSettings
from tracker.worker.child import Limits
from tracker.worker.home import Home
from tracker.worker.intake import take_in
from tracker.worker.sandbox import Sandbox


@dataclass(frozen=True)
class Met:
    name: str
    size: int  # bytes
    outcome: str  # the effect of what was read, or why it could not be
    seconds: float
    kept: bool  # whole, and shown in the log or on the shelf

    @property
    def sound(self) -> bool:
        return self.kept and self.seconds <= HANG


def run(names: Iterable[str], folder: Path, limits: Limits | None = None) -> list[Met]:
    settings = ReadingSettings.of(load_settings())
    with opened(folder) as made, Sandbox(settings, limits, children=1) as sandbox:
        home = replace(made, sandbox=sandbox)
        take_in(home, PLAIN, now=NOW, origins=[GMAIL])  # what is loaded once is no message's doing
        return [_met(home, name) for name in names]


def _met(home: Home, name: str) -> Met:
    raw = BOMBS[name]()
    home.sandbox.understand(PLAIN)  # nor is a child that starts slowly
    began = monotonic()
    taken = take_in(home, raw, now=NOW, origins=[GMAIL])
    seconds = monotonic() - began
    failure = home.store.messages.get(taken.sha256).failure
    outcome = f"read: {taken.understood.effect}" if taken.understood else f"set aside: {failure}"
    digest = sha256(raw).hexdigest()
    kept = home.store.messages.raw(digest) == raw and digest in shown_in(home)
    return Met(name, len(raw), outcome, seconds, kept)


def report(met: list[Met]) -> str:
    rows = [
        (one.name, f"{one.size:,}", one.outcome, f"{one.seconds:.2f}", "kept" if one.kept else "LOST") for one in met
    ]
    read = sum(one.outcome.startswith("read") for one in met)
    lost, hung = sum(not one.kept for one in met), sum(one.seconds > HANG for one in met)
    slowest = max((one.seconds for one in met), default=0)
    told = f"{len(met)} bombs: {read} read, {len(met) - read} set aside, {hung} over {HANG:.0f} s, {lost} lost"
    return f"{table(('bomb', 'bytes', 'outcome', 'seconds', 'kept'), rows)}\n\n{told}; slowest {slowest:.2f} s"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programmes.bombs")
    parser.add_argument("--only", default="", help="bombs whose name holds these words")
    words = parser.parse_args().only
    with tempfile.TemporaryDirectory() as place:
        met = run([name for name in BOMBS if words in name], Path(place))
    print(report(met))  # noqa: T201 - a programme prints
    return 0 if met and all(one.sound for one in met) else 1


if __name__ == "__main__":
    sys.exit(main())
