"""Small makers of what arrives: messages of each kind, and what a person does. Everything has a plain default."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tracker.appointments.decide import effect_of, missing
from tracker.appointments.events import (
    AnyEvent,
    Appointment,
    AppointmentEntered,
    ConfirmedOtherwise,
    Entry,
    Event,
    How,
    IdentityRecorded,
    KeyedHint,
    MessageRead,
    Request,
    RequestAdded,
    RequestWithdrawn,
    ReviewAccepted,
    ReviewRejected,
    State,
    Status,
    Withdrawn,
)
from tracker.appointments.ids import E, appointment_id, record, request_id
from tracker.appointments.state import fold
from tracker.message.types import Authenticity, Channel, Lane
from tracker.reading.types import Doubt, HintKind, Kind, Reading, When

PERSON = "p1"
ZONE = "America/New_York"
HERS = "maria@example.org"
HIS = "someone.else@example.org"
START = datetime(2027, 3, 1, 12, tzinfo=UTC)
NOW = datetime(2027, 3, 20, 12, tzinfo=UTC)


def day(number: int) -> datetime:
    """Noon UTC, so many days after the first message."""
    return START + timedelta(days=number)


def at(month: int, day_of_month: int, hour: int | None = 9, zone: str | None = ZONE) -> When:
    return When(day=date(2027, month, day_of_month), time=None if hour is None else time(hour), zone=zone)


APRIL_5 = at(4, 5)
APRIL_9 = at(4, 9)
MAY_10 = at(5, 10)
JUNE_1 = at(6, 1)


def sha(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def name_hint(words: str) -> KeyedHint:
    return KeyedHint(kind=HintKind.NAME, masked="M.", digests=tuple(sha(word)[:12] for word in words.split()))


def number_hint(digits: str, kind: HintKind = HintKind.A_NUMBER) -> KeyedHint:
    return KeyedHint(kind=kind, masked="A…123", digests=(sha(digits)[:12],))


def message(
    kind: Kind = Kind.SCHEDULED,
    starts: When | None = None,
    *,
    on: int = 0,
    previous: When | None = None,
    ends: When | None = None,
    office: str | None = None,
    reference: str | None = None,
    doubts: Iterable[Doubt] = (),
    authenticity: Authenticity = Authenticity.OFFICIAL,
    lane: Lane = Lane.ICE,
    to: Sequence[str] = (HERS,),
    hints: Sequence[KeyedHint] = (),
    name: str | None = None,
    content: str | None = None,
    message_id: str | None = None,
    received: datetime | None = None,
    channel: Channel = Channel.EMAIL,
    recorded: datetime | None = None,
    rule: str = "rule@1",
    **changed: Any,
) -> MessageRead:
    """A message that ICE dated `on` days after the first, and that arrived a minute later."""
    reading = Reading(
        kind=kind,
        starts_at=starts,
        ends_at=ends,
        previous_starts_at=previous,
        office=office,
        reference=reference,
        doubts=tuple(sorted(set(doubts))),
        rule=rule,
    )
    told = f"{kind} {starts} {previous} {on} {reference} {authenticity} {to} {sorted(doubts)}"
    fields: dict[str, Any] = {
        "at": day(on),
        "sha256": sha(name or told),
        "content_id": sha(content or name or told),
        "message_id": message_id,
        "channel": channel,
        "received": received or day(on) + timedelta(minutes=1),
        "recipients": tuple(to),
        "authenticity": authenticity,
        "lane": lane,
        "evidence": (),
        "forwarded": False,
        "hints": tuple(hints),
        "reading": reading,
        "effect": effect_of(kind, authenticity, set(doubts) | missing(reading)),
    }
    return record(MessageRead, PERSON, recorded or day(on), **(fields | changed))


def scheduled(starts: When = APRIL_5, **told: Any) -> MessageRead:
    return message(Kind.SCHEDULED, starts, **told)


def rescheduled(starts: When = MAY_10, previous: When | None = APRIL_5, **told: Any) -> MessageRead:
    return message(Kind.RESCHEDULED, starts, previous=previous, **told)


def cancelled(previous: When | None = APRIL_5, **told: Any) -> MessageRead:
    return message(Kind.CANCELLED, None, previous=previous, **told)


def act(event_type: type[E], on: int, **fields: Any) -> E:
    return record(event_type, PERSON, day(on), **fields)


def identity(
    on: int = 0, names: Sequence[str] = (), numbers: Sequence[KeyedHint] = (), to: Sequence[str] = ()
) -> IdentityRecorded:
    return act(
        IdentityRecorded, on, names=tuple(name_hint(n) for n in names), numbers=tuple(numbers), addresses=tuple(to)
    )


def entered(starts: When, on: int = 0, **fields: Any) -> AppointmentEntered:
    return act(AppointmentEntered, on, how=How.PAPER, starts_at=starts, **fields)


def confirmed_otherwise(
    on: int, starts: When | None = None, replaces: When | None = None, **fields: Any
) -> ConfirmedOtherwise:
    old = slot(replaces) if replaces else None
    return act(ConfirmedOtherwise, on, how=How.PHONE, starts_at=starts, replaces=old, **fields)


def asked(wished: When | None = MAY_10, on: int = 0, original: When | None = None) -> RequestAdded:
    return act(RequestAdded, on, how=How.WEB, wished=wished, original=original)


def request_withdrawn(opened_by: Event, on: int) -> RequestWithdrawn:
    source = opened_by.content_id if isinstance(opened_by, MessageRead) else opened_by.id
    return act(RequestWithdrawn, on, request=request_id(PERSON, source))


def accepted(read: MessageRead, on: int, **fields: Any) -> ReviewAccepted:
    """Accepted as it was read, but for the fields that the person corrected."""
    reading = read.reading
    as_read = {
        "kind": reading.kind,
        "starts_at": reading.starts_at,
        "ends_at": reading.ends_at,
        "previous_starts_at": reading.previous_starts_at,
        "office": reading.office,
    }
    return act(ReviewAccepted, on, sha256=read.sha256, **(as_read | fields))


def rejected(read: MessageRead, on: int) -> ReviewRejected:
    return act(ReviewRejected, on, sha256=read.sha256)


def withdrawn(event: Event, on: int) -> Withdrawn:
    return act(Withdrawn, on, event=event.id)


def slot(when: When) -> str:
    return appointment_id(PERSON, when.day, when.time)


def folded(*events: AnyEvent, now: datetime = NOW) -> State:
    return fold(events, person=PERSON, now=now)


def found(state: State, when: When) -> Appointment:
    return next(one for one in state.appointments if one.id == slot(when))


def statuses(state: State) -> dict[str, str]:
    """Each date as `MM-DD HH` (or `MM-DD`) with its status."""
    return {_words(one.starts_at): one.status.value for one in state.appointments}


def standing(state: State) -> list[str]:
    return [words for words, status in statuses(state).items() if status == Status.CONFIRMED]


def entry_of(state: State, event: Event) -> Entry:
    return next(entry for entry in state.entries if entry.event == event.id)


def last_notices(*events: AnyEvent) -> set[str]:
    return {notice.value for notice in entry_of(folded(*events), events[-1]).notices}


def changes(state: State, event: AnyEvent) -> list[tuple[str, str]]:
    return [(change.verb.value, change.when.iso()[:10]) for change in entry_of(state, event).changes]


def only_request(state: State) -> Request:
    (request,) = state.requests
    return request


def _words(when: When) -> str:
    return f"{when.day:%m-%d}" + (f" {when.time:%H}" if when.time else "")
