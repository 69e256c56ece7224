"""Tokens for programs that use the API: scopes, an end, and only the hash of the token itself."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from pydantic import SecretStr
from sqlalchemy import RowMapping, select, update

from tracker.storage.access_tables import API_TOKEN
from tracker.storage.access_types import ApiToken, NewApiToken
from tracker.storage.feeds import hash_token
from tracker.storage.unchanged import unchanged
from tracker.storage.unit import Room, insert_new, without

TOKEN_BYTES = 32
ID_BYTES = 6
PREFIX = "trk_"  # so that a scanner of secrets can tell what it found
TOUCH_EVERY = timedelta(minutes=5)


class Tokens(Room):
    def create(
        self, account: str, *, name: str, scopes: Iterable[str], now: datetime, expires_at: datetime | None = None
    ) -> NewApiToken:
        """A new token, told here and never again."""
        token = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
        record = ApiToken(
            id=secrets.token_hex(ID_BYTES),
            account=account,
            name=name,
            scopes=tuple(sorted(set(scopes))),
            created_at=now,
            expires_at=expires_at,
        )
        sealed = self._unit.seal(API_TOKEN, "name", record.id, name)
        row = record.model_dump() | {"token_hash": hash_token(token), "name": sealed, "scopes": [*record.scopes]}
        with self._unit.transaction() as connection:
            insert_new(connection, API_TOKEN, [row])
        return NewApiToken(record=record, token=SecretStr(token))

    def find(self, token: str, *, now: datetime) -> ApiToken | None:
        """The record of a token that may still be used."""
        with self._unit.reading() as connection:
            wanted = select(API_TOKEN).where(API_TOKEN.c.token_hash == hash_token(token))
            row = connection.execute(wanted).mappings().one_or_none()
        if row is None or row["revoked_at"] or (row["expires_at"] and row["expires_at"] <= now):
            return None
        record = self._record(row)
        self._touch(record, now)
        return record

    @unchanged
    def of(self, account: str) -> tuple[ApiToken, ...]:
        """The account's tokens, revoked ones too, oldest first."""
        wanted = select(API_TOKEN).where(API_TOKEN.c.account == account).order_by(API_TOKEN.c.created_at)
        with self._unit.reading() as connection:
            rows = connection.execute(wanted).mappings().all()
        return tuple(self._record(row) for row in rows)

    def revoke(self, token: str, *, account: str, now: datetime) -> bool:
        """Whether that account had such a token."""
        mine = update(API_TOKEN).where(API_TOKEN.c.id == token, API_TOKEN.c.account == account)
        with self._unit.transaction() as connection:
            return connection.execute(mine.values(revoked_at=now)).rowcount == 1

    def _touch(self, record: ApiToken, now: datetime) -> None:
        if record.last_used_at is None or now - record.last_used_at >= TOUCH_EVERY:
            with self._unit.transaction() as connection:
                connection.execute(update(API_TOKEN).where(API_TOKEN.c.id == record.id).values(last_used_at=now))

    def _record(self, row: RowMapping) -> ApiToken:
        name = self._unit.unseal(API_TOKEN, "name", row["id"], row["name"])
        return ApiToken.model_validate(without(row, "token_hash", "name") | {"name": name})
