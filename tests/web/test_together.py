"""A page that is answered in one thread: what was taken away meanwhile is gone, and nothing of it is mixed up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from starlette.testclient import TestClient

from tests.web.visiting import Who, account_of, browser, sign_in_as
from tracker.storage.access_types import Role
from tracker.worker.home import Home

HELPER = Who("helper", Role.HELPER, people=("me",))


def asked(client: TestClient, path: str) -> int:
    return client.get(path).status_code


def test_what_was_taken_away_is_gone_with_the_next_request(home: Home, stranger: TestClient) -> None:
    session, account = sign_in_as(home, stranger, HELPER), account_of(home, HELPER).id
    assert (asked(stranger, "/log?person=me"), asked(stranger, "/people/helpers")) == (200, 403)
    home.store.accounts.take_back(account, "me")
    assert asked(stranger, "/log?person=me") == 404
    home.store.accounts.give(account, ["me"], now=home.person("me").created_at)
    assert asked(stranger, "/log?person=me") == 200
    home.store.accounts.change(account, role=Role.OPERATOR)
    assert (asked(stranger, "/log?person=me"), asked(stranger, "/privacy")) == (403, 200)
    home.store.accounts.change(account, role=Role.VIEWER)
    assert asked(stranger, "/log?person=me") == 200
    home.store.sessions.end(session, account=account)
    assert asked(stranger, "/log?person=me") == 303


def test_many_at_once_each_get_their_own(home: Home, client: TestClient) -> None:
    with browser(home, HELPER) as helper, ThreadPoolExecutor(8) as pool:
        turns = [(one, path) for _ in range(12) for one in (client, helper) for path in ("/people/helpers", "/log")]
        found = list(pool.map(lambda turn: asked(*turn), turns))
    assert found == [200, 200, 403, 200] * 12


def test_a_look_with_a_body_is_answered_as_well(client: TestClient) -> None:
    assert client.request("GET", "/log", data={"person": "me"}).status_code == 200
    assert client.request("GET", "/log", data={"person": "nobody"}).status_code == 404
