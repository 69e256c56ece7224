"""What ICE told the person otherwise than by e-mail: paper, phone, in person, a text message; and "I went"."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from tracker import clock
from tracker.appointments.events import (
    Appointment,
    AppointmentEntered,
    ConfirmedOtherwise,
    How,
    Outcome,
    State,
    Status,
    VisitRecorded,
)
from tracker.storage.types import PersonRecord
from tracker.web.access import Acting, Chosen, Seeing
from tracker.web.pages.shared import Preview, back_to, checked, office_choice, preview, record_of, show, typed
from tracker.web.refusal import RefusalError
from tracker.web.render import said
from tracker.web.site import site_of
from tracker.web.together import Together
from tracker.web.views.moments import local, wall
from tracker.words.catalogue import Words
from tracker.worker import acts
from tracker.worker.acts import Told
from tracker.worker.filing import Record
from tracker.worker.home import Home

router = APIRouter(route_class=Together)

WAYS = (How.PAPER, How.PHONE, How.IN_PERSON)
VISITS_SHOWN = timedelta(days=60)
LONGEST_TEXT = 10_000


class Fields:
    """A date that ICE told, and what it does with one that stands."""

    def __init__(
        self,
        how: Annotated[How, Form()],
        does: Annotated[str, Form()] = "",
        day: Annotated[str, Form()] = "",
        hour: Annotated[str, Form()] = "",
        office: Annotated[str, Form()] = "",
    ) -> None:
        self.how = how
        self.verb, _, self.appointment = does.partition(":")
        if self.verb not in {"", "replaces", "cancels"}:
            raise RefusalError("refusal.not_understood", status=422)
        if not day and self.verb != "cancels":
            raise RefusalError("adds.need_date", status=422)
        self.sent = {"how": how.value, "does": does, "day": day, "hour": hour, "office": office}
        starts_at = None if self.verb == "cancels" else typed(day, hour)
        self.date = Told(starts_at=starts_at, office=office or None)

    def event(self, home: Home, person: str, now: datetime) -> AppointmentEntered | ConfirmedOtherwise:
        if not self.verb:
            return acts.told(home, person, now, how=self.how, date=self.date)
        old = acts.find_appointment(home, person, now, self.appointment)
        return acts.confirmed(home, person, now, how=self.how, date=self.date, replaces=old)


@router.get("/add", name="add")
def add(request: Request, visitor: Seeing, who: Chosen, entry: str = "", undone: str = "") -> HTMLResponse:
    t, now = said(request), clock.now()
    record = record_of(request, who, now)
    state = record.dates
    return show(
        request,
        visitor,
        who,
        "add.html",
        entry=entry,
        undone=undone,
        ways=WAYS,
        standing=[one for one in state.appointments if one.status is Status.CONFIRMED],
        visits=list(_visited(state, who, now)),
        noted=_noted(record, who, t),
        offices=office_choice(request),
    )


@router.post("/add/preview", name="add_preview")
def look(request: Request, visitor: Acting, who: Chosen, given: Annotated[Fields, Depends()]) -> HTMLResponse:
    home, now = site_of(request).home, clock.now()
    event = checked(lambda: given.event(home, who.id, now))
    return preview(request, visitor, who, event, Preview(action="/add", cancel="/add", fields=given.sent))


@router.post("/add", name="add_date")
def add_date(request: Request, visitor: Acting, who: Chosen, given: Annotated[Fields, Depends()]) -> RedirectResponse:
    home, now = site_of(request).home, clock.now()
    event = checked(lambda: given.event(home, who.id, now))
    acts.keep(home, event, now)
    return back_to("/add", visitor, who, entry=event.id)


@router.post("/add/text", name="add_text")
def add_text(
    request: Request, visitor: Acting, who: Chosen, text: Annotated[str, Form(max_length=LONGEST_TEXT)]
) -> RedirectResponse:
    if not text.strip():
        raise RefusalError("adds.text_empty", status=422)
    read = acts.pasted(site_of(request).home, who.id, text, clock.now())
    return back_to(f"/log/{read.id}" if read else "/review", visitor, who)


@router.post("/add/went", name="went")
def went(
    request: Request,
    visitor: Acting,
    who: Chosen,
    outcome: Annotated[Outcome, Form()],
    appointment: Annotated[str, Form()],
    day: Annotated[str, Form()] = "",
    hour: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """That they went; where they were sent home with a new date, that date as an entry of its own. It only adds."""
    home, now = site_of(request).home, clock.now()
    found = acts.find_appointment(home, who.id, now, appointment)
    visit = acts.went(who.id, now, outcome=outcome, appointment=found)
    new = typed(day, hour) if outcome is Outcome.SENT_HOME else None
    if new:
        date = Told(starts_at=new, office=found.office)
        told = checked(lambda: acts.told(home, who.id, now, how=How.IN_PERSON, date=date))
        acts.keep(home, visit, now)
        acts.keep(home, told, now)
        return back_to("/add", visitor, who, entry=told.id)
    acts.keep(home, visit, now)
    return back_to("/add", visitor, who, entry=visit.id)


def _visited(state: State, who: PersonRecord, now: datetime) -> list[Appointment]:
    """The dates to which the person can have gone: those of the last weeks, up to today."""
    today = wall(now, who.zone).day
    return [
        one
        for one in state.appointments
        if one.status in {Status.CONFIRMED, Status.PAST, Status.UNVERIFIED}
        and timedelta(0) <= today - one.starts_at.day <= VISITS_SHOWN
    ]


def _noted(record: Record, who: PersonRecord, t: Words) -> list[tuple[str, str, str]]:
    return [
        (
            t.say(f"went.{one.outcome}", day=one.starts_at),
            t.say("adds.went_noted", moment=local(one.recorded_at, who.zone, t)),
            one.id,
        )
        for one in record.acts
        if isinstance(one, VisitRecorded) and one.id not in record.gone
    ]
