"""What a feed is made from, and what is planned before a single byte is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field

from tracker.appointments.events import State
from tracker.frozen import Frozen
from tracker.reading.types import Language, When

DEFAULT_ALARMS = (*(timedelta(days=days) for days in (14, 7, 3, 1)), timedelta(hours=3))
UidFor = Callable[[str], str]

LINE_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
UNSEEN = frozenset({"Cc", "Cf", "Cs"})  # controls, bidi and zero-width marks, lone surrogates
URL, LONGEST_URL = r"https?://[!-~]+", 2_000
LONGEST_LINE, LONGEST = 500, 8_000  # characters: room for every fact of ours, too little to bloat a feed


def _clean(text: str) -> str:
    """Text without control, bidi and invisible characters; line breaks of every kind become line feeds."""
    lines = LINE_BREAKS.sub("\n", text[:LONGEST]).replace("\t", " ")
    if lines.replace("\n", "").isprintable():  # true of nearly every text, and a hundred times as fast to tell
        return lines.strip()
    return "".join(char for char in lines if char == "\n" or unicodedata.category(char) not in UNSEEN).strip()


def _clean_line(text: str) -> str:
    return " ".join(_clean(text[:LONGEST_LINE]).split())


def _plain_url(text: str) -> str:
    return text if re.fullmatch(URL, text) and len(text) <= LONGEST_URL else ""


Text = Annotated[str, AfterValidator(_clean)]
Line = Annotated[str, AfterValidator(_clean_line)]
Url = Annotated[str, Field(pattern=f"^{URL}$", max_length=LONGEST_URL)]
UrlOrNone = Annotated[str, AfterValidator(_plain_url)]  # empty where it is no plain web address


class Style(StrEnum):
    PRIVATE = "private"  # the word "appointment"; no place, phone, agency or link
    FULL = "full"


class Place(Frozen):
    """An office as it is shown. `published` says when its facts were, because they age."""

    name: Line
    address: Line = ""
    phone: Line = ""
    hours: Line = ""
    published: Line = ""
    url: UrlOrNone = ""  # its live page


class FeedView(Frozen):
    """Everything that decides what one link of one person shows."""

    state: State
    person: Line = ""  # how the helper names them; empty in a person's own feed
    places: Mapping[str, Place] = {}  # by office id
    language: Language = Language.EN
    style: Style = Style.PRIVATE
    last_read: AwareDatetime | None = None  # the last successful read of the mailbox
    unread_since: date | None = None  # the first day on which it could not be read
    calendar_zone: str  # IANA; in it a day begins and ends for this person
    alarms: tuple[Annotated[timedelta, Field(ge=timedelta())], ...] = DEFAULT_ALARMS  # how long before
    asked: bool = True  # whether dates that were asked for have an event of their own
    dead_man: bool = True
    revoked: bool = False
    ended: bool = False  # revoked, because there is nobody left to show


class DaySpan(Frozen):
    """Whole days, both ends included."""

    first: date
    last: date


class TimedSpan(Frozen):
    """Wall clock at the office. Both ends have an hour and the same zone, and name one moment each."""

    start: When
    end: When


class EventStatus(StrEnum):
    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class Busy(StrEnum):
    BUSY = "BUSY"
    TENTATIVE = "TENTATIVE"
    FREE = "FREE"


class Entry(Frozen):
    """One planned event. `key` is what it stands for: the same thing has the same key for ever.

    `short` is the description without what can be asked elsewhere, for a calendar that would grow too large.
    """

    key: str
    span: DaySpan | TimedSpan
    status: EventStatus
    busy: Busy
    summary: Line
    description: Text
    short: Text = ""  # empty where nothing can be left out
    location: Line = ""
    url: Url | None = None
    alarms: tuple[timedelta, ...] = ()  # how long before the start

    @property
    def first_day(self) -> date:
        return self.span.first if isinstance(self.span, DaySpan) else self.span.start.day

    @property
    def last_day(self) -> date:
        return self.span.last if isinstance(self.span, DaySpan) else self.span.end.day


class Revision(Frozen):
    """What one published event was when it last changed."""

    content_hash: str
    sequence: int
    last_modified: AwareDatetime


Ledger = Mapping[str, Revision]  # by UID; one ledger for each feed file


class Stamped(Frozen):
    uid: str
    entry: Entry
    revision: Revision


class Rendering(Frozen):
    """The finished feed, what it must say, and the ledger to keep for the next one."""

    data: bytes
    events: tuple[Stamped, ...]
    ledger: Ledger


def instant_of(span: TimedSpan) -> tuple[datetime, datetime]:
    """Start and end in UTC."""
    start, end = span.start.instant(), span.end.instant()
    assert start is not None, "a timed span has hour and zone"
    assert end is not None, "a timed span has hour and zone"
    return start.astimezone(UTC), end.astimezone(UTC)
