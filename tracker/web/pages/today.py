"""Today: when must I go, is it confirmed, what do I do now, and when was the mail last read."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from tracker import clock
from tracker.appointments.events import VisitRecorded
from tracker.reading.types import When
from tracker.storage.types import PersonRecord
from tracker.web.access import Chosen, Seeing
from tracker.web.pages.shared import picture_of, record_of, show
from tracker.web.render import said
from tracker.web.site import site_of
from tracker.web.together import Together
from tracker.web.views.today import Facts, today_view
from tracker.web.visitor import Action, Visitor
from tracker.worker.filing import Record
from tracker.worker.home import Home
from tracker.worker.views import last_read, unread_since

router = APIRouter(route_class=Together)


@router.get("/", name="today")
def today(request: Request, visitor: Seeing, who: Chosen) -> HTMLResponse:
    home, t, now = site_of(request).home, said(request), clock.now()
    with home.store.looking():
        record = record_of(request, who, now)
        facts = facts_of(home, who, visitor, record, now)
    return show(
        request,
        visitor,
        who,
        "today.html",
        view=today_view(record.dates, facts, home.offices, t),
        picture=picture_of(record, who.zone, t),
    )


def facts_of(home: Home, who: PersonRecord, visitor: Visitor, record: Record, now: datetime) -> Facts:
    mailboxes = list(home.store.mailboxes.shown(who.id))
    return Facts(
        zone=who.zone,
        now=now,
        read_at=last_read(mailboxes),
        unread_since=unread_since(mailboxes, now, ZoneInfo(who.zone)),
        mailboxes=len(mailboxes),
        waiting=record.waiting,
        visited=visited(record),
        on_a_phone=not visitor.may(Action.SUBSCRIBE) or home.store.feeds.in_use(who.id),
        may_act=visitor.may(Action.ACT),
    )


def visited(record: Record) -> frozenset[When]:
    """The dates of which the person noted that they went."""
    visits = (one for one in record.acts if isinstance(one, VisitRecorded))
    return frozenset(one.starts_at for one in visits if one.id not in record.gone)
