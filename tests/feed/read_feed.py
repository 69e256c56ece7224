"""Reads a calendar file with three libraries of the Python world and prints what each understands, as JSON.

Usage: python -m tests.feed.read_feed FILE; the process's TZ is the reader's.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any


def moment(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"
    return value.isoformat() if value else ""


def with_icalendar(text: str) -> Iterable[tuple[str, str]]:
    import icalendar  # noqa: PLC0415 - each reader by itself

    for event in icalendar.Calendar.from_ical(text).walk("VEVENT"):
        yield str(event["SUMMARY"]), moment(event.decoded("DTSTART"))


def with_vobject(text: str) -> Iterable[tuple[str, str]]:
    import vobject  # noqa: PLC0415 - each reader by itself

    for event in vobject.readOne(text).vevent_list:
        yield event.summary.value, moment(event.dtstart.value)


def with_home_assistant(text: str) -> Iterable[tuple[str, str]]:
    from ical.calendar_stream import IcsCalendarStream  # noqa: PLC0415 - each reader by itself

    for event in IcsCalendarStream.calendar_from_ics(text).events:
        yield str(event.summary), moment(event.dtstart)


READERS: dict[str, Any] = {"icalendar": with_icalendar, "vobject": with_vobject, "ical": with_home_assistant}

if __name__ == "__main__":
    warnings.simplefilter("ignore")  # theirs, not ours
    content = Path(sys.argv[1]).read_bytes().decode()
    found = {name: dict(read(content)) for name, read in READERS.items()}
    print(json.dumps(found))  # noqa: T201 - a programme prints
