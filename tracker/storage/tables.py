"""The tables. Times are aware and in UTC; columns of bytes that hold personal data or secrets are sealed.

What stays readable in the file: ids, dates, sizes, hosts, folder names, kinds of events. What does not: names,
addresses, passwords, messages and what was read in them.
"""

from __future__ import annotations

from typing import Any

from pydantic import AwareDatetime
from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from tracker.storage import feed_tables, rows, webhook_tables
from tracker.storage.rows import Row, table_of

METADATA = rows.METADATA
ELSEWHERE = (feed_tables, webhook_tables)  # their tables belong to it too


class PersonRow(Row, table=True):
    __tablename__ = "person"

    id: str = Field(primary_key=True)
    name: bytes  # sealed
    language: str
    zone: str
    created_at: AwareDatetime
    reminders: str | None = None  # JSON; None: as the installation has it


class MailboxRow(Row, table=True):
    __tablename__ = "mailbox"

    id: str = Field(primary_key=True)
    address: bytes  # sealed
    user: bytes  # sealed
    secret: bytes | None  # sealed; gone once the mailbox is removed
    host: str
    port: int
    tls: str
    profile: str | None
    authserv_id: str | None
    folders: list[str] = Field(sa_type=JSON)
    created_at: AwareDatetime
    removed_at: AwareDatetime | None
    last_ok_at: AwareDatetime | None
    last_error: str | None
    failing_since: AwareDatetime | None
    needs_person: bool = False  # only a person can mend what fails
    next_due: AwareDatetime = Field(index=True)


class MailboxPersonRow(Row, table=True):
    __tablename__ = "mailbox_person"

    mailbox: str = Field(primary_key=True, foreign_key="mailbox.id")
    person: str = Field(primary_key=True, foreign_key="person.id", index=True)


class MessageRow(Row, table=True):
    __tablename__ = "message"

    sha256: str = Field(primary_key=True)
    channel: str
    size: int
    received: AwareDatetime | None
    stored_at: AwareDatetime
    lack: str | None
    state: str = Field(index=True)
    failure: str | None
    attempts: int


class MessageRawRow(Row, table=True):
    """The bytes, apart from what changes about a message: SQLite writes a changed row anew, with all its bytes."""

    __tablename__ = "message_raw"

    sha256: str = Field(primary_key=True, foreign_key="message.sha256")
    body: bytes  # compressed, then sealed


class SignatureCheckRow(Row, table=True):
    """What our own check found when the message came. Kept, because keys rotate and signatures expire."""

    __tablename__ = "signature_check"

    message: str = Field(primary_key=True, foreign_key="message.sha256")
    of: str = Field(primary_key=True)  # SHA-256 of the bytes checked: the message's own, or of one attached to it
    outcome: str = Field(index=True)
    result: str  # JSON: with domain, selector and the key's record, all of them public
    checked_at: AwareDatetime


class SightingRow(Row, table=True):
    """One place where a message lay; one message lies in many (INBOX, Important, All Mail)."""

    __tablename__ = "sighting"

    mailbox: str = Field(primary_key=True, foreign_key="mailbox.id")
    folder: str = Field(primary_key=True)
    uidvalidity: int = Field(primary_key=True, sa_type=BigInteger)  # unsigned 32 bits, as is the UID (RFC 3501)
    uid: int = Field(primary_key=True, sa_type=BigInteger)
    # Part of the key, because servers do give one UID to two messages: neither may go unread.
    sha256: str = Field(primary_key=True, foreign_key="message.sha256", index=True)


class OriginRow(Row, table=True):
    """For whom a message came that no mailbox of ours brought."""

    __tablename__ = "origin"

    sha256: str = Field(primary_key=True, foreign_key="message.sha256")
    person: str = Field(primary_key=True, foreign_key="person.id", index=True)
    authserv_id: str | None
    address: bytes | None  # sealed


