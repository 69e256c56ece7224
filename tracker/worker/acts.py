"""What a person tells us, as rows of the log: made here for the command line and the pages alike.

    a verb below ──▶ event ──foresee──▶ what it will do ──▶ the person says yes ──keep──▶ log, alerts, calendars

Each act is an entry of its own and can be taken back by another one; nothing is ever edited.
"""

from __future__ import annotations

from datetime import datetime

from tracker.appointments import ids
from tracker.appointments.dates import order
from tracker.appointments.events import (
    AnyEvent,
    Appointment,
    AppointmentEntered,
    ConfirmedOtherwise,
    How,
    MessageRead,
    Outcome,
    RequestAdded,
    RequestWithdrawn,
    Review,
    ReviewAccepted,
    ReviewRejected,
    State,
    Status,
    VisitRecorded,
    Withdrawn,
)
from tracker.errors import NotFoundError, UserError
from tracker.frozen import Frozen
from tracker.message.types import Channel
from tracker.reading.types import CONFIRMING, Kind, When
from tracker.storage.types import Origin
from tracker.worker.alerting import Planner
from tracker.worker.filing import Record
from tracker.worker.home import Home
from tracker.worker.intake import take_in
from tracker.worker.publishing import Publisher
from tracker.worker.records import Records
from tracker.worker.typed import known_office, parse_when, zone_for


class Foreseen(Frozen):
    """One date whose status an act would change; None is for a date that is not in the record, before or after."""

    when: When
    was: Status | None
    becomes: Status | None


class Told(Frozen):
    """A date as a person typed it: `2027-04-05 09:00`, or the day alone; zone and office where they were named."""

    starts_at: str | None = None
    ends_at: str | None = None
    office: str | None = None
    zone: str | None = None


class Correction(Frozen):
    """What a person read in a message otherwise than we did; None leaves a field as it was read, "" empties it."""

    kind: Kind | None = None
    starts_at: str | None = None
    ends_at: str | None = None
    previous: str | None = None
    office: str | None = None
    zone: str | None = None


def foresee(home: Home, event: AnyEvent, now: datetime, *, record: Record | None = None) -> tuple[Foreseen, ...]:
    """What would be different with this entry. `record` is the person's, where it was looked up already."""
    record = record or Records(home).of(event.person, now)
    before = {one.id: one for one in record.dates.appointments}
    after = {one.id: one for one in _dates_after(home, record, event, now)}
    changed = (
        Foreseen(
            when=one.starts_at,
            was=before[one.id].status if one.id in before else None,
            becomes=after[one.id].status if one.id in after else None,
        )
        for one in (before | after).values()
    )
    return tuple(sorted((one for one in changed if one.was is not one.becomes), key=lambda one: order(one.when)))


def _dates_after(home: Home, record: Record, event: AnyEvent, now: datetime) -> tuple[Appointment, ...]:
    """What setting a message aside does is shown at each look at it, so it is worked out once."""
    if not isinstance(event, ReviewRejected):
        return record.with_entry(event, now).appointments
    if event.sha256 not in record.drawn.set_aside:
        waiting = next((one for one in record.head.reviews if one.sha256 == event.sha256), None)
        read = home.store.events.find(waiting.event) if waiting else None
        after = record.without(event, read, now) if isinstance(read, MessageRead) else record.with_entry(event, now)
        record.drawn.set_aside[event.sha256] = after.appointments
    return record.drawn.set_aside[event.sha256]


def keep(home: Home, event: AnyEvent, now: datetime) -> None:
    """Append the entry, with the alerts that it brings, and publish at once: the calendar must not lag behind."""
    with home.store.transaction():
        home.append(event)
        Planner(home).follow(home.person(event.person), now)
    Publisher(home).publish_for(event.person, now)


def asked(
    home: Home,
    person: str,
    now: datetime,
    *,
    how: How,
    wished: str | None,
    original: Appointment | None,
    zone: str | None,
) -> RequestAdded:
    """They asked ICE to change `original` (None: the date that stands) to `wished` (None: any other)."""
    where = zone_for(home, person, zone=zone, office=original.office if original else None)
    return ids.record(
        RequestAdded,
        person,
        now,
        how=how,
        original=original.starts_at if original else None,
        wished=parse_when(wished, where) if wished else None,
    )


def asks_no_more(home: Home, person: str, now: datetime, request: str) -> RequestWithdrawn:
    """Raises `NotFoundError`."""
    known = [one.id for one in home.state(person, now).requests]
    return ids.record(RequestWithdrawn, person, now, request=only(request, known, "request"))


def told(home: Home, person: str, now: datetime, *, how: How, date: Told) -> AppointmentEntered:
    """ICE told them this date on paper, by phone or in person. It adds, and removes nothing."""
    if date.starts_at is None:
        raise UserError("Give the date; write it like 2027-04-05 or '2027-04-05 09:00'.")
    where = zone_for(home, person, zone=date.zone, office=date.office)
    return ids.record(
        AppointmentEntered,
        person,
        now,
        how=how,
        starts_at=parse_when(date.starts_at, where),
        ends_at=parse_when(date.ends_at, where) if date.ends_at else None,
        office=date.office,
    )


