"""Everybody whom the visitor may open, by urgency."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse

from tracker import clock
from tracker.storage.types import MailboxRecord, PersonRecord
from tracker.web.access import Seeing
from tracker.web.render import render, said
from tracker.web.site import site_of
from tracker.web.views.crowd import Mail, Show, crowd
from tracker.worker.overview import Overview
from tracker.worker.views import last_read, unread_since

router = APIRouter()

SHOWN = {one.value: one for one in Show}


@router.get("/people", name="people")
def people(
    request: Request,
    visitor: Seeing,
    show: str = "",
    q: Annotated[str, Query(max_length=100)] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    home, t, now = site_of(request).home, said(request), clock.now()
    known = [one for one in home.store.people.list() if visitor.may_open(one.id)]
    mailboxes = defaultdict[str, list[MailboxRecord]](list)
    for mailbox in home.store.mailboxes.list():
        for person in mailbox.people:
            mailboxes[person].append(mailbox)
    view = crowd(
        known,
        overview_of(request).of([one.id for one in known], now),
        {one.id: _mail(one, mailboxes[one.id], now) for one in known},
        now,
        t,
        show=SHOWN.get(show, Show.ALL),
        q=q,
        page=page,
    )
    return render(request, visitor, "people.html", view=view, show=SHOWN.get(show, Show.ALL), shows=list(Show), q=q)


def overview_of(request: Request) -> Overview:
    """One for the application, so that what was folded once is kept."""
    state = request.app.state
    if not hasattr(state, "overview"):
        state.overview = Overview(site_of(request).home)
    kept: Overview = state.overview
    return kept


def _mail(who: PersonRecord, mine: list[MailboxRecord], now: datetime) -> Mail:
    return Mail(
        mailboxes=len(mine),
        read=last_read(mine) is not None,
        unread_since=unread_since(mine, now, ZoneInfo(who.zone)),
    )
