"""The application: `/feed/<token>.ics` for phones; `/` and `/log` for whoever holds this start's key; `/healthz`."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from fastapi import Cookie, Depends, FastAPI, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from pydantic import SecretStr
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from tracker import clock
from tracker.feed.serve import FeedApp
from tracker.reading.types import Language
from tracker.web.pages import Pages
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


def make_app(home: Home, key: SecretStr, *, hosts: tuple[str, ...]) -> FastAPI:
    """`key` opens the pages for this start of the program; `hosts` are the names it answers to (DNS rebinding)."""
    app = FastAPI(title="Confirmation tracker", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.middleware("http")(_guard)
    app.mount("/feed", FeedApp(_finder(home)))
    app.mount("/static", StaticFiles(packages=[("tracker.web", "static")]))
    _add_pages(app, home, key)
    _add_health(app, home)
    return app


def _finder(home: Home) -> Callable[[str], Path | None]:
    """By files alone. What was there once is still answered for, from memory, should the folder be gone for a while."""
    known: set[Path] = set()

    def find(token: str) -> Path | None:
        file = home.feed_file(sha256(token.encode()).hexdigest())
        if file in known or file.exists():
            known.add(file)
            return file
        return None

    return find


async def _guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    if not request.url.path.startswith("/feed/"):
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
    return late
