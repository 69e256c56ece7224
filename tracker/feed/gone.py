"""Dates that ICE moved or cancelled: the old event closed, and a note on its day where clients hide closed events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.appointments.events import Appointment, ConfirmedBy, State, Status
from tracker.feed.asks import last_day, was_confirmed
from tracker.feed.describe import Describer
from tracker.feed.spans import span_of
from tracker.feed.types import Busy, DaySpan, Entry, EventStatus
from tracker.feed.voice import Voice
from tracker.frozen import Frozen


class _Fate(Frozen):
    """What became of a date that no longer stands: the sentence that says it, and the date that took its place."""

    sentence: str
    new: Appointment | None


def gone_events(old: Appointment, state: State, today: date, voice: Voice, describe: Describer) -> Iterator[Entry]:
    """The closed event until its day is over; the note as long as past dates are kept."""
    fate = _fate(old, state)
    cancelled = fate.sentence.startswith("cancelled")
    text = describe.gone(old, fate.new, cancelled=cancelled)
    if last_day(old) >= today:
        yield Entry(
            key=f"{old.id}:{old.revival}",
            span=span_of(old),
            status=EventStatus.CANCELLED,
            busy=Busy.FREE,
            summary=_closed_title(old, fate, voice),
            description=text,
        )
    yield Entry(
        key=f"notice:{old.id}:{old.revival}",
        span=DaySpan(first=old.starts_at.day, last=last_day(old)),
        status=EventStatus.CONFIRMED,
        busy=Busy.FREE,
        summary=_note_title(old, fate, state, voice),
        description=text,
        short=describe.gone(old, fate.new, cancelled=cancelled, office=False),
    )


def _fate(old: Appointment, state: State) -> _Fate:
    end = _end_of_chain(old, {a.id: a for a in state.appointments})
    if end.status is Status.CANCELLED:
        return _Fate(sentence=f"cancelled{_by(end)}", new=None)
    if end is old or not was_confirmed(end):
        return _Fate(sentence="replaced", new=None)
    if end.starts_at.day == old.starts_at.day:
        return _Fate(sentence="hour_changed", new=end)
    return _Fate(sentence=f"moved{_by(end)}", new=end)


def _end_of_chain(old: Appointment, by_id: dict[str, Appointment]) -> Appointment:
    """A date may be moved again and again; only the last one is worth naming."""
    current, seen = old, {old.id}
    while current.status is Status.SUPERSEDED and current.replaced_by in by_id and current.replaced_by not in seen:
        current = by_id[current.replaced_by]
        seen.add(current.id)
    return current


def _by(appointment: Appointment) -> str:
    return "_by_you" if appointment.confirmed_by is ConfirmedBy.YOU else ""


def _closed_title(old: Appointment, fate: _Fate, voice: Voice) -> str:
    key = f"title.{fate.sentence}"
    if fate.new is None:
        return voice.title(key, old=old.starts_at)
    if fate.sentence == "hour_changed":
        return voice.title(key, new=fate.new.starts_at)
    return voice.title(key, old=old.starts_at, new=fate.new.starts_at)


def _note_title(old: Appointment, fate: _Fate, state: State, voice: Voice) -> str:
    key = f"notice_title.{fate.sentence}"
    if fate.new and fate.sentence == "hour_changed":
        return voice.title(key, new=fate.new.starts_at)
    # "No check-in on that day" would be wrong while another one on it stands or may stand.
    other = _other_on_that_day(old, state)
    if other:
        return voice.title("notice_title.other_stands", old=old.starts_at, other=other.starts_at)
    if fate.new:
        return voice.title(key, day=old.starts_at.day, new=fate.new.starts_at)
    return voice.title(key, day=old.starts_at.day)


def _other_on_that_day(old: Appointment, state: State) -> Appointment | None:
    for other in state.appointments:
        binding = was_confirmed(other) or other.status is Status.UNVERIFIED
        if binding and other.id != old.id and other.starts_at.day == old.starts_at.day:
            return other
    return None
