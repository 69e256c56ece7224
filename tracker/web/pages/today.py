"""Today: when must I go, is it confirmed, what was asked, what waits for me, and when was the mail last read."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from tracker import clock
from tracker.appointments.events import Appointment, RequestStatus, State, Status
from tracker.frozen import Frozen
from tracker.web.access import Chosen, Seeing
from tracker.web.pages.moments import local
from tracker.web.render import render, said
from tracker.web.site import site_of
from tracker.words.catalogue import Words
from tracker.worker.home import Home
from tracker.worker.views import last_read, unread_since

router = APIRouter()

GONE = frozenset({Status.SUPERSEDED, Status.CANCELLED, Status.CLOSED, Status.PAST})


class Line(Frozen):
    """One date as the page shows it: the words, and the class that colours them."""

    when: str
    status: str
    style: str
    office: str = ""


@router.get("/", name="today")
def today(request: Request, visitor: Seeing, who: Chosen) -> HTMLResponse:
    home, t, now = site_of(request).home, said(request), clock.now()
    state = home.state(who.id, now)
    mailboxes = [one for one in home.store.mailboxes.list() if who.id in one.people]
    read = last_read(mailboxes)
    stale = unread_since(mailboxes, now, ZoneInfo(who.zone))
    return render(
        request,
        visitor,
        "today.html",
        standing=[_line(home, one, t) for one in state.appointments if one.status is Status.CONFIRMED],
        unverified=[_line(home, one, t) for one in state.appointments if one.status is Status.UNVERIFIED],
        others=[_line(home, one, t) for one in state.appointments if one.status in GONE],
        asked=_asked(state, t),
        reviews=len(state.reviews),
        read=t.say("page.last_read", moment=local(read, who, t)) if read else t.say("page.never_read"),
        stale=t.say("title.banner", day=stale) if stale else "",
    )


def _line(home: Home, one: Appointment, t: Words) -> Line:
    office = home.offices.get(one.office) if one.office else None
    key = f"confirmed_by.{one.confirmed_by}" if one.status is Status.CONFIRMED else f"status.{one.status}"
    return Line(
        when=t.when(one.starts_at), status=t.say(key), style=one.status.value, office=office.name if office else ""
    )


def _asked(state: State, t: Words) -> list[str]:
    asked = [one for one in state.requests if one.status is RequestStatus.OPEN]
    return [t.when(one.wished) if one.wished else t.say("page.any_other_date") for one in asked]
