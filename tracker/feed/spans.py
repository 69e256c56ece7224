"""Where an appointment stands in a calendar: at its hour only if that hour names one moment, else on its day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tracker.appointments.events import Appointment
from tracker.feed.types import DaySpan, TimedSpan
from tracker.reading.types import When

USUAL_LENGTH = timedelta(hours=1)  # nobody says how long a check-in takes; an event needs an end


def span_of(appointment: Appointment) -> DaySpan | TimedSpan:
    """Timed where both ends are exact; otherwise all day, so that no client shows an hour that nobody wrote."""
    start = appointment.starts_at
    end = _end(appointment)
    if end is not None and _exact(start) and _exact(end) and start.zone == end.zone and _after(end, start):
        return TimedSpan(start=start, end=end)
    last = appointment.ends_at.day if appointment.ends_at else start.day
    return DaySpan(first=start.day, last=max(last, start.day))


def clocks_change(when: When) -> bool:
    """Whether the clocks skip or repeat that hour."""
    return when.time is not None and _zone(when) is not None and not _exact(when)


def zone_known(when: When) -> bool:
    return _zone(when) is not None


def _end(appointment: Appointment) -> When | None:
    start, end = appointment.starts_at, appointment.ends_at
    if end is not None:
        return end if end.zone else end.model_copy(update={"zone": start.zone})
    if start.time is None:
        return None
    # Wall-clock sums carry no zone on purpose: the end is read in the same zone as the start.
    wall = datetime.combine(start.day, start.time) + USUAL_LENGTH
    return When(day=wall.date(), time=wall.time(), zone=start.zone)


def _after(end: When, start: When) -> bool:
    first, last = start.instant(), end.instant()
    return first is not None and last is not None and last > first


def _zone(when: When) -> ZoneInfo | None:
    """The zone, unless none is named or this machine does not know it."""
    try:
        return ZoneInfo(when.zone) if when.zone else None
    except (KeyError, OSError, ValueError):  # unknown; the name of a folder; no name at all
        return None


def _exact(when: When) -> bool:
    """Whether that wall-clock time happens exactly once: both readings agree and lead back to it."""
    zone = _zone(when)
    if when.time is None or zone is None:
        return False
    wall = datetime.combine(when.day, when.time)
    early, late = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return early == late and early.astimezone(zone).replace(tzinfo=None) == wall
