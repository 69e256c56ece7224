"""Values for the storage tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from pydantic import SecretStr

from tracker.appointments.events import (
    AnyEvent,
    AppointmentEntered,
    Effect,
    How,
    KeyedHint,
    MessageRead,
    RequestAdded,
    ReviewRejected,
)
from tracker.message.types import Authenticity, Channel, Lane
from tracker.reading.types import HintKind, Kind, Language, Match, Reading, Step, When
from tracker.storage.encryption import Keyring
from tracker.storage.keys import KeyFound
from tracker.storage.types import MailboxAccount

NOW = datetime(2027, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
KEY = KeyFound(Keyring({1: bytes(range(32))}), "The key is in the test.")


def account(mailbox: str = "home", secret: str = "correct horse") -> MailboxAccount:
    return MailboxAccount(
        id=mailbox,
        address="ana.example@mail.example",
        user="ana-the-user",
        secret=SecretStr(secret),
        host="imap.mail.example",
        port=993,
        tls="tls",
        profile="fastmail",
        folders=("INBOX", "Archivo/Año"),
    )


def raw_message(number: int, size: int = 600) -> bytes:
    head = f"From: officer@ice.dhs.gov\r\nSubject: appointment {number}\r\n\r\n".encode()
    return head + b"your appointment \xff\x00" * (size // 18)


def digest_of(raw: bytes) -> str:
    return sha256(raw).hexdigest()


def message_read(raw: bytes, person: str = "ana", at: datetime = NOW) -> MessageRead:
    digest = digest_of(raw)
    return MessageRead(
        id=digest_of(f"{digest} {person}".encode()),
        person=person,
        recorded_at=NOW,
        at=at,
        sha256=digest,
        content_id="c" * 64,
        message_id="<secret-id@ice.dhs.gov>",
        channel=Channel.EMAIL,
        received=at,
        recipients=("ana.example@mail.example",),
        authenticity=Authenticity.OFFICIAL,
        lane=Lane.ICE,
        evidence=("The provider says dmarc=pass.",),
        forwarded=False,
        hints=(KeyedHint(kind=HintKind.NAME, masked="A. E.", digests=("0" * 32, "1" * 32)),),
        reading=Reading(
            kind=Kind.SCHEDULED,
            language=Language.ES,
            starts_at=When(day=date(2027, 4, 5), time=time(9), zone="America/New_York"),
            office="new-york",
            matched=(Match(text="Su cita secreta es el 5 de abril", start=3, end=35),),
            trace=(Step(text="es el", counted=True),),
            rule="ice/scheduled.toml:es@1",
        ),
        effect=Effect.CONFIRMS,
    )


def human_events(person: str = "ana") -> tuple[AnyEvent, ...]:
    when = When(day=date(2027, 5, 1))
    return (
        RequestAdded(id="request", person=person, recorded_at=NOW, how=How.PHONE, wished=when),
        AppointmentEntered(id="entered", person=person, recorded_at=NOW + MINUTE, how=How.PAPER, starts_at=when),
        ReviewRejected(id="rejected", person=person, recorded_at=NOW + 2 * MINUTE, sha256="f" * 64, reason="not mine"),
    )
