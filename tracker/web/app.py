"""The application: `/feed/<token>.ics` for phones, pages for people, `/api/v1` for programs, health and metrics."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from tracker.feed.serve import FeedApp
from tracker.storage.feeds import hash_token
from tracker.web import acknowledge, api, metrics, pages, render, setup, signin
from tracker.web.api import described
from tracker.web.faults import add_faults
from tracker.web.fetches import Fetches
from tracker.web.render import Static
from tracker.web.security import Guarded, Headed
from tracker.web.site import Site
from tracker.worker.home import Home


class Front:
    """Parts the calendars from the pages before anything else runs: no middleware stands between a phone and its file.

    Calendars answer to any host name: a tunnel or proxy may bear one, and the link itself is the secret.
    """

    def __init__(self, feeds: ASGIApp, pages: ASGIApp) -> None:
        self._feeds = feeds
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/feed/"):
            await self._feeds(scope, receive, send)
        else:
            await self._pages(scope, receive, send)


def make_app(site: Site, *, fetches: Fetches | None = None) -> ASGIApp:
    """`fetches` takes note of who fetched a calendar."""
    # Only a proxy on this machine is believed to say by which scheme, and for whom, it asks.
    guarded = Headed(Guarded(make_pages(site), site.hosts))
    pages_app: Any = ProxyHeadersMiddleware(guarded, trusted_hosts="127.0.0.1")  # type: ignore[arg-type] # own types
    return Front(FeedApp(_finder(site.home), fetches.note if fetches else None), pages_app)


def make_pages(site: Site) -> FastAPI:
    """Everything but the calendars. Each route states what it needs (`access`)."""
    app = FastAPI(title="Confirmation tracker", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = site
    app.mount("/static", Static(packages=[("tracker.web", "static")]), name="static")
    app.state.api = _description()
    # What is looked at most comes first, and as it is: each router around a route is one more to be asked for it.
    routes = [route for router in pages.ROUTERS for route in router.routes]
    app.router.routes.extend(sorted(routes, key=lambda route: "GET" not in getattr(route, "methods", ())))
    for part in (metrics, acknowledge, render, signin, setup, described, api):
        app.include_router(part.router)
    add_faults(app)
    return app


@cache
def _description() -> dict[str, Any]:
    """What the API can do, told from its routes: they are the same in every application of this process."""
    return described.describe(api.router.routes)


def _finder(home: Home) -> Callable[[str], Path | None]:
    """By files alone: no database stands between a phone and its calendar."""

    def find(token: str) -> Path | None:
        file = home.feed_file(hash_token(token))
        return file if file.exists() else None

    return find
