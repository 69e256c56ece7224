"""The application: `/feed/<token>.ics` for phones; `/` and `/log` for whoever holds this start's key; `/healthz`."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

from fastapi import Cookie, Depends, FastAPI, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from pydantic import SecretStr
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from tracker import clock
from tracker.feed.serve import FeedApp
from tracker.reading.types import Language
from tracker.storage.feeds import hash_token
from tracker.web.fetches import Fetches
from tracker.web.pages import Pages
from tracker.worker.copies import overdue
from tracker.worker.home import Home

COOKIE = "tracker_key"
LATE = timedelta(hours=24)
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "x-robots-tag": "noindex",
}


class Front:
    """Parts the calendars from the pages before anything else runs: no middleware stands between a phone and its file.

    Calendars answer to any host name: a tunnel or proxy may bear one, and the link itself is the secret.
    """

    def __init__(self, feeds: ASGIApp, pages: ASGIApp) -> None:
        self._feeds = feeds
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/feed/"):
            await self._feeds({**scope, "root_path": "/feed"}, receive, send)
        else:
            await self._pages(scope, receive, send)


def make_app(home: Home, key: SecretStr, *, hosts: tuple[str, ...], fetches: Fetches | None = None) -> ASGIApp:
    """`key` opens the pages for this start of the program; `hosts` are the names it answers to (DNS rebinding).

    `fetches` takes note of who fetched a calendar.
    """
    app = FastAPI(title="Confirmation tracker", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.middleware("http")(_guard)
    app.mount("/static", StaticFiles(packages=[("tracker.web", "static")]))
    _add_pages(app, home, key)
    _add_health(app, home)
    return Front(FeedApp(_finder(home), fetches.note if fetches else None), app)


def _finder(home: Home) -> Callable[[str], Path | None]:
    """By files alone. What was there once is still answered for, from memory, should the folder be gone for a while."""
    known: dict[str, Path] = {}

    def find(token: str) -> Path | None:
        digest = hash_token(token)
        file = known.get(digest) or home.feed_file(digest)
        if digest in known or file.exists():
            return known.setdefault(digest, file)
        return None

    return find


async def _guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    response.headers.update(HEADERS)
    return response


def _add_pages(app: FastAPI, home: Home, key: SecretStr) -> None:
    pages = Pages(home)

    def check(given: str) -> None:
        if not hmac.compare_digest(given.encode(), key.get_secret_value().encode()):
            raise HTTPException(403, "Open the link that was printed when the program started.")

    def allowed(tracker_key: Annotated[str, Cookie()] = "") -> None:
        check(tracker_key)

    @app.get("/enter")
    def enter(key_: Annotated[str, Query(alias="key")] = "") -> RedirectResponse:
        """The printed link: leaves the key in a cookie and goes on to the page, so that it is not in the address."""
        check(key_)
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(COOKIE, key_, httponly=True, samesite="strict")
        return answer

    @app.get("/", dependencies=[Depends(allowed)])
    def today(person: str | None = None, lang: Language | None = None) -> HTMLResponse:
        return HTMLResponse(pages.today(person, lang, clock.now()))

    @app.get("/log", dependencies=[Depends(allowed)])
    def log(person: str | None = None, lang: Language | None = None) -> HTMLResponse:
        return HTMLResponse(pages.log(person, lang, clock.now()))


def _add_health(app: FastAPI, home: Home) -> None:
    @app.get("/healthz")
    def healthz() -> JSONResponse:
        """What is late, in words; 503 where anything is."""
        late = _late(home, clock.now())
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
