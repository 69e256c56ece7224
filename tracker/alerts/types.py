"""What an alert is, and what planning one depends on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from tracker.frozen import Frozen
from tracker.reading.types import Kind, Language, When

Later = Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(days=366))]


class AlertKind(StrEnum):
    MOVED = "moved"
    NEW_DATE = "new_date"
    EARLIER_DATE = "earlier_date"  # it stands, and before the one that stood until now
    CANCELLED = "cancelled"
    REMOVED = "removed"  # a date that stood does not any more, and nothing in the record moved or cancelled it
    DENIED = "denied"
    STILL_WAITING = "still_waiting"  # a request without an answer
    REMINDER = "reminder"
    TWO_DATES = "two_dates"
    UNVERIFIED = "unverified"  # a message names a date, and nobody can vouch for it
    EARLIER_UNVERIFIED = "earlier_unverified"
    REMINDER_DISAGREES = "reminder_disagrees"
    MOVED_UNKNOWN = "moved_unknown"
    NOT_UNDERSTOOD = "not_understood"
    UNREADABLE = "unreadable"
    LOOKS_FAKE = "looks_fake"
    REVIEW = "review"
    UNREAD = "unread"  # a mailbox that could not be read
    SIGN_IN = "sign_in"  # one that lets us in no more
    FEED = "feed"  # a calendar that could not be published
    CHANNEL = "channel"  # alerts that could not be sent over one channel
    WEBHOOK = "webhook"  # a program elsewhere that takes nothing
    NEW_READER = "new_reader"  # a calendar link was fetched by a program that had not fetched it before
    RULE_SILENT = "rule_silent"  # messages of one wording came once, and have not for long
    TEST = "test"


class Alert(Frozen):
    """One thing that a person must hear of. `id` comes from the content: the same situation is the same alert."""

    id: str
    person: str
    kind: AlertKind
    due_at: AwareDatetime  # UTC
    urgent: bool = False  # breaks the quiet hours
    language: Language
    dates: Mapping[str, When] = {}  # by the name under which a sentence speaks of them
    words: Mapping[str, str] = {}
    place: Mapping[str, str] = {}  # the office, told only in the full form
    by_you: bool = False  # a person entered it; no e-mail said so
    near: bool = False  # the date is close, and after it nobody can ask for another
    topic: Kind | None = None  # the kind of messages that it is about
    shared: bool = True  # goes to channels that everybody shares too, not only to the person's own
    stands: tuple[str, ...] = ()  # Appointment.id of every date that it says stands
    gone: tuple[str, ...] = ()  # and of every one that it says does not
    about: str = ""  # the request, mailbox, calendar or channel that it is about


class AlertSettings(Frozen):
    """When people are told. Hours are on the person's own wall clock."""

    ladder_after: tuple[Later, ...] = (timedelta(days=1), timedelta(days=3), timedelta(days=7))  # since the request
    ladder_before: tuple[int, ...] = (7, 3, 2, 1)  # days before the date that stands
    remind_before: tuple[int, ...] = (7, 3, 1)
    morning: Later = timedelta(hours=3)  # before the hour of the appointment, on its own day
    hour: time = time(9)  # of what is told some days before
    early: time = time(6)  # of what is told on the day of a date without an hour
    quiet: tuple[time, time] | None = (time(22), time(7))
    gather: timedelta = timedelta(minutes=2)  # what is not urgent waits, so that several come as one
    soon: Later = timedelta(days=3)  # a change this close is urgent
    old_news: Later = timedelta(days=60)  # a message from before that brings no alert by itself
    unread_after: Later = timedelta(minutes=10)  # two intervals between looks
    again_after: Later = timedelta(days=1)  # trouble that lasts is told again
    rule_silent_after: Later = timedelta(days=180)


class Recipient(Frozen):
    """Who is told, as far as planning needs to know."""

    person: str
    language: Language
    zone: str  # IANA


class Trouble(Frozen):
    """Something that does not work, and since when."""

    kind: AlertKind
    about: str
    name: str  # as the person knows it
    since: AwareDatetime
    first: bool = True  # this person is the first of those whom it concerns


class Unheard(Frozen):
    """A program elsewhere that has taken nothing since then; once it is paused, nobody tries any more."""

    about: str
    name: str
    since: AwareDatetime
    paused: bool = False


class MailboxHealth(Frozen):
    """How one mailbox fares. `watched_since`: since when this program has been at work without a pause."""

    id: str
    name: str
    created_at: AwareDatetime
    last_ok_at: AwareDatetime | None = None
    failing_since: AwareDatetime | None = None
    needs_person: bool = False  # only a person can mend it: a refused password
    watched_since: AwareDatetime
    first: bool = True  # as in `Trouble`


class Reader(Frozen):
    """A program that fetches a calendar link and was not the first to do so."""

    link: str
    name: str  # of the link
    client: str
    since: AwareDatetime


class SilentRule(Frozen):
    """A rule whose last message came long ago."""

    rule: str
    kind: Kind
    last: AwareDatetime


class Shelved(Frozen):
    """A message that could not be read and is kept."""

    sha256: str
    at: AwareDatetime


class Surroundings(Frozen):
    """What planning looks at beside the log of the person."""

    offices: Mapping[str, Mapping[str, str]] = {}  # by id: place, phone and what else the full form tells
    mailboxes: tuple[MailboxHealth, ...] = ()
    troubles: tuple[Trouble, ...] = ()  # calendars and channels
    unheard: tuple[Unheard, ...] = ()
    readers: tuple[Reader, ...] = ()
    silent: tuple[SilentRule, ...] = ()
    shelf: tuple[Shelved, ...] = ()


def overdue_at(health: MailboxHealth, unread_after: timedelta) -> datetime:
    """From when on this mailbox counts as not read.

    A program that was not at work could not read: it is given the same time again after it comes back, unless its
    looks were already failing.
    """
    waited = max(health.last_ok_at or health.created_at, health.watched_since) + unread_after
    return min(waited, health.failing_since + unread_after) if health.failing_since else waited
