"""What could not be read, as a person sees it: an entry of the log that did nothing, with a notice.

It is no event: once the message has been read after all, the entry is gone and the message's own stands there.
"""

from __future__ import annotations

from datetime import datetime
from heapq import merge

from tracker.appointments.events import Effect, Entry, MessageRead, NoticeKind, State
from tracker.storage.types import StoredMessage
from tracker.worker.home import Home

TYPE = "message_unreadable"


def unreadable(home: Home, person: str) -> tuple[Entry, ...]:
    """The person's messages that could not be read, oldest first."""
    return tuple(_entry(message, person) for message in home.store.messages.failed(person))


def judged(home: Home, person: str, now: datetime, *, state: State | None = None) -> list[Entry]:
    """The person's log as it is shown, what could not be read included, in the order of the messages' dates.

    `state` is what follows from their log, where it was worked out already.
    """
    entries = (state or home.state(person, now)).entries
    return list(merge(entries, unreadable(home, person), key=lambda entry: entry.at))


def readings(home: Home, person: str) -> dict[str, MessageRead]:
    """What was read in each of the person's messages, by the id of its entry."""
    return {event.id: event for event in home.store.events.of(person) if isinstance(event, MessageRead)}


def _entry(message: StoredMessage, person: str) -> Entry:
    return Entry(
        event=f"{TYPE}_{message.sha256[:32]}",
        type=TYPE,
        at=message.received or message.stored_at,
        person=person,
        sha256=message.sha256,
        effect=Effect.INFORMS,
        notices=(NoticeKind.UNREADABLE,),
    )
