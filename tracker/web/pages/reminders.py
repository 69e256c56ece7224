"""When a person is reminded, and when nothing but urgent news comes: chosen by each, and taken back at a tap."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse

from tracker.web.access import Chosen, Configuring
from tracker.web.pages.shared import back_to
from tracker.web.refusal import RefusalError
from tracker.web.site import site_of
from tracker.web.together import Together
from tracker.web.views.reminders import read_reminders
from tracker.worker.alerting import reminders_of

router = APIRouter(route_class=Together)

Days = Annotated[list[int] | None, Form(max_length=20)]
Hour = Annotated[str, Form(max_length=8)]


@router.post("/settings/reminders", name="reminders_change")
def change(
    request: Request,
    visitor: Configuring,
    who: Chosen,
    before: Days = None,
    asked: Days = None,
    quiet_from: Hour = "",
    quiet_to: Hour = "",
) -> RedirectResponse:
    home = site_of(request).home
    known = reminders_of(home.settings, who)
    chosen = read_reminders(known, before or (), asked or (), quiet_from, quiet_to)
    if chosen is None:
        raise RefusalError("setup.reminders_bad", status=422)
    home.store.people.remind(who.id, chosen)
    return back_to("/settings", visitor, who, done="reminders_saved")


@router.post("/settings/reminders/undo", name="reminders_undo")
def undo(request: Request, visitor: Configuring, who: Chosen) -> RedirectResponse:
    """What was chosen before holds again; twice, and the later choice does."""
    site_of(request).home.store.people.remind(who.id, who.reminders.earlier)
    return back_to("/settings", visitor, who, done="reminders_undone")
