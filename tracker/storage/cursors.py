"""How far each folder was read."""

from __future__ import annotations

from sqlalchemy import select

from tracker.storage.tables import CURSOR
from tracker.storage.types import CursorRecord
from tracker.storage.unit import Room, put


class Cursors(Room):
    """Move a cursor only after the messages before it were kept, in a transaction of their own."""

    def get(self, mailbox: str, folder: str) -> CursorRecord | None:
        wanted = select(CURSOR).where(CURSOR.c.mailbox == mailbox, CURSOR.c.folder == folder)
        with self._unit.reading() as connection:
            row = connection.execute(wanted).mappings().one_or_none()
        return None if row is None else CursorRecord.model_validate(dict(row))

    def put(self, cursor: CursorRecord) -> None:
        with self._unit.transaction() as connection:
            put(connection, CURSOR, cursor.model_dump())

    def list(self, mailbox: str) -> tuple[CursorRecord, ...]:
        """Every folder of that mailbox that was read, by name."""
        wanted = select(CURSOR).where(CURSOR.c.mailbox == mailbox).order_by(CURSOR.c.folder)
        with self._unit.reading() as connection:
            return tuple(CursorRecord.model_validate(dict(row)) for row in connection.execute(wanted).mappings())
