"""Everybody at one glance, in one statement: who they are, how far their log is, how their mailboxes fare."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, func, select

from tracker.storage.tables import EVENT_LOG, MAILBOX, MAILBOX_PERSON, PERSON
from tracker.storage.unit import Room, Unit, as_written


class Glance(NamedTuple):
    person: str
    name: str
    zone: str  # IANA
    position: int  # of the log; 0 for an empty one
    mailboxes: int  # in use
    ever_read: int  # how many of them were
    oldest_read: datetime | None  # the oldest of their last reads; of one never read, when it came

    def __repr__(self) -> str:
        return f"Glance({self.person!r})"


_POSITION = select(func.max(EVENT_LOG.c.seq)).where(EVENT_LOG.c.person == PERSON.c.id).scalar_subquery()
_OLDEST = func.min(func.coalesce(MAILBOX.c.last_ok_at, MAILBOX.c.created_at))
_ALL = (
    select(
        PERSON.c.id,
        PERSON.c.name,
        PERSON.c.zone,
        _POSITION,
        func.count(MAILBOX.c.id),
        func.count(MAILBOX.c.last_ok_at),
        _OLDEST,
    )
    .select_from(PERSON)
    .outerjoin(MAILBOX_PERSON, MAILBOX_PERSON.c.person == PERSON.c.id)
    .outerjoin(MAILBOX, and_(MAILBOX.c.id == MAILBOX_PERSON.c.mailbox, MAILBOX.c.removed_at.is_(None)))
    .group_by(PERSON.c.id, PERSON.c.name, PERSON.c.zone)
    .order_by(PERSON.c.id)
)


class Glances(Room):
    """What was opened once is not opened again: of a row that is the same, the same glance is given back."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(unit)
        self._known: dict[str, tuple[tuple[object, ...], Glance]] = {}
        self._last: tuple[list[tuple[object, ...]], list[Glance]] = [], []

    def all(self) -> list[Glance]:
        """By id; the very same list as long as nothing changed."""
        with self._unit.reading() as connection:
            written = as_written(connection, _ALL)
            known, glances = self._last
            if written != known:
                glances = [self._glance(tuple(row)) for row in connection.execute(_ALL)]
                self._last = written, glances
        return glances

    def _glance(self, row: tuple[object, ...]) -> Glance:
        person = str(row[0])
        known = self._known.get(person)
        if known is None or known[0] != row:
            name = self._unit.unseal(PERSON, "name", person, row[1])  # type: ignore[arg-type] # bytes, as the table has it
            _, _, zone, position, *rest = row
            known = self._known[person] = row, Glance(person, name, zone, position or 0, *rest)  # type: ignore[arg-type]
        return known[1]
