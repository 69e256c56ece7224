"""Web hooks through the API, as a case-management system sets them up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.servers.channels import Hook, running_hook
from tests.shell import NOW, opened
from tests.web.test_api import bearing, token_of
from tests.web.visiting import HOST, Who, account_of, browser
from tests.webhooks.test_signing import verified
from tracker.appointments import ids
from tracker.appointments.events import AppointmentEntered, How
from tracker.reading.types import Language, When
from tracker.storage.access_types import Role
from tracker.web.api.hook_shapes import needed_for
from tracker.web.api.scopes import Scope
from tracker.web.api.told import described
from tracker.webhooks.types import OFFERED, Body, EventType
from tracker.worker.home import Home
from tracker.worker.hook_news import HookPlanner
from tracker.worker.hook_post import Courier

HOOKS = "/api/v1/webhooks"
HELPER = Who("ada", Role.HELPER, people=("me",))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.setenv("TRACKER_NOW", NOW.isoformat())
    with opened(tmp_path, webhook_networks=(ip_network("127.0.0.0/8"),)) as made:
        yield made


@pytest.fixture
def hook() -> Iterator[Hook]:
    with running_hook() as made:
        yield made


@pytest.fixture
def api(home: Home) -> Iterator[TestClient]:
    with browser(home) as client:
        client.headers.update(bearing(token_of(home, HELPER)))
        yield client


def make(api: TestClient, hook: Hook, **chosen: Any) -> dict[str, Any]:
    answer = api.post(HOOKS, json={"name": "cases", "url": hook.address} | chosen)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def enter(home: Home, day: int = 5, person: str = "me") -> None:
    """A date from paper."""
    start = When(day=NOW.date().replace(year=2027, day=day))
    home.append(ids.record(AppointmentEntered, person, NOW, how=How.PAPER, starts_at=start))


def post_all(home: Home) -> None:
    planner = HookPlanner(home)
    planner.turn(NOW)
    courier = Courier(home, planner, lambda: NOW)
    for one in home.store.webhooks.due(NOW):
        courier.send_due(one)


def test_a_web_hook_is_made_tried_told_and_its_receipt_read(home: Home, api: TestClient, hook: Hook) -> None:
    made = make(api, hook)
    tried = api.post(f"{HOOKS}/{made['id']}/test").json()
    assert (tried["state"], tried["last_status"], tried["type"]) == ("taken", 200, "webhook.test")
    enter(home)
    post_all(home)
    assert all(verified(one.headers, one.body, made["secret"]) for one in hook.posted)
    told = hook.posted[1].json
    assert api.get(told["links"]["appointment"]).json()["id"] == told["data"]["appointment"]
    assert api.get(told["links"]["person"]).json()["id"] == "me"
    assert api.get(told["links"]["appointments"]).status_code == 200
    newest, oldest = api.get(f"{HOOKS}/{made['id']}/deliveries").json()["items"]
    assert (newest["event"], newest["state"], newest["attempts"], newest["person"]) == (told["id"], "taken", 1, "me")
    assert oldest["event"] == tried["event"]


def test_the_secret_is_shown_once_and_a_new_one_at_every_change(api: TestClient, hook: Hook) -> None:
    made = make(api, hook)
    assert made["secret"].startswith("whsec_")
    shown = (
        api.get(HOOKS).text + api.get(f"{HOOKS}/{made['id']}").text + api.get(f"{HOOKS}/{made['id']}/deliveries").text
    )
    assert "whsec_" not in shown
    changed = api.post(f"{HOOKS}/{made['id']}/rotate").json()
    assert changed["secret"] != made["secret"]
    assert changed["old_secret_until"] == "2026-03-02T12:00:00Z"
    api.post(f"{HOOKS}/{made['id']}/test")
    assert all(verified(hook.posted[-1].headers, hook.posted[-1].body, one["secret"]) for one in (made, changed))


def test_why_it_failed_is_told_and_it_can_be_sent_again(home: Home, api: TestClient, hook: Hook) -> None:
    made = make(api, hook)
    enter(home)
    hook.status = 500
    post_all(home)
    (failed,) = api.get(f"{HOOKS}/{made['id']}/deliveries").json()["items"]
    assert (failed["state"], failed["last_status"], failed["last_error"]) == ("waiting", 500, "127.0.0.1 answered 500.")
    assert api.get(f"{HOOKS}/{made['id']}").json()["failing_since"] is not None
    hook.status = 200
    again = api.post(f"{HOOKS}/{made['id']}/deliveries/{failed['event']}/redeliver")
    assert (again.status_code, again.json()["next_try"]) == (202, "2026-03-01T12:00:00Z")
    post_all(home)
    assert api.get(f"{HOOKS}/{made['id']}/deliveries").json()["items"][0]["state"] == "taken"
    assert hook.posted[0].body == hook.posted[1].body


def test_while_it_is_paused_nothing_is_posted_and_nothing_is_lost(home: Home, api: TestClient, hook: Hook) -> None:
    made = make(api, hook)
    assert api.post(f"{HOOKS}/{made['id']}/pause").json()["pause"] == "asked"
    enter(home)
    post_all(home)
    assert hook.posted == []
    assert api.post(f"{HOOKS}/{made['id']}/resume").json()["pause"] is None
    post_all(home)
    assert len(hook.posted) == 1


def test_a_removed_one_is_gone(home: Home, api: TestClient, hook: Hook) -> None:
    made = make(api, hook)
    enter(home)
    assert api.delete(f"{HOOKS}/{made['id']}").status_code == 204
    post_all(home)
    assert (hook.posted, api.get(HOOKS).json()) == ([], [])
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/test"), ("GET", "/deliveries")):
        assert api.request(method, f"{HOOKS}/{made['id']}{path}").status_code == 404


def test_many_deliveries_come_in_pages_that_miss_and_repeat_nothing(home: Home, api: TestClient, hook: Hook) -> None:
    made = make(api, hook)
    for day in range(1, 8):
        enter(home, day)
    post_all(home)
    whole = [one["event"] for one in api.get(f"{HOOKS}/{made['id']}/deliveries").json()["items"]]
    met, cursor = list[str](), None
    while True:
        query = {"limit": "3"} | ({"cursor": cursor} if cursor else {})
        page = api.get(f"{HOOKS}/{made['id']}/deliveries", params=query).json()
        met += [one["event"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert met == whole
    assert len(whole) == 7
    assert api.get(f"{HOOKS}/{made['id']}/deliveries", params={"cursor": "hev_no"}).status_code == 422


def test_another_accounts_web_hook_is_neither_seen_nor_touched_nor_told_of_mine(
    home: Home, api: TestClient, hook: Hook
) -> None:
    home.store.people.add("bob", name="Bob", language=Language.EN, zone="America/New_York", now=NOW)
    made = make(api, hook)
    with browser(home) as other:
        other.headers.update(bearing(token_of(home, Who("eve", Role.HELPER, people=("bob",)))))
        theirs = make(other, hook)
        assert [one["id"] for one in other.get(HOOKS).json()] == [theirs["id"]]
        for method, path in (
            ("GET", ""),
            ("DELETE", ""),
            ("POST", "/test"),
            ("POST", "/rotate"),
            ("GET", "/deliveries"),
        ):
            assert other.request(method, f"{HOOKS}/{made['id']}{path}").status_code == 404
        enter(home)
        post_all(home)
        assert other.get(f"{HOOKS}/{theirs['id']}/deliveries").json()["items"] == []
    assert len(hook.posted) == 1
    assert verified(hook.posted[0].headers, hook.posted[0].body, made["secret"])


def test_one_can_only_ask_for_people_and_events_that_the_token_may_read(
    home: Home, api: TestClient, hook: Hook
) -> None:
    home.store.people.add("bob", name="Bob", language=Language.EN, zone="America/New_York", now=NOW)
    for people in (["bob"], ["me", "bob"], ["nobody"]):
        assert api.post(HOOKS, json={"name": "x", "url": hook.address, "people": people}).status_code == 404
    assert make(api, hook, people=["me"])["people"] == ["me"]
    assert set(make(api, hook)["types"]) == {one.value for one in OFFERED}
    api.headers.update(bearing(token_of(home, HELPER, Scope.WEBHOOKS_WRITE, Scope.REQUESTS_READ)))
    assert make(api, hook)["types"] == ["request.opened", "request.closed"]
    wanted = {"name": "x", "url": hook.address, "types": ["request.opened", "appointment.moved"]}
    assert api.post(HOOKS, json=wanted).status_code == 403
    api.headers.update(bearing(token_of(home, HELPER, Scope.WEBHOOKS_WRITE)))
    assert api.post(HOOKS, json={"name": "x", "url": hook.address}).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "http://cases.example.org/"},
        {"url": "https://10.0.0.1/secretpath"},
        {"url": "https://169.254.169.254/latest/meta-data"},
        {"url": "https://user:secretpath@cases.example.org/"},
        {"types": ["appointment.exploded"]},
        {"types": ["webhook.test"]},
        {"name": ""},
    ],
)
def test_what_cannot_be_meant_is_refused_without_repeating_it(
    api: TestClient, hook: Hook, wrong: dict[str, Any]
) -> None:
    answer = api.post(HOOKS, json={"name": "x", "url": hook.address} | wrong)
    assert answer.status_code in {403, 422}
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secretpath" not in answer.text


def test_a_token_that_may_only_read_makes_nothing_and_a_viewer_has_none(
    home: Home, api: TestClient, hook: Hook
) -> None:
    made = make(api, hook)
    api.headers.update(bearing(token_of(home, HELPER, Scope.WEBHOOKS_READ)))
    assert api.get(f"{HOOKS}/{made['id']}").status_code == 200
    for method, path in (("POST", ""), ("DELETE", f"/{made['id']}"), ("POST", f"/{made['id']}/test")):
        assert api.request(method, HOOKS + path, json={"name": "x", "url": hook.address}).status_code == 403
    api.headers.update(bearing(token_of(home, Who("vic", Role.VIEWER, people=("me",)))))
    assert api.get(HOOKS).status_code == 403


def test_everything_that_is_posted_is_described(home: Home, api: TestClient, hook: Hook) -> None:
    with browser(home, HOST) as client:
        document = client.get("/api/v1/openapi.json").json()
        assert "/api/v1/webhooks" in client.get("/api/v1/docs").text
    assert document["openapi"].startswith("3.1")
    assert set(document["webhooks"]) == {one.value for one in EventType}
    text = json.dumps(document)
    refs = {one.partition('"')[0] for one in text.split('"$ref": "#/components/schemas/')[1:]}
    assert refs <= set(document["components"]["schemas"])
    make(api, hook)
    enter(home)
    post_all(home)
    properties = document["components"]["schemas"]["WebhookBody"]["properties"]
    assert set(hook.posted[0].json) <= set(properties)
    assert set(hook.posted[0].json["data"]) <= set(document["components"]["schemas"]["Data"]["properties"])
    assert Body.model_validate(hook.posted[0].json).encoded() == hook.posted[0].body
    assert described({})["webhook.test"]["post"]["security"] == []


def test_every_event_but_the_test_needs_a_scope_by_which_it_could_be_asked_for() -> None:
    assert {one for one in EventType if needed_for(one) is None} == {EventType.TEST}


def test_the_account_page_shows_where_programs_are_told_and_ends_it(home: Home, api: TestClient, hook: Hook) -> None:
    made = make(api, hook, name="The cases of <Ada>", url=f"{hook.address}?key=hush")
    with browser(home, HELPER) as client:
        page = client.get("/account").text
        assert "The cases of &lt;Ada&gt;" in page
        assert "Not told anything yet" in page
        assert "hush" not in page
        enter(home)
        post_all(home)
        assert "Last told on" in client.get("/account").text
        hook.status = 503
        enter(home, 6)
        post_all(home)
        assert "Takes nothing since" in client.get("/account").text
        api.post(f"{HOOKS}/{made['id']}/pause")
        assert "Paused since" in client.get("/account").text
        assert client.post(f"/account/webhooks/{made['id']}/remove").status_code == 303
        assert "The cases of" not in client.get("/account").text
    with browser(home, HOST) as client:
        assert client.post(f"/account/webhooks/{made['id']}/remove").status_code == 404
    assert home.store.webhooks.list() == ()


def test_what_was_given_for_a_time_is_told_for_no_longer(home: Home, hook: Hook) -> None:
    until = NOW + timedelta(days=1)
    who = Who("tim", Role.HELPER, people=("me",), until=until)
    with browser(home) as client:
        client.headers.update(bearing(token_of(home, who)))
        make(client, hook)
    assert account_of(home, who).people(until) == frozenset()
    planner = HookPlanner(home)
    enter(home)
    assert planner.turn(until) == 0


def test_once_it_is_taken_back_not_even_the_receipts_are_shown(home: Home, api: TestClient, hook: Hook) -> None:
    home.store.people.add("bob", name="Bob", language=Language.EN, zone="America/New_York", now=NOW)
    helper = account_of(home, HELPER).id
    home.store.accounts.give(helper, ["bob"], now=NOW)
    path = f"{HOOKS}/{make(api, hook)['id']}/deliveries"
    for day, person in ((5, "bob"), (6, "me"), (7, "bob")):
        enter(home, day, person)
        post_all(home)
    newest, middle, _ = api.get(path).json()["items"]
    home.store.accounts.take_back(helper, "bob")
    assert api.get(path).json()["items"] == [middle]
    first = api.get(path, params={"limit": 1}).json()
    assert first == {"items": [], "next": newest["event"]}
    assert api.get(path, params={"cursor": first["next"]}).json()["items"] == [middle]
    assert api.post(f"{path}/{newest['event']}/redeliver").status_code == 404
    assert api.post(f"{path}/{middle['event']}/redeliver").status_code == 202
