"""Who did what, and who looked at whose record. Ids only: no names, numbers or words of a message."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from tracker.storage.access_tables import AUDIT
from tracker.storage.access_types import AuditEntry
from tracker.storage.unchanged import unchanged
from tracker.storage.unit import Room, insert_new

_SHOWN = tuple(AuditEntry.model_fields)


class Audit(Room):
    def note(
        self,
        act: str,
        *,
        now: datetime,
        account: str | None = None,
        people: Iterable[str] = (),
        subject: str | None = None,
        once: str | None = None,
    ) -> None:
        """One entry for each of the people, or one without. With `once`, what bears the same word is noted once."""
        named: list[str | None] = [*sorted(set(people))] or [None]
        rows = [
            {
                "id": f"{once} {account} {person} {act}" if once else secrets.token_hex(16),
                "at": now,
                "account": account,
                "act": act,
                "person": person,
                "subject": subject,
            }
            for person in named
        ]
        with self._unit.transaction() as connection:
            insert_new(connection, AUDIT, rows)

    def list(
        self, *, people: Iterable[str] | None = None, before: int | None = None, limit: int = 100
    ) -> tuple[AuditEntry, ...]:
        """Newest first, those before that number; of those people alone where they are given."""
        return self._list(None if people is None else frozenset(people), before, limit)

    @unchanged
    def _list(self, people: frozenset[str] | None, before: int | None, limit: int) -> tuple[AuditEntry, ...]:
        wanted = select(*(AUDIT.c[name] for name in _SHOWN)).order_by(AUDIT.c.seq.desc()).limit(limit)
        if people is not None:
            wanted = wanted.where(AUDIT.c.person.in_(sorted(people)))
        if before is not None:
            wanted = wanted.where(AUDIT.c.seq < before)
        with self._unit.reading() as connection:
            return tuple(_entry(*row) for row in connection.execute(wanted))


@lru_cache(2000)  # what was noted once never changes
def _entry(*row: Any) -> AuditEntry:  # noqa: ANN401 - what the columns hold
    return AuditEntry.model_validate(dict(zip(_SHOWN, row, strict=True)))
