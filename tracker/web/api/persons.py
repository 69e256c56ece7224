"""Persons, and what is known of each: dates, log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from fastapi.params import Depends as Need
from starlette.requests import Request

from tracker import clock
from tracker.appointments.events import Appointment, MessageRead
from tracker.contracts import AppointmentLine, LogLine
from tracker.storage.types import PersonRecord
from tracker.web.access import require
from tracker.web.api.scopes import NEEDS, Scope
from tracker.web.api.shapes import (
    Confirmed,
    Cursor,
    Dated,
    Entered,
    Heard,
    Limit,
    Page,
    Person,
    Relayed,
    page_of,
)
from tracker.web.refusal import RefusalError, hidden
from tracker.web.site import site_of
from tracker.web.visitor import Visitor
from tracker.worker import acts
from tracker.worker.home import Home

router = APIRouter(tags=["persons"])


def scoped(scope: Scope) -> Need:
    """That the caller's token has this scope, and its account may do what it stands for."""
    return Need(require(NEEDS[scope], scope.value))


def home_of(request: Request) -> Home:
    return site_of(request).home


def appointment_of(home: Home, person: str, appointment: str) -> Appointment:
    """By its whole id: a program that gives half of one is mistaken. Raises a refusal."""
    found = [one for one in home.state(person, clock.now()).appointments if one.id == appointment]
    if not found:
        raise RefusalError("refusal.not_understood", status=422)
    return found[0]


@router.get("/persons", name="api_persons")
def persons(
    request: Request, visitor: Annotated[Visitor, scoped(Scope.PERSONS_READ)], limit: Limit = 50, cursor: Cursor = None
) -> Page[Person]:
    """Whose records the token may open, by id."""
    ids = sorted(visitor.people)
    page = page_of(ids, ids, cursor, limit)
    known: dict[str, PersonRecord] = {one.id: one for one in home_of(request).store.people.list()}
    return Page(items=tuple(Person.of(known[one]) for one in page.items), next=page.next)


@router.get("/persons/{person}", name="api_person", dependencies=[scoped(Scope.PERSONS_READ)])
def person(request: Request, person: str) -> Person:
    return Person.of(home_of(request).store.people.get(person))


@router.get("/persons/{person}/appointments", name="api_appointments", dependencies=[scoped(Scope.APPOINTMENTS_READ)])
def appointments(request: Request, person: str) -> tuple[AppointmentLine, ...]:
    """Every date and what became of it, by start."""
    return tuple(AppointmentLine.of(one) for one in home_of(request).state(person, clock.now()).appointments)


@router.get(
    "/persons/{person}/appointments/{appointment}",
    name="api_appointment",
    dependencies=[scoped(Scope.APPOINTMENTS_READ)],
)
def appointment(request: Request, person: str, appointment: str) -> AppointmentLine:
    """One date, as an event of a web hook names it."""
    found = [one for one in home_of(request).state(person, clock.now()).appointments if one.id == appointment]
    if not found:
        raise hidden()
    return AppointmentLine.of(found[0])


@router.post(
    "/persons/{person}/appointments",
    name="api_appointment_add",
    dependencies=[scoped(Scope.APPOINTMENTS_WRITE)],
    status_code=201,
)
def add_appointment(request: Request, person: str, told: Dated) -> Entered:
    """A date that ICE told on paper, by phone or in person. Shown as confirmed by you."""
    home, now = home_of(request), clock.now()
    event = acts.told(home, person, now, how=told.how, date=told.told())
    acts.keep(home, event, now)
    return Entered(entry=event.id)


@router.post(
    "/persons/{person}/confirmations",
    name="api_confirm",
    dependencies=[scoped(Scope.APPOINTMENTS_WRITE)],
    status_code=201,
)
def confirm(request: Request, person: str, told: Confirmed) -> Entered:
    """ICE confirmed a change in another way than by e-mail. Shown as confirmed by you."""
    home, now = home_of(request), clock.now()
    replaces = appointment_of(home, person, told.replaces) if told.replaces else None
    event = acts.confirmed(home, person, now, how=told.how, date=told.told(), replaces=replaces)
    acts.keep(home, event, now)
    return Entered(entry=event.id)


@router.get("/persons/{person}/log", name="api_log", dependencies=[scoped(Scope.LOG_READ)])
def log(request: Request, person: str, limit: Limit = 50, cursor: Cursor = None) -> Page[LogLine]:
    """What was found and done, oldest first, as the whole record judges it."""
    home = home_of(request)
    entries = home.state(person, clock.now()).entries
    page = page_of(entries, [one.event for one in entries], cursor, limit)
    reads = {event.id: event for event in home.store.events.of(person) if isinstance(event, MessageRead)}
    return Page(items=tuple(LogLine.of(one, reads.get(one.event)) for one in page.items), next=page.next)


@router.post(
    "/persons/{person}/log/{entry}/withdraw",
    name="api_withdraw",
    dependencies=[scoped(Scope.APPOINTMENTS_WRITE)],
    status_code=201,
)
def withdraw(request: Request, person: str, entry: str) -> Entered:
    """Take back what a person entered. The entry stays in the log, marked as withdrawn."""
    home, now = home_of(request), clock.now()
    found = home.store.events.find(entry)
    if found is None or found.person != person:
        raise hidden()
    event = acts.taken_back(home, person, now, entry)
    acts.keep(home, event, now)
    return Entered(entry=event.id)


@router.post(
    "/persons/{person}/messages",
    name="api_message_add",
    dependencies=[scoped(Scope.MESSAGES_WRITE)],
    status_code=201,
)
def relay(request: Request, person: str, message: Relayed) -> Heard:
    """A text message, as a phone forwards it. Nobody vouches for it, so it moves nothing."""
    read = acts.pasted(home_of(request), person, message.text, clock.now())
    return Heard(entry=read.id if read else None)
