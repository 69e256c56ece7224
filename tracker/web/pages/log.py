"""The log, newest first: what each message is, how far it can be believed, and what it changed."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from tracker import clock
from tracker.appointments.events import Effect, Entry, MessageRead
from tracker.frozen import Frozen
from tracker.storage.types import PersonRecord
from tracker.web.access import Chosen, Seeing
from tracker.web.pages.moments import local
from tracker.web.render import render, said
from tracker.web.site import site_of
from tracker.words.catalogue import Words
from tracker.worker.shelf import judged

router = APIRouter()

SHOWN = 200  # entries on one page


class Row(Frozen):
    at: str
    what: str
    sender: str
    sender_style: str
    done: tuple[str, ...]
    matched: tuple[str, ...]


@router.get("/log", name="log")
def log(request: Request, visitor: Seeing, who: Chosen) -> HTMLResponse:
    home, t = site_of(request).home, said(request)
    reads = {event.id: event for event in home.store.events.of(who.id) if isinstance(event, MessageRead)}
    entries = judged(home, who.id, clock.now())[-SHOWN:]
    rows = [_row(entry, reads.get(entry.event), t, who) for entry in reversed(entries)]
    return render(request, visitor, "log.html", rows=rows)


def _row(entry: Entry, read: MessageRead | None, t: Words, who: PersonRecord) -> Row:
    done = [t.say(f"change.{change.verb}", date=change.when) for change in entry.changes]
    done += [t.say(f"notice.{notice}") for notice in entry.notices]
    if entry.effect is Effect.REVIEW:
        done += [t.say(f"doubt.{doubt}") for doubt in entry.doubts]
    return Row(
        at=local(entry.at, who, t),
        what=t.say(f"kind.{entry.kind}") if entry.kind else t.say(f"event.{entry.type}"),
        sender=t.say(f"authenticity.{entry.authenticity}") if entry.authenticity else "",
        sender_style=entry.authenticity or "you",
        done=tuple(done) or (t.say(f"effect.{entry.effect}"),),
        matched=tuple(match.text for match in read.reading.matched) if read else (),
    )
