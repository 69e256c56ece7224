"""What a web hook tells. Ids, never names, dates or words of a message: the network and the receiver's logs see it."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime, Field

from tracker.appointments.events import ConfirmedBy, RequestStatus, Status
from tracker.frozen import Frozen


class EventType(StrEnum):
    """In the order in which news of one moment is told: where to go comes first."""

    CONFIRMED = "appointment.confirmed"
    ADDED_UNVERIFIED = "appointment.added_unverified"
    REQUESTED = "appointment.requested"
    MOVED = "appointment.moved"
    CANCELLED = "appointment.cancelled"
    CLOSED = "appointment.closed"
    PAST = "appointment.past"
    REMOVED = "appointment.removed"
    REQUEST_OPENED = "request.opened"
    REQUEST_CLOSED = "request.closed"
    REVIEW_NEEDED = "review.needed"
    REVIEW_DONE = "review.done"
    MAILBOX_UNREAD = "mailbox.unread"
    MAILBOX_READ = "mailbox.read"
    MAILBOX_REMOVED = "mailbox.removed"
    TEST = "webhook.test"


OFFERED = tuple(one for one in EventType if one is not EventType.TEST)

MEANINGS: dict[EventType, str] = {
    EventType.CONFIRMED: "This date stands, as ICE confirmed it (`confirmed_by` says how we know), or what is said of "
    "it changed: its end, office or zone.",
    EventType.ADDED_UNVERIFIED: "A message names this date and nobody can vouch for it. It is added beside what stands "
    "and takes nothing away.",
    EventType.REQUESTED: "This date was asked for. The date that stands is another one, until ICE confirms.",
    EventType.MOVED: "ICE moved this date; `replaced_by` is the date that took its place, where it is known.",
    EventType.CANCELLED: "ICE cancelled this date.",
    EventType.CLOSED: "This date had only been asked for or claimed, and is no longer.",
    EventType.PAST: "This date has passed.",
    EventType.REMOVED: "This date is no longer in the record: what named it was taken back, or is read otherwise now.",
    EventType.REQUEST_OPENED: "ICE was asked for a change and has not answered. Nothing has moved.",
    EventType.REQUEST_CLOSED: "ICE answered, or nobody waits for an answer any more; `status` says which.",
    EventType.REVIEW_NEEDED: "A message waits for a person to say what it is worth.",
    EventType.REVIEW_DONE: "That message waits no longer.",
    EventType.MAILBOX_UNREAD: "This mailbox is not being read: what is known may be out of date.",
    EventType.MAILBOX_READ: "This mailbox is being read again.",
    EventType.MAILBOX_REMOVED: "This mailbox was taken out and is not read any more.",
    EventType.TEST: "Sent when somebody tries the web hook out. It is about nobody.",
}


class Data(Frozen):
    """What it is about, by the ids that the API knows."""

    person: str | None = Field(default=None, description="whose it is; missing in `webhook.test`")
    appointment: str | None = None
    request: str | None = None
    message: str | None = Field(default=None, description="SHA-256 of a message that waits")
    mailbox: str | None = None
    status: Status | RequestStatus | None = Field(default=None, description="of the appointment or request")
    confirmed_by: ConfirmedBy | None = None
    replaced_by: str | None = Field(default=None, description="id of the appointment that took its place")
    details: str | None = Field(default=None, description="the same as long as the same is said of the appointment")


class Fact(Frozen):
    """Something that holds. Two that are equal are the same news."""

    type: EventType
    data: Data

    @property
    def subject(self) -> str:
        """What it is about; of one subject only one fact holds at a time."""
        data = self.data
        named = (data.appointment, data.request, data.message, data.mailbox)
        return next((f"{kind} {one}" for kind, one in zip(_SUBJECTS, named, strict=True) if one), "")


_SUBJECTS = ("appointment", "request", "message", "mailbox")


class Body(Frozen):
    """What is posted."""

    id: str = Field(description="the same whenever this is sent again: take each once")
    type: EventType
    timestamp: AwareDatetime = Field(description="when the record came to say so")
    data: Data
    links: dict[str, str] = Field(
        default={}, description="where the API tells more, as paths at the address of this installation"
    )

    def encoded(self) -> bytes:
        return self.model_dump_json(exclude_none=True).encode()
