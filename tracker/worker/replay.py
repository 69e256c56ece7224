"""Reads every kept message again with the rules of today, and says what would be different before anything is appended.

What counts as different is what a message says and may do, not by which version of the rules, nor in which words the
sender's evidence is told: otherwise one mended comma in a rule would write the whole log anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tracker.appointments import ids
from tracker.appointments.events import AnyEvent, Appointment, MessageRead, Status
from tracker.appointments.state import fold
from tracker.errors import UnreadableError
from tracker.reading.types import Step
from tracker.worker.home import Home
from tracker.worker.intake import best_readings, rows

OnMessage = Callable[[int, int], None]  # how many are done, of how many
_SAME_FACT = {"id", "recorded_at", "evidence", "reading"}
_SAME_READING = {"trace", "rule"}


@dataclass(frozen=True)
class Changed:
    """One message for one person; `before` is None where it was not in the log."""

    before: MessageRead | None
    after: MessageRead


@dataclass(frozen=True)
class DateChanged:
    """A date whose status would be another, None where it is unknown. `shown` is the newer view of it."""

    shown: Appointment
    before: Status | None
    after: Status | None


@dataclass
class Replay:
    read: int = 0
    unreadable: list[str] = field(default_factory=list)  # sha256
    changed: list[Changed] = field(default_factory=list)


def replay(home: Home, *, now: datetime, on_message: OnMessage = lambda _done, _all: None) -> Replay:
    """What today's rules would change. Appends nothing."""
    latest, known = logged(home)
    messages = home.store.messages.list()
    found = Replay()
    home.sandbox.warm()
    for done, message in enumerate(messages, 1):
        try:
            understood = best_readings(home, message.sha256, now)
        except UnreadableError:
            found.unreadable.append(message.sha256)
        else:
            found.read += 1
            for after in rows(home, message.sha256, understood, now):
                before = latest.get((after.person, message.sha256))
                if before is None or _said(before) != _said(after):
                    found.changed.append(Changed(before, _anew(_later(before, after), known)))
        on_message(done, len(messages))
    return found


def dates_changed(home: Home, found: Replay, now: datetime) -> Iterator[DateChanged]:
    """Which dates would have another status: the log folded as it is, and with what would be appended."""
    for person in sorted({change.after.person for change in found.changed}):
        events = home.store.events.of(person)
        more = [change.after for change in found.changed if change.after.person == person]
        before = {one.id: one for one in fold(events, person=person, now=now).appointments}
        after = {one.id: one for one in fold([*events, *more], person=person, now=now).appointments}
        shown = before | after
        for name in sorted(shown, key=lambda name: (shown[name].starts_at.day, name)):
            was, will = (view[name].status if name in view else None for view in (before, after))
            if was is not will:
                yield DateChanged(shown[name], was, will)


def append(home: Home, found: Replay) -> int:
    """Append what is different, message by message; returns how many rows are new."""
    by_message: dict[str, list[AnyEvent]] = {}
    for change in found.changed:
        by_message.setdefault(change.after.sha256, []).append(change.after)
    return sum(home.store.record_message(digest, events) for digest, events in by_message.items())


def logged(home: Home) -> tuple[dict[tuple[str, str], MessageRead], frozenset[str]]:
    """The latest reading of each message for each person, and the ids of all."""
    latest: dict[tuple[str, str], MessageRead] = {}
    known = set[str]()
    for person in home.store.people.list():
        for event in home.store.events.of(person.id):
            if isinstance(event, MessageRead):
                known.add(event.id)
                place = (person.id, event.sha256)
                latest[place] = max(latest.get(place, event), event, key=lambda one: (one.recorded_at, one.id))
    return latest, frozenset(known)


def _said(event: MessageRead) -> tuple[object, object, str]:
    """What it says and may do, and by which rule; not by which version of it."""
    rule = event.reading.rule.rpartition("@")[0]
    return event.model_dump(exclude=_SAME_FACT), event.reading.model_dump(exclude=_SAME_READING), rule


def _anew(event: MessageRead, known: frozenset[str]) -> MessageRead:
    """Where rules were taken back, the very same reading is in the log already, below the one that it must outrank."""
    if event.id not in known:
        return event
    again = Step(text="replay", counted=True, reason=f"read again on {event.recorded_at.isoformat()}")
    later = event.model_copy(
        update={"reading": event.reading.model_copy(update={"trace": (*event.reading.trace, again)})}
    )
    return later.model_copy(update={"id": ids.event_id(later)})


def _later(before: MessageRead | None, after: MessageRead) -> MessageRead:
    """The latest reading counts, so this one must be later, whatever the clock said that wrote the other."""
    if before is None or before.recorded_at < after.recorded_at:
        return after
    return after.model_copy(update={"recorded_at": before.recorded_at + timedelta(microseconds=1)})
