"""The answer of `reading`: what one message says, and why we think so."""

from __future__ import annotations

from datetime import UTC, date, datetime
from datetime import time as wall_time  # a field named `time` would hide the type when pydantic looks it up
from enum import StrEnum
from zoneinfo import ZoneInfo

from tracker.frozen import Frozen


class Language(StrEnum):
    EN = "en"
    ES = "es"
    PT = "pt"
    FR = "fr"
    HT = "ht"


class Kind(StrEnum):
    SCHEDULED = "scheduled"
    RESCHEDULED = "rescheduled"
    CANCELLED = "cancelled"
    SUMMONS = "summons"
    REQUEST_RECEIVED = "request_received"
    REQUEST_DENIED = "request_denied"
    REQUEST_SENT = "request_sent"
    REMINDER = "reminder"
    OFFICE_CLOSURE = "office_closure"
    ACCOUNT_NOTICE = "account_notice"
    HUMAN_REPLY = "human_reply"
    UNRECOGNISED = "unrecognised"
    COURT_HEARING = "court_hearing"
    USCIS = "uscis"
    ISAP = "isap"
    BOND = "bond"
    CBP = "cbp"
    NEWSLETTER = "newsletter"
    VERIFICATION_CODE = "verification_code"
    SCAM = "scam"
    UNRELATED = "unrelated"


WEIGHTS = "weights.json"  # of the second opinion, in rules/
WARINESS = "wariness.json"  # of what sounds like taking something back, in rules/
BEARING = "bearing.json"  # of what a date is told for, in rules/
ASSURANCE = "assurance.json"  # of how sure a letter is as a whole, in rules/
LEARNED = (WEIGHTS, WARINESS, BEARING, ASSURANCE)
CONFIRMING = frozenset({Kind.SCHEDULED, Kind.RESCHEDULED, Kind.CANCELLED, Kind.SUMMONS})


class Role(StrEnum):
    """Which of several dates one is, by the words around it."""

    NONE = "none"
    NEW = "new"
    OLD = "old"
    CURRENT = "current"  # the one that stands now
    ASKED = "asked"
    OTHER = "other"  # a deadline, a birth date, the date of the letter


class Doubt(StrEnum):
    NO_DATE = "no_date"
    NO_TIME = "no_time"
    AMBIGUOUS_DATE = "ambiguous_date"
    IMPOSSIBLE_DATE = "impossible_date"
    WEEKDAY_MISMATCH = "weekday_mismatch"
    SEVERAL_DATES = "several_dates"
    PAST_DATE = "past_date"
    UNKNOWN_TIME_ZONE = "unknown_time_zone"
    UNKNOWN_OFFICE = "unknown_office"
    WRONG_PERSON = "wrong_person"
    SEVERAL_PEOPLE = "several_people"
    PARTS_DISAGREE = "parts_disagree"
    MULTIPLE_FROM = "multiple_from"
    REPLAYED = "replayed"
    NEGATED = "negated"
    UNBOUND = "unbound"
    INCOMPLETE = "incomplete"  # only a part of the message could be had


class When(Frozen):
    """A date as ICE wrote it: the wall clock, never converted. Without `time` it is a whole day; `zone` is IANA."""

    day: date
    time: wall_time | None = None
    zone: str | None = None

    def instant(self) -> datetime | None:
        """The moment in UTC, or None where the hour or the zone is not known."""
        local = self.local()
        return local.astimezone(UTC) if local else None

    def local(self) -> datetime | None:
        """The aware wall-clock time at the office, or None where the hour or the zone is not known."""
        if self.time is None or self.zone is None:
            return None
        return datetime.combine(self.day, self.time, tzinfo=ZoneInfo(self.zone))

    def iso(self) -> str:
        """ISO 8601 with offset where hour and zone are known, else the date."""
        local = self.local()
        return local.isoformat() if local else self.day.isoformat()


class HintKind(StrEnum):
    NAME = "name"
    A_NUMBER = "a_number"
    SUBJECT_ID = "subject_id"


SHOWN_DIGITS = 3  # of a number, where the rest is not told
OTHER_SCRIPT = "?"  # for a name in letters that are not compared with ours


class PersonHint(Frozen):
    """A name or number in a message that says whom it is about. `value` is canonical: digits, or the name folded.

    Of a number that is not shown whole it is the last three digits.
    """

    kind: HintKind
    value: str

    @property
    def ends_only(self) -> bool:
        """Whether it is a number of which only the end is known; whole ones are longer."""
        return self.kind is not HintKind.NAME and len(self.value) == SHOWN_DIGITS

    @property
    def comparable(self) -> bool:
        """Whether it can be equal to another."""
        return not self.ends_only and self.value != OTHER_SCRIPT

    def masked(self) -> str:
        """The hint as it may be shown or printed: initials, or the last three digits."""
        if self.kind is HintKind.NAME:
            return " ".join(f"{word[0].upper()}." for word in self.value.split())
        return f"{'A' if self.kind is HintKind.A_NUMBER else 'ID '}…{self.value[-SHOWN_DIGITS:]}"

    def __repr__(self) -> str:
        return f"PersonHint({self.masked()})"

    __str__ = __repr__


class Match(Frozen):
    """Words of `Message.text` that led to the reading; `[start, end)` in characters."""

    text: str
    start: int
    end: int


class Step(Frozen):
    """One line of the trace: what was tried, whether it counted, and why not where it did not."""

    text: str
    counted: bool
    reason: str = ""


class Reading(Frozen):
    kind: Kind
    language: Language | None = None
    starts_at: When | None = None
    ends_at: When | None = None
    previous_starts_at: When | None = None
    time_zone: str | None = None  # IANA
    office: str | None = None  # id in rules/offices
    reference: str | None = None
    people: tuple[PersonHint, ...] = ()
    doubts: tuple[Doubt, ...] = ()  # sorted, each once
    rule: str = ""  # file:name@version
    disputed: bool = False  # the rules and the second opinion see different kinds: a person must look
    matched: tuple[Match, ...] = ()
    trace: tuple[Step, ...] = ()

    @property
    def guessed(self) -> bool:
        """Whether no rule told the kind, only the second opinion."""
        return self.rule.startswith(f"{WEIGHTS}:")
