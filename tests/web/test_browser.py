"""The pages in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.shell import NOW, opened
from tests.web.browser import chromium, page, served
from tests.web.visiting import HOST
from tracker.web.signin.doors import ELSEWHERE
from tracker.worker.home import Home

__all__ = ["chromium"]
pytestmark = pytest.mark.browser


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.setenv("TRACKER_NOW", NOW.isoformat())
    with opened(tmp_path, port=0) as made:
        yield made


def test_the_printed_link_opens_the_first_page_in_a_browser(home: Home, chromium: Browser) -> None:
    with served(home) as site, page(chromium, site) as tab:
        tab.goto(site.server.link())
        assert tab.url == f"{site.base}/"
        assert tab.locator("h1").first.is_visible()


def test_leaving_now_ends_the_session_and_puts_another_page_there(home: Home, chromium: Browser) -> None:
    with served(home) as site, page(chromium, site, HOST, leaves_to=ELSEWHERE) as tab:
        tab.goto("/")
        tab.locator("form[action='/leave'] button").click()
        tab.wait_for_url(ELSEWHERE)
        assert home.store.sessions.of(home.store.accounts.list()[0].id) == ()
        tab.goto("/")
        assert "/sign-in" in tab.url
