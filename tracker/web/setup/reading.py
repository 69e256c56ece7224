"""The first read, followed live: by server-sent events, or without script by a page that asks again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from tracker import clock
from tracker.appointments.events import Status
from tracker.web.access import Chosen, Configuring
from tracker.web.readings import Reached
from tracker.web.render import render, said
from tracker.web.site import site_of

LOOK_EVERY_SECONDS = 0.5
LOOKS = 120  # then the browser asks again by itself, and whether it still may is looked at anew

router = APIRouter()


@router.get("/reading/{mailbox}", name="setup_reading")
def page(request: Request, visitor: Configuring, who: Chosen, mailbox: str) -> Response:
    home, t = site_of(request).home, said(request)
    record = home.store.mailboxes.get(mailbox)
    reached = site_of(request).readings.look(record)
    stands = [one for one in home.state(who.id, clock.now()).appointments if one.status is Status.CONFIRMED]
    return render(
        request,
        visitor,
        "setup_reading.html",
        scripts=() if reached.ended else ("reading.js",),
        person=who.id,
        mailbox=mailbox,
        reached=reached,
        dates=[t.when(one.starts_at) for one in stands],
    )


@router.get("/reading/{mailbox}/events", name="setup_reading_events")
def events(request: Request, visitor: Configuring, mailbox: str) -> StreamingResponse:
    """How far the read is, each time that changes, until it has ended."""
    del visitor  # checked by its dependency
    home, readings = site_of(request).home, site_of(request).readings

    async def told() -> AsyncIterator[str]:
        last: Reached | None = None
        for _ in range(LOOKS):
            now = readings.look(await run_in_threadpool(home.store.mailboxes.get, mailbox))
            if now != last:
                yield f"data: {now.model_dump_json()}\n\n"
            last = now
            if now.ended:
                return
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    return StreamingResponse(told(), media_type="text/event-stream", headers={"x-accel-buffering": "no"})
