"""The textual rules of RFC 5545 that must hold for every byte of the feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

LINE_OCTETS = 75
ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n"))  # the backslash first


def fold(lines: Iterable[str]) -> bytes:
    """Lines of at most 75 octets, never cut inside a character (RFC 5545 3.1)."""
    return b"".join(piece + b"\r\n" for line in lines for piece in _pieces(line))


def escape(text: str) -> str:
    """A TEXT value (RFC 5545 3.3.11)."""
    for plain, escaped in ESCAPES:
        text = text.replace(plain, escaped)
    return text


def duration(span: timedelta) -> str:
    """A DURATION in days and time only; weeks may not be mixed with anything (RFC 5545 3.3.6)."""
    seconds = int(span.total_seconds())
    days, rest = divmod(abs(seconds), 86_400)
    amounts = ((rest // 3600, "H"), (rest % 3600 // 60, "M"), (rest % 60, "S"))
    clock = "".join(f"{amount}{unit}" for amount, unit in amounts if amount)
    day = f"{days}D" if days else ""
    if not day and not clock:
        return "PT0S"
    return f"{'-' if seconds < 0 else ''}P{day}{'T' + clock if clock else ''}"


def _pieces(line: str) -> Iterator[bytes]:
    rest, lead = line.encode(), b""
    while len(lead) + len(rest) > LINE_OCTETS:
        cut = LINE_OCTETS - len(lead)
        while rest[cut] & 0xC0 == 0x80:  # noqa: PLR2004 - in UTF-8 an octet 10xxxxxx goes on with a character
            cut -= 1
        yield lead + rest[:cut]
        rest, lead = rest[cut:], b" "
    yield lead + rest


def day_of(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def utc_of(moment: datetime) -> str:
    utc = moment.astimezone(UTC)
    return f"{day_of(utc)}T{utc:%H%M%S}Z"
