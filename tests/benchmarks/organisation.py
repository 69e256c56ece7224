"""The record of an organisation: so many people, each with messages of some years and what they entered themselves.

One message of each shape is really composed and read. The others are that one with other dates, numbers and addresses
of the same length, so that each is, byte by byte, what reading it would make (a test reads them to see). They are
sealed and written as in life, many rows at a time.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, encodebytes
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import cache
from hashlib import sha256

from pydantic import SecretStr

from tests.shell import NOW
from tracker.appointments import ids
from tracker.appointments.events import (
    EVENT,
    AnyEvent,
    How,
    IdentityRecorded,
    MessageRead,
    Outcome,
    RequestAdded,
    ReviewRejected,
    VisitRecorded,
)
from tracker.message.sample import compose
from tracker.reading.types import Language, When
from tracker.storage.messages import FAST
from tracker.storage.store import Store
from tracker.storage.tables import MESSAGE, MESSAGE_RAW, SIGHTING
from tracker.storage.types import MailboxAccount, MessageState
from tracker.storage.unit import Values, insert_new
from tracker.worker.bench import find_profile
from tracker.worker.home import Home

ZONE = "America/New_York"
PLACE = "Location: New York City, NY - 26 Federal Plaza, 9th Floor, New York, NY 10278"
CYCLE = timedelta(days=50)  # from one appointment to the next
AUDITED = 10  # entries of the audit log for each person


@dataclass(frozen=True)
class Letter:
    """One shape of message: how many days after its cycle began it came, and what it says of two dates."""

    after: int
    subject: str
    text: str
    dmarc: str = "pass"


LETTERS = {
    "scheduled": Letter(
        0,
        "ICE check-in appointment confirmation",
        "Your check-in appointment with ICE has been scheduled.\n\nDate and time: {first}",
    ),
    "reminder": Letter(
        5, "Reminder: your ICE check-in appointment", "This is a reminder of your ICE check-in appointment on {first}."
    ),
    "acknowledged": Letter(
        7,
        "We received your request",
        "We received your request to change the date of your check-in appointment with ICE.\n\n"
        "Current appointment: {first}\nRequested date: {second}\n\nThis is not a confirmation.",
    ),
    "moved": Letter(
        12,
        "Your ICE check-in appointment has been rescheduled",
        "Your check-in appointment with ICE has been rescheduled.\n\nPrevious date: {first}\nNew date: {second}",
    ),
    "copied": Letter(
        13,
        "Fwd: your ICE check-in appointment",
        "Your ICE check-in appointment has been rescheduled.\nNew date: {second}",
        dmarc="none",
    ),
    "reminded": Letter(
        20,
        "Reminder: your ICE check-in appointment",
        "This is a reminder of your ICE check-in appointment on {second}.",
    ),
    "not_understood": Letter(
        25, "Information about your file", "Your file was sent to another unit. The unit will write to you."
    ),
}


@dataclass(frozen=True)
class Marks:
    """What differs from one message of a shape to the next; each is as long in all of them."""

    number: int
    person: str
    at: datetime
    first: datetime
    second: datetime

    def written(self) -> tuple[str, ...]:
        """As they stand in the message, and in what was read of it."""
        days = (self.first, self.second)
        return (
            *(_dated(day) for day in days),
            *(f"{day:%Y-%m-%d}" for day in days),
            format_datetime(self.at),
            f"{self.at:%Y-%m-%dT%H:%M:%SZ}",
            f"{self.number:06}",
            address_of(self.person),
            f'"{self.person}"',
        )


MODEL = Marks(
    number=987654,
    person=f"person{98765:05}",
    at=datetime(2019, 3, 14, 9, 26, 53, tzinfo=NOW.tzinfo),
    first=datetime(2029, 5, 28, 9, tzinfo=NOW.tzinfo),
    second=datetime(2029, 6, 29, 9, tzinfo=NOW.tzinfo),
)


def address_of(person: str) -> str:
    return f"{person}@mail.example"


def name_of(number: int) -> str:
    return f"person{number:05}"


def _dated(day: datetime) -> str:
    return f"{day:%b %d, %Y} at 9:00 AM"


@cache
def _model(home: Home, shape: str) -> tuple[str, str, str]:
    """The head and text of one message of that shape and, as JSON, what was really read in it."""
    letter = LETTERS[shape]
    raw = compose(
        subject=letter.subject,
        text=f"{letter.text.format(first=_dated(MODEL.first), second=_dated(MODEL.second))}\n{PLACE}\n"
        f"Reference: NYC-{MODEL.number:06}\n",
        to=address_of(MODEL.person),
        date=MODEL.at,
        dmarc=letter.dmarc,
        message_id=f"<{MODEL.number:06}.{shape}@ice.example>",
    )
    head, _, body = raw.decode().partition("\r\n\r\n")
    text = b64decode(body).decode()
    assert _whole(head, text) == raw
    return head, text, EVENT.dump_json(read(home, raw, MODEL.person)).decode()


def _whole(head: str, text: str) -> bytes:
    return f"{head}\r\n\r\n".encode() + encodebytes(text.encode()).replace(b"\n", b"\r\n")


def read(home: Home, raw: bytes, person: str) -> MessageRead:
    """What reading this message makes of it, as the worker does it."""
    reader = home.bench.reader
    own = frozenset({address_of(person)})
    understood = reader.understand(raw, profile=find_profile(None, "gmail"), own_addresses=own)
    return reader.record(understood, person=person, fingerprint=home.store.fingerprint, recorded_at=NOW)


def message(home: Home, shape: str, marks: Marks) -> tuple[bytes, MessageRead]:
    """One message of that shape with these marks, and what reading it makes of it."""
    head, text, told = _model(home, shape)
    before = sha256(_whole(head, text)).hexdigest()
    for old, new in zip(MODEL.written(), marks.written(), strict=True):
        head, text, told = (one.replace(old, new) for one in (head, text, told))
    raw = _whole(head, text)
    event = EVENT.validate_json(told.replace(before, sha256(raw).hexdigest()))
    assert isinstance(event, MessageRead)
    event = event.model_copy(update={"content_id": sha256(f"{marks.number} {shape}".encode()).hexdigest()})
    return raw, event.model_copy(update={"id": ids.event_id(event)})


def life(home: Home, person: str, messages: int, first_number: int) -> Iterator[tuple[bytes | None, AnyEvent]]:
    """What a person's record holds, oldest first: messages with their bytes, and their own entries without."""
    cycles = -(-messages // len(LETTERS))
    began = NOW - CYCLE * cycles + timedelta(days=20)
    yield None, ids.record(IdentityRecorded, person, began, addresses=(address_of(person),))
    for number in range(messages):
        cycle, shape = divmod(number, len(LETTERS))
        start = began + CYCLE * cycle
        name, letter = list(LETTERS.items())[shape]
        at = start + timedelta(days=letter.after, minutes=first_number % 600)
        dates = start + timedelta(days=40), start + timedelta(days=60)
        raw, event = message(home, name, Marks(first_number + number, person, at, *dates))
        yield raw, event
        yield from ((None, act) for act in _acts(event, name, cycle, at, dates))


def _acts(
    read: MessageRead, shape: str, cycle: int, at: datetime, dates: tuple[datetime, datetime]
) -> Iterator[AnyEvent]:
    """What the person enters once they have that message."""
    asked, met = ({"day": day.date(), "time": day.time().replace(hour=9, minute=0), "zone": ZONE} for day in dates)
    person, soon = read.person, at + timedelta(hours=2)
    if shape == "reminder":
        yield ids.record(RequestAdded, person, soon, how=How.WEB, original=When(**asked), wished=When(**met))
    elif shape == "copied" and cycle % 2:
        yield ids.record(ReviewRejected, person, soon, sha256=read.sha256)
    elif shape == "not_understood":
        if cycle % 4:
            yield ids.record(ReviewRejected, person, soon, sha256=read.sha256)
        yield ids.record(VisitRecorded, person, soon, outcome=Outcome.ATTENDED, starts_at=When(**met))


def build(home: Home, *, persons: int, messages: int) -> list[str]:
    """Write the record; returns who is in it. `messages` are shared out among all; the first ones may have one more."""
    written = 0
    for number in range(persons):
        count = messages // persons + (number < messages % persons)
        _person(home, name_of(number), number, list(life(home, name_of(number), count, written)))
        written += count
    return [name_of(number) for number in range(persons)]


def _person(home: Home, person: str, number: int, record: list[tuple[bytes | None, AnyEvent]]) -> None:
    store = home.store
    with store.transaction():
        store.people.add(person, name=f"Person {number} Example", language=Language.EN, zone=ZONE, now=NOW)
        account = MailboxAccount(
            id=f"box-{person}",
            address=address_of(person),
            user=address_of(person),
            secret=SecretStr("app password"),
            host="imap.gmail.com",
            port=993,
            tls="tls",
            profile="gmail",
        )
        store.mailboxes.add(account, people=[person], now=NOW - timedelta(days=900))
        store.mailboxes.note_success(account.id, now=NOW - timedelta(hours=30 if number % 9 == 0 else 1))
        keep_messages(store, account.id, [raw for raw, _ in record if raw is not None])
        store.events.append([event for _, event in record])
        store.feeds.create(person, name="phone", now=NOW, language=Language.EN)
        store.alerts.add_channel(
            "phone", SecretStr("json://127.0.0.1:1"), person=person, full=False, language=None, now=NOW
        )
        for step in range(AUDITED):
            store.audit.note("looked", now=NOW - timedelta(days=step), people=[person])


def keep_messages(store: Store, mailbox: str, raws: list[bytes], *, first: int = 1) -> None:
    """As `Messages.keep` does it one by one: compressed, sealed, with the place where each lay, and read already."""
    cipher = store._unit.cipher
    digests = [sha256(raw).hexdigest() for raw in raws]
    pairs = list(zip(digests, raws, strict=True))
    kept: list[Values] = [
        {
            "sha256": digest,
            "channel": "email",
            "size": len(raw),
            "received": None,
            "stored_at": NOW,
            "lack": None,
            "state": MessageState.READ.value,
            "failure": None,
            "attempts": 0,
        }
        for digest, raw in pairs
    ]
    bodies: list[Values] = [
        {"sha256": digest, "body": cipher.seal(MESSAGE_RAW.name, "body", digest, zlib.compress(raw, FAST))}
        for digest, raw in pairs
    ]
    seen: list[Values] = [
        {"mailbox": mailbox, "folder": "INBOX", "uidvalidity": 1, "uid": uid, "sha256": digest}
        for uid, digest in enumerate(digests, first)
    ]
    with store._unit.transaction() as connection:
        for table, rows in ((MESSAGE, kept), (MESSAGE_RAW, bodies), (SIGHTING, seen)):
            insert_new(connection, table, rows)
