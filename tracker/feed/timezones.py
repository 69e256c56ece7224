"""VTIMEZONE with RRULE and BYDAY, taken from the zone data itself.

Calendar clients misread a list of RDATEs by an hour all summer, and Outlook wants BYDAY; so the yearly rule is found
by looking at the offsets of the years that a feed can show. A zone without one rule for all of them has no VTIMEZONE
here, and its times are written in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 2020, 2037  # 2037: the last year that every TZif reader agrees on
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FIXED_START = "19700101T000000"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Onset:
    """When a zone changes to standard or daylight time. `start` is local to the offset before (RFC 5545 3.6.5)."""

    daylight: bool
    start: str
    offset_from: str
    offset_to: str
    name: str
    rule: str | None


@dataclass(frozen=True)
class _Change:
    wall: datetime  # in the offset before the change
    before: timedelta
    after: timedelta
    name: str
    daylight: bool


@cache
def onsets(zone: str) -> tuple[Onset, ...] | None:
    """The sub-components of this zone's VTIMEZONE, or None where it follows no single yearly rule."""
    changes = _changes(ZoneInfo(zone))
    if not changes:
        return (_fixed(ZoneInfo(zone)),)
    halves = [[change for change in changes if change.daylight is daylight] for daylight in (False, True)]
    found = [_onset(half) for half in halves]
    return None if None in found else tuple(onset for onset in found if onset is not None)


def _changes(zone: ZoneInfo) -> list[_Change]:
    moment, end = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
    changes = []
    while moment < end:
        if _offset(moment, zone) != _offset(moment + DAY, zone):
            changes.append(_change_after(moment, zone))
        moment += DAY
    return changes


def _change_after(moment: datetime, zone: ZoneInfo) -> _Change:
    before = _offset(moment, zone)
    step = DAY
    while step > timedelta(minutes=1):
        step /= 2
        if _offset(moment + step, zone) == before:
            moment += step
    # The change lies less than a minute ahead, and changes happen on whole minutes.
    change = (moment + timedelta(minutes=1)).replace(second=0, microsecond=0)
    local = change.astimezone(zone)
    wall = (change + before).replace(tzinfo=None)
    return _Change(wall, before, _offset(change, zone), local.tzname() or "", bool(local.dst()))


def _onset(changes: list[_Change]) -> Onset | None:
    years = [change.wall.year for change in changes]
    alike = {(c.wall.month, c.wall.weekday(), c.wall.time(), c.before, c.after, c.name) for c in changes}
    if len(alike) != 1 or years != list(range(FIRST_YEAR, LAST_YEAR + 1)):
        return None
    nth = _nth({change.wall for change in changes})
    first = changes[0]
    if nth is None:
        return None
    return Onset(
        daylight=first.daylight,
        start=f"{first.wall:%Y%m%dT%H%M%S}",
        offset_from=_sign(first.before),
        offset_to=_sign(first.after),
        name=first.name,
        rule=f"FREQ=YEARLY;BYMONTH={first.wall.month};BYDAY={nth}{WEEKDAYS[first.wall.weekday()]}",
    )


def _nth(walls: set[datetime]) -> int | None:
    """Which of its weekdays in the month every change falls on: 1 to 4, -1 for the last, None for neither."""
    counts = {(wall.day - 1) // 7 + 1 for wall in walls}
    if len(counts) == 1:
        return counts.pop()
    last = all((wall + timedelta(days=7)).month != wall.month for wall in walls)
    return -1 if last else None


def _fixed(zone: ZoneInfo) -> Onset:
    local = datetime(FIRST_YEAR, 1, 1, tzinfo=zone)
    offset = _sign(local.utcoffset() or timedelta())
    return Onset(
        daylight=False, start=FIXED_START, offset_from=offset, offset_to=offset, name=local.tzname() or "", rule=None
    )


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _sign(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
