"""Comparing dates as ICE writes them: a day, perhaps an hour, perhaps a zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from tracker.reading.types import When


def order(when: When) -> tuple[date, time]:
    """By the wall clock; a whole day comes before its hours."""
    return when.day, when.time or time.min


def alike(one: When, other: When) -> bool:
    """The same day, and the same hour where both name one."""
    return one.day == other.day and (one.time == other.time or None in (one.time, other.time))


def covers(stands: When, said: When) -> bool:
    """A date that stands with its hour also answers for its day without one; not the other way round."""
    return stands.day == said.day and said.time in (None, stands.time)


def day_of(at: datetime, zone: str | None) -> date:
    """The day it is at that moment in the zone, or in UTC where no zone is known."""
    try:
        return at.astimezone(ZoneInfo(zone) if zone else UTC).date()
    except OverflowError:  # a message may bear any date, the first and last days of the calendar too
        return at.date()


def is_over(when: When, now: datetime) -> bool:
    """Its hour has gone by; without an hour or a zone, its day."""
    days = (day_of(now, None) - when.day).days
    if abs(days) > 2:  # noqa: PLR2004 - no zone is that far from another, and the calendar's ends stay out of reach
        return days > 0
    moment = when.instant()
    return moment < now if moment else day_of(now, when.zone) > when.day
