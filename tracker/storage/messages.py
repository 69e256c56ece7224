"""The messages that could matter, as they came: kept first, then read, never lost.

keep (raw bytes, durable) ──▶ the cursor may move ──▶ begin ──▶ mark_read, or mark_failed and tried again
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, exists, func, or_, select, update

from tracker.errors import NotFoundError
from tracker.message.types import Channel
from tracker.storage.tables import MAILBOX_PERSON, MESSAGE, MESSAGE_RAW, ORIGIN, SIGHTING
from tracker.storage.types import MessageState, Origin, Sighting, StoredMessage
from tracker.storage.unchanged import unchanged
from tracker.storage.unit import Room, insert_new

ATTEMPTS = 3  # a message that was begun so often in vain stays on the shelf
FAST = 1  # zlib level: base64 and HTML shrink nearly as much as at 6, in a third of the time


_ENDED = (MESSAGE.c.state == MessageState.STORED.value) & (MESSAGE.c.attempts >= ATTEMPTS)
_SHELF = (
    select(MESSAGE)
    .where(or_(MESSAGE.c.state == MessageState.FAILED.value, _ENDED))
    .order_by(MESSAGE.c.stored_at, MESSAGE.c.sha256)
)
_PERSON: BindParameter[str] = bindparam("person")
# Little is on the shelf: whose each is, is asked for those alone.
_THEIRS = _SHELF.where(
    or_(
        exists().where(
            SIGHTING.c.sha256 == MESSAGE.c.sha256,
            SIGHTING.c.mailbox == MAILBOX_PERSON.c.mailbox,
            MAILBOX_PERSON.c.person == _PERSON,
        ),
        exists().where(ORIGIN.c.sha256 == MESSAGE.c.sha256, ORIGIN.c.person == _PERSON),
    )
)


_HAS_BYTES = select(MESSAGE_RAW.c.sha256).where(MESSAGE_RAW.c.sha256 == bindparam("digest"))


class Messages(Room):
    def keep(
        self,
        raw: bytes,
        *,
        received: datetime | None,
        now: datetime,
        sighting: Sighting | None = None,
        origins: Sequence[Origin] = (),
        channel: Channel = Channel.EMAIL,
        lack: str | None = None,
    ) -> bool:
        """Store the bytes, with where they were seen or for whom they came; again is harmless.

        Returns whether there is something to read: the message is new, or new to this mailbox or person.
        """
        digest = sha256(raw).hexdigest()
        row = {
            "sha256": digest,
            "channel": channel.value,
            "size": len(raw),
            "received": received,
            "stored_at": now,
            "lack": lack,
            "state": MessageState.STORED.value,
            "failure": None,
            "attempts": 0,
        }
        with self._unit.transaction() as connection:
            new = insert_new(connection, MESSAGE, [row]) == 1
            if new:
                body = self._unit.cipher.seal(MESSAGE_RAW.name, "body", digest, zlib.compress(raw, FAST))
                insert_new(connection, MESSAGE_RAW, [{"sha256": digest, "body": body}])
            found_anew = sighting is not None and _see(connection, digest, sighting)
            came_anew = self._note_origins(connection, digest, origins)
            if not new and (found_anew or came_anew):
                self._set(connection, digest, MessageState.STORED, failure=None, attempts=0)
        return new or found_anew or came_anew

    def begin(self, digest: str) -> bool:
        """Count that reading it is begun, before it is: so a message that ends the whole process ends it no more
        than `ATTEMPTS` times. Returns whether it may be read.
        """
        allowed = (MESSAGE.c.sha256 == digest) & (MESSAGE.c.attempts < ATTEMPTS)
        with self._unit.transaction() as connection:
            counted = connection.execute(update(MESSAGE).where(allowed).values(attempts=MESSAGE.c.attempts + 1))
        return counted.rowcount == 1

    def release(self, digest: str) -> None:
        """Take back a `begin` that came to nothing for a reason that is not the message's."""
        begun = (MESSAGE.c.sha256 == digest) & (MESSAGE.c.attempts > 0)
        with self._unit.transaction() as connection:
            connection.execute(update(MESSAGE).where(begun).values(attempts=MESSAGE.c.attempts - 1))

    def unread(self, *, attempts: int = ATTEMPTS) -> Iterator[StoredMessage]:
        """What waits to be read and was begun fewer than `attempts` times, the least often begun first, then the
        oldest; as it stood when asked.
        """
        waiting = (MESSAGE.c.state != MessageState.READ.value) & (MESSAGE.c.attempts < attempts)
        order = (MESSAGE.c.attempts, MESSAGE.c.stored_at, MESSAGE.c.sha256)
        with self._unit.reading() as connection:
            ids = connection.scalars(select(MESSAGE.c.sha256).where(waiting).order_by(*order)).all()
        for digest in ids:
            yield self.get(digest)

    def get(self, digest: str) -> StoredMessage:
        """Raises `NotFoundError`."""
        with self._unit.reading() as connection:
            row = connection.execute(select(MESSAGE).where(MESSAGE.c.sha256 == digest)).mappings().one_or_none()
        if row is None:
            raise _unknown(digest)
        return StoredMessage.model_validate(dict(row))

    @unchanged
    def has_bytes(self, digest: str) -> bool:
        with self._unit.reading() as connection:
            return connection.scalar(_HAS_BYTES, {"digest": digest}) is not None

    def raw(self, digest: str) -> bytes:
        """The bytes as they came. Raises `NotFoundError`, or `StorageError` when they are damaged."""
        with self._unit.reading() as connection:
            body = connection.scalar(select(MESSAGE_RAW.c.body).where(MESSAGE_RAW.c.sha256 == digest))
        if body is None:
            raise _unknown(digest)
        return self._bytes(digest, body)

    def sizes(self, digests: Sequence[str]) -> dict[str, int]:
        """The bytes of each of those messages as it came."""
        with self._unit.reading() as connection:
            rows = connection.execute(select(MESSAGE.c.sha256, MESSAGE.c.size).where(MESSAGE.c.sha256.in_(digests)))
            return {row.sha256: row.size for row in rows}

    def bodies(self, digests: Sequence[str]) -> dict[str, Callable[[], tuple[Channel, bytes]]]:
        """Each of those messages, sealed until it is asked for: its channel and the bytes as they came.

        Asking raises `StorageError` for one that is damaged.
        """
        wanted = select(MESSAGE_RAW, MESSAGE.c.channel).join(MESSAGE, MESSAGE.c.sha256 == MESSAGE_RAW.c.sha256)
        with self._unit.reading() as connection:
            rows = connection.execute(wanted.where(MESSAGE_RAW.c.sha256.in_(digests))).all()
        return {row.sha256: partial(self._opened, row.sha256, row.channel, row.body) for row in rows}

    def origins(self, digest: str) -> tuple[Origin, ...]:
        """For whom to read it: everybody whose mailbox it lay in, and those it was imported for; by person."""
        by_mailbox = (
            select(MAILBOX_PERSON.c.person, SIGHTING.c.mailbox)
            .join_from(SIGHTING, MAILBOX_PERSON, SIGHTING.c.mailbox == MAILBOX_PERSON.c.mailbox)
            .where(SIGHTING.c.sha256 == digest)
            .distinct()
        )
        with self._unit.reading() as connection:
            seen = connection.execute(by_mailbox).all()
            given = connection.execute(select(ORIGIN).where(ORIGIN.c.sha256 == digest)).all()
        came = [Origin(person=row.person, mailbox=row.mailbox) for row in seen]
        for row in given:
            place = f"{digest}/{row.person}"
            address = None if row.address is None else self._unit.unseal(ORIGIN, "address", place, row.address)
            came.append(Origin(person=row.person, authserv_id=row.authserv_id, address=address))
        return tuple(sorted(came, key=lambda origin: (origin.person, origin.mailbox or "")))

    def sighted(self, mailbox: str, folder: str, uidvalidity: int) -> frozenset[int]:
        """The UIDs of that folder whose messages are kept already."""
        there = (SIGHTING.c.mailbox == mailbox, SIGHTING.c.folder == folder, SIGHTING.c.uidvalidity == uidvalidity)
        with self._unit.reading() as connection:
            return frozenset(connection.scalars(select(SIGHTING.c.uid).where(*there)).all())

    def mark_read(self, digest: str) -> None:
        with self._unit.transaction() as connection:
            self._set(connection, digest, MessageState.READ, failure=None, attempts=0)

    def mark_failed(self, digest: str, sentence: str, *, again: bool = True) -> None:
        """It could not be read: kept, with the reason, and tried `again` as often as `begin` allows."""
        exhausted = {} if again else {"attempts": ATTEMPTS}
        with self._unit.transaction() as connection:
            self._set(connection, digest, MessageState.FAILED, failure=sentence, **exhausted)

    @unchanged
    def failed(self, person: str | None = None) -> tuple[StoredMessage, ...]:
        """The shelf of those that could not be read, oldest first; also those over which the whole process ended.

        With `person`, only what is to be read for them.
        """
        with self._unit.reading() as connection:
            found = connection.execute(_SHELF) if person is None else connection.execute(_THEIRS, {"person": person})
            rows = found.mappings().all()
        return tuple(StoredMessage.model_validate(dict(row)) for row in rows)

    def list(self) -> tuple[StoredMessage, ...]:
        """All of them, oldest first: what a replay goes through."""
        with self._unit.reading() as connection:
            rows = connection.execute(select(MESSAGE).order_by(MESSAGE.c.stored_at, MESSAGE.c.sha256)).mappings().all()
        return tuple(StoredMessage.model_validate(dict(row)) for row in rows)

    def of(self, person: str) -> tuple[StoredMessage, ...]:
        """Those of the person's mailboxes, and those imported for the person, oldest first."""
        in_mailbox = (
            select(SIGHTING.c.sha256)
            .join(MAILBOX_PERSON, SIGHTING.c.mailbox == MAILBOX_PERSON.c.mailbox)
            .where(MAILBOX_PERSON.c.person == person)
        )
        imported = select(ORIGIN.c.sha256).where(ORIGIN.c.person == person)
        theirs = select(MESSAGE).where(or_(MESSAGE.c.sha256.in_(in_mailbox), MESSAGE.c.sha256.in_(imported)))
        with self._unit.reading() as connection:
            rows = connection.execute(theirs.order_by(MESSAGE.c.stored_at, MESSAGE.c.sha256)).mappings().all()
        return tuple(StoredMessage.model_validate(dict(row)) for row in rows)

    def counts(self) -> dict[MessageState, int]:
        counted = select(MESSAGE.c.state, func.count()).group_by(MESSAGE.c.state)
        with self._unit.reading() as connection:
            found = {state: count for state, count in connection.execute(counted)}  # noqa: C416 - a Row is no pair to mypy
        return {state: found.get(state.value, 0) for state in MessageState}

    def _opened(self, digest: str, channel: str, body: bytes) -> tuple[Channel, bytes]:
        return Channel(channel), self._bytes(digest, body)

    def _bytes(self, digest: str, body: bytes) -> bytes:
        return zlib.decompress(self._unit.cipher.open(MESSAGE_RAW.name, "body", digest, body))

    def _set(self, connection: Connection, digest: str, state: MessageState, **values: object) -> None:
        changed = update(MESSAGE).where(MESSAGE.c.sha256 == digest).values(state=state.value, **values)
        if connection.execute(changed).rowcount != 1:
            raise _unknown(digest)

    def _note_origins(self, connection: Connection, digest: str, origins: Sequence[Origin]) -> bool:
        rows = [
            {
                "sha256": digest,
                "person": origin.person,
                "authserv_id": origin.authserv_id,
                "address": None
                if origin.address is None
                else self._unit.seal(ORIGIN, "address", f"{digest}/{origin.person}", origin.address),
            }
            for origin in origins
        ]
        before = {origin.person: origin for origin in self.origins(digest) if origin.mailbox is None}
        for row, origin in zip(rows, origins, strict=True):
            if origin.person in before:
                self._learn(connection, row, before[origin.person], origin)
        return insert_new(connection, ORIGIN, rows) > 0 or any(
            known.person in before and _tells_more(known, before[known.person]) for known in origins
        )

    def _learn(self, connection: Connection, row: Mapping[str, Any], known: Origin, told: Origin) -> None:
        """What is said of a file the second time (who vouches for it, whose mail it is) counts from then on."""
        if _tells_more(told, known):
            given = {name: row[name] for name in ("authserv_id", "address") if row[name] is not None}
            where = (ORIGIN.c.sha256 == row["sha256"], ORIGIN.c.person == row["person"])
            connection.execute(update(ORIGIN).where(*where).values(**given))


def _tells_more(told: Origin, known: Origin) -> bool:
    return told.authserv_id not in {None, known.authserv_id} or told.address not in {None, known.address}


def _unknown(digest: str) -> NotFoundError:
    return NotFoundError(f"There is no message {digest[:12]!r} in the record; 'tracker log' shows which there are.")


def _see(connection: Connection, digest: str, sighting: Sighting) -> bool:
    """Note where the message lay; returns whether it is new to that mailbox."""
    known = select(SIGHTING.c.uid).where(SIGHTING.c.sha256 == digest, SIGHTING.c.mailbox == sighting.mailbox).limit(1)
    new = connection.scalar(known) is None
    insert_new(connection, SIGHTING, [sighting.model_dump() | {"sha256": digest}])
    return new
