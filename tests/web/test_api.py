"""`/api/v1`, as a case-management system uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.programmes.letters import scheduled
from tests.shell import GMAIL, NOW
from tests.web.visiting import HOST, Who, account_of, browser
from tracker.message.sample import compose
from tracker.reading.types import Language
from tracker.storage.access_types import Role
from tracker.storage.feeds import hash_token
from tracker.web.api.scopes import Scope
from tracker.worker import limits
from tracker.worker.home import Home
from tracker.worker.intake import take_in

PERSON = "/api/v1/persons/me"
Caller = Callable[..., Any]


def token_of(home: Home, who: Who = HOST, *scopes: Scope) -> str:
    made = home.store.tokens.create(account_of(home, who).id, name="cases", scopes=scopes or tuple(Scope), now=NOW)
    return made.token.get_secret_value()


def bearing(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@pytest.fixture
def api(home: Home) -> Iterator[TestClient]:
    with browser(home) as client:
        client.headers.update(bearing(token_of(home)))
        yield client


def test_a_date_is_asked_for_confirmed_otherwise_and_taken_back(home: Home, api: TestClient) -> None:
    take_in(home, scheduled(0), now=NOW, origins=(GMAIL,))
    (standing,) = api.get(f"{PERSON}/appointments").json()
    assert (standing["status"], standing["starts_at"]) == ("confirmed", "2027-04-05T09:00:00-04:00")
    asked = api.post(f"{PERSON}/requests", json={"wished": "2027-05-03", "original": standing["id"]})
    assert asked.status_code == 201
    (request,) = api.get(f"{PERSON}/requests").json()
    assert (request["status"], request["wished"]) == ("open", "2027-05-03")
    told = api.post(f"{PERSON}/confirmations", json={"starts_at": "2027-05-03T10:00", "replaces": standing["id"]})
    statuses = {one["starts_at"]: one["status"] for one in api.get(f"{PERSON}/appointments").json()}
    assert statuses["2027-05-03T10:00:00-04:00"] == "confirmed"
    assert statuses[standing["starts_at"]] == "superseded"
    assert api.post(f"{PERSON}/log/{told.json()['entry']}/withdraw").status_code == 201
    again = {one["starts_at"]: one["status"] for one in api.get(f"{PERSON}/appointments").json()}
    assert again[standing["starts_at"]] == "confirmed"


def test_a_text_message_of_a_phone_is_heard_and_moves_nothing(home: Home, api: TestClient) -> None:
    take_in(home, scheduled(0), now=NOW, origins=(GMAIL,))
    text = "ICE: your check-in appointment has been rescheduled to Monday, May 3, 2027 at 9:00 AM."
    assert api.post(f"{PERSON}/messages", json={"text": text}).status_code == 201
    standing = [one for one in api.get(f"{PERSON}/appointments").json() if one["status"] == "confirmed"]
    assert [one["starts_at"] for one in standing] == ["2027-04-05T09:00:00-04:00"]
    assert len(api.get(f"{PERSON}/log").json()["items"]) == 3


def test_a_message_that_waits_is_accepted_or_set_aside(home: Home, api: TestClient) -> None:
    for day in (5, 6):
        text = f"Your ICE check-in appointment has been scheduled for April {day}, 2027 at 9:00 AM."
        take_in(
            home, compose(subject="ICE appointment", text=text, to="someone@else.example"), now=NOW, origins=(GMAIL,)
        )
    first, second = api.get(f"{PERSON}/reviews").json()
    assert api.post(f"{PERSON}/reviews/{first['sha256']}/reject", json={"reason": "not hers"}).status_code == 201
    accepted = api.post(f"{PERSON}/reviews/{second['sha256']}/accept", json={"zone": "America/New_York"})
    assert accepted.status_code == 201
    assert api.get(f"{PERSON}/reviews").json() == []


def test_a_calendar_link_is_made_told_once_and_ended(home: Home, api: TestClient) -> None:
    made = api.post(f"{PERSON}/feeds", json={"name": "Maria's phone", "kind": "private"}).json()
    path = "/feed/" + made["address"].rpartition("/")[2]
    assert api.get(path).status_code == 200
    listed = api.get(f"{PERSON}/feeds").json()
    assert [one["id"] for one in listed] == [made["id"]]
    assert "address" not in listed[0]
    assert api.post(f"{PERSON}/feeds/{made['id']}/revoke").json()["revoked_at"] is not None
    assert "turned off" in api.get(path).text


def test_one_calendar_link_too_many_is_refused(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_LINKS", 1)
    wanted = {"name": "Maria's phone", "kind": "private"}
    assert api.post(f"{PERSON}/feeds", json=wanted).status_code == 201
    refused = api.post(f"{PERSON}/feeds", json=wanted)
    assert refused.status_code == 422
    assert refused.json()["type"] == "urn:tracker:problem:full-links"
    assert refused.json()["detail"].startswith("There are 1 calendar links in use already.")


def test_a_long_log_comes_in_pages_that_miss_and_repeat_nothing(home: Home, api: TestClient) -> None:
    for number in range(7):
        take_in(home, scheduled(number), now=NOW, origins=(GMAIL,))
    whole = [one["id"] for one in api.get(f"{PERSON}/log", params={"limit": 200}).json()["items"]]
    assert len(whole) == 8
    met, cursor = list[str](), None
    while True:
        page = api.get(f"{PERSON}/log", params={"limit": 3} | ({"cursor": cursor} if cursor else {})).json()
        met += [one["id"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
        assert len(page["items"]) == 3
    assert met == whole


def test_persons_come_in_pages_and_only_those_that_the_account_may_open(home: Home) -> None:
    for one in ("ana", "bob", "cleo"):
        home.store.people.add(one, name=one, language=Language.EN, zone="America/New_York", now=NOW)
    who = Who("ada", Role.HELPER, people=("ana", "cleo"))
    with browser(home) as client:
        client.headers.update(bearing(token_of(home, who)))
        first = client.get("/api/v1/persons", params={"limit": 1}).json()
        assert ([one["id"] for one in first["items"]], first["next"]) == (["ana"], "ana")
        second = client.get("/api/v1/persons", params={"limit": 1, "cursor": "ana"}).json()
        assert ([one["id"] for one in second["items"]], second["next"]) == (["cleo"], None)
        assert client.get("/api/v1/persons", params={"cursor": "bob"}).status_code == 422


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{PERSON}/log?limit=0", 422),
        ("/api/v1/persons/nobody", 404),
        ("/api/v1/nothing", 404),
        ("/api/v1/persons", 405),
    ],
)
def test_what_goes_wrong_is_told_as_problem_details(api: TestClient, path: str, status: int) -> None:
    answer = api.delete(path) if status == 405 else api.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert {"type", "title", "detail"} <= set(problem)


def test_a_mistake_is_explained_without_repeating_what_was_sent(api: TestClient) -> None:
    answer = api.post(f"{PERSON}/appointments", json={"starts_at": "2027-99-99", "zone": "Nowhere/Secret"})
    assert answer.status_code == 422
    answer = api.post(f"{PERSON}/appointments", json={"starts_at": "a secret word"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == "body.starts_at"
    assert "secret" not in answer.text


@pytest.mark.parametrize("given", [{}, bearing("trk_wrong"), {"authorization": "Basic b3duZXI6eA=="}])
def test_without_a_token_that_holds_nothing_is_told(stranger: TestClient, given: dict[str, str]) -> None:
    answer = stranger.get("/api/v1/persons", headers=given)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_browsers_session_is_no_token(client: TestClient) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/api/v1/persons").status_code == 401


def test_a_token_opens_no_page(api: TestClient) -> None:
    assert api.get("/").status_code == 303
    assert api.get("/account").status_code == 303


def test_a_token_does_only_what_its_scopes_say(home: Home, stranger: TestClient) -> None:
    stranger.headers.update(bearing(token_of(home, HOST, Scope.APPOINTMENTS_READ)))
    assert stranger.get(f"{PERSON}/appointments").status_code == 200
    assert stranger.get(f"{PERSON}/log").status_code == 403
    assert stranger.post(f"{PERSON}/appointments", json={"starts_at": "2027-04-05"}).status_code == 403


def test_a_token_never_does_more_than_its_account_may(home: Home, stranger: TestClient) -> None:
    viewer = Who("vic", Role.VIEWER, people=("me",))
    stranger.headers.update(bearing(token_of(home, viewer)))
    assert stranger.get(f"{PERSON}/appointments").status_code == 200
    assert stranger.post(f"{PERSON}/appointments", json={"starts_at": "2027-04-05"}).status_code == 403


def test_a_token_ends_by_its_date_by_being_revoked_and_with_its_account(
    home: Home, stranger: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = account_of(home, HOST).id
    made = home.store.tokens.create(
        account, name="x", scopes=[Scope.PERSONS_READ], now=NOW, expires_at=NOW + timedelta(days=30)
    )
    stranger.headers.update(bearing(made.token.get_secret_value()))
    assert stranger.get("/api/v1/persons").status_code == 200
    monkeypatch.setenv("TRACKER_NOW", (NOW + timedelta(days=30)).isoformat())
    assert stranger.get("/api/v1/persons").status_code == 401
    monkeypatch.setenv("TRACKER_NOW", NOW.isoformat())
    home.store.tokens.revoke(made.record.id, account=account, now=NOW)
    assert stranger.get("/api/v1/persons").status_code == 401
    stranger.headers.update(bearing(token_of(home)))
    home.store.accounts.remove(account, now=NOW)
    assert stranger.get("/api/v1/persons").status_code == 401


def test_a_token_is_shown_once_and_kept_only_as_its_hash(home: Home, client: TestClient) -> None:
    form = {"name": "cases", "scope": ["log:read", "persons:read"], "days": "30"}
    page = client.post("/account/tokens", data=form).text
    token = page.partition("<code>trk_")[2].partition("</code>")[0]
    assert len(token) == 43
    assert token not in client.get("/account").text
    files = [file for file in home.settings.home.rglob("*") if file.is_file()]
    assert [file.name for file in files if token.encode() in file.read_bytes()] == []
    assert any(hash_token(f"trk_{token}").encode() in file.read_bytes() for file in files)


def test_the_description_is_for_whoever_is_signed_in(stranger: TestClient, client: TestClient) -> None:
    for path in ("/api/v1/openapi.json", "/api/v1/docs"):
        assert stranger.get(path).status_code in {303, 401}
        assert client.get(path).status_code == 200
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert client.get(path).status_code == 404
