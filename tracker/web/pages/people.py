"""Everybody whom the visitor may open, by urgency."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, Query
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from tracker import clock
from tracker.web.access import Seeing
from tracker.web.render import fragment, render, said
from tracker.web.site import site_of
from tracker.web.together import Together
from tracker.web.views.crowd import CrowdRow, Show, crowd

router = APIRouter(route_class=Together)

SHOWN = {one.value: one for one in Show}


@router.get("/people", name="people")
def people(
    request: Request,
    visitor: Seeing,
    show: str = "",
    q: Annotated[str, Query(max_length=100)] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    t, now, shown = said(request), clock.now(), SHOWN.get(show, Show.ALL)
    everybody = site_of(request).ranks.all(now)
    known = everybody if visitor.everyone else [one for one in everybody if visitor.may_open(one.person)]
    view = crowd(known, t, show=shown, q=q, page=page)
    rows = Markup("".join(_drawn(one) for one in view.rows))  # noqa: S704 - each is markup already
    return render(request, visitor, "people.html", view=view, rows=rows, show=shown, shows=list(Show), q=q)


@lru_cache(2_000)  # the same words make the same markup, whoever may see it
def _drawn(row: CrowdRow) -> str:
    return fragment("macros.html", "crowd_row", row)
