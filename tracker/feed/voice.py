"""Speaks for one link: its language, its style and the name that a helper gave the person."""

from __future__ import annotations

from datetime import date

from tracker.appointments.events import Appointment
from tracker.feed.types import FeedView
from tracker.reading.types import When
from tracker.words.catalogue import Words
from tracker.words.hours import say_hours


class Voice:
    """Where a sentence has a private and a full form, the link's style picks it."""

    def __init__(self, view: FeedView, words: Words) -> None:
        self._style = view.style.value
        self._person = view.person
        self._words = words

    def says(self, key: str) -> bool:
        return key in self._words or f"{key}.{self._style}" in self._words

    def say(self, key: str, **values: str | When | date) -> str:
        styled = f"{key}.{self._style}"
        return self._words.say(styled if styled in self._words else key, **values)

    def hours(self, published: str) -> str:
        """An office's hours in the link's language, or as they were published."""
        return say_hours(published, self._words) or published

    def title(self, key: str, **values: str | When | date) -> str:
        """A title; the state stands first, so the person's name comes last."""
        text = self.say(key, **values)
        return f"{text} · {self._person}" if self._person else text

    def slot(self, appointment: Appointment) -> str:
        """What it is and at which hours, as written: never an hour that nobody wrote."""
        start, end, what = appointment.starts_at, appointment.ends_at, self.say("what")
        if start.time is None:
            return self.say("slot.no_time", what=what)
        if end is None or end.time is None:
            return self.say("slot.timed", what=what, start=start)
        key = "slot.window" if end.day == start.day else "slot.window_days"
        return self.say(key, what=what, start=start, end=end)
