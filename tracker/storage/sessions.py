"""Browsers that are signed in, and what may be used once: both by a random secret of which only the hash is kept."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import SecretStr
from sqlalchemy import RowMapping, bindparam, delete, func, select, update

from tracker.storage.access_tables import SIGN_IN_TRY, TICKET, WEB_SESSION
from tracker.storage.access_types import How, NewSession, Purpose, Session, Ticket
from tracker.storage.feeds import hash_token
from tracker.storage.tables import META
from tracker.storage.unchanged import unchanged
from tracker.storage.unit import Room, insert_new, put, without

SECRET_BYTES = 32
ID_BYTES = 6
CLIENT_CHARACTERS = 200
TRIES_LOCK = "sign-in tries"
TOUCH_EVERY = timedelta(minutes=1)  # a look at a page is no reason to write each time


_BY_SECRET = select(WEB_SESSION).where(WEB_SESSION.c.secret_hash == bindparam("secret_hash"))


class Sessions(Room):
    def open(self, account: str, how: How, *, client: str, now: datetime) -> NewSession:
        """A new session with the secret for its cookie, told here and never again."""
        secret = secrets.token_urlsafe(SECRET_BYTES)
        session = Session(
            id=secrets.token_hex(ID_BYTES),
            account=account,
            how=how,
            client=client[:CLIENT_CHARACTERS],
            created_at=now,
            seen_at=now,
        )
        sealed = self._unit.seal(WEB_SESSION, "client", session.id, session.client)
        row = session.model_dump(mode="python") | {"secret_hash": hash_token(secret), "client": sealed}
        with self._unit.transaction() as connection:
            insert_new(connection, WEB_SESSION, [row | {"how": how.value}])
        return NewSession(session=session, secret=SecretStr(secret))

    def find(self, secret: str) -> Session | None:
        """The session of that secret, however long it lay untouched."""
        with self._unit.reading() as connection:
            row = connection.execute(_BY_SECRET, {"secret_hash": hash_token(secret)}).mappings().one_or_none()
        return None if row is None else self._record(row)

    @unchanged
    def of(self, account: str) -> tuple[Session, ...]:
        """The account's sessions, last seen first."""
        wanted = select(WEB_SESSION).where(WEB_SESSION.c.account == account).order_by(WEB_SESSION.c.seen_at.desc())
        with self._unit.reading() as connection:
            rows: Sequence[RowMapping] = connection.execute(wanted).mappings().all()
        return tuple(self._record(row) for row in rows)

    def touch(self, session: str, seen_at: datetime, *, now: datetime) -> None:
        """It was used just now, and `seen_at` the last time."""
        if now - seen_at >= TOUCH_EVERY:
            seen = update(WEB_SESSION).where(WEB_SESSION.c.id == session).values(seen_at=now)
            with self._unit.transaction() as connection:
                connection.execute(seen)

    def end(self, session: str, *, account: str) -> bool:
        """Whether that account had such a session."""
        mine = delete(WEB_SESSION).where(WEB_SESSION.c.id == session, WEB_SESSION.c.account == account)
        with self._unit.transaction() as connection:
            return connection.execute(mine).rowcount == 1

    def end_all(self, account: str, *, but: str | None = None) -> None:
        """All of them, `but` one."""
        theirs = delete(WEB_SESSION).where(WEB_SESSION.c.account == account)
        with self._unit.transaction() as connection:
            connection.execute(theirs if but is None else theirs.where(WEB_SESSION.c.id != but))

    def prune(self, *, before: datetime) -> None:
        """Forget those that were last used before that moment."""
        with self._unit.transaction() as connection:
            connection.execute(delete(WEB_SESSION).where(WEB_SESSION.c.seen_at < before))

    def _record(self, row: RowMapping) -> Session:
        client = self._unit.unseal(WEB_SESSION, "client", row["id"], row["client"])
        return Session.model_validate(without(row, "secret_hash", "client") | {"client": client})


class Tickets(Room):
    def issue(
        self,
        purpose: Purpose,
        *,
        now: datetime,
        lasts: timedelta,
        account: str | None = None,
        secret: str | None = None,
    ) -> SecretStr:
        """Something that may be used once within that time; `secret` where it was made elsewhere."""
        secret = secret or secrets.token_urlsafe(SECRET_BYTES)
        row = {
            "secret_hash": hash_token(secret),
            "purpose": purpose.value,
            "account": account,
            "expires_at": now + lasts,
        }
        with self._unit.transaction() as connection:
            connection.execute(delete(TICKET).where(TICKET.c.expires_at <= now))
            insert_new(connection, TICKET, [row])
        return SecretStr(secret)

    def look(self, purpose: Purpose, secret: str, *, now: datetime) -> Ticket | None:
        """The ticket, still unused; None where there is none or its time is over."""
        mine = (TICKET.c.secret_hash == hash_token(secret), TICKET.c.purpose == purpose.value)
        with self._unit.reading() as connection:
            row = connection.execute(select(TICKET).where(*mine, TICKET.c.expires_at > now)).mappings().one_or_none()
        return None if row is None else Ticket.model_validate(without(row, "secret_hash"))

    def use(self, purpose: Purpose, secret: str, *, now: datetime) -> Ticket | None:
        """Use it up; None where there is none, it was used before, or its time is over."""
        with self._unit.transaction() as connection:
            found = self.look(purpose, secret, now=now)
            used = connection.execute(delete(TICKET).where(TICKET.c.secret_hash == hash_token(secret))).rowcount
        return found if used else None


class Tries(Room):
    """How often signing in was tried of late, by name and by address; both are kept as keyed hashes."""

    def count(self, kind: str, value: str, *, now: datetime, within: timedelta) -> int:
        """Take down one more try, and say how many there were within that time, this one included."""
        bucket = self._unit.cipher.fingerprint(f"try {kind}", value)
        with self._unit.transaction() as connection:
            put(connection, META, {"key": TRIES_LOCK, "value": ""})  # the row that all who try at once queue for
            connection.execute(delete(SIGN_IN_TRY).where(SIGN_IN_TRY.c.at <= now - within))
            insert_new(connection, SIGN_IN_TRY, [{"id": secrets.token_hex(16), "bucket": bucket, "at": now}])
            wanted = select(func.count()).select_from(SIGN_IN_TRY).where(SIGN_IN_TRY.c.bucket == bucket)
            return connection.scalar(wanted) or 0

    def forget(self, kind: str, value: str) -> None:
        """It succeeded: what was tried before counts no longer."""
        bucket = self._unit.cipher.fingerprint(f"try {kind}", value)
        with self._unit.transaction() as connection:
            connection.execute(delete(SIGN_IN_TRY).where(SIGN_IN_TRY.c.bucket == bucket))
