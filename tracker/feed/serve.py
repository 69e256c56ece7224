"""Answers the phone: the last good file, 200 or 304, whatever else is down.

An HTTP error makes some clients throw away every date they hold (one 503 switches a calendar off in Thunderbird), so
nothing here asks a database, compresses, redirects, or fails for a file that was there before.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from typing import Any

from tracker.feed.publish import etag_of

Lookup = Callable[[str], Path | None]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

ADDRESS = re.compile(r"/(?P<token>[A-Za-z0-9_-]{1,128})\.ics")
PLAIN = (("content-type", "text/plain; charset=utf-8"), ("x-robots-tag", "noindex"), ("referrer-policy", "no-referrer"))


@dataclass(frozen=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""


@dataclass(frozen=True)
class Held:
    """A file as it was read; `mark` tells whether another one has taken its place."""

    mark: tuple[int, int, int]
    data: bytes
    etag: str
    modified: int  # seconds since the epoch
    headers: tuple[tuple[str, str], ...]


class Shelf:
    """Reads each file once for each of its versions, and remembers it should it be unreadable for a moment."""

    def __init__(self) -> None:
        self._held: dict[Path, Held] = {}

    def get(self, path: Path) -> Held | None:
        held = self._held.get(path)
        try:
            found = path.stat()
            mark = (found.st_ino, found.st_mtime_ns, found.st_size)
            if held is None or held.mark != mark:
                data = path.read_bytes()
                held = self._held[path] = _hold(mark, data, int(found.st_mtime))
        except OSError:
            pass
        return held


def answer(method: str, headers: Mapping[str, str], held: Held | None) -> Answer:
    """What a request gets. Header names are in lower case; `held` is None for a link that was never issued."""
    if method not in {"GET", "HEAD"}:
        return Answer(405, (*PLAIN, ("allow", "GET, HEAD"), ("content-length", "0")))
    if held is None:
        return Answer(404, (*PLAIN, ("content-length", "0")))
    if _unchanged(headers, held):
        return Answer(304, held.headers)
    length = ("content-length", str(len(held.data)))
    return Answer(200, (*held.headers, length), held.data if method == "GET" else b"")


def _hold(mark: tuple[int, int, int], data: bytes, modified: int) -> Held:
    etag = etag_of(data)
    headers = (
        ("content-type", "text/calendar; charset=utf-8"),
        ("etag", etag),
        ("last-modified", formatdate(modified, usegmt=True)),
        ("cache-control", "private, max-age=900, must-revalidate"),
        ("content-disposition", 'inline; filename="calendar.ics"'),
        ("x-robots-tag", "noindex"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
    )
    return Held(mark, data, etag, modified, headers)


def _unchanged(headers: Mapping[str, str], held: Held) -> bool:
    """If-None-Match wins over If-Modified-Since, and compares weakly (RFC 9110 13.1)."""
    tags = headers.get("if-none-match")
    if tags is not None:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in known or held.etag in known
    since = headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return held.modified <= parsedate_to_datetime(since).timestamp()
    except (ValueError, OverflowError):
        return False


class FeedApp:
    """The ASGI application for `/<token>.ics` under the path where it is mounted.

    `lookup` gives the file of an issued link (a revoked one has a file that says so) and None for any other token. It
    must not depend on anything that can be down: a folder, not a database.
    """

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._shelf = Shelf()

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        reply = answer(scope["method"], _request_headers(scope), self._held(scope))
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers]
        await send({"type": "http.response.start", "status": reply.status, "headers": raw})
        await send({"type": "http.response.body", "body": reply.body})

    def _held(self, scope: Scope) -> Held | None:
        path = str(scope["path"]).removeprefix(scope.get("root_path", ""))
        match = ADDRESS.fullmatch(path)
        file = self._lookup(match["token"]) if match else None
        return self._shelf.get(file) if file else None


def _request_headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
