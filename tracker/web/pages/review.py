"""Messages that wait for a person: accept, correct, set aside; what each will do to the calendar is shown before."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from tracker import clock
from tracker.appointments.events import MessageRead
from tracker.reading.types import CONFIRMING, Kind
from tracker.web.access import Acting, Chosen, Seeing
from tracker.web.pages.shared import (
    Preview,
    back_to,
    checked,
    foreseen_lines,
    office_choice,
    preview,
    record_of,
    show,
    typed,
)
from tracker.web.refusal import RefusalError, hidden
from tracker.web.render import said
from tracker.web.site import site_of
from tracker.web.together import Together
from tracker.web.views.moments import local
from tracker.web.views.reviews import review_view
from tracker.worker import acts
from tracker.worker.acts import Correction
from tracker.worker.shelf import unreadable

router = APIRouter(route_class=Together)

KINDS = (Kind.SCHEDULED, Kind.RESCHEDULED, Kind.CANCELLED, Kind.SUMMONS)
MOST = 20  # set aside at once
LONGEST_REASON = 200


class Fields:
    """What the person saw in the message, from the form."""

    def __init__(
        self,
        kind: Annotated[Kind, Form()],
        day: Annotated[str, Form()] = "",
        hour: Annotated[str, Form()] = "",
        old_day: Annotated[str, Form()] = "",
        old_hour: Annotated[str, Form()] = "",
        office: Annotated[str, Form()] = "",
    ) -> None:
        if kind not in CONFIRMING:
            raise RefusalError("review.no_kind", status=422)
        if not day and not old_day:
            raise RefusalError("review.need_date", status=422)
        self.sent = {
            "kind": kind.value, "day": day, "hour": hour, "old_day": old_day, "old_hour": old_hour, "office": office,
        }  # fmt: skip
        self.correction = Correction(
            kind=kind,
            starts_at=typed(day, hour) or "",
            previous=typed(old_day, old_hour) or "",
            office=office or None,
        )


@router.get("/review", name="review")
def review(
    request: Request, visitor: Seeing, who: Chosen, entry: str = "", undone: str = "", aside: str = ""
) -> HTMLResponse:
    """`entry`, `undone` and `aside` say what was just done."""
    home, t, now = site_of(request).home, said(request), clock.now()
    waiting = record_of(request, who, now).head.reviews
    return show(
        request,
        visitor,
        who,
        "review.html",
        entry=entry,
        undone=undone,
        aside=aside if aside.isdecimal() else "",
        items=[review_view(one, who.zone, t) for one in reversed(waiting)],
        # What names no date added none that setting it aside could take away; looked at once more when it is done.
        harmless=[review_view(one, who.zone, t) for one in waiting if one.reading.starts_at is None][:MOST],
        shelf=[(one.event, local(one.at, who.zone, t)) for one in unreadable(home, who.id)],
    )


@router.get("/review/{message}", name="review_one")
def review_one(request: Request, visitor: Seeing, who: Chosen, message: str) -> HTMLResponse:
    home, t, now = site_of(request).home, said(request), clock.now()
    record = record_of(request, who, now)
    found = acts.review_in(record.head, message)
    read = home.store.events.find(found.event)
    return show(
        request,
        visitor,
        who,
        "review_one.html",
        item=review_view(found, who.zone, t),
        letter=site_of(request).letters.of(found.sha256, read if isinstance(read, MessageRead) else None),
        confirming=KINDS,
        offices=office_choice(request),
        foreseen=foreseen_lines(acts.foresee(home, acts.rejected(who.id, now, found), now, record=record), t),
    )


@router.post("/review/{message}/preview", name="review_preview")
def look(
    request: Request, visitor: Acting, who: Chosen, message: str, given: Annotated[Fields, Depends()]
) -> HTMLResponse:
    home, now = site_of(request).home, clock.now()
    found = acts.find_review(home, who.id, now, message)
    event = checked(lambda: acts.accepted(home, who.id, now, found, given.correction))
    asked = Preview(action=f"/review/{message}/accept", cancel=f"/review/{message}", fields=given.sent)
    return preview(request, visitor, who, event, asked)


@router.post("/review/{message}/accept", name="review_accept")
def accept(
    request: Request, visitor: Acting, who: Chosen, message: str, given: Annotated[Fields, Depends()]
) -> RedirectResponse:
    home, now = site_of(request).home, clock.now()
    found = acts.find_review(home, who.id, now, message)
    event = checked(lambda: acts.accepted(home, who.id, now, found, given.correction))
    acts.keep(home, event, now)
    return back_to("/review", visitor, who, entry=event.id)


@router.post("/review/{message}/reject", name="review_reject")
def reject(
    request: Request,
    visitor: Acting,
    who: Chosen,
    message: str,
    reason: Annotated[str, Form(max_length=LONGEST_REASON)] = "",
) -> RedirectResponse:
    home, now = site_of(request).home, clock.now()
    event = acts.rejected(who.id, now, acts.find_review(home, who.id, now, message), reason)
    acts.keep(home, event, now)
    return back_to("/review", visitor, who, entry=event.id)


@router.post("/review/aside", name="review_aside")
def aside(request: Request, visitor: Acting, who: Chosen, message: Annotated[list[str], Form()]) -> RedirectResponse:
    """Several at once, and of those only what changes no date."""
    home, now = site_of(request).home, clock.now()
    done = 0
    for digest in message[:MOST]:
        event = acts.rejected(who.id, now, acts.find_review(home, who.id, now, digest))
        if acts.foresee(home, event, now):
            continue
        acts.keep(home, event, now)
        done += 1
    if not done:
        raise hidden()
    return back_to("/review", visitor, who, aside=str(done))
