"""The records that pages look at, kept from one look to the next: folded anew only where something changed.

A log only grows, so its position says whether what was folded still holds; besides, only the passing of a date changes
a state. What was looked at longest ago is forgotten first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from tracker.appointments.dates import is_over
from tracker.appointments.events import AnyEvent, Appointment, MessageRead, State, Status
from tracker.appointments.state import fold
from tracker.worker.home import Home

MOST = 50  # people whose records are kept
_MAY_PASS = frozenset({Status.CONFIRMED, Status.UNVERIFIED, Status.REQUESTED})


@dataclass(frozen=True)
class Record:
    """One person's log and what follows from it."""

    events: tuple[AnyEvent, ...]
    state: State

    @cached_property
    def readings(self) -> dict[str, MessageRead]:
        """What was read in each message, by the id of its entry."""
        return {event.id: event for event in self.events if isinstance(event, MessageRead)}


class Records:
    """Safe for threads."""

    def __init__(self, home: Home, most: int = MOST) -> None:
        self._home = home
        self._most = most
        self._kept: OrderedDict[str, tuple[int, datetime, Record]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, person: str, now: datetime) -> Record:
        position = self._home.store.events.position(person)
        with self._lock:
            known = self._kept.get(person)
        if known and known[0] == position and not has_aged(known[2].state.appointments, known[1], now):
            record = known[2]
        else:
            events = self._home.store.events.of(person)
            record = Record(events=events, state=fold(events, person=person, now=now))
        with self._lock:
            # An entry may have come between the two looks; with the older position it is only folded once more.
            self._kept[person] = (position, known[1] if known and known[2] is record else now, record)
            self._kept.move_to_end(person)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return record


def has_aged(appointments: Iterable[Appointment], folded_at: datetime, now: datetime) -> bool:
    """Whether a state that was folded then is another one now: a date has passed, or the clock stepped back."""
    if now < folded_at:
        return True
    open_dates = (one for one in appointments if one.status in _MAY_PASS)
    return any(is_over(one.ends_at or one.starts_at, now) for one in open_dates)
