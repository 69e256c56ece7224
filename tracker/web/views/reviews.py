"""A message that waits for a person, as the page shows it, with the fields that they may correct."""

from __future__ import annotations

from tracker.appointments.events import Review
from tracker.frozen import Frozen
from tracker.reading.types import When
from tracker.web.views.moments import local
from tracker.words.catalogue import Words


class ReviewView(Frozen):
    message: str  # sha256
    at: str
    what: str
    kind: str
    sender: str
    style: str
    dates: tuple[str, ...]
    doubts: tuple[str, ...]
    day: str
    hour: str
    old_day: str
    old_hour: str
    office: str


def review_view(one: Review, zone: str, t: Words) -> ReviewView:
    reading = one.reading
    dates = [t.when(reading.starts_at)] if reading.starts_at else []
    if reading.previous_starts_at:
        dates.append(f"{t.say('logs.previous')}: {t.when(reading.previous_starts_at)}")
    return ReviewView(
        message=one.sha256,
        at=local(one.at, zone, t),
        what=t.say(f"kind.{reading.kind}"),
        kind=reading.kind.value,
        sender=t.say(f"authenticity.{one.authenticity}"),
        style=one.authenticity.value,
        dates=tuple(dates),
        doubts=tuple(t.say(f"doubt.{doubt}") for doubt in one.doubts),
        day=_day(reading.starts_at),
        hour=_hour(reading.starts_at),
        old_day=_day(reading.previous_starts_at),
        old_hour=_hour(reading.previous_starts_at),
        office=reading.office or "",
    )


def _day(when: When | None) -> str:
    return when.day.isoformat() if when else ""


def _hour(when: When | None) -> str:
    return when.time.strftime("%H:%M") if when and when.time else ""
