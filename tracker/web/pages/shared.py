"""What the pages of one person have in common: the person, and links that keep to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from tracker import clock
from tracker.appointments.events import AnyEvent, Event, Status
from tracker.errors import NotFoundError, UserError
from tracker.frozen import Frozen
from tracker.storage.types import PersonRecord
from tracker.web.refusal import RefusalError
from tracker.web.render import fragment, render, said
from tracker.web.site import site_of
from tracker.web.views.timeline import ROW, Mark, timeline
from tracker.web.visitor import Visitor
from tracker.words.catalogue import Words
from tracker.worker import acts
from tracker.worker.acts import Foreseen
from tracker.worker.filing import Record

E = TypeVar("E", bound=Event)


def show(request: Request, visitor: Visitor, who: PersonRecord, template: str, **values: Any) -> HTMLResponse:  # noqa: ANN401 - what a template is given
    """A page of that person. `to(path, ...)` in it makes a link that keeps to them."""
    several = len(visitor.people) > 1
    whose = urlencode({"person": who.id}) if several else ""

    def to(path: str, **more: str) -> str:
        asked = urlencode({name: value for name, value in more.items() if value}) if more else ""
        query = f"{whose}&{asked}" if whose and asked else whose or asked
        return f"{path}?{query}" if query else path

    if "stay" in values:  # where the language switch leads from the answer to a form
        values["stay"] = to(values["stay"])
    return render(request, visitor, template, who=who, to=to, several=several, whose=whose, **values)


def record_of(request: Request, who: PersonRecord, now: datetime) -> Record:
    """The person's log and what follows from it, kept by the application from one look to the next."""
    return site_of(request).records.of(who.id, now)


def picture_of(record: Record, zone: str, t: Words) -> str:
    """How the dates came about, drawn; empty where there are none."""
    drawn = record.drawn.pictures.get((t.language, zone))
    if drawn is None:
        marks = [Markup(_mark(one)) for one in timeline(record.entries, zone, t)]  # noqa: S704 - markup already
        drawn = fragment("macros.html", "timeline_picture", marks, ROW * len(marks), ROW, t) if marks else ""
        record.drawn.pictures[t.language, zone] = drawn
    return drawn


@lru_cache(20_000)  # the same change looks the same wherever it stands
def _mark(one: Mark) -> str:
    return fragment("macros.html", "timeline_mark", one)


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
            becomes=t.say(f"status.{one.becomes}") if one.becomes else t.say("does.gone"),
        )
        for one in foreseen
    )


def typed(day: str | None, hour: str | None) -> str | None:
    """A date and an hour of two form fields as one text; None where no day was given."""
    if not day:
        return None
    return f"{day} {hour}" if hour else day


class Preview(Frozen):
    """What a form asked for, to be sent once more when the person says yes."""

    action: str
    cancel: str
    fields: Mapping[str, str]


def preview(request: Request, visitor: Visitor, who: PersonRecord, event: AnyEvent, asked: Preview) -> HTMLResponse:
    """What the entry will do, and which dates stay as they are, before it is made."""
    home, t, now = site_of(request).home, said(request), clock.now()
    foreseen = acts.foresee(home, event, now)
    changing = {(one.when.day, one.when.time) for one in foreseen}
    standing = [one.starts_at for one in home.state(who.id, now).appointments if one.status is Status.CONFIRMED]
    return show(
        request,
        visitor,
        who,
        "preview.html",
        lines=foreseen_lines(foreseen, t),
        keeps=[t.when(one) for one in standing if (one.day, one.time) not in changing],
        action=asked.action,
        cancel=asked.cancel,
        fields=list(asked.fields.items()),
        stay=asked.cancel,
    )


def checked(make: Callable[[], E]) -> E:
    """An entry made from what was typed; what cannot be meant is refused in the page's own words."""
    try:
        return make()
    except NotFoundError:
        raise
    except UserError:
        raise RefusalError("refusal.not_understood", status=422) from None


def office_choice(request: Request) -> Callable[[str, str], str]:
    """Makes the field with all offices: which one is chosen, and what stands for none. Each is made once."""
    site, t = site_of(request), said(request)

    def choice(chosen: str, blank: str) -> str:
        made = site.office_choices.get((chosen, blank))
        if made is None:
            offices = sorted(site.home.offices.values(), key=lambda office: (office.state, office.name))
            made = site.office_choices[chosen, blank] = fragment(
                "macros.html", "offices_select", offices, chosen, blank, t
            )
        return made

    return choice
