"""The link of an alert through the web servers that Debian ships: that one page, and nothing else of the program."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.servers.webservers import CADDY, NGINX, Serving, free_port, served_by_caddy, served_by_nginx
from tests.shell import NOW, opened
from tracker.alerts.make import digest
from tracker.storage.types import AlertDraft
from tracker.web.serve import Server
from tracker.worker.home import Home
from tracker.worker.seen import token_for

SERVERS = [
    pytest.param(served_by_caddy, id="caddy", marks=pytest.mark.skipif(not CADDY, reason="install caddy")),
    pytest.param(served_by_nginx, id="nginx", marks=pytest.mark.skipif(not NGINX, reason="install nginx-light")),
]
ALERT = digest("through a proxy")


@contextmanager
def listening(home: Home) -> Iterator[Server]:
    server = Server(home, home.settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()


def ask(base: str, method: str, path: str) -> tuple[int, str]:
    """As a browser that came from the page itself."""
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=20)
    connection.request(method, path, headers={"Origin": base, "Sec-Fetch-Site": "same-origin"})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


@pytest.mark.parametrize("serving", SERVERS)
def test_a_phone_elsewhere_acknowledges_and_sees_nothing_else(
    serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    with opened(tmp_path, port=port) as home, listening(home):
        home.store.alerts.plan([AlertDraft(id=ALERT, person="me", kind="review", due_at=NOW, payload="{}")], now=NOW)
        monkeypatch.setenv("TRACKER_PORT", str(port))
        with serving(home, tmp_path) as base:
            link = f"/seen/{token_for(home, [ALERT])}"
            status, page = ask(base, "GET", link)
            assert (status, page.count("<button")) == (200, 1)
            assert ask(base, "GET", "/seen/seen.css")[0] == 200
            for path in ("/", "/log", "/healthz", "/metrics", "/sign-in", "/seen/", "/static/page.css", "/seen/a/b"):
                assert ask(base, "GET", path)[0] == 404, path
            assert ask(base, "GET", link[:-1])[0] == 404
            assert home.store.alerts.find([ALERT])[0].acknowledged_at is None
            assert ask(base, "POST", link)[0] == 200
            assert home.store.alerts.find([ALERT])[0].acknowledged_at is not None
