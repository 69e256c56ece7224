"""The accounts that people let us read, how they fare, and who reads which one when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Update, bindparam, delete, func, select, update

from tracker.errors import NotFoundError, UserError
from tracker.storage.tables import MAILBOX, MAILBOX_PERSON, MESSAGE, SIGHTING
from tracker.storage.types import MailboxAccount, MailboxRecord, MessageState
from tracker.storage.unchanged import unchanged
from tracker.storage.unit import Room, Values, insert_new, without

SEALED = ("address", "user", "secret")
_READER = MAILBOX_PERSON.alias()
_ALL = (
    select(MAILBOX, MAILBOX_PERSON.c.person)
    .outerjoin(MAILBOX_PERSON, MAILBOX_PERSON.c.mailbox == MAILBOX.c.id)
    .order_by(MAILBOX.c.id, MAILBOX_PERSON.c.person)
)
_IN_USE = _ALL.where(MAILBOX.c.removed_at.is_(None))
_OF = _IN_USE.join(_READER, _READER.c.mailbox == MAILBOX.c.id).where(_READER.c.person == bindparam("person"))
_SOME = _ALL.where(MAILBOX.c.id.in_(bindparam("ids", expanding=True)))


class Mailboxes(Room):
    def add(self, account: MailboxAccount, *, people: Iterable[str], now: datetime) -> MailboxRecord:
        """A new account, due at once. Raises `UserError` when its id is taken, `StorageError` for an unknown person."""
        row = self._row(account) | {"created_at": now, "next_due": now}
        links = [{"mailbox": account.id, "person": person} for person in sorted(set(people))]
        with self._unit.transaction() as connection:
            if not insert_new(connection, MAILBOX, [row]):
                raise UserError(
                    f"There is already a mailbox {account.id!r}; choose another id, or remove that one first."
                )
            insert_new(connection, MAILBOX_PERSON, links)
            return self.get(account.id)

    def change(self, account: MailboxAccount, *, now: datetime) -> MailboxRecord:
        """Another password, server or choice of folders; the mailbox is due at once. Raises `NotFoundError`."""
        values = self._row(account) | {"next_due": now, "removed_at": None}
        with self._unit.transaction() as connection:
            connection.execute(update(MAILBOX).where(MAILBOX.c.id == account.id).values(**values))
            return self.get(account.id)

    def get(self, mailbox: str) -> MailboxRecord:
        """Also one that was removed. Raises `NotFoundError`."""
        with self._unit.reading() as connection:
            found = self._records(connection, _SOME, {"ids": [mailbox]})
        if not found:
            raise NotFoundError(f"There is no mailbox {mailbox!r}; 'tracker mailbox list' shows which there are.")
        return found[0]

    def list(self, *, removed: bool = False) -> tuple[MailboxRecord, ...]:
        """The mailboxes in use, by id; with `removed`, the others too."""
        with self._unit.reading() as connection:
            return self._records(connection, _ALL if removed else _IN_USE)

    def of(self, person: str) -> tuple[MailboxRecord, ...]:
        """Those in use that are read for the person, by id."""
        with self._unit.reading() as connection:
            return self._records(connection, _OF, {"person": person})

    @unchanged
    def shown(self, person: str) -> tuple[MailboxRecord, ...]:
        """The same without their passwords, for pages."""
        return tuple(one.model_copy(update={"secret": None}) for one in self.of(person))

    def remove(self, mailbox: str, *, now: datetime) -> None:
        """Forget the password and read it no more; what was found in it stays. Raises `NotFoundError`."""
        with self._unit.transaction() as connection:
            self.get(mailbox)
            connection.execute(
                update(MAILBOX)
                .where(MAILBOX.c.id == mailbox)
                .values(secret=None, removed_at=func.coalesce(MAILBOX.c.removed_at, now))
            )

    def set_people(self, mailbox: str, people: Iterable[str]) -> None:
        """For whom this mailbox is read; somebody new gets what was found in it before, too."""
        links = [{"mailbox": mailbox, "person": person} for person in sorted(set(people))]
        with self._unit.transaction() as connection:
            connection.execute(delete(MAILBOX_PERSON).where(MAILBOX_PERSON.c.mailbox == mailbox))
            insert_new(connection, MAILBOX_PERSON, links)
            found = select(SIGHTING.c.sha256).where(SIGHTING.c.mailbox == mailbox)
            again = update(MESSAGE).where(MESSAGE.c.sha256.in_(found), MESSAGE.c.state == MessageState.READ.value)
            connection.execute(again.values(state=MessageState.STORED.value))

    def note_success(self, mailbox: str, *, now: datetime, next_due: datetime | None = None) -> None:
        """It was really read just now. Gives back the lease: due again at `next_due`."""
        health = {"last_ok_at": now, "last_error": None, "failing_since": None, "needs_person": False}
        self._note(mailbox, health, next_due)

    def note_failure(
        self,
        mailbox: str,
        sentence: str,
        *,
        now: datetime,
        next_due: datetime | None = None,
        needs_person: bool = False,
    ) -> None:
        """It could not be read; `failing_since` keeps the first time in a row."""
        health = {
            "last_error": sentence,
            "failing_since": func.coalesce(MAILBOX.c.failing_since, now),
            "needs_person": needs_person,
        }
        self._note(mailbox, health, next_due)

    def claim(self, limit: int, *, now: datetime, lease: timedelta) -> tuple[MailboxRecord, ...]:
        """Take up to `limit` mailboxes that are due, longest due first; nobody else gets them until the lease is over.

        Whoever dies simply lets the lease run out. Any number of processes and machines may claim at once.
        """
        with self._unit.transaction() as connection:
            taken = connection.scalars(claiming(limit, now=now, lease=lease)).all()
            return self._records(connection, _SOME, {"ids": taken})

    def extend(self, mailbox: str, *, until: datetime) -> None:
        """Keep a claimed mailbox longer, for a first read that takes its time."""
        self._note(mailbox, {}, until)

    def _note(self, mailbox: str, health: Mapping[str, Any], next_due: datetime | None) -> None:
        values = {**health, **({} if next_due is None else {"next_due": next_due})}
        with self._unit.transaction() as connection:
            connection.execute(update(MAILBOX).where(MAILBOX.c.id == mailbox).values(**values))

    def _row(self, account: MailboxAccount) -> dict[str, Any]:
        row = account.model_dump(include=set(MailboxAccount.model_fields))
        secret = None if account.secret is None else account.secret.get_secret_value()
        row |= {"folders": [*account.folders], "secret": secret}
        sealed = {
            name: None if row[name] is None else self._unit.seal(MAILBOX, name, account.id, row[name])
            for name in SEALED
        }
        return row | sealed

    def _records(
        self, connection: Connection, wanted: Select[Any], given: Values | None = None
    ) -> tuple[MailboxRecord, ...]:
        """The mailboxes of those rows, of which each has one for every person that it is read for."""
        rows = connection.execute(wanted, given).mappings().all()
        return tuple(self._record(list(some)) for _, some in groupby(rows, lambda row: row["id"]))

    def _record(self, rows: Sequence[RowMapping]) -> MailboxRecord:
        row, people = rows[0], tuple(one["person"] for one in rows if one["person"] is not None)
        opened = {
            name: None if row[name] is None else self._unit.unseal(MAILBOX, name, row["id"], row[name])
            for name in SEALED
        }
        return MailboxRecord.model_validate(without(row, "person", *SEALED) | opened | {"people": people})


def claiming(limit: int, *, now: datetime, lease: timedelta) -> Update:
    """The one statement behind `claim`.

    PostgreSQL skips rows that another transaction is claiming (and never inlines a locking subquery, so the limit
    holds); SQLite leaves that clause out, since only one transaction writes at a time.
    """
    due = (
        select(MAILBOX.c.id)
        .where(MAILBOX.c.next_due <= now, MAILBOX.c.removed_at.is_(None))
        .order_by(MAILBOX.c.next_due, MAILBOX.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    return (
        update(MAILBOX).where(MAILBOX.c.id.in_(select(due.c.id))).values(next_due=now + lease).returning(MAILBOX.c.id)
    )
