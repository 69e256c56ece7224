"""What stands around every page: headers that forbid what is not needed, host names, and no request from elsewhere.

A form needs no secret field: a browser says with each request which site it comes from (Sec-Fetch-Site, else Origin),
and what may change something is taken from our own pages alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OURS = "same-origin"
POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
WITH_SCRIPT = {"script-src": "'self'", "connect-src": "'self'"}


def policy(extra: Mapping[str, str] = {}) -> str:
    """A Content-Security-Policy: nothing inline and nothing from elsewhere, ever."""
    return "; ".join(f"{name} {value}" for name, value in (POLICY | dict(extra)).items())


HEADERS = {
    "content-security-policy": policy(),
    "x-content-type-options": "nosniff",
    # Tells other sites nothing. With `no-referrer`, telephones from before 2023, which know no Sec-Fetch-Site, would
    # not say either where a form comes from (`Origin: null`), and every form of theirs would be refused.
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex",
}


RAW = tuple((name.encode(), value.encode()) for name, value in HEADERS.items())
FOR_TLS = (b"strict-transport-security", b"max-age=31536000")


class Headed:
    """Adds `HEADERS` to every answer, but where the answer has set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                more = (*RAW, FOR_TLS) if scope["scheme"] == "https" else RAW
                message["headers"] = [*message["headers"], *(one for one in more if one[0] not in own)]
            await send(message)

        await self._app(scope, receive, headed)


class Guarded:
    """Answers 400 to other host names (DNS rebinding), and 403 to a change that another site asks for (CSRF)."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            if _name(headers.get("host", "")) not in self._hosts:
                await PlainTextResponse("This address is not served here.", 400)(scope, receive, send)
                return
            if scope["method"] not in SAFE_METHODS and not from_us(headers):
                await PlainTextResponse("This was asked for by another site.", 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def from_us(headers: Headers) -> bool:
    """Whether a change comes from our own pages, or from a program that is no browser.

    Every browser in use sends Sec-Fetch-Site, older ones at least Origin, with whatever may change something.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site == OURS
    return origin is None or (origin != "null" and urlsplit(origin).netloc.lower() == headers.get("host", "").lower())


def _name(host: str) -> str:
    """The Host header without its port."""
    host = host.lower()
    return host[: host.find("]") + 1] if host.startswith("[") else host.partition(":")[0]
