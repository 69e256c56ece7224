"""What the page of calendar links tells of each, and how one of them gets a new secret."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from tests.shell import NOW
from tests.web.visiting import HOST, Who, account_of, browser
from tracker.appointments import ids
from tracker.appointments.events import AppointmentEntered, How
from tracker.feed.clients import UNKNOWN
from tracker.reading.types import Language, When
from tracker.storage.access_types import Role
from tracker.storage.feeds import hash_token
from tracker.storage.types import FeedKind, Fetch
from tracker.web.views.links import MOST_ENDED
from tracker.words.load import words
from tracker.worker import acts, limits
from tracker.worker.home import Home
from tracker.worker.links import new_link


def test_a_link_gets_a_new_secret_and_the_old_one_says_only_that_it_ended(home: Home, client: TestClient) -> None:
    secret = re.compile(r"/feed/([\w-]{40,})\.ics")
    old = secret.search(client.post("/subscribe", data={"name": "my phone", "kind": "full", "language": "es"}).text)
    link = home.store.feeds.list("me")[0]
    page = client.post(f"/subscribe/{link.id}/rotate")
    new = secret.search(page.text)
    assert old
    assert new
    assert old[1] != new[1]
    assert "The old link is ended" in page.text
    before, after = home.store.feeds.list("me")
    assert (after.name, after.kind, after.language) == (before.name, before.kind, before.language)
    assert "desactivó" in client.get(f"/feed/{old[1]}.ics").text
    assert "desactivó" not in client.get(f"/feed/{new[1]}.ics").text
    assert client.post(f"/subscribe/{link.id}/rotate").status_code == 409
    assert len(home.store.feeds.list("me")) == 2


def test_the_programs_that_fetched_a_link_are_named_and_a_second_one_is_asked_about(
    home: Home, client: TestClient
) -> None:
    made = new_link(home, "me", name="my phone", now=NOW, kind=FeedKind.PRIVATE, language=Language.EN)
    digest = hash_token(made.token.get_secret_value())

    def fetched(program: str, at: datetime) -> str:
        home.store.feeds.fetched([Fetch(token_hash=digest, client=program, at=at)])
        return client.get("/subscribe", headers={"accept-language": "en"}).text

    first = fetched("Apple Calendar", NOW - timedelta(days=2))
    assert "Apple Calendar: since Fri, Feb 27, 2026, last Fri, Feb 27, 2026" in first
    assert "Do you know all of them?" not in first
    second = fetched(UNKNOWN, NOW)
    assert "an unknown program: since Sun, Mar 1, 2026" in second
    assert "Do you know all of them?" in second


def test_ended_links_are_out_of_the_way_and_say_whether_a_device_still_asks_for_one(
    home: Home, client: TestClient
) -> None:
    def ended(name: str, at: datetime) -> str:
        made = new_link(home, "me", name=name, now=NOW, kind=FeedKind.PRIVATE, language=Language.EN)
        home.store.feeds.revoke(made.link.id, now=at)
        return hash_token(made.token.get_secret_value())

    assert "Ended links" not in client.get("/subscribe").text
    old, lost = ended("old phone", NOW), ended("lost phone", NOW + timedelta(days=1))
    for digest, at in ((old, NOW - timedelta(hours=1)), (lost, NOW + timedelta(days=2))):
        home.store.feeds.fetched([Fetch(token_hash=digest, client=UNKNOWN, at=at)])
    page = client.get("/subscribe").text
    assert page.index("There is no link yet") < page.index("Ended links: 2") < page.index("lost phone")
    assert (
        page.index("lost phone") < page.index("A device still asks for it, last Tue, Mar 3") < page.index("old phone")
    )
    assert page.index("old phone") < page.index("Ended on Sun, Mar 1, 2026 · No device has asked for it since.")
    for number in range(MOST_ENDED):
        ended(f"device {number}", NOW + timedelta(days=3))
    page = client.get("/subscribe").text
    assert "And older ones: 2" in page
    assert "lost phone" not in page


def test_ending_a_link_for_good_takes_a_second_tap(home: Home, client: TestClient) -> None:
    new_link(home, "me", name="my phone", now=NOW, kind=FeedKind.PRIVATE, language=Language.EN)
    page = client.get("/subscribe").text
    assert re.search(r"<summary>End this link</summary>\s*<p>[^<]*cannot be taken back[^<]*</p>\s*<form", page)


def test_somebody_else_s_calendar_that_cannot_be_written_is_in_nobody_s_way(home: Home, client: TestClient) -> None:
    home.store.people.add("ana", name="Ana", language=Language.EN, zone="America/New_York", now=NOW)
    theirs = new_link(home, "ana", name="phone", now=NOW, kind=FeedKind.PRIVATE, language=Language.EN)
    home.feed_file(theirs.link.token_hash).mkdir(parents=True)
    made = client.post("/subscribe?person=me", data={"name": "my phone"})
    (link,) = home.store.feeds.list("me")
    replaced = client.post(f"/subscribe/{link.id}/rotate?person=me")
    ended = client.post(f"/subscribe/{home.store.feeds.list('me')[1].id}/end?person=me")
    assert [one.status_code for one in (made, replaced, ended)] == [200, 200, 303]
    starts = When(day=NOW.date() + timedelta(days=30))
    acts.keep(home, ids.record(AppointmentEntered, "me", NOW, how=How.PAPER, starts_at=starts), NOW)
    assert acts.pasted(home, "me", "ICE: your appointment is on May 3, 2027 at 9:00 AM.", NOW) is not None


def test_what_concerns_others_too_is_shown_and_offers_no_button_that_would_be_refused(home: Home) -> None:
    home.store.people.add("ana", name="Ana", language=Language.EN, zone="America/New_York", now=NOW)
    made = [
        new_link(home, *people, name="phone", now=NOW, kind=FeedKind.PRIVATE, language=Language.EN).link.id
        for people in (("me",), ("me", "ana"))
    ]
    url = SecretStr("json://127.0.0.1:1")
    for person in ("me", None):
        channel = home.store.alerts.add_channel("us", url, person=person, full=False, language=None, now=NOW)
        made.append(channel.id)

    def offered(who: Who) -> list[bool]:
        with browser(home, who) as client:
            pages = client.get("/subscribe?person=me").text + client.get("/settings?person=me").text
        assert pages.count(">phone<") == pages.count(">us<") == 2
        return [f"/{one}/end" in pages or f"/{one}/remove" in pages for one in made]

    assert offered(Who("maria", Role.OWNER, people=("me",))) == [True, False, True, False]
    assert offered(HOST) == [True] * 4


@pytest.mark.parametrize("language", Language)
def test_one_link_or_token_too_many_is_refused_in_words(
    home: Home, client: TestClient, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    monkeypatch.setattr(limits, "MOST_LINKS", 1)
    monkeypatch.setattr(limits, "MOST_TOKENS", 1)
    token = {"name": "x", "scope": "log:read", "days": "30"}
    for path, given, key in (("/subscribe", {"name": "x"}, "full_links"), ("/account/tokens", token, "full_tokens")):
        assert client.post(path, data=given).status_code == 200
        refused = client.post(path, params={"lang": language.value}, data=given)
        assert refused.status_code == 422
        assert words(language).say(f"refusal.{key}", most="1") in unescape(refused.text)
    assert len(home.store.feeds.list("me")) == 1
    assert len(home.store.tokens.of(account_of(home, HOST).id)) == 1
