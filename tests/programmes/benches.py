"""The road from bytes to an effect, with the rules and senders of the package, for programmes that measure it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from time import perf_counter

from tracker.message.senders import load_senders
from tracker.pipeline import Reader
from tracker.rulebook import load


@cache
def reader() -> Reader:
    rulebook = load()
    return Reader(rules=rulebook.rules, offices=rulebook.offices, senders=load_senders())


@dataclass
class Tally:
    """Counts under names, the time they took, and the first few names of what must not be."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    slowest: tuple[float, str] = (0.0, "")

    def timed(self, began: float, name: str) -> None:
        took = perf_counter() - began
        self.seconds += took
        self.slowest = max(self.slowest, (took, name))

    def add(self, other: Tally) -> None:
        self.counts.update(other.counts)
        self.seconds += other.seconds
        self.slowest = max(self.slowest, other.slowest)


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Columns as wide as their widest cell, the first to the left, the others to the right."""
    lines = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
