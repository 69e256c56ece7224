"""Who signs in, as what, and whose record they may open until when."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, Select, bindparam, delete, select, update

from tracker.errors import NotFoundError, UserError
from tracker.reading.types import Language
from tracker.storage.access_tables import ACCOUNT, ACCOUNT_PERSON, API_TOKEN, PASSKEY, RECOVERY_CODE, WEB_SESSION
from tracker.storage.access_types import IDLE_MINUTES, Account, Grant, Role
from tracker.storage.tables import PERSON
from tracker.storage.unchanged import unchanged
from tracker.storage.unit import Room, insert_new, put, without
from tracker.storage.webhook_tables import WEBHOOK
from tracker.storage.webhooks import end_webhooks

ID_BYTES = 6
TAKEN = "That name is taken; choose another one."


_ONE = select(ACCOUNT).where(ACCOUNT.c.id == bindparam("account"))
_GRANTS = (
    select(ACCOUNT_PERSON)
    .where(ACCOUNT_PERSON.c.account.in_(bindparam("accounts", expanding=True)))
    .order_by(ACCOUNT_PERSON.c.person)
)


class Accounts(Room):
    def add(
        self,
        name: str,
        *,
        role: Role,
        now: datetime,
        everyone: bool = False,
        language: Language | None = None,
    ) -> Account:
        """An account with nothing to sign in with yet. Raises `UserError` when the name is taken."""
        account = secrets.token_hex(ID_BYTES)
        row = {
            "id": account,
            **self._named(account, name),
            "role": role.value,
            "everyone": everyone,
            "language": language,
            "lock_minutes": IDLE_MINUTES,
            "created_at": now,
        }
        with self._unit.transaction() as connection:
            if not insert_new(connection, ACCOUNT, [row]):
                raise UserError(TAKEN)
            return self.get(account)

    @unchanged
    def get(self, account: str) -> Account:
        """Also one that was removed. Raises `NotFoundError`."""
        found = self._read(_ONE, account=account)
        if not found:
            raise NotFoundError("There is no such account.")
        return found[0]

    def by_name(self, name: str) -> Account | None:
        """The account that signs in with that name, however it is capitalised."""
        found = self._read(select(ACCOUNT).where(ACCOUNT.c.name_hash == self._hash(name)))
        return found[0] if found else None

    @unchanged
    def list(self) -> tuple[Account, ...]:
        """Those in use, oldest first."""
        return self._read(select(ACCOUNT).where(ACCOUNT.c.removed_at.is_(None)).order_by(ACCOUNT.c.created_at))

    def any(self) -> bool:
        with self._unit.reading() as connection:
            return connection.scalar(select(ACCOUNT.c.id).where(ACCOUNT.c.removed_at.is_(None)).limit(1)) is not None

    def protected(self) -> bool:
        """Whether somebody who runs this installation can sign in with a password or passkey."""
        keyed = select(PASSKEY.c.account)
        armed = ACCOUNT.c.password.is_not(None) | ACCOUNT.c.id.in_(keyed)
        host = (ACCOUNT.c.removed_at.is_(None), ACCOUNT.c.everyone, ACCOUNT.c.role == Role.OWNER.value)
        wanted = select(ACCOUNT.c.id).where(*host, armed).limit(1)
        with self._unit.reading() as connection:
            return connection.scalar(wanted) is not None

    def change(
        self,
        account: str,
        *,
        name: str | None = None,
        role: Role | None = None,
        language: Language | None = None,
        lock_minutes: int | None = None,
    ) -> Account:
        """Change what is given. Raises `UserError` when the name is somebody else's, `NotFoundError`."""
        given: dict[str, Any] = {
            "role": role and role.value,
            "language": language and language.value,
            "lock_minutes": lock_minutes,
        }
        changed = {column: value for column, value in given.items() if value is not None}
        with self._unit.transaction() as connection:
            if name is not None:
                holder = self.by_name(name)
                if holder is not None and holder.id != account:
                    raise UserError(TAKEN)
                changed |= self._named(account, name)
            if changed:
                connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account).values(**changed))
            return self.get(account)

    def remove(self, account: str, *, now: datetime) -> None:
        """Ends its sessions, tokens and web hooks and forgets what it signs in with; what it did stays in the audit
        log.
        """
        with self._unit.transaction() as connection:
            self.get(account)
            for table in (WEB_SESSION, PASSKEY, RECOVERY_CODE, API_TOKEN):
                connection.execute(delete(table).where(table.c.account == account))
            end_webhooks(connection, WEBHOOK.c.account == account, now=now)
            ended = update(ACCOUNT).where(ACCOUNT.c.id == account, ACCOUNT.c.removed_at.is_(None))
            connection.execute(ended.values(removed_at=now, password=None, name_hash=None))

    def may_open(self, account: Account, now: datetime) -> frozenset[str]:
        """Whose records it may open at that moment."""
        if account.removed_at is not None or account.role is Role.OPERATOR:
            return frozenset()
        if not account.everyone:
            return account.people(now)
        with self._unit.reading() as connection:
            return frozenset(connection.scalars(select(PERSON.c.id)))

    def give(
        self,
        account: str,
        people: Iterable[str],
        *,
        now: datetime,
        until: datetime | None = None,
        by: str | None = None,
    ) -> Account:
        """From now on it may open those people's records, until that moment. Raises `StorageError` for an unknown."""
        with self._unit.transaction() as connection:
            for person in sorted(set(people)):
                grant = {"account": account, "person": person, "until": until, "given_at": now, "given_by": by}
                put(connection, ACCOUNT_PERSON, grant)
            return self.get(account)

    def take_back(self, account: str, person: str) -> Account:
        mine = (ACCOUNT_PERSON.c.account == account, ACCOUNT_PERSON.c.person == person)
        with self._unit.transaction() as connection:
            connection.execute(delete(ACCOUNT_PERSON).where(*mine))
            return self.get(account)

    def set_password(self, account: str, password_hash: str | None) -> None:
        """`password_hash` is argon2's own text; None: sign-in by passkey alone."""
        sealed = password_hash and self._unit.seal(ACCOUNT, "password", account, password_hash)
        with self._unit.transaction() as connection:
            connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account).values(password=sealed))

    def password_hash(self, account: str) -> str | None:
        with self._unit.reading() as connection:
            sealed = connection.scalar(select(ACCOUNT.c.password).where(ACCOUNT.c.id == account))
        return None if sealed is None else self._unit.unseal(ACCOUNT, "password", account, sealed)

    def _hash(self, name: str) -> str:
        return self._unit.cipher.fingerprint("account name", name.strip().casefold())

    def _named(self, account: str, name: str) -> dict[str, Any]:
        return {"name": self._unit.seal(ACCOUNT, "name", account, name.strip()), "name_hash": self._hash(name)}

    def _read(self, wanted: Select[Any], **given: str) -> tuple[Account, ...]:
        """Those accounts with their grants, in two queries."""
        with self._unit.reading() as connection:
            rows = connection.execute(wanted, given).mappings().all()
            found = connection.execute(_GRANTS, {"accounts": [row["id"] for row in rows]})
            grants = defaultdict[str, list[Grant]](list)
            for row in found.mappings():
                grants[row["account"]].append(Grant.model_validate(without(row, "account")))
        return tuple(self._record(row, tuple(grants[row["id"]])) for row in rows)

    def _record(self, row: RowMapping, grants: tuple[Grant, ...]) -> Account:
        opened = {
            "name": self._unit.unseal(ACCOUNT, "name", row["id"], row["name"]),
            "has_password": row["password"] is not None,
            "grants": grants,
        }
        return Account.model_validate(without(row, "name", "name_hash", "password") | opened)


def idle(minutes: int) -> timedelta:
    """How long a session of an account may lie untouched."""
    return timedelta(minutes=min(minutes, IDLE_MINUTES))
