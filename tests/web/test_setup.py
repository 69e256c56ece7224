"""The set-up in the browser: from nothing to a subscribed phone, against a real Dovecot."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from tests.programmes.letters import scheduled, unrelated
from tests.servers.channels import running_post
from tests.servers.dovecot import Dovecot
from tests.servers.fixtures import dovecot
from tests.shell import NOW, opened
from tests.web.browser import page, served
from tests.web.visiting import HOST, Who, account_of, browser, sign_in_as
from tracker.appointments.events import Status
from tracker.demo.story import ADDRESS, NAME, messages
from tracker.mailbox.providers import PROVIDERS, Provider
from tracker.reading.types import Language
from tracker.settings import load_settings
from tracker.storage.access_types import Role
from tracker.web.setup.mailbox import steps_of
from tracker.words.load import words
from tracker.worker.home import Home, open_home

__all__ = ["dovecot"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.setenv("TRACKER_NOW", NOW.isoformat())
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dovecot: Dovecot) -> Iterator[Home]:
    """A record with nobody in it, that trusts the test server's certificate."""
    monkeypatch.setenv("TRACKER_NOW", NOW.isoformat())
    (tmp_path / "elsewhere").mkdir()
    ca_file = str(dovecot.certificate.cert_file)
    settings = load_settings(
        home=tmp_path / "home", key_file=tmp_path / "elsewhere" / "key", dns=False, port=0, ca_file=ca_file
    )
    with open_home(settings, create=True) as made:
        yield made


AT_GMAIL = "maria.lopez@gmail.com"


def at_gmail(raw: list[bytes]) -> list[bytes]:
    """The story in a mailbox whose provider is known from its address."""
    return [one.replace(ADDRESS.encode(), AT_GMAIL.encode()) for one in raw]


@pytest.mark.dovecot
@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_from_nothing_to_a_date_and_a_calendar_link(
    empty: Home, dovecot: Dovecot, chromium: Browser, script: bool
) -> None:
    user = "scripted" if script else "scriptless"  # Dovecot writes names in small letters
    dovecot.fill([*unrelated(200), *at_gmail(messages(NOW))], user=user)
    with served(empty) as site, page(chromium, site, script=script) as tab:
        tab.goto(site.server.link())
        assert tab.url.endswith("/setup/account")
        tab.get_by_label("New password").fill("four plain words here")
        tab.get_by_role("button", name="Next").click()
        tab.get_by_label("Full name").fill(NAME)
        tab.get_by_role("button", name="Next").click()
        tab.get_by_label("E-mail address").fill(AT_GMAIL)
        tab.get_by_role("button", name="Next").click()
        tab.get_by_label("App password").fill("wrong")
        tab.get_by_text("Another mail server").click()
        tab.get_by_label("Name of the IMAP server").fill("127.0.0.1")
        tab.get_by_label("Port").fill(str(dovecot.tls_port))
        tab.get_by_label("Sign-in name").fill(user)
        tab.get_by_role("button", name="Sign in and read").click()
        tab.get_by_text("did not accept the name or the password").wait_for()
        assert empty.store.mailboxes.list() == ()
        tab.get_by_label("App password").fill(dovecot.password)
        tab.get_by_role("button", name="Sign in and read").click()
        tab.get_by_role("heading", name="Your e-mail has been read").wait_for()
        assert "/setup/reading/mail1" in tab.url
        tab.get_by_role("link", name="See today's page").click()
        (standing,) = [one for one in empty.state("me", NOW).appointments if one.status is Status.CONFIRMED]
        day = standing.starts_at.day
        assert f"{day:%B} {day.day}, {day.year}" in tab.locator("main").inner_text()
    assert empty.person("me").name == NAME
    assert empty.store.mailboxes.get("mail1").last_ok_at == NOW


