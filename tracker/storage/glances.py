"""Everybody at one glance, in one statement: who they are, how far their log is, how their mailboxes fare."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, func, select

from tracker.storage.tables import EVENT_LOG, MAILBOX, MAILBOX_PERSON, PERSON
from tracker.storage.unchanged import unchanged
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


_NEWEST = select(func.max(EVENT_LOG.c.seq))
_POSITION = _NEWEST.where(EVENT_LOG.c.person == PERSON.c.id).scalar_subquery()
_POSITIONS = select(PERSON.c.id, _POSITION)
# Not grouped by person: for that, SQLite would go through the whole log.
_NEW_POSITIONS = (
    select(EVENT_LOG.c.person, EVENT_LOG.c.seq).where(EVENT_LOG.c.seq > bindparam("seen")).order_by(EVENT_LOG.c.seq)
)
_OLDEST = func.min(func.coalesce(MAILBOX.c.last_ok_at, MAILBOX.c.created_at))
_ALL = (
    select(
        PERSON.c.id,
        PERSON.c.name,
        PERSON.c.zone,
        func.count(MAILBOX.c.id),
        func.count(MAILBOX.c.last_ok_at),
        _OLDEST,
    )
    .select_from(PERSON)
    .outerjoin(MAILBOX_PERSON, MAILBOX_PERSON.c.person == PERSON.c.id)
    .outerjoin(MAILBOX, and_(MAILBOX.c.id == MAILBOX_PERSON.c.mailbox, MAILBOX.c.removed_at.is_(None)))
    .group_by(PERSON.c.id)
    .order_by(PERSON.c.id)
)


Positions = dict[str, int]  # by person


class Glances(Room):
    """What was opened once is not opened again: of a row that is the same, the same glance is given back."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(unit)
        self._known: dict[str, tuple[tuple[object, ...], Glance]] = {}
        self._last: tuple[list[tuple[object, ...]], Positions, list[Glance]] = [], {}, []
        self._positions: tuple[int, Positions] = 0, {}  # how far the whole log was then

    @unchanged
    def all(self) -> list[Glance]:
        """By id; the very same list as long as nothing changed."""
        with self._unit.reading() as connection:
            written, positions = as_written(connection, _ALL), self._looked_up(connection)
            known, before, glances = self._last
            if written != known:
                glances = [self._glance(tuple(row), positions.get(row[0], 0)) for row in connection.execute(_ALL)]
            elif positions is not before:
                glances = [_at(one, positions.get(one.person, 0)) for one in glances]
            self._last = written, positions, glances
        return glances

    def _looked_up(self, connection: Connection) -> Positions:
        """How far each log is. Where one writes at a time, what is new stands behind all that was there; else, and for
        a look into a moment before the last one, everybody's is looked up.
        """
        seen, positions = self._positions
        newest = connection.scalar(_NEWEST) or 0
        if connection.dialect.name != "sqlite" or newest < seen or not seen:
            found = {person: position or 0 for person, position in connection.execute(_POSITIONS)}
            positions = positions if found == positions else found
        elif newest > seen:
            new = connection.execute(_NEW_POSITIONS, {"seen": seen})
            positions = positions | {person: position for person, position in new}  # noqa: C416 - a Row is no pair to mypy
        self._positions = newest, positions
        return positions

    def _glance(self, row: tuple[object, ...], position: int) -> Glance:
        person, key = str(row[0]), (*row, position)
        known = self._known.get(person)
        if known is None or known[0] != key:
            name = self._unit.unseal(PERSON, "name", person, row[1])  # type: ignore[arg-type] # bytes, as the table has it
            _, _, zone, *rest = row
            known = self._known[person] = key, Glance(person, name, zone, position, *rest)  # type: ignore[arg-type]
        return known[1]


def _at(glance: Glance, position: int) -> Glance:
    return glance if glance.position == position else glance._replace(position=position)
