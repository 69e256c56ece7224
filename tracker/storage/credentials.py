"""What an account signs in with beside a password: passkeys, and codes on paper that work once each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import RowMapping, delete, func, select, update

from tracker.errors import UserError
from tracker.storage.access_tables import PASSKEY, RECOVERY_CODE
from tracker.storage.access_types import Passkey
from tracker.storage.unchanged import unchanged
from tracker.storage.unit import Room, insert_new, without


class Passkeys(Room):
    def add(self, passkey: Passkey) -> None:
        """Raises `UserError` when it is already there."""
        sealed = self._unit.seal(PASSKEY, "name", passkey.id, passkey.name)
        with self._unit.transaction() as connection:
            if not insert_new(connection, PASSKEY, [passkey.model_dump() | {"name": sealed}]):
                raise UserError("This passkey is already in use here.")

    def get(self, passkey: str) -> Passkey | None:
        with self._unit.reading() as connection:
            row = connection.execute(select(PASSKEY).where(PASSKEY.c.id == passkey)).mappings().one_or_none()
        return None if row is None else self._record(row)

    @unchanged
    def of(self, account: str) -> tuple[Passkey, ...]:
        wanted = select(PASSKEY).where(PASSKEY.c.account == account).order_by(PASSKEY.c.created_at)
        with self._unit.reading() as connection:
            rows = connection.execute(wanted).mappings().all()
        return tuple(self._record(row) for row in rows)

    def used(self, passkey: str, *, sign_count: int, now: datetime) -> None:
        seen = update(PASSKEY).where(PASSKEY.c.id == passkey).values(sign_count=sign_count, last_used_at=now)
        with self._unit.transaction() as connection:
            connection.execute(seen)

    def remove(self, passkey: str, *, account: str) -> bool:
        """Whether that account had such a passkey."""
        mine = delete(PASSKEY).where(PASSKEY.c.id == passkey, PASSKEY.c.account == account)
        with self._unit.transaction() as connection:
            return connection.execute(mine).rowcount == 1

    def _record(self, row: RowMapping) -> Passkey:
        name = self._unit.unseal(PASSKEY, "name", row["id"], row["name"])
        return Passkey.model_validate(without(row, "name") | {"name": name})


class RecoveryCodes(Room):
    def replace(self, account: str, codes: Iterable[str]) -> None:
        """From now on these codes, and none from before."""
        rows = [{"code_hash": self._hash(code), "account": account} for code in codes]
        with self._unit.transaction() as connection:
            connection.execute(delete(RECOVERY_CODE).where(RECOVERY_CODE.c.account == account))
            insert_new(connection, RECOVERY_CODE, rows)

    def use(self, account: str, code: str) -> bool:
        """Whether it was one of that account's codes; it works no more after this."""
        mine = (RECOVERY_CODE.c.account == account, RECOVERY_CODE.c.code_hash == self._hash(code))
        with self._unit.transaction() as connection:
            return connection.execute(delete(RECOVERY_CODE).where(*mine)).rowcount == 1

    @unchanged
    def left(self, account: str) -> int:
        wanted = select(func.count()).select_from(RECOVERY_CODE).where(RECOVERY_CODE.c.account == account)
        with self._unit.reading() as connection:
            return connection.scalar(wanted) or 0

    def _hash(self, code: str) -> str:
        # 80 random bits need no slow hash; keyed, so that a copy of the database alone is of no use.
        return self._unit.cipher.fingerprint("recovery code", code)
