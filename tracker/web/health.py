"""`/healthz`: what is late, in words; 503 where anything is."""

from __future__ import annotations

from datetime import datetime, timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse

from tracker import clock
from tracker.web.site import site_of
from tracker.worker.copies import overdue
from tracker.worker.home import Home

LATE = timedelta(hours=24)

router = APIRouter()


@router.get("/healthz", name="healthz")
def healthz(request: Request) -> JSONResponse:
    late = _late(site_of(request).home, clock.now())
    return JSONResponse({"ok": not late, "late": late}, status_code=503 if late else 200)


def _late(home: Home, now: datetime) -> list[str]:
    late = [
        f"mailbox {one.id} was last read {one.last_ok_at.isoformat() if one.last_ok_at else 'never'}"
        for one in home.store.mailboxes.list()
        if now - (one.last_ok_at or one.created_at) > LATE
    ]
    beats = {beat.name: beat.at for beat in home.store.jobs.heartbeats()}
    worker = beats.get("worker")
    if worker is None or now - worker > timedelta(minutes=5):
        late.append("the worker shows no sign of life; run `tracker run`")
    late += [f"the job {job.name} failed: {job.last_error}" for job in home.store.jobs.list() if job.last_error]
    late += [f"calendar {link.id} was not copied: {why}" for link, why in overdue(home.store.feeds.list(), now)]
    return late
