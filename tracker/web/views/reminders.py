"""When a person is reminded, and when nothing but urgent news comes: in words, and from what a form says of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

from tracker.frozen import Frozen
from tracker.storage.types import Reminders
from tracker.words.catalogue import Words
from tracker.words.dates import write_clock

OFFERED = (14, 7, 3, 2, 1)  # days before a date
ALWAYS_ASKED = 1  # the day before, an unanswered request is told whatever was chosen
LONGEST_QUIET = timedelta(hours=12)


class DayChoice(Frozen):
    days: str
    chosen: bool


class RemindersView(Frozen):
    """What holds, and the form to change it. Hours are `HH:MM`, empty where there are no quiet hours."""

    lines: tuple[str, ...]
    before: tuple[DayChoice, ...]
    asked: tuple[DayChoice, ...]
    quiet_from: str
    quiet_to: str


def reminders_view(now: Reminders, t: Words) -> RemindersView:
    begin, end = (f"{one:%H:%M}" for one in now.quiet) if now.quiet else ("", "")
    return RemindersView(
        lines=_lines(now, t),
        before=_choices(now.before),
        asked=tuple(one for one in _choices(now.asked) if one.days != str(ALWAYS_ASKED)),
        quiet_from=begin,
        quiet_to=end,
    )


def read_reminders(
    now: Reminders, before: Iterable[int], asked: Iterable[int], quiet_from: str, quiet_to: str
) -> Reminders | None:
    """What a form says; None where it says what is not offered, or hours that would keep too much away."""
    chosen = Reminders(
        before=tuple(sorted(set(before), reverse=True)),
        asked=tuple(sorted({*asked, ALWAYS_ASKED}, reverse=True)),
        quiet=None,
    )
    if set(chosen.before) - _offered(now.before) or set(chosen.asked) - _offered(now.asked):
        return None
    if not quiet_from and not quiet_to:
        return chosen
    quiet = _hours(quiet_from, quiet_to)
    return chosen.model_copy(update={"quiet": quiet}) if quiet else None


def _hours(begin: str, end: str) -> tuple[time, time] | None:
    try:
        first, last = (datetime.strptime(one, "%H:%M").time() for one in (begin, end))  # noqa: DTZ007 - a wall clock
    except ValueError:
        return None
    day = date.min
    length = datetime.combine(day, last) - datetime.combine(day, first)
    length += timedelta(days=1 if length <= timedelta(0) else 0)
    return (first, last) if length <= LONGEST_QUIET else None


def _lines(now: Reminders, t: Words) -> tuple[str, ...]:
    return (
        t.say("setup.reminders_days", days=_listed(now.before)) if now.before else t.say("setup.reminders_none"),
        *((t.say("setup.reminders_asked", days=_listed(now.asked)),) if now.asked else ()),
        _quiet(*now.quiet, t) if now.quiet else t.say("setup.quiet_none"),
    )


def _quiet(begin: time, end: time, t: Words) -> str:
    return t.say("setup.quiet", start=write_clock(begin, t.language), end=write_clock(end, t.language))


def _choices(chosen: Collection[int]) -> tuple[DayChoice, ...]:
    days = sorted(_offered(chosen), reverse=True)
    return tuple(DayChoice(days=str(one), chosen=one in chosen) for one in days)


def _offered(chosen: Collection[int]) -> set[int]:
    """What this installation set beyond the usual may stay."""
    return {*OFFERED, *chosen}


def _listed(days: tuple[int, ...]) -> str:
    return ", ".join(str(day) for day in days)
