"""What many people's records come to, kept from one look to the next: folded anew only where something changed.

However many people there are, a look asks the database the same number of times.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from datetime import datetime

from tracker.appointments.events import Appointment, RequestStatus, State, Status
from tracker.appointments.state import fold
from tracker.frozen import Frozen
from tracker.worker.home import Home
from tracker.worker.records import has_aged


class Summary(Frozen):
    """One person's record, as far as a list of many shows it."""

    standing: tuple[Appointment, ...] = ()
    unverified: tuple[Appointment, ...] = ()
    asked: tuple[Appointment, ...] = ()
    open_requests: int = 0
    reviews: int = 0


class Overview:
    def __init__(self, home: Home) -> None:
        self._home = home
        self._kept: dict[str, tuple[int, datetime, Summary]] = {}  # the log's position, when it was folded
        self._lock = threading.Lock()

    def of(self, people: Collection[str], now: datetime) -> dict[str, Summary]:
        with self._lock:
            positions = self._home.store.events.positions()
            stale = [one for one in people if self._is_stale(one, positions.get(one, 0), now)]
            for person, events in self._home.store.events.of_several(stale).items():
                state = fold(events, person=person, now=now)
                self._kept[person] = (positions.get(person, 0), now, summary_of(state))
            return {one: self._kept[one][2] for one in people}

    def _is_stale(self, person: str, position: int, now: datetime) -> bool:
        if person not in self._kept:
            return True
        known, folded_at, summary = self._kept[person]
        dates = (*summary.standing, *summary.unverified, *summary.asked)
        return known != position or has_aged(dates, folded_at, now)


def summary_of(state: State) -> Summary:
    def having(status: Status) -> tuple[Appointment, ...]:
        return tuple(one for one in state.appointments if one.status is status)

    return Summary(
        standing=having(Status.CONFIRMED),
        unverified=having(Status.UNVERIFIED),
        asked=having(Status.REQUESTED),
        open_requests=sum(one.status is RequestStatus.OPEN for one in state.requests),
        reviews=len(state.reviews),
    )
