"""Who may open whose record: invited, given, for a time, taken back; and what was done is written down."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from tests.shell import NOW
from tests.web.visiting import Who, browser, sign_in_as
from tracker.reading.types import Language
from tracker.storage.access_types import Role
from tracker.web.views.crowd import ON_A_PAGE
from tracker.worker.home import Home


def invite(client: TestClient, **more: str) -> str:
    """The path of the invitation."""
    page = client.post("/people/helpers", data={"name": "Ana", "role": "helper", "person": "me", **more}).text
    found = re.search(r'class="secret">https?://[^/]+(/invited\?token=[^<]+)<', page)
    assert found
    assert found[1] not in client.get("/people/helpers").text
    return html.unescape(found[1])


def come_in(home: Home, path: str) -> TestClient:
    with browser(home) as helper:
        assert helper.get(path).status_code == 200
        token = path.partition("token=")[2]
        assert helper.post("/invited", data={"token": token, "password": "a long enough word"}).status_code == 303
        return helper


def test_who_was_invited_chooses_a_password_and_sees_only_whom_they_were_given(home: Home, client: TestClient) -> None:
    home.store.people.add("other", name="Other", language=home.person("me").language, zone="America/Chicago", now=NOW)
    helper = come_in(home, invite(client))
    assert helper.get("/", params={"person": "me"}).status_code == 200
    assert helper.get("/", params={"person": "other"}).status_code == 404
    assert helper.get("/people/helpers").status_code == 403
    assert helper.get("/people/audit").status_code == 403


def test_access_ends_after_its_last_day(home: Home, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    helper = come_in(home, invite(client, until="2026-03-01"))
    assert "until Sun, Mar 1, 2026" in client.get("/people/helpers").text
    assert helper.get("/").status_code == 200
    tomorrow = NOW + timedelta(days=1)
    monkeypatch.setenv("TRACKER_NOW", tomorrow.isoformat())
    with browser(home) as later:
        sign_in_as(home, later, Who("Ana", Role.HELPER), now=tomorrow)
        assert later.get("/", params={"person": "me"}).status_code == 404


def test_access_can_be_taken_back_and_the_account_ended(home: Home, client: TestClient) -> None:
    helper = come_in(home, invite(client))
    ana = next(one for one in home.store.accounts.list() if one.name == "Ana")
    client.post(f"/people/helpers/{ana.id}/take-back", data={"person": "me"})
    assert helper.get("/", params={"person": "me"}).status_code == 404
    client.post(f"/people/helpers/{ana.id}/give", data={"person": "me"})
    assert helper.get("/", params={"person": "me"}).status_code == 200
    client.post(f"/people/helpers/{ana.id}/end")
    assert helper.get("/", params={"person": "me"}).headers["location"].startswith("/sign-in")


def test_what_helpers_do_stands_in_the_audit_log(home: Home, client: TestClient) -> None:
    helper = come_in(home, invite(client))
    helper.post("/requests", data={"how": "web"})
    page = client.get("/people/audit").text
    assert re.search(r"Ana</bdi>: noted a request to change a date", page)


def test_nobody_invites_a_second_host_or_ends_themselves(home: Home, client: TestClient) -> None:
    assert client.post("/people/helpers", data={"name": "Eve", "role": "owner"}).status_code == 422
    assert client.post("/people/helpers", data={"name": "owner", "role": "viewer"}).status_code == 422
    mine = home.store.accounts.list()[0]
    assert client.post(f"/people/helpers/{mine.id}/end").status_code == 404
    assert [one.name for one in home.store.accounts.list() if one.removed_at is None] == ["owner"]


def test_many_people_come_in_pages_that_are_not_called_older_or_newer(home: Home, client: TestClient) -> None:
    for number in range(ON_A_PAGE):
        home.store.people.add(f"p{number}", name="", language=Language.EN, zone="America/Chicago", now=NOW)
    first, last = (client.get("/people", params={"page": page}).text for page in ("1", "2"))
    assert ">Next</a>" in first
    assert ">Previous</a>" in last
    assert "Older" not in first
    assert "Newer" not in last
