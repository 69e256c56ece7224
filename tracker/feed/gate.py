"""Reads the finished bytes back with another library and compares them with what was planned.

`icalendar` shares no code with what writes the feed. The zones in the file are read too, since phones go by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Component, Event, Timezone

from tracker.errors import PublishError
from tracker.feed.lines import LINE_OCTETS
from tracker.feed.timezones import onsets
from tracker.feed.types import Busy, DaySpan, Entry, Stamped, instant_of

KNOWN = frozenset({"VEVENT", "VTIMEZONE"})


def check(data: bytes, events: tuple[Stamped, ...]) -> None:
    """`PublishError` unless the file holds exactly these events, each at its time, in its state and its words."""
    problem = _problem(data, events)
    if problem:
        raise PublishError(f"The new calendar was not published, because {problem}. The last one stays.")


def _problem(data: bytes, events: tuple[Stamped, ...]) -> str | None:
    if not events:
        return "it would be empty"
    if not _well_formed(data):
        return "its lines are not well formed"
    try:
        calendar = Calendar.from_ical(data)
        found = [_said(event) for event in calendar.walk("VEVENT")]
        zones = {str(zone["TZID"]): zone for zone in calendar.walk("VTIMEZONE")}
    except Exception:  # noqa: BLE001 - whatever the reader trips over, a phone may trip over too
        return "it cannot be read back"
    if any(part.name not in KNOWN for part in calendar.subcomponents) or any(part.errors for part in calendar.walk()):
        return "it holds what was not planned"
    if found != [_meant(stamped) for stamped in events]:
        return "it says something else than what was planned"
    return None if _zones_agree(zones, events) else "its time zones are wrong"


def _well_formed(data: bytes) -> bool:
    lines = data.split(b"\r\n")
    return (
        lines[0] == b"BEGIN:VCALENDAR"
        and lines[-2:] == [b"END:VCALENDAR", b""]
        and all(len(line) <= LINE_OCTETS and b"\n" not in line and b"\r" not in line for line in lines)
    )


def _meant(stamped: Stamped) -> dict[str, Any]:
    entry, span = stamped.entry, stamped.entry.span
    day = isinstance(span, DaySpan)
    return {
        "uid": stamped.uid,
        "stamp": stamped.revision.last_modified,
        "modified": stamped.revision.last_modified,
        "sequence": stamped.revision.sequence,
        "span": (span.first, span.last + timedelta(days=1)) if isinstance(span, DaySpan) else instant_of(span),
        "status": entry.status.value,
        "transparent": "OPAQUE" if entry.busy is Busy.BUSY else "TRANSPARENT",
        "busy": entry.busy.value,
        "summary": entry.summary,
        "description": entry.description,
        "location": entry.location,
        "url": entry.url or "",
        "alarms": [(-before, entry.summary) for before in entry.alarms],
        "properties": _properties(entry),
        "all_day": day,
    }


def _properties(entry: Entry) -> int:
    return 11 + bool(entry.location) + bool(entry.url)


def _said(event: Component) -> dict[str, Any]:
    assert isinstance(event, Event)
    start, end = event.decoded("DTSTART"), event.decoded("DTEND")
    return {
        "uid": str(event["UID"]),
        "stamp": event.decoded("DTSTAMP"),
        "modified": event.decoded("LAST-MODIFIED"),
        "sequence": event.decoded("SEQUENCE"),
        "span": (_moment(start), _moment(end)),
        "status": str(event["STATUS"]),
        "transparent": str(event["TRANSP"]),
        "busy": str(event["X-MICROSOFT-CDO-BUSYSTATUS"]),
        "summary": str(event["SUMMARY"]),
        "description": str(event["DESCRIPTION"]),
        "location": str(event.get("LOCATION", "")),
        "url": str(event.get("URL", "")),
        "alarms": [(alarm.decoded("TRIGGER"), str(alarm["DESCRIPTION"])) for alarm in event.walk("VALARM")],
        "properties": len(event.property_items(recursive=False)) - 2,  # BEGIN and END count as properties there
        "all_day": not isinstance(start, datetime),
    }


def _moment(value: date | datetime) -> date | datetime:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _zones_agree(zones: dict[str, Any], events: Iterable[Stamped]) -> bool:
    """Every zone in the file gives each event that uses it the same offset as the zone data does."""
    wanted = dict(_uses(events))
    return set(zones) == {zone for zone, _ in wanted} and all(
        _offset(zones[zone], moment) == offset for (zone, moment), offset in wanted.items()
    )


def _uses(events: Iterable[Stamped]) -> Iterator[tuple[tuple[str, datetime], timedelta | None]]:
    for stamped in events:
        span = stamped.entry.span
        if isinstance(span, DaySpan) or onsets(span.start.zone or "") is None:
            continue
        for local in (span.start.local(), span.end.local()):
            assert local is not None, "a timed span has hour and zone"
            yield (span.start.zone or "", local.replace(tzinfo=None)), local.utcoffset()


def _offset(zone: Timezone, wall: datetime) -> timedelta | None:
    try:
        return wall.replace(tzinfo=zone.to_tz(lookup_tzid=False)).utcoffset()
    except Exception:  # noqa: BLE001 - a zone that cannot be used is a zone that does not agree
        return None
