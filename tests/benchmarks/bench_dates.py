"""How long a date takes, beside dateutil where it is installed and beside one bare search of the same text.

Run with `python -m tests.benchmarks.bench_dates`. Ratios are what counts: machines differ.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial
from importlib.util import find_spec
from time import process_time

import re2

from tests.reading.writers import ENGLISH, WRITERS
from tracker.reading.dates import find_dates

FIRST = date(2026, 1, 1)
HOSTILE = (
    "may 5 ",
    "1/",
    "9:00 AM - ",
    "monday, ",
    "5 5 5 april ",
    "04/05/2027 ",
    "Date: Time: ",
    "9:00 AM April 5, 2027 ",
)


def best(work: Callable[[], object], rounds: int = 5) -> float:
    """Seconds of processor time of the quickest round: the one that other programs disturbed least."""
    return min(_timed(work) for _ in range(rounds))


def _timed(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def samples() -> list[str]:
    moments = [(FIRST + timedelta(days=97 * n), time(7 + n % 10, 15 * (n % 4))) for n in range(40)]
    return [write(day, hour) for writers in WRITERS.values() for write in writers for day, hour in moments]


def main() -> None:
    texts = samples()
    letters = [". Please bring this letter. ".join(texts[n :: len(texts) // 40]) for n in range(len(texts) // 40)]
    bare = re2.compile(r"\d{1,2} [a-z]+ \d{4}")
    ours = best(lambda: [find_dates(letter, written_on=FIRST) for letter in letters]) / len(texts)
    search = best(lambda: [bare.search(text) for text in texts]) / len(texts)
    out = [f"{len(texts)} dates: {ours * 1e6:.1f} us a date, {ours / search:.1f} times one bare search of its text"]
    if find_spec("dateutil"):
        from dateutil.parser import parse  # noqa: PLC0415 - only where it is installed

        english = [ENGLISH[0](FIRST + timedelta(days=n), time(9)) for n in range(400)]
        theirs = best(lambda: [parse(text) for text in english]) / len(english)
        mine = best(lambda: [find_dates(text, written_on=FIRST) for text in english]) / len(english)
        out.append(f"plain English alone: {mine * 1e6:.1f} us, {mine / theirs:.2f} times dateutil")
    for pattern in HOSTILE:
        small, large = (best(partial(find_dates, (pattern * n)[:n], written_on=FIRST), 3) for n in (5_000, 100_000))
        out.append(
            f"{pattern!r}: {small * 1e3:.2f} ms for 5,000 characters, {large / small:.0f} times that for 100,000"
        )
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
