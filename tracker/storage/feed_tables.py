"""The tables of the calendars: links, whose dates they show, who fetched them, what was published."""

from __future__ import annotations

from pydantic import AwareDatetime
from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from tracker.storage.rows import Row, table_of


class FeedLinkRow(Row, table=True):
    __tablename__ = "feed_link"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: str = Field(primary_key=True)
    token_hash: str
    everyone: bool
    name: bytes  # sealed
    kind: str
    language: str
    created_at: AwareDatetime
    revoked_at: AwareDatetime | None
    last_fetched_at: AwareDatetime | None
    last_client: str | None
    place: bytes | None  # sealed JSON
    placed_at: AwareDatetime | None
    placed_hash: str | None
    place_error: str | None


class FeedMemberRow(Row, table=True):
    """Whose dates a link shows, unless it is for everyone."""

    __tablename__ = "feed_member"

    link: str = Field(primary_key=True, foreign_key="feed_link.id")
    person: str = Field(primary_key=True, foreign_key="person.id", index=True)
    label: bytes  # sealed


class FeedClientRow(Row, table=True):
    __tablename__ = "feed_client"

    link: str = Field(primary_key=True, foreign_key="feed_link.id")
    client: str = Field(primary_key=True)  # the program's family; no version, no address
    first_seen_at: AwareDatetime
    last_seen_at: AwareDatetime


class FeedRevisionRow(Row, table=True):
    """The revision ledger. `scope` is the calendar: two links show one UID in different words."""

    __tablename__ = "feed_revision"

    scope: str = Field(primary_key=True)
    uid: str = Field(primary_key=True)
    content_hash: str
    sequence: int
    last_modified: AwareDatetime


FEED_LINK = table_of(FeedLinkRow)
FEED_MEMBER = table_of(FeedMemberRow)
FEED_CLIENT = table_of(FeedClientRow)
FEED_REVISION = table_of(FeedRevisionRow)
