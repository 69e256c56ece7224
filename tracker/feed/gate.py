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
from tracker.feed.types import Busy, DaySpan, Stamped, TimedSpan, instant_of

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
        return _difference(Calendar.from_ical(data), events)
    except Exception:  # noqa: BLE001 - whatever the reader trips over, a phone may trip over too
        return "it cannot be read back"


def _difference(calendar: Component, events: tuple[Stamped, ...]) -> str | None:
    if any(part.name not in KNOWN for part in calendar.subcomponents) or any(part.errors for part in calendar.walk()):
        return "it holds what was not planned"
    if [_said(event) for event in calendar.walk("VEVENT")] != [_meant(stamped) for stamped in events]:
        return "it says something else than what was planned"
    zones = {str(zone["TZID"]): zone for zone in calendar.walk("VTIMEZONE")}
    return None if _zones_agree(zones, events) else "its time zones are wrong"


def _well_formed(data: bytes) -> bool:
    lines = data.split(b"\r\n")
    whole = lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    plain = all(len(line) <= LINE_OCTETS and b"\n" not in line and b"\r" not in line for line in lines)
    return whole and plain and _nested(lines)


def _nested(lines: Iterable[bytes]) -> bool:
    """Every BEGIN has its END: the reader below does not look at the names of ENDs."""
    opened: list[bytes] = []
    for line in lines:
        name, _, value = line.partition(b":")
        if name == b"BEGIN":
            opened.append(value)
        elif name == b"END" and (not opened or opened.pop() != value):
            return False
    return not opened


def _meant(stamped: Stamped) -> dict[str, Any]:
    entry, span = stamped.entry, stamped.entry.span
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
        "alarms": [("DISPLAY", -before, entry.summary, 3) for before in entry.alarms],
        "properties": 11 + bool(entry.location) + bool(entry.url),
        "zone": _zone_named(span),
    }


def _zone_named(span: DaySpan | TimedSpan) -> list[dict[str, str]]:
    """The parameters of start and end: a reader may guess at a zone that it does not know."""
    if isinstance(span, DaySpan):
        return [{"VALUE": "DATE"}] * 2
    zone = span.start.zone or ""
    return [{} if onsets(zone) is None else {"TZID": zone}] * 2


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
        "alarms": [
            (str(alarm["ACTION"]), alarm.decoded("TRIGGER"), str(alarm["DESCRIPTION"]), len(alarm))
            for alarm in event.walk("VALARM")
        ],
        "properties": len(event),
        "zone": [dict(event[name].params) for name in ("DTSTART", "DTEND")],
    }


def _moment(value: date | datetime) -> date | datetime:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _zones_agree(zones: dict[str, Any], events: Iterable[Stamped]) -> bool:
    """The zones in the file are those in use, with the rules that were found, and give each event its offset."""
    wanted = dict(_uses(events))
    if set(zones) != {zone for zone, _ in wanted}:
        return False
    if any(_rules(zone) != _rules_meant(name) for name, zone in zones.items()):
        return False
    clocks = {name: zone.to_tz(lookup_tzid=False) for name, zone in zones.items()}
    return all(wall.replace(tzinfo=clocks[zone]).utcoffset() == offset for (zone, wall), offset in wanted.items())


def _rules(zone: Timezone) -> list[tuple[str, ...]]:
    names = ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE")
    return [(str(part.name), *(_written(part, name) for name in names if name in part)) for part in zone.subcomponents]


def _written(part: Component, name: str) -> str:
    raw = part[name].to_ical()
    return _in_order(raw.decode() if isinstance(raw, bytes) else str(raw))


def _in_order(rule: str) -> str:
    """The parts of a rule in one order: the reader keeps its own."""
    return ";".join(sorted(rule.split(";")))


def _rules_meant(zone: str) -> list[tuple[str, ...]]:
    return [
        (
            "DAYLIGHT" if onset.daylight else "STANDARD",
            *(onset.start, onset.offset_from, onset.offset_to, onset.name),
            *([_in_order(onset.rule)] if onset.rule else []),
        )
        for onset in onsets(zone) or ()
    ]


def _uses(events: Iterable[Stamped]) -> Iterator[tuple[tuple[str, datetime], timedelta | None]]:
    for stamped in events:
        span = stamped.entry.span
        if isinstance(span, DaySpan) or onsets(span.start.zone or "") is None:
            continue
        for local in (span.start.local(), span.end.local()):
            assert local is not None, "a timed span has hour and zone"
            yield (span.start.zone or "", local.replace(tzinfo=None)), local.utcoffset()
