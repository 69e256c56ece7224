"""The files in `deploy/`, in the web servers that Debian ships: calendars without any code of ours."""

from __future__ import annotations

import http.client
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.feed.issued import Issued, issue
from tests.feed.over_http import CHECKS, Asker, the_right_type_and_headers, whole_under_publishing
from tests.feed.situations import rendered, view
from tests.servers.webservers import CADDY, DEPLOY, NGINX, Serving, served_by_app, served_by_caddy, served_by_nginx
from tests.shell import NOW
from tracker.feed.publish import publish
from tracker.worker.publishing import Publisher

SERVERS = [
    pytest.param(served_by_caddy, id="caddy", marks=pytest.mark.skipif(not CADDY, reason="install caddy")),
    pytest.param(served_by_nginx, id="nginx", marks=pytest.mark.skipif(not NGINX, reason="install nginx-light")),
]


@pytest.fixture(scope="module", params=SERVERS)
def ask(issued: Issued, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    serving: Serving = request.param
    with serving(issued.home, tmp_path_factory.mktemp("server")) as base:
        yield Asker(base, issued.token, issued.file)


@pytest.mark.parametrize("check", CHECKS)
def test_a_web_server_answers_as_the_program_itself(ask: Asker, check: Callable[[Asker], None]) -> None:
    check(ask)


def test_nothing_but_calendars_is_served(ask: Asker) -> None:
    for path in ("../tracker.db", "CACHEDIR.TAG", ".nobackup", "", "%2e%2e/tracker"):
        assert ask(token=path).status in {400, 404}


def test_a_revoked_link_still_answers_and_says_so(ask: Asker, issued: Issued) -> None:
    ended = issue(issued.home, "lost phone")
    issued.home.store.feeds.revoke(ended.link.id, now=NOW)
    Publisher(issued.home).publish_changed(NOW)
    reply = Asker(ask.base, ended.token, ended.file)()
    assert reply.status == 200
    assert b"LINK OFF" in reply.body
    assert b"9:00 AM" not in reply.body


def test_never_half_a_file(ask: Asker, issued: Issued) -> None:
    own = issue(issued.home, "another phone")
    feeds = [rendered(view(name)) for name in ("confirmed", "moved", "change_asked", "nothing_known")]
    other = Asker(ask.base, own.token, own.file)
    fetched, differed = whole_under_publishing(other, lambda turn: publish(own.file, feeds[turn % 4]).data, 100)
    assert fetched >= 20
    assert differed >= 4


def test_nothing_that_the_server_writes_names_the_link(ask: Asker, issued: Issued, tmp_path: Path) -> None:
    ask()
    ask(token=issued.token[:-1])
    logs = [file for file in tmp_path.parent.rglob("*.log") if file.is_file()]
    assert logs
    assert [file.name for file in logs if issued.token[:-1].encode() in file.read_bytes()] == []


@pytest.mark.skipif(not CADDY, reason="install caddy")
def test_a_tap_on_an_alert_gets_through_and_its_absence_costs_no_calendar(
    issued: Issued, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served_by_app(issued.home, tmp_path) as app:
        monkeypatch.setenv("TRACKER_PORT", str(urlsplit(app).port))
        with served_by_caddy(issued.home, tmp_path) as base:
            reply = asked(base, "/seen/nothing")
            assert reply.status == 404
            assert "form-action 'self'" in str(reply.headers["content-security-policy"])  # the program's own page
            assert reply.headers.get_all("referrer-policy") == ["same-origin"]
            assert asked(base, "/seen/seen.css").status == 200
            assert [asked(base, path).status for path in ("/", "/log", "/static/page.css", "/healthz")] == [404] * 4
    with served_by_caddy(issued.home, tmp_path) as base:
        assert asked(base, "/seen/nothing").status == 502
        the_right_type_and_headers(Asker(base, issued.token, issued.file))


def asked(base: str, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=20)
    connection.request("GET", path)
    reply = connection.getresponse()
    reply.read()
    connection.close()
    return reply


@pytest.mark.skipif(not CADDY, reason="install caddy")
def test_caddy_takes_the_file_for_a_public_name(tmp_path: Path) -> None:
    environment = {**os.environ, "TRACKER_PUBLIC_NAME": "dates.example.org", "TRACKER_HOME": str(tmp_path)}
    command = [str(CADDY), "adapt", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile", "--validate"]
    done = subprocess.run(
        command, env={**environment, "HOME": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert '"dates.example.org"' in done.stdout
