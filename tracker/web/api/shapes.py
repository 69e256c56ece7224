"""What the API takes and gives. Dates and log entries have the shapes of `--json` (`contracts`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Generic, Self, TypeVar

from fastapi import Query
from pydantic import AwareDatetime, Field

from tracker.appointments.events import How, Request, RequestStatus, Review
from tracker.contracts import iso
from tracker.frozen import Frozen
from tracker.message.types import Authenticity
from tracker.reading.types import Doubt, Kind, Language
from tracker.storage.types import FeedKind, FeedLink, PersonRecord
from tracker.web.refusal import RefusalError
from tracker.worker.acts import Correction, Told

LARGEST_PAGE = 200
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?$"

T = TypeVar("T")
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="how many at most")]
Cursor = Annotated[str | None, Query(max_length=100, description="`next` of the page before")]
Date = Annotated[
    str, Field(pattern=DATE, description="2027-04-05, or 2027-04-05T09:00 on the office's wall clock, or with offset")
]
Text = Annotated[str, Field(min_length=1, max_length=100)]


class Page(Frozen, Generic[T]):
    items: tuple[T, ...]
    next: str | None = Field(description="the `cursor` of the next page; null on the last one")


def page_of(items: Sequence[T], ids: Sequence[str], cursor: str | None, limit: int) -> Page[T]:
    """Those that follow the one of that id. What came in between is not met twice and shifts nothing.

    Raises a refusal for a cursor that names none.
    """
    if cursor is not None and cursor not in ids:
        raise RefusalError("refusal.not_understood", status=422)
    start = 0 if cursor is None else ids.index(cursor) + 1
    end = start + limit
    return Page(items=tuple(items[start:end]), next=ids[end - 1] if end < len(items) else None)


class Problem(Frozen):
    """RFC 9457, as application/problem+json."""

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[dict[str, str], ...] = ()


class Person(Frozen):
    id: str
    name: str
    language: Language
    zone: str = Field(description="IANA")

    @classmethod
    def of(cls, record: PersonRecord) -> Self:
        return cls(id=record.id, name=record.name, language=record.language, zone=record.zone)


class RequestLine(Frozen):
    """A change that was asked for. It moves nothing until ICE confirms it."""

    id: str
    person: str
    opened_at: AwareDatetime
    how: How
    status: RequestStatus
    original: str | None = Field(description="the date to be changed")
    wished: str | None

    @classmethod
    def of(cls, one: Request) -> Self:
        return cls(
            id=one.id,
            person=one.person,
            opened_at=one.opened_at,
            how=one.how,
            status=one.status,
            original=iso(one.original),
            wished=iso(one.wished),
        )


class ReviewLine(Frozen):
    """A message that waits for a person, and what it seems to say."""

    sha256: str
    entry: str = Field(description="its entry in the log")
    at: AwareDatetime
    authenticity: Authenticity
    kind: Kind
    starts_at: str | None
    previous_starts_at: str | None
    office: str | None
    doubts: tuple[Doubt, ...]

    @classmethod
    def of(cls, one: Review) -> Self:
        return cls(
            sha256=one.sha256,
            entry=one.event,
            at=one.at,
            authenticity=one.authenticity,
            kind=one.reading.kind,
            starts_at=iso(one.reading.starts_at),
            previous_starts_at=iso(one.reading.previous_starts_at),
            office=one.reading.office,
            doubts=one.doubts,
        )


class Feed(Frozen):
    """A device's calendar link, without its secret."""

    id: str
    name: str
    kind: FeedKind
    language: Language
    created_at: AwareDatetime
    revoked_at: AwareDatetime | None

    @classmethod
    def of(cls, link: FeedLink) -> Self:
        return cls(
            id=link.id,
            name=link.name,
            kind=link.kind,
            language=link.language,
            created_at=link.created_at,
            revoked_at=link.revoked_at,
        )


class NewFeed(Feed):
    address: str = Field(description="the whole link, a secret, told here and never again")


class Entered(Frozen):
    """What a person's act became: an entry of the log, which can be taken back by another one."""

    entry: str


class Dated(Frozen):
    starts_at: Date
    ends_at: Date | None = None
    office: Text | None = Field(default=None, description="id in rules/offices")
    zone: Text | None = Field(default=None, description="IANA; by default the office's, else the person's")
    how: How = How.PAPER

    def told(self) -> Told:
        return Told(starts_at=self.starts_at, ends_at=self.ends_at, office=self.office, zone=self.zone)


class Confirmed(Frozen):
    """ICE confirmed a change in another way than by e-mail; without a date, the cancellation of `replaces`."""

    starts_at: Date | None = None
    ends_at: Date | None = None
    replaces: Text | None = Field(default=None, description="id of the appointment that no longer holds")
    office: Text | None = None
    zone: Text | None = None
    how: How = How.PHONE

    def told(self) -> Told:
        return Told(starts_at=self.starts_at, ends_at=self.ends_at, office=self.office, zone=self.zone)


class Asked(Frozen):
    wished: Date | None = Field(default=None, description="the date asked for; null: any other")
    original: Text | None = Field(default=None, description="id of the appointment to be changed")
    zone: Text | None = None
    how: How = How.WEB


class Corrected(Frozen):
    """What was read in the message otherwise than by the program; null leaves a field as it was read."""

    kind: Kind | None = None
    starts_at: Date | None = None
    ends_at: Date | None = None
    previous_starts_at: Date | None = None
    office: Text | None = None
    zone: Text | None = None

    def correction(self) -> Correction:
        return Correction(
            kind=self.kind,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            previous=self.previous_starts_at,
            office=self.office,
            zone=self.zone,
        )


class SetAside(Frozen):
    reason: str = Field(default="", max_length=500)


class Relayed(Frozen):
    """A text message that a phone forwards."""

    text: str = Field(min_length=1, max_length=10_000)


class Heard(Frozen):
    entry: str | None = Field(description="its entry in the log; null where it could not be read, but it is kept")


class WantedFeed(Frozen):
    name: Text
    kind: FeedKind = FeedKind.PRIVATE
    language: Language | None = Field(default=None, description="by default the person's")
