"""The append-only log. There is no verb here that changes or removes a row. A record is erased whole, by `erasing`."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select

from tracker.appointments.events import EVENT, AnyEvent, MessageRead
from tracker.storage.tables import EVENT_LOG, PERSON
from tracker.storage.unchanged import unchanged
from tracker.storage.unit import Room, insert_new, queue_for

_POSITION = select(func.max(EVENT_LOG.c.seq)).where(EVENT_LOG.c.person == bindparam("person"))
_ROWS = select(EVENT_LOG.c.id, EVENT_LOG.c.payload).order_by(EVENT_LOG.c.seq)
_SINCE = _ROWS.add_columns(EVENT_LOG.c.seq).where(
    EVENT_LOG.c.person == bindparam("person"), EVENT_LOG.c.seq > bindparam("after")
)
_ABOUT = _ROWS.where(EVENT_LOG.c.sha256 == bindparam("digest"))
_ENTRY = _ROWS.where(EVENT_LOG.c.id == bindparam("event"))
_CONCERNED = select(EVENT_LOG.c.person).where(EVENT_LOG.c.sha256 == bindparam("digest"))
_WHOSE = select(EVENT_LOG.c.person).where(EVENT_LOG.c.id == bindparam("event"))
_NEWEST = select(func.max(EVENT_LOG.c.seq)).where(EVENT_LOG.c.person == PERSON.c.id)
_POSITIONS = select(PERSON.c.id, _NEWEST.scalar_subquery())  # one look into an index for each, however long the logs


class Events(Room):
    def append(self, events: Iterable[AnyEvent]) -> int:
        """Write those whose id is not in the log yet, all or none; returns how many."""
        events = tuple(events)
        rows = [self._row(event) for event in events]
        with self._unit.transaction() as connection:
            # Else somebody's later row might be seen before an earlier one, and a position would promise too much.
            queue_for(connection, {event.person for event in events})
            return insert_new(connection, EVENT_LOG, rows)

    def of(self, person: str) -> tuple[AnyEvent, ...]:
        """The person's log, in the order in which it was written."""
        return self.since(person, 0)[0]

    def since(self, person: str, position: int) -> tuple[tuple[AnyEvent, ...], int]:
        """What was appended behind that `position` of the person's log, and the position that this comes to."""
        with self._unit.reading() as connection:
            rows = connection.execute(_SINCE, {"person": person, "after": position}).all()
        return self._opened(rows), rows[-1].seq if rows else position

    @unchanged
    def about(self, digest: str) -> tuple[AnyEvent, ...]:
        """What was read in one message and what people decided about it, for everybody it concerns."""
        return self._read(_ABOUT, digest=digest)

    def concerned(self, digest: str) -> frozenset[str]:
        """Who has an entry about that message."""
        with self._unit.reading() as connection:
            return frozenset(connection.scalars(_CONCERNED, {"digest": digest}))

    def whose(self, event: str) -> str | None:
        with self._unit.reading() as connection:
            return connection.scalar(_WHOSE, {"event": event})

    @unchanged
    def find(self, event: str) -> AnyEvent | None:
        found = self._read(_ENTRY, event=event)
        return found[0] if found else None

    def position(self, person: str) -> int:
        """Grows with every event of that person; equal as long as nothing was appended. 0 for an empty log."""
        with self._unit.reading() as connection:
            return connection.scalar(_POSITION, {"person": person}) or 0

    def positions(self) -> dict[str, int]:
        """`position` of everybody who has an event, in one statement."""
        with self._unit.reading() as connection:
            return {person: newest for person, newest in connection.execute(_POSITIONS).all() if newest is not None}

    def extents(self, person: str | None = None) -> dict[str, tuple[int, int]]:
        """By person, of that one or of everybody, what changes with every event: `position` and the number of events.
        With many writers a smaller position may come after a larger one.
        """
        wanted = select(EVENT_LOG.c.person, func.max(EVENT_LOG.c.seq), func.count()).group_by(EVENT_LOG.c.person)
        wanted = wanted.where(EVENT_LOG.c.person == person) if person else wanted
        with self._unit.reading() as connection:
            return {row.person: (row[1], row[2]) for row in connection.execute(wanted)}

    def of_several(self, people: Iterable[str]) -> dict[str, list[AnyEvent]]:
        """The logs of those people, in one statement."""
        found: dict[str, list[AnyEvent]] = {person: [] for person in people}
        if found:
            for event in self._read(_ROWS.where(EVENT_LOG.c.person.in_(found))):
                found[event.person].append(event)
        return found

    def _row(self, event: AnyEvent) -> dict[str, Any]:
        payload = EVENT.dump_json(event)
        return {
            "id": event.id,
            "person": event.person,
            "type": event.type,
            "at": event.at if isinstance(event, MessageRead) else event.recorded_at,
            "recorded_at": event.recorded_at,
            "sha256": getattr(event, "sha256", None),
            "payload": self._unit.cipher.seal(EVENT_LOG.name, "payload", event.id, payload),
        }

    def _read(self, wanted: Select[Any], **given: str) -> tuple[AnyEvent, ...]:
        with self._unit.reading() as connection:
            rows = connection.execute(wanted, given).all()
        return self._opened(rows)

    def _opened(self, rows: Sequence[Row[Any]]) -> tuple[AnyEvent, ...]:
        unseal = self._unit.cipher.open
        with _collector_at_rest():
            return tuple(EVENT.validate_json(unseal(EVENT_LOG.name, "payload", row.id, row.payload)) for row in rows)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Nothing in frozen values is garbage; looking for it again and again took three quarters of reading a long log."""
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            gc.enable()
