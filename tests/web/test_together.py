"""A page that is answered in one thread: what was taken away meanwhile is gone, and nothing of it is mixed up."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from fastapi import APIRouter
from httpx import ASGITransport, AsyncClient
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from tests.web.visiting import Who, account_of, browser, session_of, sign_in_as
from tracker.storage.access_types import Role
from tracker.web.access import Seeing
from tracker.web.app import make_pages
from tracker.web.site import Site
from tracker.web.together import Together
from tracker.worker.home import Home

AT_ONCE = 40  # threads that make pages
SECONDS = 20  # long enough for any machine; what waits for a connection waits until then

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


def test_forty_requests_at_once_are_each_answered(home: Home) -> None:
    together = Barrier(AT_ONCE)
    site = Site(home, hosts=("testserver",))
    app = make_pages(site)
    router = APIRouter(route_class=Together)

    @router.get("/slow")
    def slow(visitor: Seeing) -> PlainTextResponse:
        together.wait(SECONDS)  # while each holds the connection over which it found who asks
        return PlainTextResponse(visitor.name)

    app.include_router(router)
    cookie = session_of(home, HELPER)

    async def all_of_them() -> list[str]:
        transport = ASGITransport(app)
        async with AsyncClient(transport=transport, base_url="http://testserver", headers={"cookie": cookie}) as many:
            return [one.text for one in await asyncio.gather(*(many.get("/slow") for _ in range(AT_ONCE)))]

    assert asyncio.run(all_of_them()) == ["helper"] * AT_ONCE
