"""What the pages of one person have in common: the person, and links that keep to them."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from tracker.appointments.events import AnyEvent
from tracker.storage.types import PersonRecord
from tracker.web.refusal import RefusalError
from tracker.web.render import render
from tracker.web.visitor import Visitor
from tracker.words.catalogue import Words
from tracker.worker.acts import Foreseen



def show(request: Request, visitor: Visitor, who: PersonRecord, template: str, **values: object) -> HTMLResponse:
    """A page of that person. `to(path, ...)` in it makes a link that keeps to them."""
    several = len(visitor.people) > 1
    chosen = {"person": who.id} if several else {}

    def to(path: str, **more: str) -> str:
        query = {**chosen, **{name: value for name, value in more.items() if value}}
        return f"{path}?{urlencode(query)}" if query else path

    return render(request, visitor, template, who=who, to=to, several=several, **values)


def back_to(path: str, visitor: Visitor, who: PersonRecord, **more: str) -> RedirectResponse:
    """After something was done: on to a page of the same person, so that nothing is sent twice."""
    query = ({"person": who.id} if len(visitor.people) > 1 else {}) | more
    return RedirectResponse(f"{path}?{urlencode(query)}" if query else path, status_code=303)


def foreseen_lines(foreseen: tuple[Foreseen, ...], t: Words) -> tuple[str, ...]:
    """One sentence for each date that an act would change."""
    return tuple(
        t.say(
            "does.line",
            when=one.when,
            was=t.say(f"status.{one.was}") if one.was else t.say("does.new"),
            becomes=t.say(f"status.{one.becomes}"),
        )
        for one in foreseen
    )


def typed(day: str | None, hour: str | None) -> str | None:
    """A date and an hour of two form fields as one text; None where no day was given."""
    if not day:
        return None
    return f"{day} {hour}" if hour else day


def mine(event: AnyEvent | None, who: PersonRecord) -> AnyEvent:
    """An entry of the record, which must be of that person: another one's is as if it were not there."""
    if event is None or event.person != who.id:
        raise RefusalError("refusal.not_found", status=404)
    return event
