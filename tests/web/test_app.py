from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.programmes.letters import scheduled
from tests.shell import GMAIL, NOW
from tracker.message.sample import compose
from tracker.reading.types import Language
from tracker.storage.types import FeedKind
from tracker.web.security import HEADERS
from tracker.web.signin.doors import console_link
from tracker.worker.home import Home
from tracker.worker.intake import take_in
from tracker.worker.publishing import Publisher


@pytest.mark.parametrize("path", ["/", "/log"])
def test_without_signing_in_no_page_is_shown(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")
    assert stranger.get("/enter", params={"token": "a guess"}).status_code == 403
    assert stranger.get(path).status_code == 303


def test_the_printed_link_signs_in_once_and_for_ten_minutes(home: Home, stranger: TestClient) -> None:
    link = console_link(home.store, "", now=NOW).get_secret_value()
    late = console_link(home.store, "", now=NOW - timedelta(minutes=10)).get_secret_value()
    assert stranger.get(late).status_code == 403
    answer = stranger.get(link)
    assert (answer.status_code, answer.headers["location"]) == (303, "/setup")
    assert stranger.get("/").status_code == 200
    assert stranger.get(link).status_code == 403


def test_no_script_can_read_the_cookie_and_no_other_site_makes_it_be_sent(home: Home, stranger: TestClient) -> None:
    cookie = stranger.get(console_link(home.store, "", now=NOW).get_secret_value()).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_today_shows_the_date_that_stands_and_who_confirmed_it(home: Home, client: TestClient) -> None:
    take_in(home, scheduled(0), now=NOW, origins=(GMAIL,))
    page = client.get("/").text
    assert "Monday, April 5, 2027" in page
    assert "9:00 AM" in page
    assert "Confirmed by e-mail" in page


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("path", ["/", "/log"])
def test_every_page_speaks_every_language(client: TestClient, path: str, language: Language) -> None:
    answer = client.get(path, params={"lang": language.value})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text


def test_every_page_forbids_what_it_does_not_need(client: TestClient) -> None:
    for path in ("/", "/log", "/sign-in", "/nothing-here"):
        answer = client.get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_file_without_anybodys_data_may_be_kept_by_the_browser(client: TestClient) -> None:
    answer = client.get("/static/page.css")
    own = {"cache-control": "public, max-age=31536000, immutable"}
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS | own


def test_nothing_of_a_message_becomes_markup(home: Home, client: TestClient) -> None:
    hostile = compose(
        subject="<script>alert(1)</script> ICE appointment",
        text="Your ICE appointment has been scheduled. <img src=x onerror=alert(1)> April 5, 2027 at 9:00 AM",
        to="maria.lopez@gmail.com",
    )
    take_in(home, hostile, now=NOW, origins=(GMAIL,))
    for path in ("/", "/log"):
        page = client.get(path).text
        assert "<script" not in page
        assert "<img" not in page


def test_the_log_tells_of_a_message_that_could_not_be_read(home: Home, client: TestClient) -> None:
    home.store.messages.keep(b"x", received=None, now=NOW, origins=[GMAIL])
    home.store.messages.mark_failed(sha256(b"x").hexdigest(), "It took too long.", again=False)
    assert "A message could not be read; it is kept." in client.get("/log").text


def test_another_host_name_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_link_answers_200_then_304_and_an_unknown_one_404(home: Home, stranger: TestClient) -> None:
    made = home.store.feeds.create("me", name="phone", now=NOW, kind=FeedKind.FULL, language=Language.EN)
    Publisher(home).publish_changed(NOW)
    path = f"/feed/{made.token.get_secret_value()}.ics"
    first = stranger.get(path)
    assert first.status_code == 200
    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    assert stranger.get(path, headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert stranger.get("/feed/another.ics").status_code == 404
    assert {stranger.request(method, path).status_code for method in ("PUT", "POST", "PROPFIND", "DELETE")} == {405}


def test_a_revoked_link_still_answers_and_says_so(home: Home, stranger: TestClient) -> None:
    made = home.store.feeds.create("me", name="phone", now=NOW, kind=FeedKind.PRIVATE, language=Language.EN)
    home.store.feeds.revoke(made.link.id, now=NOW)
    Publisher(home).publish_changed(NOW)
    answer = stranger.get(f"/feed/{made.token.get_secret_value()}.ics")
    assert answer.status_code == 200
    assert "turned off" in answer.text


def test_the_token_is_kept_nowhere_but_as_its_hash(home: Home, tmp_path: Path) -> None:
    made = home.store.feeds.create("me", name="phone", now=NOW)
    Publisher(home).publish_changed(NOW)
    token = made.token.get_secret_value().encode()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert [file.name for file in files if token in file.read_bytes() or token in file.name.encode()] == []
    assert home.feed_file(sha256(token).hexdigest()).exists()
