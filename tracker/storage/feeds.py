"""Links to the calendar, one per device, and the ledger of what was published under which UID."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any

from pydantic import SecretStr
from sqlalchemy import Connection, RowMapping, Select, Update, bindparam, or_, select, update

from tracker.errors import EndedError, NotFoundError
from tracker.reading.types import Language
from tracker.storage.feed_tables import FEED_CLIENT, FEED_LINK, FEED_MEMBER, FEED_REVISION
from tracker.storage.tables import META
from tracker.storage.types import (
    FeedClient,
    FeedKind,
    FeedLink,
    FeedMember,
    FeedPlace,
    FeedRevision,
    Fetch,
    NewFeedLink,
)
from tracker.storage.unchanged import unchanged
from tracker.storage.unit import Room, insert_new, put, without

TOKEN_BYTES = 32
ID_BYTES = 4
MOST_CLIENTS = 20  # of one link that are told apart: a name costs its bearer nothing
OTHER_CLIENTS = "other programs"
LEDGER_LOCK = "feed ledger"

_IN_USE = (
    select(FEED_LINK.c.id)
    .where(
        FEED_LINK.c.revoked_at.is_(None),
        or_(
            FEED_LINK.c.everyone,
            FEED_LINK.c.id.in_(select(FEED_MEMBER.c.link).where(FEED_MEMBER.c.person == bindparam("person"))),
        ),
    )
    .limit(1)
)

_LINKS = (
    select(FEED_LINK, FEED_MEMBER.c.person, FEED_MEMBER.c.label)
    .outerjoin(FEED_MEMBER, FEED_MEMBER.c.link == FEED_LINK.c.id)
    .order_by(FEED_LINK.c.created_at, FEED_LINK.c.id, FEED_MEMBER.c.person)
)
_BY_TOKEN = _LINKS.where(FEED_LINK.c.token_hash == bindparam("token_hash"))
_BY_ID = _LINKS.where(FEED_LINK.c.id == bindparam("link"))
_THEIRS = _LINKS.where(
    or_(
        FEED_LINK.c.everyone,
        FEED_LINK.c.id.in_(select(FEED_MEMBER.c.link).where(FEED_MEMBER.c.person == bindparam("person"))),
    )
)
_CLIENTS = select(FEED_CLIENT).order_by(FEED_CLIENT.c.link, FEED_CLIENT.c.first_seen_at, FEED_CLIENT.c.client)
_CLIENTS_OF = _CLIENTS.where(FEED_CLIENT.c.link.in_(bindparam("links", expanding=True)))

Ledger = dict[str, FeedRevision]  # by UID


class Feeds(Room):
    def create(
        self,
        *people: str,
        name: str,
        now: datetime,
        kind: FeedKind = FeedKind.PRIVATE,
        language: Language = Language.EN,
        labels: Mapping[str, str] | None = None,
        everyone: bool = False,
    ) -> NewFeedLink:
        """A new link with its token, which is told here and never again: only its hash is kept.

        `labels` are what the people are called in a calendar for several of them.
        """
        members = tuple(FeedMember(person=one, label=(labels or {}).get(one, "")) for one in sorted(set(people)))
        return self._insert(name, kind, language, members, everyone=everyone, now=now)

    def replace(self, link: str, *, now: datetime) -> NewFeedLink:
        """A new link for the same calendar and device, in place of the old one, which is revoked.

        Raises `NotFoundError`, and `EndedError` for one that was revoked before.
        """
        with self._unit.transaction() as connection:
            ended = connection.execute(_ended(link, now)).rowcount  # by one alone of several that ask at once
            old = self.get(link)
            if not ended:
                raise EndedError("This link is ended already; nothing was changed. Make a new one.")
            new = self._insert(old.name, old.kind, old.language, old.members, everyone=old.everyone, now=now)
            if old.place is None:
                return new
            self.send_to(old.id, None)
            return NewFeedLink(link=self.send_to(new.link.id, old.place), token=new.token)

    def by_token(self, token: str) -> FeedLink | None:
        """The link of that token, also a revoked one; None for a token that was never issued."""
        found = self._read(_BY_TOKEN, token_hash=hash_token(token))
        return found[0] if found else None

    def get(self, link: str) -> FeedLink:
        """Raises `NotFoundError`."""
        found = self._read(_BY_ID, link=link)
        if not found:
            raise NotFoundError(f"There is no calendar link {link!r}; 'tracker feed list' shows which there are.")
        return found[0]

    @unchanged
    def list(self, person: str | None = None) -> tuple[FeedLink, ...]:
        """Every link, or those that show that person's dates, oldest first; revoked ones too."""
        return self._read(_LINKS) if person is None else self._read(_THEIRS, person=person)

    @unchanged
    def in_use(self, person: str) -> bool:
        """Whether a link shows that person's dates and is not revoked."""
        with self._unit.reading() as connection:
            return connection.scalar(_IN_USE, {"person": person}) is not None

    def revoke(self, link: str, *, now: datetime) -> FeedLink:
        """The link shows no date any more, for good. Raises `NotFoundError`."""
        return self._change(link, _ended(link, now))

    def rename(self, link: str, name: str) -> FeedLink:
        """Raises `NotFoundError`."""
        return self._change(link, update(FEED_LINK).values(name=self._unit.seal(FEED_LINK, "name", link, name)))

    def fetched(self, fetches: Iterable[Fetch]) -> None:
        """These links were fetched; a hash that is none is passed over. All of them are written down, or none."""
        with self._unit.transaction() as connection:
            for one in fetches:
                link = connection.scalar(select(FEED_LINK.c.id).where(FEED_LINK.c.token_hash == one.token_hash))
                if link is not None:
                    _write_fetch(connection, link, one)

    @unchanged
    def clients(self, *links: str) -> tuple[FeedClient, ...]:
        """Which programs ever fetched these links, or any where none is named; by link, the earliest first.

        The first of a link is the one that it was made for; each later one may be news to the person.
        """
        with self._unit.reading() as connection:
            found = connection.execute(_CLIENTS_OF, {"links": links}) if links else connection.execute(_CLIENTS)
            return tuple(FeedClient.model_validate(dict(row)) for row in found.mappings())

    def send_to(self, link: str, place: FeedPlace | None) -> FeedLink:
        """From now on its calendar is copied there; nowhere any more with None. Raises `NotFoundError`."""
        sealed = place and self._unit.seal(FEED_LINK, "place", link, place.model_dump_json())
        afresh = {"placed_at": None, "placed_hash": None, "place_error": None}
        return self._change(link, update(FEED_LINK).values(place=sealed, **afresh))

    def placed(self, link: str, *, content_hash: str, now: datetime) -> FeedLink:
        """The place holds those bytes. Raises `NotFoundError`."""
        kept = {"placed_at": now, "placed_hash": content_hash, "place_error": None}
        return self._change(link, update(FEED_LINK).values(**kept))

    def place_failed(self, link: str, error: str) -> FeedLink:
        """Copying failed for that reason. Raises `NotFoundError`."""
        return self._change(link, update(FEED_LINK).values(place_error=error))

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

    def _insert(
        self,
        name: str,
        kind: FeedKind,
        language: Language,
        members: tuple[FeedMember, ...],
        *,
        everyone: bool,
        now: datetime,
    ) -> NewFeedLink:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        link = secrets.token_hex(ID_BYTES)
        row = {
            "id": link,
            "token_hash": hash_token(token),
            "everyone": everyone,
            "name": self._unit.seal(FEED_LINK, "name", link, name),
            "kind": kind.value,
            "language": language.value,
            "created_at": now,
        }
        with self._unit.transaction() as connection:
            insert_new(connection, FEED_LINK, [row])
            insert_new(connection, FEED_MEMBER, [self._member_row(link, member) for member in members])
            return NewFeedLink(link=self.get(link), token=SecretStr(token))

    def _member_row(self, link: str, member: FeedMember) -> dict[str, Any]:
        label = self._unit.seal(FEED_MEMBER, "label", f"{link}:{member.person}", member.label)
        return {"link": link, "person": member.person, "label": label}

    def _change(self, link: str, change: Update) -> FeedLink:
        with self._unit.transaction() as connection:
            connection.execute(change.where(FEED_LINK.c.id == link))
            return self.get(link)

    def _read(self, wanted: Select[Any], **given: str) -> tuple[FeedLink, ...]:
        with self._unit.reading() as connection:
            rows = connection.execute(wanted, given).mappings().all()
        return tuple(self._record(list(some)) for _, some in groupby(rows, lambda row: row["id"]))

    def _record(self, rows: Sequence[RowMapping]) -> FeedLink:
        row = rows[0]
        place = row["place"] and self._unit.unseal(FEED_LINK, "place", row["id"], row["place"])
        opened = {
            "name": self._unit.unseal(FEED_LINK, "name", row["id"], row["name"]),
            "place": FeedPlace.model_validate_json(place) if place else None,
            "members": tuple(self._member(one) for one in rows if one["person"] is not None),
        }
        return FeedLink.model_validate(without(row, "person", "label") | opened)

    def _member(self, row: RowMapping) -> FeedMember:
        label = self._unit.unseal(FEED_MEMBER, "label", f"{row['id']}:{row['person']}", row["label"])
        return FeedMember(person=row["person"], label=label)