def confirmed(
    home: Home, person: str, now: datetime, *, how: How, date: Told, replaces: Appointment | None
) -> ConfirmedOtherwise:
    """ICE confirmed a change in another way than by e-mail; without a date, the cancellation of `replaces`."""
    if date.starts_at is None and replaces is None:
        raise UserError("Say what was confirmed: a new date, or with --replaces the appointment that was cancelled.")
    place = date.office or (replaces.office if replaces else None)
    where = zone_for(home, person, zone=date.zone, office=place)
    return ids.record(
        ConfirmedOtherwise,
        person,
        now,
        how=how,
        starts_at=parse_when(date.starts_at, where) if date.starts_at else None,
        ends_at=parse_when(date.ends_at, where) if date.ends_at else None,
        replaces=replaces.id if replaces else None,
        office=place,
    )


def accepted(home: Home, person: str, now: datetime, review: Review, correction: Correction) -> ReviewAccepted:
    """They read the message and take it as ICE's word, with what they corrected."""
    read = review.reading
    kind = correction.kind or read.kind
    if kind not in CONFIRMING:
        raise UserError("Say what it is: --kind scheduled, rescheduled, cancelled or summons.")
    if correction.office:
        known_office(home, correction.office)
    place = correction.office or read.office
    where = correction.zone or read.time_zone or zone_for(home, person, office=place)
    event = ids.record(
        ReviewAccepted,
        person,
        now,
        sha256=review.sha256,
        kind=kind,
        starts_at=_given(correction.starts_at, read.starts_at, where),
        ends_at=_given(correction.ends_at, read.ends_at, where),
        previous_starts_at=_given(correction.previous, read.previous_starts_at, where),
        office=place,
    )
    if event.starts_at is None and event.previous_starts_at is None:
        raise UserError("No date is known for it: give --starts-at, or --previous for a cancellation.")
    return event


def rejected(person: str, now: datetime, review: Review, reason: str = "") -> ReviewRejected:
    """They set the message aside. Nothing that stands is changed by that."""
    return ids.record(ReviewRejected, person, now, sha256=review.sha256, reason=reason)


def went(person: str, now: datetime, *, outcome: Outcome, appointment: Appointment) -> VisitRecorded:
    """They went to this appointment; the entry's time is the proof of when they noted it."""
    return ids.record(VisitRecorded, person, now, outcome=outcome, starts_at=appointment.starts_at)


def pasted(home: Home, person: str, text: str, now: datetime) -> MessageRead | None:
    """A text message that they pasted: kept and read like any message. Nobody vouches for it, so it moves nothing.

    None where it could not be read; it is kept all the same.
    """
    origin = Origin(person=person)
    taken = take_in(home, text.encode(), now=now, received=now, origins=(origin,), channel=Channel.SMS)
    with home.store.transaction():
        Planner(home).follow(home.person(person), now)
    Publisher(home).publish_for(person, now)
    about = home.store.events.about(taken.sha256)
    return next((one for one in about if isinstance(one, MessageRead) and one.person == person), None)


def taken_back(home: Home, person: str, now: datetime, entry: str) -> Withdrawn:
    """An entry that a person made no longer counts. Raises `NotFoundError`."""
    acts = [event.id for event in home.store.events.of(person) if not isinstance(event, MessageRead)]
    return ids.record(Withdrawn, person, now, event=only(entry, acts, "entry"))


def find_appointment(home: Home, person: str, now: datetime, beginning: str) -> Appointment:
    """The person's appointment of that id, or whose id begins so."""
    known = {one.id: one for one in home.state(person, now).appointments}
    return known[only(beginning, list(known), "appointment")]


def find_review(home: Home, person: str, now: datetime, beginning: str) -> Review:
    """The message that waits for the person, by its id or how that begins."""
    return review_in(home.state(person, now), beginning)


def review_in(state: State, beginning: str) -> Review:
    """The same among those of that state."""
    waiting = {one.sha256: one for one in state.reviews}
    return waiting[only(beginning, list(waiting), "message")]


def only(beginning: str, known: list[str], what: str) -> str:
    """The one id that begins so; raises `NotFoundError` for none and `UserError` for several."""
    found = [one for one in known if one == beginning] or [
        one for one in known if one.startswith(beginning) or one.partition("_")[2].startswith(beginning)
    ]
    if not found:
        raise NotFoundError(f"There is no {what} {beginning!r}; `tracker {LISTS[what]}` shows the ids.")
    if len(set(found)) > 1:
        raise UserError(f"{len(found)} ids begin with {beginning!r}; give more of it.")
    return found[0]


LISTS = {
    "appointment": "appointments",
    "request": "request list",
    "entry": "log --json",
    "message": "review list",
    "kept message": "rules gaps",
    "alert": "alerts list",
}


def _given(text: str | None, read: When | None, zone: str) -> When | None:
    """What the person typed, else what was read, its zone filled in where the message named none."""
    if text is not None:
        return parse_when(text, zone) if text else None
    return read.model_copy(update={"zone": read.zone or zone}) if read else None
