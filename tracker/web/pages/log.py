"""The log: what each message is, how far it can be believed and why, what it changed; and each entry on its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from tracker import clock
from tracker.appointments.events import Effect, Entry, MessageRead, Withdrawn
from tracker.message.types import Authenticity
from tracker.reading.offices import Office
from tracker.reading.types import Kind, Reading
from tracker.storage.types import PersonRecord
from tracker.web.access import Chosen, Seeing
from tracker.web.pages.shared import foreseen_lines, picture_of, record_of, show
from tracker.web.refusal import hidden
from tracker.web.render import said
from tracker.web.site import site_of
from tracker.web.together import Together
from tracker.web.views.finding import folded, on_one_line
from tracker.web.views.logs import Filter, What, log_page, messages_of, row, searched
from tracker.web.views.moments import local
from tracker.words.catalogue import Words
from tracker.words.retold import EVIDENCE
from tracker.worker import acts
from tracker.worker.filing import Record
from tracker.worker.home import Home
from tracker.worker.shelf import TYPE as UNREADABLE
from tracker.worker.shelf import judged
from tracker.worker.texts import TextsSearched, search_texts

router = APIRouter(route_class=Together)

KINDS = {one.value: one for one in (*Kind, *What)}
SENDERS = {one.value: one for one in Authenticity}
LONGEST_SEARCH = 100
MANY = 1_000_000
Number = Annotated[int, Query(ge=0, le=MANY)]
SHOWN_SENDERS = (Authenticity.OFFICIAL, Authenticity.UNVERIFIED, Authenticity.FAKE)


@router.get("/log", name="log")
def log(
    request: Request,
    visitor: Seeing,
    who: Chosen,
    q: Annotated[str, Query(max_length=LONGEST_SEARCH)] = "",
    kind: str = "",
    sender: str = "",
    undone: str = "",
    texts: bool = False,
    after: Number = 0,
    page: Annotated[int, Query(ge=1, le=MANY)] = 1,
) -> HTMLResponse:
    home, t, now = site_of(request).home, said(request), clock.now()
    with home.store.looking():
        record = record_of(request, who, now)
        entries = judged(home, who.id, now, state=record.state)
    wanted = Filter(q=q, kind=KINDS.get(kind), sender=SENDERS.get(sender), texts=texts)
    looked = _looked(home, entries, wanted, after)
    words, found = _haystack(home, who, record, t), looked.found if looked else {}
    view = log_page(
        entries, words, wanted, page=page, zone=who.zone, t=t, in_texts=found, noted=record.noted if found else {}
    )
    there = {entry.kind for entry in entries if entry.kind}
    return show(
        request,
        visitor,
        who,
        "log.html",
        view=view,
        undone=undone,
        wanted=wanted,
        looked=looked,
        reach=_reach(looked, t) if looked else (),
        after=after,
        kinds=[one for one in Kind if one in there],
        senders=SHOWN_SENDERS,
        picture=picture_of(record, who.zone, t),
    )


@router.get("/log/{entry}", name="entry")
def one_entry(request: Request, visitor: Seeing, who: Chosen, entry: str) -> HTMLResponse:
    home, t, now = site_of(request).home, said(request), clock.now()
    record = record_of(request, who, now)
    found = entry_of(home, who, entry, record, now)
    read = _reading_of(home, found)
    back = _taking_back(home, who, found, record, now)
    return show(
        request,
        visitor,
        who,
        "entry.html",
        entry=found,
        row=row(found, who.zone, t),
        evidence=[EVIDENCE.say(one, t) for one in read.evidence] if read and found.authenticity else [],
        doubts=[t.say(f"doubt.{one}") for one in found.doubts] if found.effect is Effect.REVIEW else [],
        facts=facts(read.reading, home.offices.get(read.reading.office or ""), t) if read else [],
        kept=[(one.sha256, local(one.kept_at, who.zone, t), one.suffix) for one in home.store.evidence.of(entry)],
        letter=site_of(request).letters.of(found.sha256, read) if found.sha256 else None,
        takes_back=back.event if back else "",
        foreseen=foreseen_lines(acts.foresee(home, back, now, record=record), t) if back else (),
    )


@router.get("/log/{entry}/original", name="original")
def original(request: Request, visitor: Seeing, who: Chosen, entry: str) -> Response:
    """The bytes as they came, to keep; never shown as a page."""
    del visitor
    home = site_of(request).home
    now = clock.now()
    found = entry_of(home, who, entry, record_of(request, who, now), now)
    if found.sha256 is None:
        raise hidden()
    name = f"{found.sha256[:16]}.eml"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-security-policy": "default-src 'none'; sandbox",
    }
    return Response(home.store.messages.raw(found.sha256), media_type="application/octet-stream", headers=headers)


def entry_of(home: Home, who: PersonRecord, entry: str, record: Record, now: datetime) -> Entry:
    """That entry of the person's own log; anything else is not found."""
    found = next((one for one in judged(home, who.id, now, state=record.state) if one.event == entry), None)
    if found is None:
        raise hidden()
    return found


