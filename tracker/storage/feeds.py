"""Links to the calendar, one per device, and the ledger of what was published under which UID."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import sha256

from pydantic import SecretStr
from sqlalchemy import Connection, RowMapping, Select, Update, select, update

from tracker.errors import NotFoundError
from tracker.reading.types import Language
from tracker.storage.tables import FEED_LINK, FEED_REVISION, META
from tracker.storage.types import FeedKind, FeedLink, FeedRevision, NewFeedLink
from tracker.storage.unit import Room, insert_new, put, without

TOKEN_BYTES = 32
ID_BYTES = 4
CLIENT_CHARACTERS = 120
LEDGER_LOCK = "feed ledger"

Ledger = dict[str, FeedRevision]  # by UID


class Feeds(Room):
    def create(
        self,
        person: str,
        *,
        name: str,
        now: datetime,
        kind: FeedKind = FeedKind.PRIVATE,
        language: Language = Language.EN,
    ) -> NewFeedLink:
        """A new link with its token, which is told here and never again: only its hash is kept."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        link = FeedLink(
            id=secrets.token_hex(ID_BYTES),
            token_hash=hash_token(token),
            person=person,
            name=name,
            kind=kind,
            language=language,
            created_at=now,
        )
        row = link.model_dump(mode="python") | {
            "name": self._unit.seal(FEED_LINK, "name", link.id, name),
            "kind": kind.value,
            "language": language.value,
        }
        with self._unit.transaction() as connection:
            insert_new(connection, FEED_LINK, [row])
        return NewFeedLink(link=link, token=SecretStr(token))

    def by_token(self, token: str) -> FeedLink | None:
        """The link of that token, also a revoked one; None for a token that was never issued."""
        found = self._read(select(FEED_LINK).where(FEED_LINK.c.token_hash == hash_token(token)))
        return found[0] if found else None

    def get(self, link: str) -> FeedLink:
        """Raises `NotFoundError`."""
        found = self._read(select(FEED_LINK).where(FEED_LINK.c.id == link))
        if not found:
            raise NotFoundError(f"There is no calendar link {link!r}; 'tracker feed list' shows which there are.")
        return found[0]

    def list(self, person: str | None = None) -> tuple[FeedLink, ...]:
        """Every link, or that person's, oldest first; revoked ones too."""
        wanted = select(FEED_LINK) if person is None else select(FEED_LINK).where(FEED_LINK.c.person == person)
        return self._read(wanted.order_by(FEED_LINK.c.created_at, FEED_LINK.c.id))

    def revoke(self, link: str, *, now: datetime) -> FeedLink:
        """The link shows no date any more, for good. Raises `NotFoundError`."""
        return self._change(link, update(FEED_LINK).where(FEED_LINK.c.revoked_at.is_(None)).values(revoked_at=now))

    def rename(self, link: str, name: str) -> FeedLink:
        """Raises `NotFoundError`."""
        return self._change(link, update(FEED_LINK).values(name=self._unit.seal(FEED_LINK, "name", link, name)))

    def touch(self, link: str, *, client: str, now: datetime) -> FeedLink:
        """It was fetched, by that program (User-Agent). Raises `NotFoundError`."""
        fetched = {"last_fetched_at": now, "last_client": client[:CLIENT_CHARACTERS]}
        return self._change(link, update(FEED_LINK).values(**fetched))

    def revisions(self, scope: str) -> Ledger:
        """What was last published in that calendar, by UID."""
        with self._unit.reading() as connection:
            return _ledger(connection, scope)

    def revise(self, scope: str, plan: Callable[[Ledger], Iterable[FeedRevision]]) -> Ledger:
        """Hand the ledger to `plan` and write what it gives back, in one transaction that no other publisher enters.

        Returns the ledger as it then stands; when `plan` raises, nothing was changed.
        """
        with self._unit.transaction() as connection:
            put(connection, META, {"key": LEDGER_LOCK, "value": scope})  # the row that publishers queue for
            before = _ledger(connection, scope)
            for revision in plan(before):
                if before.get(revision.uid) != revision:
                    put(connection, FEED_REVISION, revision.model_dump() | {"scope": scope})
            return _ledger(connection, scope)

    def _change(self, link: str, change: Update) -> FeedLink:
        with self._unit.transaction() as connection:
            connection.execute(change.where(FEED_LINK.c.id == link))
            return self.get(link)

    def _read(self, wanted: Select[tuple[object, ...]]) -> tuple[FeedLink, ...]:
        with self._unit.reading() as connection:
            rows = connection.execute(wanted).mappings().all()
        return tuple(self._record(row) for row in rows)

    def _record(self, row: RowMapping) -> FeedLink:
        name = self._unit.unseal(FEED_LINK, "name", row["id"], row["name"])
        return FeedLink.model_validate(dict(row) | {"name": name})


def hash_token(token: str) -> str:
    """What is kept of a token, and what names its calendar's file: 64 hex digits."""
    # 256 random bits need no salt and no slow hash: there is nothing to guess from.
    return sha256(token.encode()).hexdigest()


def _ledger(connection: Connection, scope: str) -> Ledger:
    wanted = select(FEED_REVISION).where(FEED_REVISION.c.scope == scope).order_by(FEED_REVISION.c.uid)
    rows = connection.execute(wanted).mappings()
    return {row["uid"]: FeedRevision.model_validate(without(row, "scope")) for row in rows}
