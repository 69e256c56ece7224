"""What our own check of signatures found when each message came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from tracker.message.dkim import DkimResult, Outcome
from tracker.storage.tables import MESSAGE, SIGNATURE_CHECK
from tracker.storage.unit import Room, Values, put


class Checks(Room):
    """A result that is more than `unavailable` stays as it is, whatever a later check would find."""

    def keep(self, message: str, results: Iterable[DkimResult], *, now: datetime) -> None:
        """Keep the results for a kept message and what is attached to it; only those that a signature gave rise to."""
        with self._unit.transaction() as connection:
            final = {result.of for result in self.of(message) if result.outcome is not Outcome.UNAVAILABLE}
            for result in results:
                if result.domain is not None and result.of not in final:
                    put(connection, SIGNATURE_CHECK, _row(message, result, now))

    def of(self, message: str) -> tuple[DkimResult, ...]:
        """The results that were kept for that message, by the hash of the bytes they are of."""
        kept = select(SIGNATURE_CHECK.c.result).where(SIGNATURE_CHECK.c.message == message)
        with self._unit.reading() as connection:
            rows = connection.scalars(kept.order_by(SIGNATURE_CHECK.c.of)).all()
        return tuple(DkimResult.model_validate_json(row) for row in rows)

    def waiting(self, *, stored_since: datetime) -> tuple[str, ...]:
        """Messages kept since then with a signature whose key could not be asked for, oldest first."""
        wanted = (
            select(MESSAGE.c.sha256)
            .join(SIGNATURE_CHECK, SIGNATURE_CHECK.c.message == MESSAGE.c.sha256)
            .where(SIGNATURE_CHECK.c.outcome == Outcome.UNAVAILABLE.value, MESSAGE.c.stored_at >= stored_since)
            .order_by(MESSAGE.c.stored_at, MESSAGE.c.sha256)
            .distinct()
        )
        with self._unit.reading() as connection:
            return tuple(row.sha256 for row in connection.execute(wanted.add_columns(MESSAGE.c.stored_at)))


def _row(message: str, result: DkimResult, now: datetime) -> Values:
    return {
        "message": message,
        "of": result.of,
        "outcome": result.outcome.value,
        "result": result.model_dump_json(),
        "checked_at": now,
    }
