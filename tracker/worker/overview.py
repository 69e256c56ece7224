"""What many people's records come to, kept from one look to the next: folded anew only where something changed.

However many people there are, and however much is in their logs, a look asks the database a few times.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from tracker.appointments.events import Appointment, RequestStatus, State, Status
from tracker.frozen import Frozen
from tracker.worker.filing import Record
from tracker.worker.home import Home
from tracker.worker.records import Records, has_aged, open_dates

FEW = 50  # who are looked at one by one, whether anything is kept of them or not
BATCH = 10  # people whose logs are in memory at once


class Summary(Frozen):
    """One person's record, as far as a list of many shows it."""

    standing: tuple[Appointment, ...] = ()
    unverified: tuple[Appointment, ...] = ()
    asked: tuple[Appointment, ...] = ()
    open_requests: int = 0
    reviews: int = 0


class Overview:
    """Safe for threads."""

    def __init__(self, home: Home, records: Records) -> None:
        self._home = home
        self._records = records
        self._kept: dict[str, tuple[int, datetime, Summary]] = {}  # the log's position, when it was folded
        self._lock = threading.Lock()

    def of(
        self, people: Collection[str], now: datetime, positions: Mapping[str, int] | None = None
    ) -> dict[str, Summary]:
        """`positions` of their logs, where they were looked up already."""
        known = self._home.store.events.positions() if positions is None else positions
        with self._lock:
            stale = [one for one in people if self._is_stale(one, known.get(one, 0), now)]
            for person, record in self._opened(stale, known, now):
                summary = summary_of(record.dates, waiting=record.waiting)
                self._kept[person] = (known.get(person, 0), now, summary)
            return {one: self._kept[one][2] for one in people}

    def _opened(self, people: list[str], positions: Mapping[str, int], now: datetime) -> Iterator[tuple[str, Record]]:
        """One by one, so that not all are in memory at once; those of whom nothing is kept, if many, in batches."""
        kept = people if len(people) <= FEW else [one for one in people if self._records.keeps(one)]
        yield from ((one, self._records.of(one, now)) for one in kept)
        new = sorted(set(people).difference(kept))
        for start in range(0, len(new), BATCH):
            some = new[start : start + BATCH]
            for person, events in self._home.store.events.of_several(some).items():
                yield person, self._records.file(person, tuple(events), positions.get(person, 0), now)

    def _is_stale(self, person: str, position: int, now: datetime) -> bool:
        if person not in self._kept:
            return True
        known, folded_at, summary = self._kept[person]
        if known != position:
            return True
        return has_aged(open_dates((*summary.standing, *summary.unverified, *summary.asked)), folded_at, now)


def summary_of(state: State, *, waiting: int) -> Summary:
    def having(status: Status) -> tuple[Appointment, ...]:
        return tuple(one for one in state.appointments if one.status is status)

    return Summary(
        standing=having(Status.CONFIRMED),
        unverified=having(Status.UNVERIFIED),
        asked=having(Status.REQUESTED),
        open_requests=sum(one.status is RequestStatus.OPEN for one in state.requests),
        reviews=waiting,
    )
