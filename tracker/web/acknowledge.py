"""`/seen/<receipt>`: one neutral page with one button. Looking changes nothing; only the button notes that it was seen.

It needs no sign-in, and neither shows nor changes anything else: programs that look at links ahead of people do no
harm, and a link that gets about betrays no date, no name and no agency.
"""

from __future__ import annotations

from importlib import resources

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from tracker import clock
from tracker.errors import NotFoundError
from tracker.storage.types import AlertRecord
from tracker.web.render import environment, said
from tracker.web.site import site_of
from tracker.words.catalogue import Words
from tracker.words.load import words
from tracker.worker.home import Home
from tracker.worker.seen import acknowledge, alerts_of

STYLE = "seen.css"  # below the same path, which is all that a proxy need let through

router = APIRouter(prefix="/seen", include_in_schema=False)


@router.get(f"/{STYLE}", name="seen_style")
def style() -> Response:
    return Response((resources.files("tracker.web") / "static" / STYLE).read_bytes(), media_type="text/css")


@router.get("/{receipt}", name="seen")
def look(request: Request, receipt: str) -> HTMLResponse:
    home = site_of(request).home
    try:
        found = alerts_of(home, receipt)
    except NotFoundError:
        return _page(said(request), "seen.unknown", status=404)
    noted = all(one.acknowledged_at for one in found)
    return _page(_spoken(home, found), "seen.done" if noted else "seen.ask", ask=not noted)


@router.post("/{receipt}", name="acknowledge")
def press(request: Request, receipt: str) -> HTMLResponse:
    home = site_of(request).home
    try:
        found = acknowledge(home, receipt, clock.now())
    except NotFoundError:
        return _page(said(request), "seen.unknown", status=404)
    return _page(_spoken(home, found), "seen.done")


def _page(spoken: Words, sentence: str, *, ask: bool = False, status: int = 200) -> HTMLResponse:
    html = environment().get_template("seen.html").render(t=spoken, sentence=spoken.say(sentence), ask=ask)
    return HTMLResponse(html, status)


def _spoken(home: Home, found: tuple[AlertRecord, ...]) -> Words:
    """In the language of the person whom they are for, whoever's browser it is."""
    return words(home.person(found[0].person).language)