def _looked(home: Home, entries: Sequence[Entry], wanted: Filter, after: int) -> TextsSearched | None:
    """What a search in the messages themselves came to, of those that the filter leaves; None where none is wanted."""
    if not wanted.texts or not wanted.needle:
        return None
    read = [entry for entry in entries if entry.type != UNREADABLE]  # what broke its reader once is not opened here
    return search_texts(
        home, messages_of(read, wanted), lambda text: wanted.needle in folded(on_one_line(text)), after=after
    )


def _reach(looked: TextsSearched, t: Words) -> list[str]:
    """How far a search in the messages themselves went."""
    first, last, of = str(looked.first), str(looked.last), str(looked.of)
    if looked.first > 1:
        lines = [t.say("logs.texts_range", first=first, last=last, all=of)]
    elif looked.last < looked.of:
        lines = [t.say("logs.texts_newest", last=last, all=of)]
    else:
        lines = [t.say("logs.texts_all", all=of)]
    return [*lines, t.say("logs.texts_unopened", count=str(looked.unopened))] if looked.unopened else lines


def _haystack(home: Home, who: PersonRecord, record: Record, t: Words) -> Callable[[Entry], str]:
    """The words of each entry; of those that stand in the log, kept with the record."""
    kept = record.searched.setdefault((t.language, who.zone), {})

    def words_of(entry: Entry) -> str:
        found = kept.get(entry.event)
        if found is None:
            found = folded(searched(entry, record.noted.get(entry.event), home.offices, who.zone, t))
            if entry.type != UNREADABLE:
                kept[entry.event] = found
        return found

    return words_of


def facts(reading: Reading, office: Office | None, t: Words) -> list[tuple[str, str, str]]:
    """What was read in it: a name for each thing, the thing, and its language where that is not the page's."""
    dated = [("logs.date", reading.starts_at), ("logs.previous", reading.previous_starts_at)]
    found = [(t.say(name), t.when(when), "") for name, when in dated if when]
    if office:
        found.append((t.say("logs.office"), office.name, ""))
    if reading.reference:
        found.append((t.say("logs.reference"), reading.reference, ""))
    if reading.rule:
        found.append((t.say("logs.rule"), reading.rule, "en"))
    return found


def _reading_of(home: Home, entry: Entry) -> MessageRead | None:
    """The reading behind an entry, also where the entry is a person's word about a message."""
    if entry.sha256 is None:
        return None
    about = home.store.events.about(entry.sha256)
    read = [one for one in about if isinstance(one, MessageRead) and one.person == entry.person]
    own = [one for one in read if one.id == entry.event]
    return next(reversed(own or read), None)


def _taking_back(home: Home, who: PersonRecord, found: Entry, record: Record, now: datetime) -> Withdrawn | None:
    """What would take this entry back, or let it count again; None for what a message says."""
    if found.type in {"message_read", "withdrawn"} or found.authenticity or found.type == UNREADABLE:
        return None
    if not found.withdrawn:
        return acts.taken_back(home, who.id, now, found.event)
    count = {one.event for one in record.entries if not one.withdrawn}
    undone = [
        one.id for one in record.events if isinstance(one, Withdrawn) and one.event == found.event and one.id in count
    ]
    return acts.taken_back(home, who.id, now, undone[-1]) if undone else None
