"""Imports the corpus in three orders and compares what stands, byte for byte:

python -m tests.programmes.orders
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.programmes.homes import Home

CORPUS = Path(__file__).parents[1] / "corpus"

ORDERS: dict[str, Callable[[list[str]], list[str]]] = {
    "by name": sorted,
    "backwards": lambda files: sorted(files, reverse=True),
    "shuffled": lambda files: random.Random(5).sample(files, len(files)),
}


@dataclass(frozen=True)
class Outcome:
    order: str
    appointments: bytes
    log: bytes


def run_orders(folder: Path, limit: int | None = None) -> list[Outcome]:
    """Each order in a home of its own; `limit` takes so many files, spread over the corpus."""
    files = sorted(map(str, CORPUS.rglob("*.eml")))
    chosen = files[:: max(len(files) // limit, 1)] if limit else files
    return [run_order(folder / name.replace(" ", "-"), name, arrange(chosen)) for name, arrange in ORDERS.items()]


def run_order(folder: Path, name: str, files: list[str]) -> Outcome:
    folder.mkdir()
    home = Home(folder, TRACKER_NOW="2026-12-01T12:00:00Z")
    home.run("init")
    home.run("import", "--authserv-id", "mx.google.com", *files)
    appointments = home.run("appointments", "--json").stdout.encode()
    return Outcome(name, appointments, home.run("log", "--json").stdout.encode())


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        outcomes = run_orders(Path(place))
    same = len({outcome.appointments for outcome in outcomes}) == 1 and len({outcome.log for outcome in outcomes}) == 1
    for outcome in outcomes:
        count = outcome.appointments.count(b"\n")
        print(f"{outcome.order}: {count} appointments, {len(outcome.log.splitlines())} entries")  # noqa: T201
    print("byte-identical" if same else "DIFFERENT")  # noqa: T201
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
