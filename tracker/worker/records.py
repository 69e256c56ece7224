"""The records that pages look at, kept in memory from one look to the next: folded anew only where something changed.

    look ──▶ is there more in the log? ──no──▶ what was folded before: opened, or filed away
                                     └──yes──▶ read what is new, go on with the fold

A log only grows, so its position says whether what was folded still holds; besides, only the passing of a date changes
a state. Of those whose record was looked at last, everything is kept. What is looked at longest ago is filed away: what
follows from the log alone, compressed, a few kilobytes for each person. Nothing of either is ever written anywhere.
"""

from __future__ import annotations

import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from tracker.appointments.dates import is_over
from tracker.appointments.events import AnyEvent, Appointment, MessageRead, State, Status
from tracker.appointments.state import Folding
from tracker.frozen import Frozen
from tracker.reading.types import Language, When
from tracker.worker.home import Home

MOST = 4_000  # entries of the logs that are kept whole: some 50 MB
FAST = 1  # zlib level
_MAY_PASS = frozenset({Status.CONFIRMED, Status.UNVERIFIED, Status.REQUESTED})

Events = tuple[AnyEvent, ...]


@dataclass(frozen=True)
class Record:
    """What follows from one person's log, with what the person entered; the log itself where it is asked for."""

    state: State
    acts: Events
    load: Callable[[], Events]
    folding: Folding | None = None  # of the log; never asked itself

    def with_entry(self, event: AnyEvent, now: datetime) -> State:
        """What would follow if that were entered, too."""
        folding = self.folding.fork() if self.folding else Folding(self.state.person)
        return folding.state([*self.events, event], now)

    @cached_property
    def set_aside(self) -> dict[str, tuple[Appointment, ...]]:
        """The dates as they would be if a message that waits were set aside, by its sha256: kept by whoever asks."""
        return {}

    @cached_property
    def pictures(self) -> dict[tuple[Language, str], str]:
        """How its dates came about, drawn, by language and zone: kept by whoever draws it."""
        return {}

    @cached_property
    def searched(self) -> dict[tuple[Language, str], dict[str, str]]:
        """Words to search in, by language and zone, then by the id of an entry: kept by whoever makes them."""
        return {}

    @cached_property
    def events(self) -> Events:
        return self.load()

    @cached_property
    def readings(self) -> dict[str, MessageRead]:
        """What was read in each message, by the id of its entry."""
        return {event.id: event for event in self.events if isinstance(event, MessageRead)}


class _Open(NamedTuple):
    """A record as it was at that position of its log and folded at that moment; `folding` can go on with its events."""

    position: int
    folded_at: datetime
    record: Record
    events: Events = ()
    folding: Folding | None = None


class _Filed(NamedTuple):
    position: int
    folded_at: datetime
    open_dates: tuple[When, ...]
    packed: bytes


class _Contents(Frozen):
    state: State
    acts: Events


class Records:
    """Safe for threads. Not to be asked inside a transaction, which might yet be undone."""

    def __init__(self, home: Home, most: int = MOST) -> None:
        self._home = home
        self._most = most
        self._open: OrderedDict[str, _Open] = OrderedDict()
        self._filed: dict[str, _Filed] = {}
        self._weight = 0  # entries of the open ones
        self._lock = threading.Lock()

    def of(self, person: str, now: datetime) -> Record:
        found = self._take(person)
        events, position = self._home.store.events.since(person, found.position if found else 0)
        kept = self._kept(found, position, now) if found else None
        if kept is None:
            kept = self._folded(person, found if isinstance(found, _Open) else None, events, position, now)
        self._put(person, kept)
        return kept.record

    def file(self, person: str, events: Events, position: int, now: datetime) -> State:
        """Fold that log, which was read when it was at that position or later, and file away what follows from it."""
        record = _record(events, Folding(person).state(events, now))
        with self._lock:
            self._file(person, _Open(position, now, record))
        return record.state

    def _take(self, person: str) -> _Open | _Filed | None:
        """What is kept of that person, out of the way of other threads: a fold that goes on has one owner."""
        with self._lock:
            opened = self._open.pop(person, None)
            self._weight -= _weight(opened) if opened else 0
            return opened or self._filed.get(person)

    def _kept(self, found: _Open | _Filed, position: int, now: datetime) -> _Open | None:
        """What still holds."""
        if found.position != position:
            return None
        dates = found.open_dates if isinstance(found, _Filed) else open_dates(found.record.state.appointments)
        if has_aged(dates, found.folded_at, now):
            return None
        return found if isinstance(found, _Open) else self._unpacked(found)

    def _folded(self, person: str, before: _Open | None, new: Events, position: int, now: datetime) -> _Open:
        folding = before.folding if before else None
        if before and folding:
            events = before.events + new
        else:
            folding = Folding(person)
            events, position = self._home.store.events.since(person, 0)
        record = _record(events, folding.state(events, now), folding.fork())
        return _Open(position, now, record, events, folding)

    def _unpacked(self, filed: _Filed) -> _Open:
        contents = _Contents.model_validate_json(zlib.decompress(filed.packed))
        person, events = contents.state.person, self._home.store.events
        record = Record(contents.state, contents.acts, lambda: events.of(person))
        return _Open(filed.position, filed.folded_at, record)

    def _put(self, person: str, kept: _Open) -> None:
        with self._lock:
            other = self._open.pop(person, None)
            self._weight -= _weight(other) if other else 0
            self._open[person] = kept
            self._weight += _weight(kept)
            while self._weight > self._most and len(self._open) > 1:
                oldest, away = self._open.popitem(last=False)
                self._weight -= _weight(away)
                self._file(oldest, away)

    def _file(self, person: str, away: _Open) -> None:
        known = self._filed.get(person)
        if known and (known.position, known.folded_at) == (away.position, away.folded_at):
            return
        contents = _Contents(state=away.record.state, acts=away.record.acts)
        packed = zlib.compress(contents.model_dump_json().encode(), FAST)
        dates = open_dates(away.record.state.appointments)
        self._filed[person] = _Filed(away.position, away.folded_at, dates, packed)


def _record(events: Events, state: State, folding: Folding | None = None) -> Record:
    acts = tuple(event for event in events if not isinstance(event, MessageRead))
    return Record(state, acts, lambda: events, folding)


def _weight(kept: _Open) -> int:
    return len(kept.record.state.entries) + 1


def open_dates(appointments: Iterable[Appointment]) -> tuple[When, ...]:
    """When each date that may still pass is over."""
    return tuple(one.ends_at or one.starts_at for one in appointments if one.status in _MAY_PASS)


def has_aged(dates: Iterable[When], folded_at: datetime, now: datetime) -> bool:
    """Whether a state with these open dates, folded then, is another one now: one passed, or the clock stepped back."""
    return now < folded_at or any(is_over(one, now) for one in dates)
