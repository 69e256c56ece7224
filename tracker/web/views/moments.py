"""Moments on a person's own clock, and how long ago they were, in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tracker.reading.types import Language, When
from tracker.words.catalogue import Words
from tracker.words.dates import format_when

NOW_IS = timedelta(minutes=2)
IN_MINUTES, IN_HOURS = timedelta(hours=2), timedelta(hours=48)


def wall(moment: datetime, zone: str) -> When:
    """The moment as the clock in that zone shows it, to the minute."""
    there = moment.astimezone(ZoneInfo(zone))
    return When(day=there.date(), time=there.time().replace(second=0, microsecond=0), zone=zone)


def local(moment: datetime, zone: str, t: Words) -> str:
    return _written(moment, zone, t.language)


@lru_cache(20_000)
def _written(moment: datetime, zone: str, language: Language) -> str:
    return format_when(wall(moment, zone), language)


def ago(moment: datetime, now: datetime, t: Words) -> str:
    passed = now - moment
    if passed < NOW_IS:
        return t.say("today.read_now")
    for most, unit, key in (
        (IN_MINUTES, timedelta(minutes=1), "today.read_minutes"),
        (IN_HOURS, timedelta(hours=1), "today.read_hours"),
    ):
        if passed < most:
            return t.say(key, count=str(passed // unit))
    return t.say("today.read_days", count=str(passed.days))
