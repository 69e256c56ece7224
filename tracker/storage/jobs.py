"""When each job is due, and the signs of life: kept here, since a clock in memory dies with its process."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update

from tracker.storage.tables import HEARTBEAT, JOB
from tracker.storage.types import Heartbeat, JobRecord
from tracker.storage.unit import Room, insert_new, put


class Jobs(Room):
    def get(self, name: str) -> JobRecord | None:
        with self._unit.reading() as connection:
            row = connection.execute(select(JOB).where(JOB.c.name == name)).mappings().one_or_none()
        return None if row is None else JobRecord.model_validate(dict(row))

    def list(self) -> tuple[JobRecord, ...]:
        with self._unit.reading() as connection:
            rows = connection.execute(select(JOB).order_by(JOB.c.name)).mappings().all()
        return tuple(JobRecord.model_validate(dict(row)) for row in rows)

    def schedule(self, name: str, *, next_due: datetime) -> None:
        """Set when it is due; the job is made where there is none."""
        with self._unit.transaction() as connection:
            put(connection, JOB, {"name": name, "next_due": next_due})

    def take(self, name: str, *, now: datetime, lease: timedelta) -> bool:
        """Start the job if it is due; false if it is not, or another process has it. A new job is due at once.

        Whoever dies in it lets the lease run out, and the job is due again.
        """
        due = update(JOB).where(JOB.c.name == name, JOB.c.next_due <= now)
        with self._unit.transaction() as connection:
            insert_new(connection, JOB, [{"name": name, "next_due": now}])
            return connection.execute(due.values(next_due=now + lease, last_started=now)).rowcount == 1

    def finish(self, name: str, *, now: datetime, next_due: datetime, error: str | None = None) -> None:
        ended = {"last_finished": now, "next_due": next_due, "last_error": error}
        with self._unit.transaction() as connection:
            connection.execute(update(JOB).where(JOB.c.name == name).values(**ended))

    def beat(self, name: str, *, now: datetime, note: str = "") -> None:
        """A sign of life of that part of the program."""
        with self._unit.transaction() as connection:
            put(connection, HEARTBEAT, {"name": name, "at": now, "note": note})

    def heartbeats(self) -> tuple[Heartbeat, ...]:
        with self._unit.reading() as connection:
            rows = connection.execute(select(HEARTBEAT).order_by(HEARTBEAT.c.name)).mappings().all()
        return tuple(Heartbeat.model_validate(dict(row)) for row in rows)
