"""A calendar of 500 people, written and checked, beside `icalendar` reading the same bytes once.

Run with `python -m tests.benchmarks.bench_feed`. Goal: the whole, of which that reading is the gate's own, within three
times the reading alone.
"""

from __future__ import annotations

import sys
from functools import partial

import icalendar

from tests.benchmarks.timing import best
from tests.feed.test_several import render, views
from tracker.feed.gate import check

PEOPLE = 500


def main() -> None:
    for situation in ("confirmed", "moved"):
        shown = views(situation, PEOPLE)
        rendering = render(shown)
        reading = best(partial(icalendar.Calendar.from_ical, rendering.data))
        writing = best(partial(render, shown))
        checking = best(partial(check, rendering.data, rendering.events))
        sys.stdout.write(
            f"{PEOPLE} people, {situation}: {len(rendering.data):,} bytes, {len(rendering.events)} events; "
            f"written and checked in {(writing + checking) * 1e3:.0f} ms, {(writing + checking) / reading:.1f} times "
            f"one reading by icalendar ({reading * 1e3:.0f} ms); the writing alone {writing / reading:.1f} times\n"
        )


if __name__ == "__main__":
    main()
