"""Passwords, codes on paper, sessions: SECURITY's list, each item a test."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from tests.shell import NOW
from tests.web.visiting import HOST, Who, account_of, browser, sign_in_as
from tracker.storage.access_types import IDLE_MINUTES, How, Purpose, Role
from tracker.storage.feeds import hash_token
from tracker.web.signin.passwords import TRIES, hashed
from tracker.web.visits import COOKIE
from tracker.worker.home import Home

PASSWORD = "four plain words here"
FORM = {"name": "owner", "password": PASSWORD}


@pytest.fixture
def armed(home: Home, stranger: TestClient) -> TestClient:
    """A stranger's browser where the host has a password."""
    home.store.accounts.set_password(account_of(home, HOST).id, hashed(PASSWORD))
    return stranger


def at(monkeypatch: pytest.MonkeyPatch, after: timedelta) -> None:
    monkeypatch.setenv("TRACKER_NOW", (NOW + after).isoformat())


def test_the_right_password_signs_in_however_the_name_is_capitalised(armed: TestClient) -> None:
    answer = armed.post("/sign-in", data=FORM | {"name": " OWNER ", "back": "/log"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/log")
    assert armed.get("/").status_code == 200


@pytest.mark.parametrize("form", [FORM | {"password": "another one of mine"}, FORM | {"name": "nobody"}])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(armed: TestClient, form: dict[str, str]) -> None:
    answer = armed.post("/sign-in", data=form)
    assert answer.status_code == 403
    assert "is not right" in answer.text
    assert "set-cookie" not in answer.headers
    assert armed.get("/").status_code == 303


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site_after_signing_in(armed: TestClient, back: str) -> None:
    assert armed.post("/sign-in", data=FORM | {"back": back}).headers["location"] == "/"


def test_signing_in_gives_a_new_session_and_ends_the_one_before(home: Home, armed: TestClient) -> None:
    before = sign_in_as(home, armed, HOST)
    armed.post("/sign-in", data=FORM)
    mine = home.store.sessions.of(account_of(home, HOST).id)
    assert len(mine) == 1
    assert mine[0].id != before


def test_a_session_id_that_somebody_chose_is_never_taken_up(armed: TestClient) -> None:
    """Session fixation."""
    armed.cookies.set(COOKIE, "chosen-by-somebody-else", domain="testserver.local")
    answer = armed.post("/sign-in", data=FORM)
    assert "chosen-by-somebody-else" not in answer.headers["set-cookie"]
    armed.cookies.clear()
    armed.cookies.set(COOKIE, "chosen-by-somebody-else", domain="testserver.local")
    assert armed.get("/").status_code == 303


def test_over_tls_the_cookie_belongs_to_this_host_alone(armed: TestClient) -> None:
    armed.base_url = "https://testserver"
    cookie = armed.post("/sign-in", data=FORM).headers["set-cookie"]
    assert cookie.startswith(f"__Host-{COOKIE}=")
    for part in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie


def test_over_tls_a_cookie_without_that_prefix_counts_for_nothing(home: Home, armed: TestClient) -> None:
    sign_in_as(home, armed, HOST)
    armed.base_url = "https://testserver"
    assert armed.get("/").status_code == 303


def test_the_secret_of_a_session_is_kept_only_as_its_hash(home: Home, armed: TestClient) -> None:
    armed.post("/sign-in", data=FORM)
    secret = armed.cookies[COOKIE]
    assert len(secret) >= 43
    files = [file for file in home.settings.home.rglob("*") if file.is_file()]
    assert [file.name for file in files if secret.encode() in file.read_bytes()] == []
    assert any(hash_token(secret).encode() in file.read_bytes() for file in files)


def test_an_untouched_session_ends_after_twelve_hours(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, timedelta(minutes=IDLE_MINUTES))
    assert client.get("/").status_code == 200
    at(monkeypatch, timedelta(minutes=2 * IDLE_MINUTES))
    assert client.get("/").status_code == 200
    at(monkeypatch, timedelta(minutes=3 * IDLE_MINUTES, seconds=1))
    assert client.get("/").status_code == 303
    at(monkeypatch, timedelta())
    assert client.get("/").status_code == 303


def test_the_pages_lock_themselves_after_the_time_that_was_chosen(
    home: Home, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post("/account/preferences", data={"lock_minutes": "5", "language": "en"})
    assert client.get("/").headers["refresh"] == "305;url=/locked?back=/"
    at(monkeypatch, timedelta(minutes=5, seconds=5))
    locked = client.get("/locked?back=/")
    assert locked.status_code == 200
    assert "Maria" not in locked.text
    assert client.get("/").status_code == 303
    assert home.store.sessions.of(account_of(home, HOST).id) == ()


def test_the_locked_page_keeps_no_session_alive(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, timedelta(minutes=IDLE_MINUTES - 1))
    client.get("/locked?back=/")
    at(monkeypatch, timedelta(minutes=IDLE_MINUTES + 1))
    assert client.get("/").status_code == 303


def test_signing_out_and_leaving_end_the_session_here_and_there(home: Home, stranger: TestClient) -> None:
    for path in ("/sign-out", "/leave"):
        sign_in_as(home, stranger, HOST)
        secret = stranger.cookies[COOKIE]
        stranger.post(path)
        assert home.store.sessions.find(secret) is None
        stranger.cookies.set(COOKIE, secret, domain="testserver.local")
        assert stranger.get("/").status_code == 303
        stranger.cookies.clear()


def test_leaving_drops_what_the_browser_kept_and_names_nothing_of_us(client: TestClient) -> None:
    answer = client.post("/leave")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert answer.headers["refresh"].startswith("0;url=https://")
    assert answer.text == ""


def test_a_session_is_listed_with_its_browser_and_can_be_ended(home: Home, client: TestClient) -> None:
    with browser(home) as other:
        ended = sign_in_as(home, other, HOST)
        assert other.get("/").status_code == 200
        assert f"/account/sessions/{ended}/end" in client.get("/account").text
        assert client.post(f"/account/sessions/{ended}/end").status_code == 303
        assert other.get("/").status_code == 303
    assert client.get("/").status_code == 200


def test_nobody_ends_the_session_of_another_account(home: Home, client: TestClient) -> None:
    with browser(home) as other:
        theirs = sign_in_as(home, other, Who("helper", Role.HELPER, people=("me",)))
        assert client.post(f"/account/sessions/{theirs}/end").status_code == 404
        assert other.get("/").status_code == 200


def test_a_new_password_ends_every_other_session(home: Home, client: TestClient) -> None:
    with browser(home) as other:
        sign_in_as(home, other, HOST)
        before = client.cookies[COOKIE]
        assert client.post("/account/password", data={"password": PASSWORD}).status_code == 303
        assert other.get("/").status_code == 303
    assert client.cookies[COOKIE] != before
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("password", ["short", "1234567890123", "aaaaaaaaaaaaaa", "x" * 201])
def test_a_password_that_is_soon_guessed_is_refused(home: Home, client: TestClient, password: str) -> None:
    assert client.post("/account/password", data={"password": password}).status_code == 400
    assert home.store.accounts.password_hash(account_of(home, HOST).id) is None


@pytest.mark.parametrize("path", ["password", "passkeys/options", "codes", "tokens"])
def test_what_one_signs_in_with_is_changed_only_soon_after_signing_in(
    home: Home, client: TestClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    at(monkeypatch, timedelta(minutes=31))
    form = {"password": PASSWORD, "name": "x", "scope": "log:read", "days": "30"}
    answer = client.post(f"/account/{path}", data=form)
    assert answer.status_code == 403
    assert "sign in again" in answer.text
    assert home.store.accounts.password_hash(account_of(home, HOST).id) is None


def test_ten_tries_in_a_quarter_of_an_hour_and_no_more(
    armed: TestClient, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = [armed.post("/sign-in", data=FORM | {"password": f"wrong guess {n}"}).status_code for n in range(TRIES)]
    assert wrong == [403] * TRIES
    refused = armed.post("/sign-in", data=FORM)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "900")
    with browser(home) as elsewhere:  # the same name, from wherever
        assert elsewhere.post("/sign-in", data=FORM).status_code == 429
    at(monkeypatch, timedelta(minutes=15, seconds=1))
    assert armed.post("/sign-in", data=FORM).status_code == 303


def test_one_address_tries_ten_times_whatever_the_names(armed: TestClient) -> None:
    for number in range(TRIES):
        armed.post("/sign-in", data=FORM | {"name": f"somebody {number}"})
    assert armed.post("/sign-in", data=FORM).status_code == 429


def test_tries_on_a_name_do_not_keep_its_owner_from_using_a_passkey(armed: TestClient, home: Home) -> None:
    for _ in range(TRIES + 1):
        home.store.tries.count("name", "owner", now=NOW, within=timedelta(minutes=15))
    assert armed.post("/sign-in", data=FORM).status_code == 429
    answer = armed.post("/sign-in/passkey", json={"id": "x"})
    assert answer.status_code == 400  # looked at, and found to be nothing


def test_a_code_on_paper_works_once_and_asks_for_a_new_password(home: Home, client: TestClient) -> None:
    page = client.post("/account/codes").text
    codes = re.findall(r"<code>((?:[a-z2-7]{4}-?){4})</code>", page)
    assert len(codes) == len(set(codes)) == 10
    assert codes[0] not in client.get("/account").text
    with browser(home) as other:
        form = {"name": "owner", "code": codes[0].upper().replace("-", " ")}
        answer = other.post("/sign-in/code", data=form)
        assert (answer.status_code, answer.headers["location"]) == (303, "/account")
        assert other.post("/sign-in/code", data=form).status_code == 403
    assert home.store.recovery_codes.left(account_of(home, HOST).id) == 9
    client.post("/account/codes")
    with browser(home) as other:
        assert other.post("/sign-in/code", data={"name": "owner", "code": codes[1]}).status_code == 403


def test_an_invitation_is_used_up_by_accepting_it_and_not_by_looking(home: Home, stranger: TestClient) -> None:
    helper = account_of(home, Who("ada", Role.HELPER, people=("me",)))
    lasts = timedelta(days=7)
    token = home.store.tickets.issue(Purpose.INVITATION, now=NOW, lasts=lasts, account=helper.id).get_secret_value()
    for _ in range(2):
        assert "ada" in stranger.get("/invited", params={"token": token}).text
    assert stranger.post("/invited", data={"token": token, "password": "short"}).status_code == 400
    assert stranger.post("/invited", data={"token": token, "password": PASSWORD}).status_code == 303
    assert stranger.get("/").status_code == 200
    assert stranger.get("/invited", params={"token": token}).status_code == 403
    assert stranger.post("/invited", data={"token": token, "password": PASSWORD}).status_code == 403


def test_a_removed_account_is_out_at_once_and_its_name_is_free(home: Home, stranger: TestClient) -> None:
    who = Who("ada", Role.HELPER, people=("me",))
    sign_in_as(home, stranger, who)
    assert stranger.get("/").status_code == 200
    home.store.accounts.remove(account_of(home, who).id, now=NOW)
    assert stranger.get("/").status_code == 303
    assert home.store.accounts.add("ada", role=Role.VIEWER, now=NOW).role is Role.VIEWER


def test_what_a_helper_was_given_until_yesterday_is_gone_today(
    home: Home, stranger: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in_as(home, stranger, Who("ada", Role.HELPER, people=("me",), until=NOW + timedelta(hours=1)))
    assert stranger.get("/?person=me").status_code == 200
    at(monkeypatch, timedelta(hours=1))
    assert stranger.get("/?person=me").status_code == 404


def test_signing_in_and_failing_to_stand_in_the_audit_log_without_names(home: Home, armed: TestClient) -> None:
    armed.post("/sign-in", data=FORM | {"password": "a wrong one"})
    armed.post("/sign-in", data=FORM)
    entries = home.store.audit.list()
    assert [one.act for one in entries] == ["signed_in_by_password", "sign_in_failed"]
    assert "owner" not in repr(entries)


def test_a_helpers_first_look_of_a_day_into_a_record_is_noted_once(home: Home, stranger: TestClient) -> None:
    who = Who("ada", Role.HELPER, people=("me",))
    sign_in_as(home, stranger, who)
    for path in ("/", "/log", "/?person=me"):
        assert stranger.get(path).status_code == 200
    looks = [one for one in home.store.audit.list() if one.act == "looked"]
    assert [(one.account, one.person) for one in looks] == [(account_of(home, who).id, "me")]


def test_how_a_session_was_opened_is_known(home: Home, armed: TestClient) -> None:
    armed.post("/sign-in", data=FORM)
    assert home.store.sessions.of(account_of(home, HOST).id)[0].how is How.PASSWORD
