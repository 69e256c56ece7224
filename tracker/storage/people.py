"""Whose appointments these are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import chain, count
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from tracker.errors import NotFoundError, UserError
from tracker.reading.types import Language
from tracker.storage.encryption import Cipher
from tracker.storage.tables import META, PERSON
from tracker.storage.types import PersonRecord, ReminderChoice, Reminders
from tracker.storage.unchanged import unchanged
from tracker.storage.unit import Room, Unit, as_written, insert_new

_ONE = select(PERSON).where(PERSON.c.id == bindparam("person"))
_ALL = select(PERSON).order_by(PERSON.c.id)
_NAMES = select(PERSON.c.id, PERSON.c.name).order_by(PERSON.c.id)
_ERASED = "erased "
# Changes with everybody who comes, and with everybody who is erased.
EXTENT = (
    select(func.count()).select_from(PERSON).scalar_subquery().label("persons"),
    select(func.count()).select_from(META).where(META.c.key.startswith(_ERASED)).scalar_subquery().label("erased"),
)


class People(Room):
    def __init__(self, unit: Unit) -> None:
        super().__init__(unit)
        self._ids = frozenset[str]()
        self._extent = (0, 0)  # when they were those
        self._names: dict[str, tuple[bytes, str]] = {}  # as it is sealed, and opened
        self._all_names: tuple[list[tuple[Any, ...]], dict[str, str]] = [], {}
        self._records: dict[str, tuple[tuple[Any, ...], PersonRecord]] = {}  # as it is written, and read

    def add(self, person: str, *, name: str, language: Language, zone: str, now: datetime) -> PersonRecord:
        """Raises `UserError` when that id is taken, or was: what programs still know of it must not become theirs."""
        record = PersonRecord(id=person, name=name, language=language, zone=zone, created_at=now)
        plain = record.model_dump(mode="python", exclude={"reminders"})
        row = plain | {"name": self._sealed(person, name), "language": language.value}
        with self._unit.transaction() as connection:
            if self._was_erased(connection, person):
                raise UserError(f"The record of a person {person!r} was erased; choose another id.")
            if not insert_new(connection, PERSON, [row]):
                raise UserError(f"There is already a person {person!r}; choose another id, or change that one.")
        return record

    def change(
        self, person: str, *, name: str | None = None, language: Language | None = None, zone: str | None = None
    ) -> PersonRecord:
        """Change what is given. Raises `NotFoundError`."""
        given = {
            "name": None if name is None else self._sealed(person, name),
            "language": None if language is None else language.value,
            "zone": zone,
        }
        changed = {column: value for column, value in given.items() if value is not None}
        with self._unit.transaction() as connection:
            if changed:
                connection.execute(update(PERSON).where(PERSON.c.id == person).values(**changed))
            return self.get(person)

    def remind(self, person: str, chosen: Reminders | None) -> PersonRecord:
        """From now on they are reminded so; None: as the installation has it. Raises `NotFoundError`."""
        with self._unit.transaction() as connection:
            choice = ReminderChoice(chosen=chosen, earlier=self.get(person).reminders.chosen)
            kept = update(PERSON).where(PERSON.c.id == person).values(reminders=choice.model_dump_json())
            connection.execute(kept)
            return self.get(person)

    @unchanged
    def get(self, person: str) -> PersonRecord:
        """Raises `NotFoundError`."""
        with self._unit.reading() as connection:
            row = connection.execute(_ONE, {"person": person}).one_or_none()
        if row is None:
            raise NotFoundError(f"There is no person {person!r}; 'tracker person list' shows who there is.")
        return self._record(row)

    def list(self) -> tuple[PersonRecord, ...]:
        """Everybody, by id."""
        with self._unit.reading() as connection:
            rows = connection.execute(_ALL).all()
        return tuple(self._record(row) for row in rows)

    @unchanged
    def names(self) -> Mapping[str, str]:
        """What everybody is called, by id; whoever has no name, by their id."""
        with self._unit.reading() as connection:
            rows = as_written(connection, _NAMES)
        known, names = self._all_names
        if rows != known:
            names = {person: self._name(person, sealed) or person for person, sealed in rows}
            self._all_names = rows, names
        return names

    @unchanged
    def first_zone(self) -> str | None:
        """The zone of the first person; None while there is none."""
        with self._unit.reading() as connection:
            return connection.scalar(select(PERSON.c.zone).order_by(PERSON.c.id).limit(1))

    def ids(self, *, extent: tuple[int, int] | None = None) -> frozenset[str]:
        """Everybody's; `extent` is what `EXTENT` says, where that was looked up on the way."""
        with self._unit.reading() as connection:
            # No id changes or is given twice, so as many of both kinds as were known are the same ones; but for whom a
            # transaction adds that may yet be undone.
            if extent is None:
                persons, erased = connection.execute(select(*EXTENT)).one()
                extent = persons, erased
            if not self._unit.in_transaction and self._extent == extent:
                return self._ids
            found = frozenset(connection.scalars(select(PERSON.c.id)))
        if not self._unit.in_transaction:
            self._ids, self._extent = found, extent
        return found

    def free_id(self, wanted: str) -> str:
        """That id, or the first of the form `wanted-2` that nobody has or had."""
        with self._unit.reading() as connection:
            taken = frozenset(connection.scalars(select(PERSON.c.id)))
            ids = chain((wanted,), (f"{wanted}-{number}" for number in count(2)))
            return next(one for one in ids if one not in taken and not self._was_erased(connection, one))

    def _was_erased(self, connection: Connection, person: str) -> bool:
        wanted = select(META.c.key).where(META.c.key == tombstone(self._unit.cipher, person))
        return connection.scalar(wanted) is not None

    def _name(self, person: str, sealed: bytes) -> str:
        """What was opened once is not opened again: the same bytes hold the same name."""
        known = self._names.get(person)
        if known is None or known[0] != sealed:
            known = self._names[person] = sealed, self._unit.unseal(PERSON, "name", person, sealed)
        return known[1]

    def _sealed(self, person: str, name: str) -> bytes:
        return self._unit.seal(PERSON, "name", person, name)

    def _record(self, row: Row[Any]) -> PersonRecord:
        """Of a row that is the same as before, the same record is given back."""
        known, written = self._records.get(row.id), tuple(row)
        if known is None or known[0] != written:
            opened = {
                "name": self._unit.unseal(PERSON, "name", row.id, row.name),
                "reminders": ReminderChoice.model_validate_json(row.reminders or "{}"),
            }
            known = written, PersonRecord.model_validate(dict(zip(PERSON.c.keys(), row, strict=True)) | opened)
            self._records[row.id] = known
        return known[1]


def tombstone(cipher: Cipher, person: str) -> str:
    """All that is kept of somebody who was erased: a keyed hash of their id, so that nobody else gets it."""
    return _ERASED + cipher.fingerprint("erased person", person)
