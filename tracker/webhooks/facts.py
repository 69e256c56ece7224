"""From what the log says to what programs elsewhere are told. No I/O, no clock.

    state ──facts_of──▶ what holds now ─┐
    what was told last ─────────────────┴──news──▶ what to tell, and what to note without telling

Told is what holds, never what happened on the way to it: the same log gives the same facts in whatever order it was
written, and nothing is called confirmed or moved that the record does not call so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from tracker.appointments.dates import is_over
from tracker.appointments.events import Appointment, Request, RequestStatus, State, Status
from tracker.webhooks.types import Data, EventType, Fact

UidFor = Callable[..., str]  # a keyed digest of its parts, which tells nothing of them

BY_STATUS = {
    Status.CONFIRMED: EventType.CONFIRMED,
    Status.REQUESTED: EventType.REQUESTED,
    Status.UNVERIFIED: EventType.ADDED_UNVERIFIED,
    Status.SUPERSEDED: EventType.MOVED,
    Status.CANCELLED: EventType.CANCELLED,
    Status.CLOSED: EventType.CLOSED,
    Status.PAST: EventType.PAST,
}
# An end is no news of what nobody was told of.
_ENDS = frozenset(
    {
        EventType.CLOSED,
        EventType.PAST,
        EventType.REQUEST_CLOSED,
        EventType.MAILBOX_READ,
    }
)
_ORDER = {one: number for number, one in enumerate(EventType)}


class Holds(NamedTuple):
    fact: Fact
    over: bool = False  # it is about a date that has passed


class News(NamedTuple):
    fact: Fact
    told: bool  # False: only noted, so that what changes about it later is news


def facts_of(state: State, unread: Mapping[str, bool], now: datetime, uid_for: UidFor) -> dict[str, Holds]:
    """Everything that holds, by subject. `unread` has each mailbox of the person, and whether it is late."""
    holding = [
        *(Holds(_of_appointment(one, uid_for), _is_over(one, now)) for one in state.appointments),
        *(Holds(_of_request(one)) for one in state.requests),
        *(
            Holds(Fact(type=EventType.REVIEW_NEEDED, data=Data(person=state.person, message=one.sha256)))
            for one in state.reviews
        ),
        *(Holds(_of_mailbox(state.person, one, late)) for one, late in unread.items()),
    ]
    return {one.fact.subject: one for one in holding}


def news(told: Mapping[str, Fact], holding: Mapping[str, Holds]) -> list[News]:
    """What has to be told or noted now that this holds and that was said last, in the order of telling."""
    changed = [
        News(one.fact, told=subject in told or not (one.over or one.fact.type in _ENDS))
        for subject, one in holding.items()
        if told.get(subject) != one.fact
    ]
    ended = [News(gone(fact), told=True) for subject, fact in told.items() if subject not in holding]
    return sorted([*changed, *(one for one in ended if told[one.fact.subject] != one.fact)], key=_order)


def gone(fact: Fact) -> Fact:
    """What is said of something that is in the record no more."""
    data = fact.data
    if data.appointment:
        return Fact(type=EventType.REMOVED, data=Data(person=data.person, appointment=data.appointment))
    if data.request:
        closed = RequestStatus.WITHDRAWN
        return Fact(type=EventType.REQUEST_CLOSED, data=Data(person=data.person, request=data.request, status=closed))
    if data.message:
        return Fact(type=EventType.REVIEW_DONE, data=Data(person=data.person, message=data.message))
    return Fact(type=EventType.MAILBOX_REMOVED, data=Data(person=data.person, mailbox=data.mailbox))


def parts_of(fact: Fact) -> tuple[str, ...]:
    """What an id of this fact is made from."""
    return (fact.type, fact.data.model_dump_json(exclude_none=True))


def links_of(fact: Fact) -> dict[str, str]:
    data = fact.data
    if data.person is None:
        return {}
    person = f"/api/v1/persons/{data.person}"
    kinds = {"appointments": data.appointment, "requests": data.request, "reviews": data.message}
    found = {kind: f"{person}/{kind}" for kind, one in kinds.items() if one}
    if data.appointment:
        found["appointment"] = f"{person}/appointments/{data.appointment}"
    return {"person": person, **found}


def about(facts: Iterable[Fact]) -> dict[str, Fact]:
    return {fact.subject: fact for fact in facts}


def _of_appointment(one: Appointment, uid_for: UidFor) -> Fact:
    said = one.model_dump_json(include={"id", "starts_at", "ends_at", "office", "reference", "revival"})
    data = Data(
        person=one.person,
        appointment=one.id,
        status=one.status,
        confirmed_by=one.confirmed_by,
        replaced_by=one.replaced_by,
        details=uid_for("webhook details", said)[:16],
    )
    return Fact(type=BY_STATUS[one.status], data=data)


def _of_request(one: Request) -> Fact:
    opened = one.status is RequestStatus.OPEN
    kind = EventType.REQUEST_OPENED if opened else EventType.REQUEST_CLOSED
    return Fact(type=kind, data=Data(person=one.person, request=one.id, status=one.status))


def _of_mailbox(person: str, mailbox: str, late: bool) -> Fact:
    kind = EventType.MAILBOX_UNREAD if late else EventType.MAILBOX_READ
    return Fact(type=kind, data=Data(person=person, mailbox=mailbox))


def _is_over(one: Appointment, now: datetime) -> bool:
    return is_over(one.ends_at or one.starts_at, now)


def _order(one: News) -> tuple[int, str]:
    return _ORDER[one.fact.type], one.fact.subject
