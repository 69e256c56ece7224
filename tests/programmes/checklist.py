"""Tries a perfect subscribed feed point by point and prints the list: `python -m tests.programmes.checklist`.

The tests are those of the suite, with 1,000 publications instead of 100. A point whose program is not installed is
told as skipped, with the reason.
"""

from __future__ import annotations

import os
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field

import pytest

POINTS = {
    1: "200 and the right type",
    2: "HEAD has the headers of GET",
    3: "304 by ETag",
    4: "304 by If-Modified-Since",
    5: "identical bytes in every process and after a restart",
    6: "never compressed",
    7: "405 for other methods, without side effects",
    8: "answers while app, worker and database are down",
    9: "2,000 requests in a burst, all answered",
    10: "never half a file during 1,000 publications",
    11: "lines of 75 octets, CRLF, UTF-8, no control characters",
    12: "properties before components, VERSION and PRODID first",
    13: "no METHOD, CALSCALE Gregorian",
    14: "every event has what it must have, once",
    15: "UIDs unique and lasting, nothing of the person in them",
    16: "no floating time, a zone for each TZID, RRULE with BYDAY",
    17: "zones equal the zone data hour by hour for ten years",
    18: "eight readers name the same instants",
    19: "hours that the clocks skip or repeat are warned of",
    20: "plain durations",
    21: "links written as they are",
    22: "whole days end on the day after, wherever the server stands",
    23: "twelve characters tell the states apart",
    24: "a change asked for leaves the old event alone",
    25: "moved: closed, noted, opened anew",
    26: "no way from a request to a confirmed date",
    27: "the banner reaches two days ahead, and goes",
    28: "never zero events",
    29: "a visible change counts up, also on a clock set back",
    30: "500 people in less than 900 kB",
    31: "hostile text adds no property and no event",
    32: "five languages come back unharmed",
    33: "vdirsyncer has exactly the feed's events",
    34: "khal shows hour, state and title",
    35: "Thunderbird shows it, asks by ETag, stays enabled",
    36: "GNOME's month (not tried)",
    37: "unknown 404 in constant time, revoked 200, new works",
    38: "the token in no log and no body; noindex, no-referrer",
    39: "each program gets its own form of the link and its delay",
    40: "one corrupt bit keeps the old file and is told",
    41: "the private style names no agency",
    42: "with publishing stopped, the dead man's day comes",
}
NOT_TRIED = 36
NUMBERED = re.compile(r"test_((?:\d\d_)+)")
ROOMS = ("tests/feed", "tests/clients")


@dataclass
class Tally:
    passed: int = 0
    failed: int = 0
    skipped: list[str] = field(default_factory=list)

    @property
    def word(self) -> str:
        if self.failed:
            return "FAIL"
        return "pass" if self.passed and not self.skipped else "skip" if self.skipped else "----"


class Collector:
    """A plugin of pytest that counts results by the numbers in the names of tests."""

    def __init__(self) -> None:
        self.points: dict[int, Tally] = defaultdict(Tally)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if NUMBERED.match(item.name)]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            for point in numbers(report.nodeid):
                tally = self.points[point]
                tally.passed += report.passed
                tally.failed += report.failed
                if report.skipped:
                    tally.skipped.append(str(report.longrepr[-1] if isinstance(report.longrepr, tuple) else ""))

    def lines(self) -> list[str]:
        return [line(point, title, self.points[point]) for point, title in POINTS.items()]

    def whole(self) -> bool:
        """Whether every point that is tried passed."""
        return all(self.points[point].word == "pass" for point in POINTS if point != NOT_TRIED)


def numbers(nodeid: str) -> list[int]:
    """The points in a test's name: `test_05_22_...` stands for 5 and 22."""
    match = NUMBERED.match(nodeid.rpartition("::")[2])
    return [int(number) for number in match[1].split("_") if number] if match else []


def line(point: int, title: str, tally: Tally) -> str:
    reason = f" ({tally.skipped[0]})" if tally.skipped else ""
    return f"{point:>2}  {tally.word}  {title}{reason}"


def main() -> int:
    os.environ.setdefault("FEED_PUBLISHES", "1000")
    collector = Collector()
    pytest.main(["-q", "-p", "no:randomly", "--no-header", "--timeout", "900", *ROOMS], plugins=[collector])
    print("\n".join(collector.lines()))  # noqa: T201 - a programme prints
    return 0 if collector.whole() else 1


if __name__ == "__main__":
    sys.exit(main())
