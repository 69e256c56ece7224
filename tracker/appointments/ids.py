"""Ids that come from the content: the same fact bears the same id on every machine and in every order."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, time
from functools import lru_cache
from typing import TypeVar

from tracker.appointments.events import Event, MessageRead

E = TypeVar("E", bound=Event)

KNOWN = 50_000  # ids of slots and requests that are not worked out again: a log names the same few many times over


def event_id(event: Event) -> str:
    """The id of this fact. When a message was read is no part of it, so reading it again by the same rules is the same
    fact; when a person acted is. Keyed hashes are no part of it either: every record has a key of its own.
    """
    fact = event.model_dump(mode="json", exclude={"id"})
    if isinstance(event, MessageRead):
        fact.pop("recorded_at")
        fact["hints"] = [[hint.kind.value, hint.masked] for hint in event.hints]
    return _digest("evt", fact)


@lru_cache(KNOWN)
def appointment_id(person: str, day: date, hour: time | None) -> str:
    """One slot of one person; the office and the zone are no part of it."""
    return _digest("apt", [person, day.isoformat(), hour.isoformat() if hour else None])


@lru_cache(KNOWN)
def request_id(person: str, source: str) -> str:
    """`source` is what asked: an event's id, or a message's content id."""
    return _digest("req", [person, source])


def record(event_type: type[E], person: str, now: datetime, **fields: object) -> E:
    """What happened, as a row of the log with its id. Raises pydantic's `ValidationError` for a field that is wrong."""
    event = event_type.model_validate({"id": "", "person": person, "recorded_at": now, **fields})
    return event.model_copy(update={"id": event_id(event)})


def _digest(prefix: str, fact: object) -> str:
    canonical = json.dumps(fact, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"{prefix}_{hashlib.sha256(canonical.encode()).hexdigest()[:24]}"
