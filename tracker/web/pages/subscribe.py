"""The calendar's links, one for each device: made, shown once, ended."""

from __future__ import annotations

import io
from datetime import date, time
from typing import Annotated
from urllib.parse import urlsplit

import segno
from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from tracker import clock
from tracker.errors import EndedError
from tracker.feed.subscribe import ways
from tracker.frozen import Frozen
from tracker.reading.types import Language, When
from tracker.storage.types import FeedKind, NewFeedLink, PersonRecord
from tracker.web.access import Chosen, Seeing, Subscribing
from tracker.web.belongings import may_change_link
from tracker.web.pages.shared import back_to, show
from tracker.web.refusal import RefusalError
from tracker.web.render import said
from tracker.web.site import LOOPBACK, site_of
from tracker.web.together import Together
from tracker.web.views.links import ended_links, link_views
from tracker.web.visitor import Visitor
from tracker.words.catalogue import Words
from tracker.worker.home import Home
from tracker.worker.links import address_of, new_link, rotate
from tracker.worker.publishing import Publisher

router = APIRouter(route_class=Together)

NAMES = {
    Language.EN: "English", Language.ES: "español", Language.PT: "português", Language.FR: "français",
    Language.HT: "kreyòl ayisyen",
}  # fmt: skip
EXAMPLE = When(day=date(2027, 4, 5), time=time(9))
LONGEST_NAME = 60
OPENED_BY_A_TAP = ("webcal://", "https://calendar.google.com/")


class WayView(Frozen):
    program: str
    address: str
    note: str
    opens: bool  # by a tap; otherwise the address is copied


class Made(Frozen):
    """A new link, whole: shown in this one answer and then known only by its hash."""

    name: str
    replaces: bool  # another one, which is ended
    qr: str  # SVG of our own making
    local: bool  # only this computer can reach it
    ways: tuple[WayView, ...]


@router.get("/subscribe", name="subscribe")
def subscribe(request: Request, visitor: Seeing, who: Chosen, ended: str = "") -> HTMLResponse:
    return _page(request, visitor, who, ended=ended)


@router.post("/subscribe", name="link_make")
def make(
    request: Request,
    visitor: Subscribing,
    who: Chosen,
    name: Annotated[str, Form(max_length=LONGEST_NAME)],
    kind: Annotated[FeedKind, Form()] = FeedKind.PRIVATE,
    language: Annotated[Language | None, Form()] = None,
) -> HTMLResponse:
    """The answer holds the secret, so it is no redirect: sent again, it makes another link."""
    if not name.strip():
        raise RefusalError("device.need_name", status=422)
    home, now = site_of(request).home, clock.now()
    made = new_link(home, who.id, name=name.strip(), now=now, kind=kind, language=language or who.language)
    Publisher(home).publish_changed(now, only={made.link.id})
    return _page(request, visitor, who, made=_made(home, made, said(request)))


@router.post("/subscribe/{link}/rotate", name="link_rotate")
def replace(request: Request, visitor: Subscribing, who: Chosen, link: str) -> HTMLResponse:
    """A new secret for the same device; sent again, it is refused, since the link that it names is ended by then."""
    home, now = site_of(request).home, clock.now()
    try:
        made = rotate(home, link, now)
    except EndedError:
        raise RefusalError("device.replaced_before", status=409) from None
    Publisher(home).publish_changed(now, only={link, made.link.id})
    return _page(request, visitor, who, made=_made(home, made, said(request), replaces=True))


@router.post("/subscribe/{link}/end", name="link_end")
def end(request: Request, visitor: Subscribing, who: Chosen, link: str) -> RedirectResponse:
    home, now = site_of(request).home, clock.now()
    home.store.feeds.revoke(link, now=now)
    Publisher(home).publish_changed(now, only={link})
    return back_to("/subscribe", visitor, who, ended="1")


def _page(
    request: Request, visitor: Visitor, who: PersonRecord, *, made: Made | None = None, ended: str = ""
) -> HTMLResponse:
    home, t = site_of(request).home, said(request)
    all_links = home.store.feeds.list(who.id)
    links = [one for one in all_links if one.revoked_at is None]
    clients = home.store.feeds.clients(*(one.id for one in links)) if links else ()
    return show(
        request,
        visitor,
        who,
        "subscribe.html",
        made=made,
        ended=ended,
        links=link_views(links, clients, who.zone, t),
        gone=ended_links(all_links, who.zone, t),
        changeable={one.id for one in links if may_change_link(visitor, one)},
        names=NAMES,
        example_private=t.say("title.go", slot=t.say("slot.timed", what=t.say("what.private"), start=EXAMPLE)),
        example_full=t.say("title.go", slot=t.say("slot.timed", what=t.say("what.full"), start=EXAMPLE)),
        stay="/subscribe",
    )


def _made(home: Home, made: NewFeedLink, t: Words, *, replaces: bool = False) -> Made:
    address = address_of(home, made.token)
    offered = tuple(
        WayView(program=way.program, address=way.address, note=way.note, opens=way.address.startswith(OPENED_BY_A_TAP))
        for way in ways(address, t)
    )
    return Made(
        name=made.link.name,
        replaces=replaces,
        qr=qr_of(offered[0].address),
        local=urlsplit(address).hostname in LOOPBACK,
        ways=offered,
    )


def qr_of(address: str) -> str:
    """The address as a picture to scan: webcal, which phones take for a calendar."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2, light="#fff", nl=False
    )
    return drawn.getvalue().decode()
