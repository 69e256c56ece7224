"""Answers the phone: the last good file, 200 or 304, whatever else is down.

An HTTP error makes some clients throw away every date they hold (one 503 switches a calendar off in Thunderbird), so
nothing here asks a database, compresses, redirects, or fails for a file that was there before.
"""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from typing import Any, NamedTuple

from tracker.feed.publish import etag_of

Lookup = Callable[[str], Path | None]
Fetched = Callable[[Path, str], None]
Headers = tuple[tuple[bytes, bytes], ...]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

ADDRESS = re.compile(r"/feed/([A-Za-z0-9_-]{1,128})\.ics")
PLAIN: Headers = (
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"x-robots-tag", b"noindex"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-length", b"0"),
)
ALLOW: Headers = ((b"allow", b"GET, HEAD"),)


class Answer(NamedTuple):
    status: int
    headers: Headers
    body: bytes = b""


@dataclass(frozen=True)
class Held:
    """A file as it was read; `mark` tells whether another one has taken its place."""

    mark: tuple[int, int, int]
    data: bytes
    etag: str
    tag: bytes  # the same, as it comes over the wire
    modified: int  # seconds since the epoch
    headers: Headers
    length: Headers


class Shelf:
    """Reads each file once for each of its versions, and remembers it should it be unreadable for a moment."""

    def __init__(self) -> None:
        self._held: dict[Path, Held] = {}

    def get(self, path: Path) -> Held | None:
        held = self._held.get(path)
        try:
            found = os.stat(path)  # noqa: PTH116 - asked for each request, and half the cost of Path.stat
            mark = (found.st_ino, found.st_mtime_ns, found.st_size)
            if held is None or held.mark != mark:
                data = path.read_bytes()
                held = self._held[path] = _hold(mark, data, int(found.st_mtime))
        except OSError:
            pass
        return held


def answer(method: str, headers: Mapping[bytes, bytes], held: Held | None) -> Answer:
    """What a request gets. Header names are in lower case; `held` is None for a link that was never issued."""
    if method not in {"GET", "HEAD"}:
        return Answer(405, PLAIN + ALLOW)
    if held is None:
        return Answer(404, PLAIN)
    if _unchanged(headers, held):
        return Answer(304, held.headers)
    return Answer(200, held.headers + held.length, held.data if method == "GET" else b"")


def _hold(mark: tuple[int, int, int], data: bytes, modified: int) -> Held:
    etag = etag_of(data)
    headers = {
        "content-type": "text/calendar; charset=utf-8",
        "etag": etag,
        "last-modified": formatdate(modified, usegmt=True),
        "cache-control": "private, max-age=900, must-revalidate",
        "content-disposition": 'inline; filename="calendar.ics"',
        "x-robots-tag": "noindex",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }
    raw = tuple((name.encode(), value.encode()) for name, value in headers.items())
    return Held(mark, data, etag, etag.encode(), modified, raw, ((b"content-length", b"%d" % len(data)),))


def _unchanged(headers: Mapping[bytes, bytes], held: Held) -> bool:
    """If-None-Match wins over If-Modified-Since, and compares weakly (RFC 9110 13.1)."""
    tags = headers.get(b"if-none-match")
    if tags is not None:
        if tags == held.tag:  # as nearly every client writes it
            return True
        known = {tag.strip().removeprefix("W/") for tag in tags.decode("latin-1").split(",")}
        return "*" in known or held.etag in known
    since = headers.get(b"if-modified-since")
    if since is None:
        return False
    try:
        return held.modified <= parsedate_to_datetime(since.decode("latin-1")).timestamp()
    except (ValueError, OverflowError):
        return False


class FeedApp:
    """The ASGI application for `/feed/<token>.ics`.

    `lookup` gives the file of an issued link (a revoked one has a file that says so) and None for any other token. It
    must not depend on anything that can be down: a folder, not a database; what it found once is answered for from then
    on, should the folder be gone for a while. `fetched` hears of every answer that a link got, with the program's
    User-Agent; it must be quick and may not raise.
    """

    def __init__(self, lookup: Lookup, fetched: Fetched | None = None) -> None:
        self._lookup = lookup
        self._fetched = fetched
        self._shelf = Shelf()
        self._issued: dict[str, Path] = {}  # by token: what was found once

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = dict(scope["headers"])
        file = self._file(scope)
        reply = answer(scope["method"], headers, self._shelf.get(file) if file else None)
        if self._fetched and file and reply.status in {200, 304}:
            self._fetched(file, headers.get(b"user-agent", b"").decode("latin-1"))
        await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
        await send({"type": "http.response.body", "body": reply.body})

    def _file(self, scope: Scope) -> Path | None:
        match = ADDRESS.fullmatch(scope["path"])
        if match is None:
            return None
        token = match[1]
        file = self._issued.get(token) or self._lookup(token)
        if file is not None:
            self._issued[token] = file
        return file
