"""The rows of the append-only log, and what a fold over them yields.

Events are facts: what one message says, or what a person did. Nothing in them depends on what arrived before.
What follows from them together (`State`) is `state.fold`, which judges the whole set at once.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from tracker.frozen import Frozen
from tracker.message.types import Authenticity, Channel, Lane
from tracker.reading.types import Doubt, HintKind, Kind, Reading, When


class Effect(StrEnum):
    """The most that one message may do, strongest first."""

    CONFIRMS = "confirms"
    PENDING = "pending"
    INFORMS = "informs"
    REVIEW = "review"
    WARNS = "warns"
    NONE = "none"


class How(StrEnum):
    """How a person learned of something, or asked for it."""

    WEB = "web"
    EMAIL = "email"
    PHONE = "phone"
    PAPER = "paper"
    IN_PERSON = "in_person"


class KeyedHint(Frozen):
    """A name or number as it is kept: for the eye only masked, for comparing as keyed hashes.

    `digests` holds one hash for a number, one for each word of a name; none for a number of which only the last digits
    are known, which `masked` shows, and for a name in letters that cannot be compared.
    """

    kind: HintKind
    masked: str
    digests: tuple[str, ...]


class Event(Frozen):
    """`id` comes from the content (same fact, same id); `recorded_at` is when it was appended, UTC."""

    id: str
    version: Literal[1] = 1
    person: str
    recorded_at: AwareDatetime


class MessageRead(Event):
    """One message as one rule set read it for one person. `reading.people` is empty: `hints` has them keyed."""

    type: Literal["message_read"] = "message_read"
    at: AwareDatetime  # Message.moment: its place in the order of the log
    sha256: str
    content_id: str
    message_id: str | None
    channel: Channel
    received: AwareDatetime | None
    recipients: tuple[str, ...]
    authenticity: Authenticity
    lane: Lane
    evidence: tuple[str, ...]
    forwarded: bool
    signature: str | None = None  # SHA-256 of its DKIM signature's b=: one signature is on one content
    hints: tuple[KeyedHint, ...]
    reading: Reading
    effect: Effect  # what it may do by itself; the fold may lower it, never raise it


class IdentityRecorded(Event):
    """Who the person is, as far as they told us. The latest one holds, for every message."""

    type: Literal["identity_recorded"] = "identity_recorded"
    names: tuple[KeyedHint, ...] = ()
    numbers: tuple[KeyedHint, ...] = ()
    addresses: tuple[str, ...] = ()  # lower case


class RequestAdded(Event):
    """I asked ICE to change `original` (None: the date that stands) to `wished` (None: any other)."""

    type: Literal["request_added"] = "request_added"
    how: How
    original: When | None = None
    wished: When | None = None


class RequestWithdrawn(Event):
    type: Literal["request_withdrawn"] = "request_withdrawn"
    request: str  # Request.id


class AppointmentEntered(Event):
    """A date that ICE told the person otherwise (paper, phone, in person). Adds; removes nothing."""

    type: Literal["appointment_entered"] = "appointment_entered"
    how: How
    starts_at: When
    ends_at: When | None = None
    office: str | None = None


class ConfirmedOtherwise(Event):
    """ICE confirmed a change some other way. `replaces` is the date that went; no `starts_at` means cancelled."""

    type: Literal["confirmed_otherwise"] = "confirmed_otherwise"
    how: How
    starts_at: When | None = None
    ends_at: When | None = None
    replaces: str | None = None  # Appointment.id
    office: str | None = None


class ReviewAccepted(Event):
    """A person read this message and takes it as ICE's word, with the fields as they corrected them."""

    type: Literal["review_accepted"] = "review_accepted"
    sha256: str
    kind: Kind
    starts_at: When | None = None
    ends_at: When | None = None
    previous_starts_at: When | None = None
    office: str | None = None


class ReviewRejected(Event):
    type: Literal["review_rejected"] = "review_rejected"
    sha256: str
    reason: str = ""


class Outcome(StrEnum):
    """What became of an appointment that the person went to."""

    ATTENDED = "attended"
    TURNED_AWAY = "turned_away"
    SENT_HOME = "sent_home"  # with a new date, which is an entry of its own


