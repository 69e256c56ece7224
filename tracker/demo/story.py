"""The invented mailbox of the demo, dated so that its appointments always lie ahead."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from importlib import resources

from tracker.frozen import Frozen
from tracker.message.sample import ICE_SENDER, compose
from tracker.reading.types import Language, When
from tracker.words.dates import DateStyle, format_when

ADDRESS = "maria.lopez@example.com"
NAME = "Maria Lopez"
ZONE = "America/New_York"


class Told(Frozen):
    """One message of the story as it is written in the data file."""

    language: Language
    days_ago: int
    subject: str
    text: str
    sender: str = ICE_SENDER


def messages(now: datetime) -> list[bytes]:
    """The raw messages, oldest first, as Gmail would have stored them."""
    source = resources.files("tracker.demo") / "story.toml"
    told = [Told.model_validate(one) for one in tomllib.loads(source.read_text("utf-8"))["message"]]
    dates = story_dates(now.date())
    return [_raw(one, dates, now) for one in told]


def story_dates(today: date) -> dict[str, When]:
    """The story's dates by name, all on working days after today."""
    return {
        "first": _at(today, weeks=3, weekday=1, hour=time(9)),
        "wished": _at(today, weeks=5, weekday=2, hour=time(10)),
        "moved": _at(today, weeks=4, weekday=3, hour=time(10, 30)),
        "second": _at(today, weeks=6, weekday=0, hour=time(8, 30)),
        "later": _at(today, weeks=7, weekday=4, hour=time(13)),
    }


def _at(today: date, *, weeks: int, weekday: int, hour: time) -> When:
    monday = today - timedelta(days=today.weekday())
    return When(day=monday + timedelta(weeks=weeks, days=weekday), time=hour, zone=ZONE)


def _raw(told: Told, dates: dict[str, When], now: datetime) -> bytes:
    written = {name: format_when(when, told.language, DateStyle.LONG) for name, when in dates.items()}
    sent = (now - timedelta(days=told.days_ago)).replace(hour=14, minute=5, second=0, microsecond=0)
    return compose(
        subject=told.subject.format(**written),
        text=told.text.format(**written),
        from_=told.sender,
        to=f"{NAME} <{ADDRESS}>",
        date=sent,
        profile="gmail",
        dmarc="pass",
    )
