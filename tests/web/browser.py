"""A real browser (Debian's Chromium, driven by Playwright) on pages that are really served.

def test_...(home, chromium):
with served(home) as site, page(chromium, site, HOST) as tab:
tab.goto(f"{site.base}/log")
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, sync_playwright

from tests.shell import NOW
from tests.web.serving import Site, served
from tests.web.visiting import Who, account_of
from tracker.storage.access_types import How
from tracker.web.visits import COOKIE

__all__ = ["DESK", "PHONE", "Site", "chromium", "page", "served"]

CHROMIUM = Path("/usr/bin/chromium")
PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1280, height=800)
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a module; each test opens tabs of its own, which share nothing.

    Not for the whole session: while it runs, so does its event loop, and no other test could run one.
    """
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed here (Debian package chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *QUIET])
        yield launched
        launched.close()


@contextmanager
def page(
    browser: Browser,
    site: Site,
    who: Who | None = None,
    *,
    size: ViewportSize = PHONE,
    language: str = "en-US",
    script: bool = True,
    dark: bool = False,
    leaves_to: str = "",
) -> Iterator[Page]:
    """A tab of its own, signed in as `who`. Whatever it asks of another host fails the test, but for `leaves_to`,

    which is answered with an empty page: no test speaks to the network.
    """
    context = browser.new_context(
        viewport=size,
        locale=language,
        java_script_enabled=script,
        color_scheme="dark" if dark else "light",
        base_url=site.base,
    )
    elsewhere: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url == leaves_to:
            route.fulfill(body="")
        else:
            elsewhere.append(route.request.url)
            route.abort()

    context.route(lambda url: not url.startswith(f"{site.base}/"), answer)
    if who is not None:
        made = site.home.store.sessions.open(account_of(site.home, who).id, How.PASSWORD, client="tests", now=NOW)
        context.add_cookies([{"name": COOKIE, "value": made.secret.get_secret_value(), "url": site.base}])
    try:
        yield context.new_page()
    finally:
        context.close()
    assert elsewhere == [], elsewhere