class VisitRecorded(Event):
    """The person went, as proof: `recorded_at` is when they noted it. It moves nothing."""

    type: Literal["visit_recorded"] = "visit_recorded"
    outcome: Outcome
    starts_at: When  # of the appointment


class Withdrawn(Event):
    """An earlier human entry no longer counts. It stays in the log; withdrawing a withdrawal brings it back."""

    type: Literal["withdrawn"] = "withdrawn"
    event: str  # Event.id


AnyEvent = Annotated[
    MessageRead
    | IdentityRecorded
    | RequestAdded
    | RequestWithdrawn
    | AppointmentEntered
    | ConfirmedOtherwise
    | ReviewAccepted
    | ReviewRejected
    | VisitRecorded
    | Withdrawn,
    Field(discriminator="type"),
]
EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)


class Status(StrEnum):
    CONFIRMED = "confirmed"
    REQUESTED = "requested"
    UNVERIFIED = "unverified"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    PAST = "past"


class ConfirmedBy(StrEnum):
    EMAIL = "email"
    YOU = "you"


class Appointment(Frozen):
    """One slot (person, local date, local time or none) and what became of it."""

    id: str
    person: str
    status: Status
    starts_at: When
    ends_at: When | None = None
    office: str | None = None
    reference: str | None = None
    confirmed_by: ConfirmedBy | None = None  # of one that went: how we know that ICE took it away
    messages: tuple[str, ...] = ()  # sha256 of those that made it so, sorted
    replaced_by: str | None = None  # Appointment.id
    changed_at: AwareDatetime  # place in the log of the last event that changed it
    revival: int = 0  # how often it came to stand again after it had stood and was superseded or cancelled


class RequestStatus(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"


class Request(Frozen):
    id: str
    person: str
    opened_at: AwareDatetime
    how: How
    status: RequestStatus
    original: When | None
    wished: When | None
    messages: tuple[str, ...] = ()


class ChangeVerb(StrEnum):
    ADDED = "added"  # a date now stands (confirmed)
    ASKED = "asked"
    UNVERIFIED = "unverified"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"
    CLOSED = "closed"


class Change(Frozen):
    """What one entry did to one appointment."""

    verb: ChangeVerb
    appointment: str
    when: When


class NoticeKind(StrEnum):
    """Findings that a person should hear of, beside the change itself."""

    TWO_DATES_STAND = "two_dates_stand"
    REMINDER_DISAGREES = "reminder_disagrees"
    EARLIER_DATE = "earlier_date"
    LOOKS_FAKE = "looks_fake"
    NOT_UNDERSTOOD = "not_understood"
    UNREADABLE = "unreadable"  # a message that could not be read; it is kept
    MOVED_UNKNOWN_DATE = "moved_unknown_date"  # ICE moved or cancelled a date that was not in the record


class Entry(Frozen):
    """One event as the whole set judges it: the row that a person sees in the log."""

    event: str  # Event.id
    type: str
    at: AwareDatetime
    person: str
    sha256: str | None = None
    kind: Kind | None = None
    authenticity: Authenticity | None = None
    effect: Effect
    doubts: tuple[Doubt, ...] = ()
    changes: tuple[Change, ...] = ()
    notices: tuple[NoticeKind, ...] = ()
    same_as: str | None = None  # sha256 of the copy that stands for this one; its own where a newer reading does
    withdrawn: bool = False


class Review(Frozen):
    """A message that waits for a person. `reading` is what we would propose."""

    sha256: str
    event: str
    at: AwareDatetime
    authenticity: Authenticity
    reading: Reading
    doubts: tuple[Doubt, ...]


class State(Frozen):
    """Everything that follows from the log of one person: sorted, complete, the same for any order of arrival."""

    person: str
    appointments: tuple[Appointment, ...] = ()  # by start, then id
    requests: tuple[Request, ...] = ()  # by opening
    reviews: tuple[Review, ...] = ()  # those still open, by place in the log
    entries: tuple[Entry, ...] = ()  # the judged log
