"""From the numbers and words of one written hour to a time of day: twelve and twenty-four hours, parts of the day."""

from __future__ import annotations

from datetime import time
from typing import NamedTuple

from tracker.reading.types import Doubt

NOON = 12
EARLIEST_UNMARKED = 7  # before it, an hour without am/pm may as well be in the afternoon
_HOURS, _MINUTES = 24, 60

# Which hours a part of the day can bear: written -> meant. "9 de la noche" is 21 h, "14 h de l'après-midi" is 14 h.
_MEANT: dict[str, dict[int, int]] = {
    "morning": {hour: hour for hour in range(12)},
    "noon": {12: 12, 1: 13, 2: 14},
    "afternoon": {12: 12} | {hour: hour + 12 for hour in range(1, 8)} | {hour: hour for hour in range(13, 20)},
    "evening": {hour: hour + 12 for hour in range(6, 12)} | {hour: hour for hour in range(18, 24)},
}
_MORNING_PARTS, _OTHER_PARTS = {"morning"}, {"noon", "afternoon", "evening"}


class Clock(NamedTuple):
    """One hour as written. `half` is "am" or "pm" where the words beside it say so; without `time` there is a doubt."""

    end: int
    hour: int
    minute: int
    time: time | None
    doubt: Doubt | None
    half: str


def read_clock(end: int, hour: int, minute: int, *, meridiem: str = "", part: str = "", exact: bool = False) -> Clock:
    """`meridiem` is "am", "pm" or ""; `part` a part of the day or ""; `exact` says a machine wrote 24 hours."""
    if hour >= _HOURS or minute >= _MINUTES:
        return Clock(end, hour, minute, None, Doubt.IMPOSSIBLE_DATE, "")
    meant, doubt = _meant(hour, meridiem, part)
    if not (meridiem or part or exact) and hour < EARLIEST_UNMARKED:
        meant, doubt = None, Doubt.NO_TIME
    value = None if meant is None else time(meant, minute)
    half = "" if value is None or not (meridiem or part) else "pm" if value.hour >= NOON else "am"
    return Clock(end, hour, minute, value, doubt, half)


def _meant(hour: int, meridiem: str, part: str) -> tuple[int | None, Doubt | None]:
    if meridiem:
        if not 1 <= hour <= NOON or part in (_OTHER_PARTS if meridiem == "am" else _MORNING_PARTS):
            return None, Doubt.IMPOSSIBLE_DATE
        meant = hour % NOON + (NOON if meridiem == "pm" else 0)
        return meant, None if meant else Doubt.AMBIGUOUS_DATE  # who writes 12 AM may mean noon
    if part:
        meant_by_part = _MEANT[part].get(hour)
        return meant_by_part, Doubt.NO_TIME if meant_by_part is None else None
    return hour, None


def before(first: Clock, end: time) -> time | None:
    """The start of "8 to 10 a.m." or "11-1 p.m.": in the half of the day of its end, else in the other."""
    if not 1 <= first.hour <= NOON:
        return first.time
    same = first.hour % NOON + (NOON if end.hour >= NOON else 0)
    starts = (time(hour, first.minute) for hour in (same, (same + NOON) % _HOURS))
    return next((start for start in starts if start < end), None)


def after(clock: Clock) -> time | None:
    """The end of "9:00 to 3:00": a window that begins in the morning ends after it began."""
    if clock.time or clock.doubt is not Doubt.NO_TIME or not 1 <= clock.hour < EARLIEST_UNMARKED:
        return clock.time
    return time(clock.hour + NOON, clock.minute)


def shifted(clock: Clock, minutes: int) -> Clock:
    """The clock some minutes later, or earlier: "half past nine", "las nueve menos cuarto"."""
    if not minutes:
        return clock
    hour, minute = divmod(clock.hour * _MINUTES + minutes, _MINUTES)
    if clock.time is None:
        return clock._replace(hour=hour, minute=minute)
    meant, minute = divmod(clock.time.hour * _MINUTES + minutes, _MINUTES)
    if not clock.half and meant < EARLIEST_UNMARKED:
        return clock._replace(hour=hour, minute=minute, time=None, doubt=Doubt.NO_TIME)
    return clock._replace(hour=hour, minute=minute, time=time(meant % _HOURS, minute))
