"""The strict checker finds what lenient parsers forgive; otherwise its silence would prove nothing."""

from __future__ import annotations

import pytest

from tests.feed.line_checker import complaints
from tests.feed.situations import rendered, view

GOOD = rendered(view("change_asked")).data


def spoiled(old: bytes, new: bytes) -> list[str]:
    assert old in GOOD
    return complaints(GOOD.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\r\nEND:VCALENDAR\r\n", b"\r\nEND:VCALENDAR"),
        (b"VERSION:2.0\r\n", b"VERSION:2.0\n"),
        (b"VERSION:2.0\r\nPRODID", b"NAME:x\r\nVERSION:2.0\r\nPRODID"),
        (b"CALSCALE:GREGORIAN", b"CALSCALE:GEORGIAN"),
        (b"CALSCALE:GREGORIAN", b"METHOD:PUBLISH"),
        (b"COLOR:seagreen", b"COLOR:" + b"x" * 75),
        (b"COLOR:seagreen", b"COLOR:\xe2\x9c"),
        (b"COLOR:seagreen", b"COLOR:\x07"),
        (b"COLOR:seagreen", "COLOR:\u202e".encode()),
        (b"COLOR:seagreen", b"COLOR seagreen"),
        (b"COLOR:seagreen\r\n", b"\r\n"),
        (b"STATUS:CONFIRMED\r\n", b""),
        (b"STATUS:CONFIRMED\r\n", b"STATUS:CONFIRMED\r\nSTATUS:CONFIRMED\r\n"),
        (b"UID:", b"X-UID:"),
        (b"SUMMARY:", b"SUMMARY:a,b"),
        (b"TRIGGER:-P14D", b"TRIGGER:-P2W"),
        (b"TRIGGER:-P14D", b"TRIGGER:P"),
        (b"/62092?a=1,2", b"/62092?a=1\\,2"),
        (b"DTSTART;TZID=America/New_York:", b"DTSTART:"),
        (b"DTSTART;TZID=America/New_York:", b"DTSTART;TZID=America/Chicago:"),
        (b"DTSTART;VALUE=DATE:20261126", b"DTSTART;VALUE=DATE:20261127"),
        (b"BYDAY=1SU", b"BYMONTHDAY=1"),
        (b"END:VALARM\r\nEND:VEVENT", b"END:VALARM\r\nX-LATE:1\r\nEND:VEVENT"),
        (b"BEGIN:VEVENT", b"BEGIN:VJOURNAL"),  # a component that no calendar of ours may hold
    ],
)  # fmt: skip
def test_it_complains_of_each_fault(old: bytes, new: bytes) -> None:
    assert complaints(GOOD) == []
    assert spoiled(old, new)