class CursorRow(Row, table=True):
    __tablename__ = "cursor"

    mailbox: str = Field(primary_key=True, foreign_key="mailbox.id")
    folder: str = Field(primary_key=True)
    uidvalidity: int = Field(sa_type=BigInteger)
    last_uid: int = Field(sa_type=BigInteger)
    messages: int
    progress: dict[str, Any] | None = Field(sa_type=JSON(none_as_null=True))


class EventRow(Row, table=True):
    """The append-only log, in the order in which it was written."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("id"), Index(None, "person", "seq"), {"sqlite_autoincrement": True})

    seq: int | None = Field(default=None, primary_key=True)
    id: str
    person: str = Field(foreign_key="person.id")
    type: str
    at: AwareDatetime
    recorded_at: AwareDatetime
    sha256: str | None = Field(index=True)
    payload: bytes  # sealed JSON


class EvidenceRow(Row, table=True):
    """A photo or paper that a person keeps as proof beside an entry."""

    __tablename__ = "evidence"

    entry: str = Field(primary_key=True, foreign_key="event.id")
    sha256: str = Field(primary_key=True)
    content_type: str
    suffix: str
    size: int
    kept_at: AwareDatetime
    body: bytes  # sealed


class AlertChannelRow(Row, table=True):
    __tablename__ = "alert_channel"

    id: str = Field(primary_key=True)
    name: bytes  # sealed
    url: bytes | None  # sealed; gone once the channel is removed
    person: str | None = Field(foreign_key="person.id")
    full: bool
    language: str | None
    created_at: AwareDatetime
    removed_at: AwareDatetime | None
    last_ok_at: AwareDatetime | None
    failing_since: AwareDatetime | None
    last_error: str | None


class AlertRow(Row, table=True):
    __tablename__ = "alert"

    id: str = Field(primary_key=True)
    person: str = Field(foreign_key="person.id", index=True)
    kind: str
    due_at: AwareDatetime
    payload: bytes  # sealed JSON
    planned_at: AwareDatetime
    acknowledged_at: AwareDatetime | None


class AlertDeliveryRow(Row, table=True):
    """One alert on its way over one channel; once sent, its receipt."""

    __tablename__ = "alert_delivery"
    __table_args__ = (Index(None, "channel", "state", "next_try"),)

    alert: str = Field(primary_key=True, foreign_key="alert.id")
    channel: str = Field(primary_key=True, foreign_key="alert_channel.id")
    state: str
    attempts: int
    next_try: AwareDatetime
    last_error: str | None
    sent_at: AwareDatetime | None


class AlertToldRow(Row, table=True):
    """The events of the log from which alerts have been planned."""

    __tablename__ = "alert_told"

    event: str = Field(primary_key=True, foreign_key="event.id")


class JobRow(Row, table=True):
    __tablename__ = "job"

    name: str = Field(primary_key=True)
    next_due: AwareDatetime
    last_started: AwareDatetime | None
    last_finished: AwareDatetime | None
    last_error: str | None


class HeartbeatRow(Row, table=True):
    __tablename__ = "heartbeat"

    name: str = Field(primary_key=True)
    at: AwareDatetime
    note: str


class MetaRow(Row, table=True):
    __tablename__ = "meta"

    key: str = Field(primary_key=True)
    value: str


PERSON = table_of(PersonRow)
MAILBOX = table_of(MailboxRow)
MAILBOX_PERSON = table_of(MailboxPersonRow)
MESSAGE = table_of(MessageRow)
MESSAGE_RAW = table_of(MessageRawRow)
SIGNATURE_CHECK = table_of(SignatureCheckRow)
SIGHTING = table_of(SightingRow)
ORIGIN = table_of(OriginRow)
CURSOR = table_of(CursorRow)
EVENT_LOG = table_of(EventRow)
EVIDENCE = table_of(EvidenceRow)
ALERT_CHANNEL = table_of(AlertChannelRow)
ALERT = table_of(AlertRow)
ALERT_DELIVERY = table_of(AlertDeliveryRow)
ALERT_TOLD = table_of(AlertToldRow)
JOB = table_of(JobRow)
HEARTBEAT = table_of(HeartbeatRow)
META = table_of(MetaRow)
