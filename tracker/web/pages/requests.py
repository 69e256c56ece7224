"""Changes that the person asked ICE for, and how to ask. Asking never moves a date."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request as Asked
from starlette.responses import HTMLResponse, RedirectResponse

from tracker import clock
from tracker.appointments.events import How, Request, RequestStatus, Status
from tracker.frozen import Frozen
from tracker.web.access import Acting, Chosen, Seeing
from tracker.web.pages.shared import back_to, checked, record_of, show, typed
from tracker.web.render import said
from tracker.web.site import site_of
from tracker.web.together import Together
from tracker.web.views.moments import wall
from tracker.words.catalogue import Words
from tracker.worker import acts

router = APIRouter(route_class=Together)

WAYS = (How.WEB, How.PHONE, How.EMAIL, How.IN_PERSON, How.PAPER)
# What stands on ICE's own site, step by step; then what to do where that does not work.
GUIDE = tuple(f"asks.guide_{step}" for step in ("before", "open", "tab", "button", "id", "choose", "wait"))
ADVICE = tuple(f"asks.guide_{step}" for step in ("no_id", "phone", "family", "lawyer"))


class RequestView(Frozen):
    id: str
    what: str
    status: str
    instead: str
    asked: str
    open: bool


@router.get("/requests", name="requests")
def requests(request: Asked, visitor: Seeing, who: Chosen, entry: str = "", undone: str = "") -> HTMLResponse:
    t = said(request)
    state = record_of(request, who, clock.now()).dates
    standing = [one for one in state.appointments if one.status is Status.CONFIRMED]
    return show(
        request,
        visitor,
        who,
        "requests.html",
        entry=entry,
        undone=undone,
        ways=WAYS,
        guide=GUIDE,
        advice=ADVICE,
        standing=[(one.id, t.when(one.starts_at)) for one in standing],
        asked=[_view(one, who.zone, t) for one in reversed(state.requests)],
    )


@router.post("/requests", name="request_add")
def add(
    request: Asked,
    visitor: Acting,
    who: Chosen,
    how: Annotated[How, Form()],
    day: Annotated[str, Form()] = "",
    hour: Annotated[str, Form()] = "",
    appointment: Annotated[str, Form()] = "",
) -> RedirectResponse:
    home, now = site_of(request).home, clock.now()
    original = acts.find_appointment(home, who.id, now, appointment) if appointment else None
    wished = typed(day, hour)
    event = checked(lambda: acts.asked(home, who.id, now, how=how, wished=wished, original=original, zone=None))
    acts.keep(home, event, now)
    return back_to("/requests", visitor, who, entry=event.id)


@router.post("/requests/{request}/withdraw", name="request_withdraw")
def withdraw(asked: Asked, visitor: Acting, who: Chosen, request: str) -> RedirectResponse:
    home, now = site_of(asked).home, clock.now()
    event = acts.asks_no_more(home, who.id, now, request)
    acts.keep(home, event, now)
    return back_to("/requests", visitor, who, entry=event.id)


def _view(one: Request, zone: str, t: Words) -> RequestView:
    day = wall(one.opened_at, zone).day
    return RequestView(
        id=one.id,
        what=t.say("asks.for_date", wished=one.wished) if one.wished else t.say("asks.for_any"),
        status=t.say(f"request_status.{one.status}"),
        instead=t.say("asks.instead", original=one.original) if one.original else "",
        asked=t.say("asks.on", day=day, how=t.say(f"how.{one.how}")),
        open=one.status is RequestStatus.OPEN,
    )
