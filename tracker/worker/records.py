"""The records that pages look at, kept in memory from one look to the next: folded anew only where something changed.

    look ──▶ is there more in the log? ──no──▶ what was folded before: opened, or filed away (`filing`)
                                     └──yes──▶ read what is new, go on where the fold ended

A log only grows, so its position says whether what was folded still holds; besides, only the passing of a date changes
a state. Of those whose record was looked at last, everything is kept. What is looked at longest ago is filed away: what
follows from the log alone, compressed, some kilobytes for each person. A few messages that came since are not filed for
that; from what was filed before them, one goes on again. What many people's logs come to is filed and, while there is
room, opened at once, before anybody looks. Nothing of either is ever written anywhere.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from tracker.appointments.dates import is_over
from tracker.appointments.events import Appointment, Status
from tracker.appointments.state import Folding
from tracker.reading.types import When
from tracker.worker.filing import Events, Filed, Record, record_of
from tracker.worker.home import Home

MOST = 20_000  # entries of the logs that are kept whole: some 200 MB
AGAIN = 8  # messages behind what is filed that are rather read again than filed
LIGHT = 4  # as many entries of a log that is not in memory itself weigh what one of another does
_MAY_PASS = frozenset({Status.CONFIRMED, Status.UNVERIFIED, Status.REQUESTED})


class _Open(NamedTuple):
    """A record as it was at that position of its log and folded at that moment; `folding` can go on with its events."""

    position: int
    folded_at: datetime
    record: Record
    weight: int
    events: Events = ()
    folding: Folding | None = None
    base: Filed | None = None  # from where it went on
    behind: int = 0  # with so many messages

    def at_hand(self) -> _Open:
        """The same, with what most pages show of it opened."""
        _ = self.record.state
        return self


class Records:
    """Safe for threads. Not to be asked inside a transaction, which might yet be undone."""

    def __init__(self, home: Home, most: int = MOST) -> None:
        self._home = home
        self._most = most
        self._open: OrderedDict[str, _Open] = OrderedDict()
        self._filed: dict[str, Filed] = {}
        self._weight = 0  # entries of the open ones
        self._lock = threading.Lock()

    def of(self, person: str, now: datetime) -> Record:
        found = self._take(person)
        events, position = self._home.store.events.since(person, found.position if found else 0)
        kept = self._gone_on(found, events, position, now) if found else None
        if kept is None:
            kept = self._folded(person, found, events, position, now)
        self._put(person, kept)
        return kept.record

    def keeps(self, person: str) -> bool:
        """Whether a fold of that person can go on, or need not be made."""
        return person in self._open or person in self._filed

    def file(self, person: str, events: Events, position: int, now: datetime) -> Record:
        """Fold that log, which was read when it was at that position or later, and file away what follows from it."""
        record = record_of(Folding(person), events, now)
        with self._lock:
            self._file(person, _open(position, now, record))
            filed, room = self._filed[person], self._most * LIGHT - self._weight
        if record.length < room:
            self._put(person, self._unpacked(person, filed).at_hand())
        return record

    def _take(self, person: str) -> _Open | None:
        """What is kept of that person, out of the way of other threads: a fold that goes on has one owner."""
        with self._lock:
            opened = self._open.pop(person, None)
            self._weight -= opened.weight if opened else 0
            filed = None if opened else self._filed.get(person)
        return self._unpacked(person, filed) if filed else opened

    def _gone_on(self, found: _Open, new: Events, position: int, now: datetime) -> _Open | None:
        """What follows with the new events, where it still holds or can be told without the log."""
        record = found.record
        if not new:
            if not has_aged(open_dates(record.dates.appointments), found.folded_at, now):
                return found
            return found._replace(folded_at=now, record=record.at(now))
        followed = record.ending.follow(new)
        if followed is None:
            return None
        events, person = found.events + new if found.folding else (), record.person
        load = (lambda: events) if found.folding else (lambda: self._home.store.events.of(person))
        after = _open(position, now, record.followed(followed, now, new, load), events, found.folding)
        return after._replace(base=found.base, behind=found.behind + len(new))

    def _folded(self, person: str, before: _Open | None, new: Events, position: int, now: datetime) -> _Open:
        folding = before.folding if before else None
        if before and folding:
            events = before.events + new
        else:
            folding = Folding(person)
            events, position = self._home.store.events.since(person, 0)
        record = record_of(folding, events, now)
        return _open(position, now, record, events, folding)

    def _unpacked(self, person: str, filed: Filed) -> _Open:
        events = self._home.store.events
        opened = _open(filed.position, filed.folded_at, filed.record(lambda: events.of(person)))
        return opened._replace(base=filed)

    def _put(self, person: str, kept: _Open) -> None:
        with self._lock:
            other = self._open.pop(person, None)
            self._weight -= other.weight if other else 0
            self._open[person] = kept
            self._weight += kept.weight
            while self._weight > self._most * LIGHT and len(self._open) > 1:
                oldest, away = self._open.popitem(last=False)
                self._weight -= away.weight
                self._file(oldest, away)

    def _file(self, person: str, away: _Open) -> None:
        known = self._filed.get(person)
        if known and (known.position, known.folded_at) == (away.position, away.folded_at):
            known.keep_drawn(away.record)
        elif known is None or known is not away.base or not 0 < away.behind <= AGAIN:
            self._filed[person] = Filed(away.position, away.folded_at, away.record)


def _open(position: int, now: datetime, record: Record, events: Events = (), folding: Folding | None = None) -> _Open:
    weight = (record.length + 1) * (LIGHT if folding else 1)
    return _Open(position, now, record, weight, events, folding)


def open_dates(appointments: Iterable[Appointment]) -> tuple[When, ...]:
    """When each date that may still pass is over."""
    return tuple(one.ends_at or one.starts_at for one in appointments if one.status in _MAY_PASS)


def has_aged(dates: Iterable[When], folded_at: datetime, now: datetime) -> bool:
    """Whether a state with these open dates, folded then, is another one now: one passed, or the clock stepped back."""
    return now < folded_at or any(is_over(one, now) for one in dates)