@pytest.mark.dovecot
def test_the_events_tell_how_far_the_read_is_until_it_has_ended(empty: Home, dovecot: Dovecot) -> None:
    dovecot.fill([*unrelated(500), scheduled(0)], user="events")
    with browser(empty, Who("owner", Role.OWNER, everyone=True)) as client:
        client.post("/setup/person", data={"name": "", "zone": "America/New_York"})
        form = {
            "address": "events@mail.example",
            "host": "127.0.0.1",
            "port": str(dovecot.tls_port),
            "user": "events",
            "password": dovecot.password,
        }
        answer = client.post("/setup/mailbox?person=me", data=form)
        assert (answer.status_code, answer.headers["location"]) == (303, "/setup/reading/mail1?person=me")
        told = client.get("/setup/reading/mail1/events").text
        assert told.strip().splitlines()[-1].endswith('"ended":true,"failed":false}')
        assert "Your e-mail has been read" in client.get("/setup/reading/mail1?person=me").text


@pytest.fixture
def owner(home: Home) -> Iterator[TestClient]:
    """Whose record it is, on somebody else's installation."""
    with browser(home) as client:
        sign_in_as(home, client, Who("maria", Role.OWNER, people=("me",)))
        yield client


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_provider_has_its_own_steps(provider: Provider, owner: TestClient) -> None:

    answer = owner.post("/setup/mailbox/steps", data={"address": f"me@{provider.domains[0]}"})
    assert answer.status_code == 200
    assert steps_of(provider)[0].startswith(provider.name.lower())
    assert ('name="password"' in answer.text) is provider.password_works


def test_a_provider_that_does_not_work_is_said_so_and_asked_for_no_password(home: Home, owner: TestClient) -> None:
    page = owner.post("/setup/mailbox/steps", data={"address": "me@hotmail.com"}).text
    assert "cannot be read yet" in page
    assert owner.post("/setup/mailbox", data={"address": "me@hotmail.com", "password": "x"}).status_code == 422
    assert home.store.mailboxes.list() == ()


@pytest.mark.parametrize("server", [{"host": "10.0.0.1"}, {"port": "25"}, {"host": "imap.gmail.com", "port": "22"}])
def test_only_who_runs_the_installation_may_name_any_server(owner: TestClient, server: dict[str, str]) -> None:
    form = {"address": "me@gmail.com", "password": "x"} | server
    assert owner.post("/setup/mailbox", data=form).status_code == 403
    assert owner.post("/setup/mailbox", data={"address": "me@mail.example", "password": "x"}).status_code == 403


@pytest.mark.parametrize("role", [Role.HELPER, Role.VIEWER, Role.OPERATOR])
def test_a_helper_sets_up_no_mailbox(home: Home, stranger: TestClient, role: Role) -> None:
    sign_in_as(home, stranger, Who("ada", role, people=("me",)))
    assert stranger.get("/setup/mailbox?person=me").status_code == 403
    assert (
        stranger.post("/setup/mailbox?person=me", data={"address": "a@b.example", "password": "x"}).status_code == 403
    )


@pytest.mark.parametrize("language", Language)
def test_where_several_set_up_mailboxes_and_channels_what_only_this_machine_reaches_is_refused_in_words(
    home: Home, owner: TestClient, language: Language
) -> None:
    account_of(home, HOST)
    said, lang = words(language), {"lang": language.value}
    given = {"address": "me@proton.me", "password": "x"}
    answer = owner.post("/setup/mailbox", params=lang, data=given)
    assert answer.status_code == 422
    assert said.say("begin.not_public") in unescape(answer.text)
    answer = owner.post("/settings/channels", params=lang, data={"url": "json://127.0.0.1/"})
    assert answer.status_code == 422
    assert said.say("setup.channel_not_public") in unescape(answer.text)
    assert (home.store.mailboxes.list(), home.store.alerts.channels()) == ((), ())


def test_a_mail_server_whose_name_leads_to_this_machine_is_found_out_when_it_is_tried(
    home: Home, owner: TestClient
) -> None:
    account_of(home, HOST)
    with running_post() as post:
        url = f"mailto://example.org:{post.port}?from=a@example.org&to=b@example.org&smtp=127.1&mode=insecure"
        owner.post("/settings/channels", data={"url": url})
        (channel,) = home.store.alerts.channels()
        answer = owner.post(f"/settings/channels/{channel.id}/test")
        assert words(Language.EN).say("setup.channel_not_public") in unescape(
            owner.get(answer.headers["location"]).text
        )
        assert post.raw == []