def hash_token(token: str) -> str:
    """What is kept of a token, and what names its calendar's file: 64 hex digits."""
    # 256 random bits need no salt and no slow hash: there is nothing to guess from.
    return sha256(token.encode()).hexdigest()


def _ended(link: str, now: datetime) -> Update:
    """Once ended, it stays so since then."""
    still = FEED_LINK.c.id == link, FEED_LINK.c.revoked_at.is_(None)
    return update(FEED_LINK).where(*still).values(revoked_at=now)


def _write_fetch(connection: Connection, link: str, fetch: Fetch) -> None:
    latest = update(FEED_LINK).where(FEED_LINK.c.id == link)
    connection.execute(latest.values(last_fetched_at=fetch.at, last_client=fetch.client))
    seen = set(connection.scalars(select(FEED_CLIENT.c.client).where(FEED_CLIENT.c.link == link)))
    known = fetch.client if fetch.client in seen or len(seen) < MOST_CLIENTS else OTHER_CLIENTS
    row = {"link": link, "client": known, "first_seen_at": fetch.at, "last_seen_at": fetch.at}
    put(connection, FEED_CLIENT, row, keep=("first_seen_at",))


def _ledger(connection: Connection, scope: str) -> Ledger:
    wanted = select(FEED_REVISION).where(FEED_REVISION.c.scope == scope).order_by(FEED_REVISION.c.uid)
    rows = connection.execute(wanted).mappings()
    return {row["uid"]: FeedRevision.model_validate(without(row, "scope")) for row in rows}
