"""Answers over a real socket, because clients act on every header and every status."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from typing import Self

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import Message, Receive, Scope, Send

from tests.feed.situations import rendered, view
from tracker.feed.publish import Publication, publish
from tracker.feed.serve import FeedApp, Shelf

TOKEN = "t" * 43


class Server:
    """Serves one feed under `TOKEN`, on a port of its own, and remembers what was asked and how it was answered."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.path = folder / "one.ics"
        self.published: Publication = publish(self.path, rendered(view("confirmed")))
        self.seen: list[tuple[str, dict[str, str], int]] = []  # method, headers, status
        self._app = Starlette(routes=[Mount("/feed", FeedApp(lambda token: self.path if token == TOKEN else None))])
        self._server = uvicorn.Server(self._configuration(port))
        self._thread = threading.Thread(target=self._server.run)

    def _configuration(self, port: int) -> uvicorn.Config:
        return uvicorn.Config(self._remember, port=port, interface="asgi3", log_level="critical", lifespan="off")

    async def _remember(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def watch(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
                self.seen.append((scope["method"], headers, message["status"]))
            await send(message)

        await self._app(scope, receive, watch)

    def __enter__(self) -> Self:
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.servers[0].sockets[0].getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/feed/{TOKEN}.ics"

    def ask(
        self, method: str = "GET", path: str = f"/feed/{TOKEN}.ics", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=b"x" if method in {"PUT", "POST"} else None, headers=sent)
        reply = connection.getresponse()
        found = reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
        connection.close()
        return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("feeds")) as running:
        yield running


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_issued_link_answers_with_the_headers_that_clients_need(server: Server, method: str) -> None:
    status, headers, body = server.ask(method)
    assert status == 200
    assert headers["content-type"] == "text/calendar; charset=utf-8"
    assert headers["etag"] == server.published.etag
    assert parsedate_to_datetime(headers["last-modified"]) == server.published.last_modified
    assert headers["cache-control"] == "private, max-age=900, must-revalidate"
    assert headers["content-disposition"] == 'inline; filename="calendar.ics"'
    assert (headers["x-robots-tag"], headers["referrer-policy"]) == ("noindex", "no-referrer")
    assert int(headers["content-length"]) == len(server.published.data)
    assert body == (server.published.data if method == "GET" else b"")
    assert TOKEN not in str(headers)
    assert TOKEN.encode() not in body


def test_head_has_the_headers_of_get(server: Server) -> None:
    moving = {"date"}
    get, head = ({k: v for k, v in server.ask(m)[1].items() if k not in moving} for m in ("GET", "HEAD"))
    assert get == head


@pytest.mark.parametrize("form", ["{}", "W/{}", "*", '"other", {}', 'W/"a",W/{} '])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_known_etag_gets_304(server: Server, form: str, method: str) -> None:
    status, headers, body = server.ask(method, If_None_Match=form.format(server.published.etag))
    assert (status, headers["etag"], body) == (304, server.published.etag, b"")


@pytest.mark.parametrize("tags", ['"other"', "", "nonsense", 'W/"other", "more"'])
def test_an_unknown_etag_gets_the_feed_even_with_a_late_date(server: Server, tags: str) -> None:
    late = formatdate(4_000_000_000, usegmt=True)
    assert server.ask(If_None_Match=tags, If_Modified_Since=late)[0] == 200


def test_the_date_counts_where_no_etag_was_sent(server: Server) -> None:
    seconds = server.published.last_modified.timestamp()
    assert server.ask(If_Modified_Since=formatdate(seconds, usegmt=True))[0] == 304
    assert server.ask(If_Modified_Since=formatdate(seconds + 1, usegmt=True))[0] == 304
    assert server.ask(If_Modified_Since=formatdate(seconds - 1, usegmt=True))[0] == 200


@pytest.mark.parametrize("date", ["yesterday", "", "Tue, 99 Foo 9999 99:99:99 GMT", "0"])
def test_a_date_that_is_none_is_ignored(server: Server, date: str) -> None:
    assert server.ask(If_Modified_Since=date)[0] == 200


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "MKCALENDAR"])
def test_other_methods_get_405_and_change_nothing(server: Server, method: str) -> None:
    before = server.path.stat()
    for path in (f"/feed/{TOKEN}.ics", "/feed/unknown.ics"):
        status, headers, _ = server.ask(method, path)
        assert (status, headers["allow"]) == (405, "GET, HEAD")
    after = server.path.stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


@pytest.mark.parametrize(
    "name", ["unknown.ics", f"{TOKEN}", f"{TOKEN}.ics/", "", "../one.ics", f"a/{TOKEN}.ics", "%00.ics", "x" * 200]
)
def test_what_was_never_issued_gets_404(server: Server, name: str) -> None:
    status, headers, body = server.ask(path=f"/feed/{name}")
    assert (status, body) == (404, b"")
    assert headers["x-robots-tag"] == "noindex"


def test_nothing_is_compressed(server: Server) -> None:
    assert "content-encoding" not in server.ask(Accept_Encoding="gzip, br")[1]


def test_a_new_publication_is_served_at_once(tmp_path: Path) -> None:
    with Server(tmp_path) as running:
        first = running.ask()[1]["etag"]
        published = publish(running.path, rendered(view("moved")))
        status, headers, body = running.ask(If_None_Match=first)
        assert (status, headers["etag"], body) == (200, published.etag, published.data)


def test_a_file_that_cannot_be_read_for_a_moment_is_still_served(tmp_path: Path) -> None:
    with Server(tmp_path) as running:
        assert running.ask()[0] == 200
        running.path.unlink()
        assert running.ask()[::2] == (200, running.published.data)


def test_a_file_that_was_never_there_is_unknown(tmp_path: Path) -> None:
    assert Shelf().get(tmp_path / "none.ics") is None
