"""When a person is reminded, and when nothing but urgent news comes, in words."""

from __future__ import annotations

from tracker.settings import Settings
from tracker.words.catalogue import Words


def reminder_lines(settings: Settings, t: Words) -> tuple[str, ...]:
    before, asked = settings.remind_before, settings.ladder_before
    begin, _, end = settings.quiet_hours.partition("-")
    return (
        t.say("setup.reminders_days", days=_listed(before)) if before else t.say("setup.reminders_none"),
        *((t.say("setup.reminders_asked", days=_listed(asked)),) if asked else ()),
        t.say("setup.quiet", start=begin, end=end) if begin else t.say("setup.quiet_none"),
    )


def _listed(days: tuple[int, ...]) -> str:
    return ", ".join(str(day) for day in days)
