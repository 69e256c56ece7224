"""Whose appointments these are."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import RowMapping, bindparam, func, select, update

from tracker.errors import NotFoundError, UserError
from tracker.reading.types import Language
from tracker.storage.tables import PERSON
from tracker.storage.types import PersonRecord, ReminderChoice, Reminders
from tracker.storage.unit import Room, Unit, insert_new

_ONE = select(PERSON).where(PERSON.c.id == bindparam("person"))
_NAMES = select(PERSON.c.id, PERSON.c.name).order_by(PERSON.c.id)
_COUNT = select(func.count()).select_from(PERSON)


class People(Room):
    def __init__(self, unit: Unit) -> None:
        super().__init__(unit)
        self._ids = frozenset[str]()
        self._names: dict[str, tuple[bytes, str]] = {}  # as it is sealed, and opened

    def add(self, person: str, *, name: str, language: Language, zone: str, now: datetime) -> PersonRecord:
        """Raises `UserError` when that id is taken."""
        record = PersonRecord(id=person, name=name, language=language, zone=zone, created_at=now)
        plain = record.model_dump(mode="python", exclude={"reminders"})
        row = plain | {"name": self._sealed(person, name), "language": language.value}
        with self._unit.transaction() as connection:
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

    def get(self, person: str) -> PersonRecord:
        """Raises `NotFoundError`."""
        with self._unit.reading() as connection:
            row = connection.execute(_ONE, {"person": person}).mappings().one_or_none()
        if row is None:
            raise NotFoundError(f"There is no person {person!r}; 'tracker person list' shows who there is.")
        return self._record(row)

    def list(self) -> tuple[PersonRecord, ...]:
        """Everybody, by id."""
        with self._unit.reading() as connection:
            rows = connection.execute(select(PERSON).order_by(PERSON.c.id)).mappings().all()
        return tuple(self._record(row) for row in rows)

    def names(self) -> dict[str, str]:
        """What everybody is called, by id; whoever has no name, by their id."""
        with self._unit.reading() as connection:
            rows = connection.execute(_NAMES).all()
        return {person: self._name(person, sealed) or person for person, sealed in rows}

    def first_zone(self) -> str | None:
        """The zone of the first person; None while there is none."""
        with self._unit.reading() as connection:
            return connection.scalar(select(PERSON.c.zone).order_by(PERSON.c.id).limit(1))

    def ids(self) -> frozenset[str]:
        with self._unit.reading() as connection:
            # Nobody is ever removed and no id changes, so as many as were known are the same ones; but for whom a
            # transaction adds that may yet be undone.
            if not self._unit.in_transaction and connection.scalar(_COUNT) == len(self._ids):
                return self._ids
            found = frozenset(connection.scalars(select(PERSON.c.id)))
        if not self._unit.in_transaction:
            self._ids = found
        return found

    def _name(self, person: str, sealed: bytes) -> str:
        """What was opened once is not opened again: the same bytes hold the same name."""
        known = self._names.get(person)
        if known is None or known[0] != sealed:
            known = self._names[person] = sealed, self._unit.unseal(PERSON, "name", person, sealed)
        return known[1]

    def _sealed(self, person: str, name: str) -> bytes:
        return self._unit.seal(PERSON, "name", person, name)

    def _record(self, row: RowMapping) -> PersonRecord:
        opened = {
            "name": self._unit.unseal(PERSON, "name", row["id"], row["name"]),
            "reminders": ReminderChoice.model_validate_json(row["reminders"] or "{}"),
        }
        return PersonRecord.model_validate(dict(row) | opened)
