"""Events that a message tells to programs rather than to people: text/calendar parts and JSON-LD (schema.org).

Whatever stands there was written by the sender and may be hostile: what cannot be read is told as a note, and nothing
here raises.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_time
from typing import Any, NamedTuple

from icalendar import Calendar, Component

from tracker.message.types import Message

_LONGEST = 100_000  # characters of one part; an invitation has a few thousand
_MOST_PARTS, _MOST_EVENTS, _MOST_ZONES, _MOST_NODES = 3, 50, 5, 2_000
_YEARS = range(2000, 2100)
_UTC = frozenset({"UTC", "Etc/UTC", "Etc/GMT", "GMT", "Zulu"})
_LIVE_METHODS = frozenset({"", "REQUEST", "PUBLISH", "ADD"})
_VENDOR = re.compile(r"(TZID[=:]\"?)/[^/:;\"\r\n]{1,60}/")
_ZONE_BLOCK = re.compile(r"^BEGIN:VTIMEZONE\r?$.*?^END:VTIMEZONE\r?$\n?", re.MULTILINE | re.DOTALL | re.IGNORECASE)
# A zone's rule is followed year by year; any other could be followed second by second.
_PLAIN_RULE = re.compile(
    r"^RRULE:(?:(?:FREQ=YEARLY|INTERVAL=1|WKST=[A-Z]{2}|BYMONTH=\d{1,2}|BYDAY=[+-]?[1-5][A-Z]{2}|UNTIL=[0-9TZ]{8,16});?)+\r?$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^(?:RRULE|RDATE)[:;].*$", re.MULTILINE | re.IGNORECASE)
_TYPES = re.compile(r"(?:^|[/:#])(?:\w*Event|\w*Reservation|Schedule)$")
_WRAPPING = re.compile(r"^\s*(?:<!--|<!\[CDATA\[|//<!\[CDATA\[)|(?:-->|(?://)?\]\]>)\s*$")


class Moment(NamedTuple):
    """A date as a program writes it. `zone` is IANA; `instant` is UTC, None for a floating time or a whole day."""

    day: date
    time: wall_time | None = None
    zone: str | None = None
    instant: datetime | None = None
    in_utc: bool = False  # the clock is nobody's own

    def __str__(self) -> str:
        clock = f" {self.time.isoformat('minutes')}" if self.time else ""
        return f"{self.day}{clock}{' UTC' if self.in_utc else ''}"


@dataclass(frozen=True, slots=True)
class Told:
    """One event as one part tells it."""

    source: str
    start: Moment | None = None
    end: Moment | None = None
    previous: Moment | None = None
    cancelled: bool = False
    moved: bool = False
    tentative: bool = False
    repeats: bool = False


class Testimony(NamedTuple):
    events: tuple[Told, ...] = ()
    notes: tuple[str, ...] = ()  # what could not be read


def told_by(message: Message) -> Testimony:
    """Every event that the calendar parts and the markup of a message tell. Never raises."""
    events, notes = list[Told](), list[str]()
    for texts, reader, name in ((message.calendars, _calendar, "calendar part"), (message.json_ld, _markup, "markup")):
        for number, text in enumerate(texts):
            try:
                events += reader(text) if number < _MOST_PARTS and not _too_much(text) else _refused()
            except Exception as error:  # noqa: BLE001 - two parsers of hostile text; one part must not stop the reading
                notes.append(f"a {name} could not be read ({type(error).__name__})")
    return Testimony(tuple(dict.fromkeys(events)), tuple(notes))


def _too_much(text: str) -> bool:
    """More than anybody writes who means one appointment, and than can be read in no time."""
    counted = text.upper()
    many = counted.count("BEGIN:VEVENT") > _MOST_EVENTS or counted.count("BEGIN:VTIMEZONE") > _MOST_ZONES
    return many or len(text) > _LONGEST


def _refused() -> list[Told]:
    raise ValueError


def _calendar(text: str) -> list[Told]:
    calendars = Calendar.from_ical(_safe(text), multiple=True)
    return [told for calendar in calendars for told in _of_calendar(calendar)]


def _safe(text: str) -> str:
    """Without zones that would take long to follow, and with plain names for those of some vendors."""
    found = text.lstrip("\ufeff \r\n")
    return _VENDOR.sub(r"\1", _ZONE_BLOCK.sub(lambda block: block[0] if _is_plain(block[0]) else "", found))


def _is_plain(block: str) -> bool:
    return all(_PLAIN_RULE.match(rule) for rule in _RULE.findall(block))


def _of_calendar(calendar: Component) -> Iterator[Told]:
    method = str(calendar.get("METHOD") or "").strip().upper()
    if method != "CANCEL" and method not in _LIVE_METHODS:
        return
    for event in calendar.walk("VEVENT"):
        status = str(event.get("STATUS") or "").strip().upper()
        start, end = _moment(_value(event, "DTSTART")), _moment(_value(event, "DTEND"))
        yield Told(
            source="calendar part",
            start=start,
            end=end or _after(start, _value(event, "DURATION")),
            cancelled=method == "CANCEL" or status == "CANCELLED",
            tentative=status == "TENTATIVE",
            repeats="RRULE" in event or "RDATE" in event,
        )


def _value(event: Component, name: str) -> object:
    """What the property says; None where it is missing, and where it is written twice, for then nobody knows."""
    found = event.get(name)
    return None if found is None or isinstance(found, list) else found.dt


def _after(start: Moment | None, length: object) -> Moment | None:
    if start is None or start.time is None or not isinstance(length, timedelta):
        return None
    wall = datetime.combine(start.day, start.time) + length
    return start._replace(day=wall.date(), time=wall.time(), instant=start.instant + length if start.instant else None)


def _moment(value: object) -> Moment | None:
    if not isinstance(value, date) or value.year not in _YEARS:
        return None
    if not isinstance(value, datetime):
        return Moment(value)
    zone = getattr(value.tzinfo, "key", None)
    instant = value.astimezone(UTC) if value.tzinfo else None
    in_utc = zone in _UTC or (zone is None and instant is not None and value.utcoffset() == timedelta())
    wall = value.time().replace(microsecond=0)
    return Moment(value.date(), wall, None if in_utc else zone, instant, in_utc)


def _markup(text: str) -> list[Told]:
    return [_event(node) for node in _nodes(json.loads(_WRAPPING.sub("", text))) if _is_event(node)]


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    """Every object in it, outermost first. A reservation and the event it is for are one."""
    waiting, seen = [value], 0
    while waiting and seen < _MOST_NODES:
        node, seen = waiting.pop(0), seen + 1
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            inner = node.get("reservationFor")
            if isinstance(inner, dict):
                yield {"@type": "EventReservation", **inner, "reservationStatus": node.get("reservationStatus")}
            else:
                yield node
            waiting += [one for key, one in node.items() if key != "reservationFor" and isinstance(one, dict | list)]


def _is_event(node: dict[str, Any]) -> bool:
    types = _listed(node.get("@type"))
    dated = any(name in node for name in ("startDate", "startTime", "previousStartDate"))
    return dated and any(isinstance(one, str) and _TYPES.search(one) for one in types)


def _event(node: dict[str, Any]) -> Told:
    status = {
        str(one).rpartition("/")[2] for name in ("eventStatus", "reservationStatus") for one in _listed(node.get(name))
    }
    starts = _written(node.get("startDate") or node.get("startTime"))
    return Told(
        source="markup",
        start=None if "EventPostponed" in status else starts[0] if starts else None,
        end=next(iter(_written(node.get("endDate") or node.get("endTime"))), None),
        previous=next(iter(_written(node.get("previousStartDate"))), None),
        cancelled=bool(status & {"EventCancelled", "ReservationCancelled"}),
        moved=bool(status & {"EventRescheduled", "EventPostponed"}),
        tentative=bool(status & {"ReservationPending", "ReservationHold"}),
        repeats=len(set(starts)) > 1 or "eventSchedule" in node,
    )


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _written(value: object) -> list[Moment]:
    """Dates in ISO 8601, as strings."""
    return [moment for one in _listed(value) if isinstance(one, str) and (moment := _iso(one.strip()))]


def _iso(text: str) -> Moment | None:
    try:
        is_day = len(text) == len("2027-05-03")
        return _moment(date.fromisoformat(text) if is_day else datetime.fromisoformat(text))
    except ValueError:
        return None
