"""Who is at a browser, in one statement: asked at every request, so that what was taken away is gone with the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, select

from tracker.reading.types import Language
from tracker.storage.access_tables import ACCOUNT, ACCOUNT_PERSON, WEB_SESSION
from tracker.storage.access_types import Role
from tracker.storage.feeds import hash_token
from tracker.storage.people import EXTENT, People
from tracker.storage.unit import Room, Unit

_BY_SECRET: Select[Any] = (
    select(
        WEB_SESSION.c.id.label("session"),
        WEB_SESSION.c.created_at,
        WEB_SESSION.c.seen_at,
        ACCOUNT.c.id.label("account"),
        *(ACCOUNT.c[name] for name in ("name", "role", "everyone", "language", "lock_minutes", "removed_at")),
        ACCOUNT_PERSON.c.person,
        ACCOUNT_PERSON.c.until,
        *EXTENT,
    )
    .join(ACCOUNT, ACCOUNT.c.id == WEB_SESSION.c.account)
    .outerjoin(ACCOUNT_PERSON, ACCOUNT_PERSON.c.account == ACCOUNT.c.id)
    .where(WEB_SESSION.c.secret_hash == bindparam("secret_hash"))
)


class Visit(NamedTuple):
    """A session with the account that it is of, and whose records that may open at this moment."""

    session: str
    created_at: datetime
    seen_at: datetime
    account: str
    name: str
    role: Role
    everyone: bool
    language: Language | None
    lock_minutes: int
    people: frozenset[str]

    def __repr__(self) -> str:
        return f"Visit({self.session!r})"


class Visits(Room):
    def __init__(self, unit: Unit, people: People) -> None:
        super().__init__(unit)
        self._people = people

    def by_secret(self, secret: str, *, now: datetime) -> Visit | None:
        """The session of that secret, however long it lay untouched."""
        with self._unit.reading() as connection:
            rows = connection.execute(_BY_SECRET, {"secret_hash": hash_token(secret)}).all()
            return self._visit(rows, now) if rows else None

    def _visit(self, rows: Sequence[Row[Any]], now: datetime) -> Visit:
        one = rows[0]
        return Visit(
            session=one.session,
            created_at=one.created_at,
            seen_at=one.seen_at,
            account=one.account,
            name=self._unit.unseal(ACCOUNT, "name", one.account, one.name),
            role=Role(one.role),
            everyone=one.everyone,
            language=None if one.language is None else Language(one.language),
            lock_minutes=one.lock_minutes,
            people=self._may_open(rows, now),
        )

    def _may_open(self, rows: Sequence[Row[Any]], now: datetime) -> frozenset[str]:
        one = rows[0]
        if one.removed_at is not None or one.role == Role.OPERATOR.value:
            return frozenset()
        if one.everyone:
            return self._people.ids(extent=(one.persons, one.erased))
        given = (row for row in rows if row.person is not None)
        return frozenset(row.person for row in given if row.until is None or row.until > now)
