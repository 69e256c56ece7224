"""The pages in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.shell import NOW, opened
from tests.web.browser import page, served
from tests.web.record import fill
from tests.web.visiting import HOST
from tracker.storage.access_types import How
from tracker.web.signin.doors import ELSEWHERE
from tracker.worker.home import Home

pytestmark = pytest.mark.browser


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.setenv("TRACKER_NOW", NOW.isoformat())
    with opened(tmp_path, port=0) as made:
        yield made


def test_the_printed_link_begins_the_set_up_of_a_new_record_in_a_browser(home: Home, chromium: Browser) -> None:
    with served(home) as site, page(chromium, site) as tab:
        tab.goto(site.server.link())
        assert tab.url.startswith(f"{site.base}/setup")
        assert tab.locator("h1").first.is_visible()


def test_leaving_now_ends_the_session_and_puts_another_page_there(home: Home, chromium: Browser) -> None:
    with served(home) as site, page(chromium, site, HOST, leaves_to=ELSEWHERE) as tab:
        tab.goto("/")
        tab.locator("form[action='/leave'] button").click()
        tab.wait_for_url(ELSEWHERE)
        assert home.store.sessions.of(home.store.accounts.list()[0].id) == ()
        tab.goto("/")
        assert "/sign-in" in tab.url


def test_a_passkey_is_added_signs_in_and_can_be_removed(home: Home, chromium: Browser) -> None:
    with served(home) as site, page(chromium, site, HOST) as tab:
        authenticator(tab)
        tab.goto("/account")
        tab.get_by_label("Name of this device").fill("My <phone>")
        tab.get_by_role("button", name="Add a passkey on this device").click()
        tab.get_by_text("My <phone>").wait_for()
        mine = home.store.accounts.list()[0].id
        assert [one.name for one in home.store.passkeys.of(mine)] == ["My <phone>"]
        tab.get_by_role("button", name="Sign out", exact=True).click()
        tab.goto("/log")
        tab.get_by_role("button", name="Sign in with a passkey").click()
        tab.wait_for_url("**/log")
        assert home.store.sessions.of(mine)[0].how is How.PASSKEY
        tab.goto("/account")
        tab.get_by_role("button", name="Remove").click()
        tab.wait_for_load_state()
        assert home.store.passkeys.of(mine) == ()


def test_a_passkey_that_is_not_known_here_is_refused_in_words(home: Home, chromium: Browser) -> None:
    with served(home) as site, page(chromium, site, HOST) as tab:
        authenticator(tab)
        tab.goto("/account")
        tab.get_by_role("button", name="Add a passkey on this device").click()
        tab.get_by_role("button", name="Remove").wait_for()
        mine = home.store.accounts.list()[0].id
        home.store.passkeys.remove(home.store.passkeys.of(mine)[0].id, account=mine)
        tab.goto("/sign-in")
        tab.get_by_role("button", name="Sign in with a passkey").click()
        tab.get_by_text("The passkey was not accepted.").wait_for()


def authenticator(tab: Page) -> None:
    """Chromium's own stand-in for a phone's fingerprint reader."""
    session = tab.context.new_cdp_session(tab)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_on_paper_the_earlier_dates_stand_too_though_they_are_folded_away(home: Home, chromium: Browser) -> None:
    fill(home)
    with served(home) as site, page(chromium, site, HOST, script=False) as tab:
        tab.goto("/")
        earlier = tab.locator("main details li").first
        assert not earlier.is_visible()
        tab.emulate_media(media="print")
        assert earlier.is_visible()
        assert not tab.locator("header").is_visible()
