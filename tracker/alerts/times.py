"""Moments on the person's wall clock: rungs of a ladder before a date, and the hours in which nobody is disturbed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.alerts.types import AlertSettings, Recipient
from tracker.reading.types import When


class Rung(NamedTuple):
    """One step of a ladder. `name` is part of the alert's id, so that each step is told once."""

    at: datetime
    name: str
    days: int | None  # before the date; None where it counts from something else


def on_wall(day: date, hour: time, zone: str) -> datetime:
    """That hour of that day in UTC; an hour that the clocks skip or repeat is taken as before the change."""
    return datetime.combine(day, hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def end_of(when: When, zone: str) -> datetime:
    """When it is too late for it: its hour, or the end of its day where no hour or zone is known."""
    return when.instant() or on_wall(when.day + timedelta(days=1), time.min, when.zone or zone)


def before(when: When, days: Iterable[int], who: Recipient, settings: AlertSettings) -> list[Rung]:
    """The rungs before a date, and the one on its own morning."""
    rungs = [
        Rung(on_wall(when.day - timedelta(days=one), settings.hour, who.zone), f"before {one}", one) for one in days
    ]
    instant = when.instant()
    morning = instant - settings.morning if instant else on_wall(when.day, settings.early, when.zone or who.zone)
    return sorted([*rungs, Rung(morning, "morning", 0)])


def last_reached(rungs: Iterable[Rung], now: datetime) -> Rung | None:
    """The latest rung whose time has come. Those before it that were slept through are not told any more."""
    return max((rung for rung in rungs if rung.at <= now), default=None)


def after_quiet(moment: datetime, who: Recipient, settings: AlertSettings) -> datetime:
    """The same moment, or the end of the quiet hours in which it falls."""
    if settings.quiet is None:
        return moment
    begin, end = settings.quiet
    local = moment.astimezone(ZoneInfo(who.zone))
    clock = local.time()
    over_midnight = begin > end
    if not ((clock >= begin or clock < end) if over_midnight else begin <= clock < end):
        return moment
    day = local.date() + timedelta(days=1 if over_midnight and clock >= begin else 0)
    return max(moment, on_wall(day, end, who.zone))
