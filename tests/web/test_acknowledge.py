"""The page behind the link of an alert: it says nothing, and only its button notes that the alert was seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.programmes.letters import scheduled
from tests.shell import GMAIL, NOW, opened
from tests.web.local import asking
from tracker.reading.types import Language
from tracker.words.load import words
from tracker.worker.alerting import Planner
from tracker.worker.home import Home
from tracker.worker.intake import take_in
from tracker.worker.seen import token_for

BROWSER = {"user-agent": "Mozilla/5.0", "accept-language": "fr-CA,fr;q=0.9,en;q=0.5"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.setenv("TRACKER_NOW", NOW.isoformat())
    with opened(tmp_path, public_url="https://dates.example.org") as made:
        made.store.people.change("me", language=Language.HT)
        take_in(made, scheduled(0), now=NOW, origins=[GMAIL])
        Planner(made).turn(NOW)
        yield made


def path_for(home: Home) -> str:
    return f"/seen/{token_for(home, [one.id for one in home.store.alerts.list()])}"


def seen(home: Home) -> list[bool]:
    return [one.acknowledged_at is not None for one in home.store.alerts.list()]


def test_looking_changes_nothing_and_the_button_notes_it(home: Home) -> None:
    client, path, said = asking(home, of="203.0.113.9"), path_for(home), words(Language.HT)
    for _ in range(2):
        page = client.get(path, headers=BROWSER)
        assert page.status_code == 200
        assert page.text.count("<button") == 1
        assert said.say("seen.ask") in unescape(page.text)
        assert client.head(path).status_code == 405
    assert seen(home) == [False]
    assert said.say("seen.done") in unescape(client.post(path).text)
    assert seen(home) == [True]
    again = client.get(path)
    assert "<button" not in again.text
    assert said.say("seen.done") in unescape(again.text)
    assert client.post(path).status_code == 200


def test_the_page_tells_nothing_of_what_the_alert_is_about(home: Home) -> None:
    page = asking(home).get(path_for(home)).text
    assert not re.search(r"ICE|2027|Maria|maria|avril|9:00|Federal|new_date|/log|<script", page)
    assert "<a " not in page


def test_no_sign_in_is_needed_and_none_is_given(home: Home) -> None:
    client = asking(home, of="203.0.113.9")
    answer = client.post(path_for(home))
    assert "set-cookie" not in answer.headers
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"
    assert client.get("/").status_code == client.get("/log").status_code == 303


def test_a_link_that_we_did_not_sign_is_unknown_in_the_language_of_the_browser(home: Home) -> None:
    client, path = asking(home), path_for(home)
    wrong = [path[:-1] + ("A" if path[-1] != "A" else "E"), path[:-8], "/seen/x", "/seen/" + "A" * 3000, "/seen/%00"]
    for one in wrong:
        for answer in (client.get(one, headers=BROWSER), client.post(one, headers=BROWSER)):
            assert answer.status_code == 404
            assert words(Language.FR).say("seen.unknown") in unescape(answer.text)
    assert seen(home) == [False]


def test_another_site_cannot_press_the_button(home: Home) -> None:
    answer = asking(home).post(path_for(home), headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert seen(home) == [False]


def test_its_style_comes_from_below_the_same_path(home: Home) -> None:
    answer = asking(home).get("/seen/seen.css")
    assert answer.headers["content-type"].startswith("text/css")
    assert 'href="/seen/seen.css"' in asking(home).get(path_for(home)).text
