"""What every server of calendars must answer, as checks that any of them can be put to."""

from __future__ import annotations

import http.client
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

MUST = {
    "content-type": "text/calendar; charset=utf-8",
    "cache-control": "private, max-age=900, must-revalidate",
    "content-disposition": 'inline; filename="calendar.ics"',
    "x-robots-tag": "noindex",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Asker:
    """Asks one server for one link."""

    base: str
    token: str
    file: Path  # what must come

    def __call__(self, method: str = "GET", token: str | None = None, **headers: str) -> Reply:
        connection = http.client.HTTPConnection(urlsplit(self.base).netloc, timeout=20)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        body = b"BEGIN:VCALENDAR\r\n" if method in {"PUT", "POST"} else None
        try:
            connection.request(method, f"/feed/{self.token if token is None else token}.ics", body=body, headers=sent)
            reply = connection.getresponse()
            found = {name.lower(): value for name, value in reply.getheaders()}
            return Reply(reply.status, found, reply.read())
        finally:
            connection.close()


def the_right_type_and_headers(ask: Asker) -> None:
    reply = ask()
    assert (reply.status, reply.body) == (200, ask.file.read_bytes())
    assert {name: reply.headers.get(name) for name in MUST} == MUST
    assert reply.headers["etag"].startswith('"')


def head_like_get(ask: Asker) -> None:
    get, head = ({k: v for k, v in ask(method).headers.items() if k != "date"} for method in ("GET", "HEAD"))
    assert get == head
    assert (ask("HEAD").status, ask("HEAD").body) == (200, b"")


def not_modified_by_etag(ask: Asker) -> None:
    etag = ask().headers["etag"]
    again = ask(If_None_Match=etag)
    assert (again.status, again.body) == (304, b"")
    assert ask(If_None_Match='"another"').status == 200


def not_modified_by_date(ask: Asker) -> None:
    date = ask().headers["last-modified"]
    assert ask(If_Modified_Since=date).status == 304
    before = parsedate_to_datetime(date).timestamp() - 5
    assert ask(If_Modified_Since=formatdate(before, usegmt=True)).status == 200


def never_compressed(ask: Asker) -> None:
    reply = ask(Accept_Encoding="gzip, br, zstd, deflate")
    assert "content-encoding" not in reply.headers
    assert reply.body == ask.file.read_bytes()


def other_methods_refused(ask: Asker) -> None:
    before = ask.file.stat(), ask.file.read_bytes()
    for method in ("PUT", "PROPFIND", "POST", "DELETE", "MKCALENDAR", "OPTIONS", "PATCH"):
        reply = ask(method)
        assert (method, reply.status, reply.headers.get("allow")) == (method, 405, "GET, HEAD")
    after = ask.file.stat(), ask.file.read_bytes()
    assert (before[0].st_mtime_ns, before[0].st_ino, before[1]) == (after[0].st_mtime_ns, after[0].st_ino, after[1])


def unknown_is_unknown(ask: Asker) -> None:
    for token in ("A" * 43, ask.token[:-1] + ("A" if ask.token[-1] != "A" else "B"), ask.token[:20], "CACHEDIR"):
        reply = ask(token=token)
        assert (reply.status, ask.file.read_bytes() in reply.body) == (404, False)
        assert "BEGIN:VCALENDAR" not in reply.body.decode()


def many_at_once(ask: Asker, requests: int = 2000, threads: int = 20) -> None:
    """Every request is answered with the feed: nobody is told to come back later."""
    with ThreadPoolExecutor(threads) as pool:
        answers = list(pool.map(lambda _: ask(), range(requests)))
    assert Counter(reply.status for reply in answers) == {200: requests}
    assert {reply.body for reply in answers} == {ask.file.read_bytes()}


def whole_under_publishing(ask: Asker, publish: Callable[[int], bytes], turns: int) -> tuple[int, int]:
    """Fetch all the time while `publish` replaces the feed `turns` times; returns how many were fetched and differed.

    Every answer must be one of the published files, whole.
    """
    whole = {ask.file.read_bytes()}
    stop, bodies, odd = threading.Event(), list[bytes](), list[int]()

    def fetch() -> None:
        while not stop.is_set():
            reply = ask()
            if reply.status != 200:
                odd.append(reply.status)
            bodies.append(reply.body)

    fetchers = [threading.Thread(target=fetch) for _ in range(2)]
    for fetcher in fetchers:
        fetcher.start()
    try:
        for turn in range(turns):
            whole.add(publish(turn))
    finally:
        stop.set()
        for fetcher in fetchers:
            fetcher.join()
    assert odd == []
    assert set(bodies) <= whole, "half a file was served"
    return len(bodies), len(set(bodies))


CHECKS = (
    the_right_type_and_headers,
    head_like_get,
    not_modified_by_etag,
    not_modified_by_date,
    never_compressed,
    other_methods_refused,
    unknown_is_unknown,
)
