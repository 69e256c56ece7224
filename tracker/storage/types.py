"""The values that storage takes and gives: frozen, never rows of a table. All times are aware and in UTC."""

from __future__ import annotations

from datetime import time
from enum import StrEnum

from pydantic import AwareDatetime, Field, JsonValue, SecretStr

from tracker.frozen import Frozen
from tracker.message.types import Channel
from tracker.reading.types import Language


class Reminders(Frozen):
    """When somebody is told of what comes near. Urgent news keeps no quiet hours, and the day itself is always told."""

    before: tuple[int, ...]  # days before a date that stands
    asked: tuple[int, ...]  # days before it, while a request about it is unanswered
    quiet: tuple[time, time] | None  # on the person's wall clock; None: no quiet hours


class ReminderChoice(Frozen):
    """What a person chose, and what held before, so that it can be taken back; None: as the installation has it."""

    chosen: Reminders | None = None
    earlier: Reminders | None = None


class PersonRecord(Frozen):
    """Whose appointments these are. `name` is only a label on screen; what messages are compared with is in the log."""

    id: str
    name: str = Field(repr=False)
    language: Language
    zone: str  # IANA
    created_at: AwareDatetime
    reminders: ReminderChoice = ReminderChoice()


class MailboxAccount(Frozen):
    """How to reach one account. `tls`: how the connection is encrypted, in the mailbox room's own words."""

    id: str
    address: str = Field(repr=False)
    user: str = Field(repr=False)
    secret: SecretStr | None  # None once removed
    host: str
    port: int
    tls: str
    profile: str | None = None  # the provider whose verdicts are believed
    authserv_id: str | None = None  # for the generic profile
    folders: tuple[str, ...] = ()  # empty: those the mailbox room finds by itself


class MailboxRecord(MailboxAccount):
    """An account with how it fares: `failing_since` is None while all is well."""

    people: tuple[str, ...] = ()  # Person ids, sorted
    created_at: AwareDatetime
    removed_at: AwareDatetime | None = None
    last_ok_at: AwareDatetime | None = None
    last_error: str | None = None
    failing_since: AwareDatetime | None = None
    needs_person: bool = False  # only a person can mend what fails
    next_due: AwareDatetime


class CursorRecord(Frozen):
    """How far one folder was read. `progress` is the mailbox room's own, for a first read that was interrupted."""

    mailbox: str
    folder: str
    uidvalidity: int
    last_uid: int
    messages: int = 0  # how many the folder held
    progress: dict[str, JsonValue] | None = None


class Sighting(Frozen):
    """Where a message lay when it was fetched."""

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int


class Origin(Frozen):
    """For whom a message is to be read, and what was known of the way it came."""

    person: str
    mailbox: str | None = None
    authserv_id: str | None = None
    address: str | None = Field(default=None, repr=False)  # whose mail it was, for an imported file


class MessageState(StrEnum):
    STORED = "stored"  # waits to be read
    READ = "read"
    FAILED = "failed"  # could not be read: kept, shown, tried again a few times


class StoredMessage(Frozen):
    """A message as it is kept, without its bytes (`Messages.raw` has them)."""

    sha256: str
    channel: Channel
    size: int  # bytes
    received: AwareDatetime | None
    stored_at: AwareDatetime
    lack: str | None  # why the bytes are not the whole message, in the mailbox room's own words
    state: MessageState
    failure: str | None
    attempts: int  # how often reading it was begun since it was last read


class FeedKind(StrEnum):
    PRIVATE = "private"
    FULL = "full"


class FeedMember(Frozen):
    """A person whose dates a link shows, and the name that a helper chose for them there."""

    person: str
    label: str = Field(default="", repr=False)


class FeedPlace(Frozen):
    """A place of the user's own to which a calendar is copied. `url` and `options` are fsspec's."""

    url: str = Field(repr=False)
    options: dict[str, JsonValue] = Field(default_factory=dict, repr=False)  # may hold a password


class FeedLink(Frozen):
    """One device's link, without its secret token, which is shown once and then known only by its hash."""

    id: str
    token_hash: str  # SHA-256, 64 hex digits
    members: tuple[FeedMember, ...] = ()  # by person
    everyone: bool = False  # whoever is in the record, now and later
    name: str = Field(repr=False)
    kind: FeedKind
    language: Language
    created_at: AwareDatetime
    revoked_at: AwareDatetime | None = None
    last_fetched_at: AwareDatetime | None = None
    last_client: str | None = None
    place: FeedPlace | None = None
    placed_at: AwareDatetime | None = None  # when the place last held the calendar as it was then
    placed_hash: str | None = None  # of those bytes
    place_error: str | None = None  # why the last try failed; None once one succeeded

    @property
    def ended(self) -> bool:
        """Whether it shows nobody any more, and never will: all whom it showed were erased."""
        return not self.everyone and not self.members


class Fetch(Frozen):
    """That a link was fetched: by which family of programs, and when."""

    token_hash: str
    client: str
    at: AwareDatetime


class FeedClient(Frozen):
    """A program that fetched a link's calendar. Whoever has the link can fetch it, so a new one may be a stranger's."""

    link: str
    client: str  # its family, such as "Apple Calendar"; what it says of itself, which proves nothing
    first_seen_at: AwareDatetime
    last_seen_at: AwareDatetime


class NewFeedLink(Frozen):
    link: FeedLink
    token: SecretStr


class FeedRevision(Frozen):
    """What was last published under one UID: SEQUENCE and LAST-MODIFIED change exactly when the content does."""

    uid: str
    content_hash: str
    sequence: int
    last_modified: AwareDatetime


class AlertChannel(Frozen):
    """A way to reach somebody. `url` is Apprise's and bears passwords; None once the channel is removed."""

    id: str
    name: str = Field(repr=False)
    url: SecretStr | None
    person: str | None  # whose news goes there; None: everybody's
    full: bool = False  # names the agency and the office
    language: Language | None = None  # None: the person's
    created_at: AwareDatetime
    last_ok_at: AwareDatetime | None = None
    failing_since: AwareDatetime | None = None
    last_error: str | None = None


class AlertState(StrEnum):
    PLANNED = "planned"
    SENT = "sent"  # the channel said yes
    ACKNOWLEDGED = "acknowledged"  # a person has seen it, over whatever channel
    DEAD = "dead"  # no longer so, or tried for too long


class AlertDraft(Frozen):
    """An alert as it is put into the outbox. `payload` is the alerts room's own JSON."""

    id: str
    person: str
    kind: str
    due_at: AwareDatetime
    payload: str = Field(repr=False)
    shared: bool = Field(default=True, exclude=True)  # also to channels that everybody shares


class Delivery(Frozen):
    """How one alert fares over one channel."""

    channel: str
    state: AlertState
    attempts: int = 0
    next_try: AwareDatetime
    last_error: str | None = None
    sent_at: AwareDatetime | None = None


class AlertRecord(AlertDraft):
    planned_at: AwareDatetime
    acknowledged_at: AwareDatetime | None = None
    deliveries: tuple[Delivery, ...] = ()  # by channel


class JobRecord(Frozen):
    name: str
    next_due: AwareDatetime
    last_started: AwareDatetime | None = None
    last_finished: AwareDatetime | None = None
    last_error: str | None = None


class Heartbeat(Frozen):
    name: str
    at: AwareDatetime
    note: str = ""
