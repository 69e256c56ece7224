"""Taking back what a person entered: at once, or at any later time. It is an entry of its own; nothing is edited."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse

from tracker import clock
from tracker.web.access import Acting, Chosen
from tracker.web.pages.shared import back_to
from tracker.web.refusal import hidden
from tracker.web.render import local
from tracker.web.site import site_of
from tracker.web.together import Together
from tracker.worker import acts

router = APIRouter(route_class=Together)


@router.post("/undo", name="undo")
def undo(
    request: Request,
    visitor: Acting,
    who: Chosen,
    entry: Annotated[str, Form()],
    back: Annotated[str, Form()] = "/",
) -> RedirectResponse:
    home, now = site_of(request).home, clock.now()
    found = home.store.events.find(entry)
    if found is None or found.person != who.id:
        raise hidden()
    acts.keep(home, acts.taken_back(home, who.id, now, entry), now)
    return back_to(local(back), visitor, who, undone="1")
