"""What people type or choose: dates, zones, offices. Whatever cannot be meant is refused in one sentence."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tracker.errors import NotFoundError, UserError
from tracker.reading.offices import Office
from tracker.reading.types import When
from tracker.worker.home import Home


def check_zone(zone: str) -> str:
    """An IANA zone such as America/New_York; raises `UserError` for anything else."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UserError(f"{zone!r} is no time zone; write it like America/New_York.") from None
    return zone


def parse_when(text: str, zone: str) -> When:
    """`2027-04-05 09:00`, or `2027-04-05` where the hour is not known, on the wall clock of `zone`."""
    try:
        if len(text) == len("2027-04-05"):
            return When(day=date.fromisoformat(text), zone=zone)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UserError(f"{text!r} is no date; write it like 2027-04-05 or '2027-04-05 09:00'.") from None
    if moment.tzinfo is not None:
        moment = moment.astimezone(ZoneInfo(zone))
    return When(day=moment.date(), time=moment.time(), zone=zone)


def zone_for(home: Home, person: str, *, zone: str | None = None, office: str | None = None) -> str:
    """The zone that was named, else the office's, else the person's."""
    if zone:
        return check_zone(zone)
    if office:
        return known_office(home, office).zone
    return home.person(person).zone


def known_office(home: Home, office: str) -> Office:
    """The office of that id; raises `NotFoundError`."""
    found = home.offices.get(office)
    if found is None:
        raise NotFoundError(
            f"There is no office {office!r}; ids look like new-york-city-ny and stand in rules/offices."
        )
    return found
