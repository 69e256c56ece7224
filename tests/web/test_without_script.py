"""The story of a change in a real browser that runs no script, on a small phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.shell import NOW, opened
from tests.web.browser import page, served
from tests.web.record import hostile, keep, rescheduled, scheduled
from tests.web.visiting import HOST
from tracker.appointments.events import Status
from tracker.worker.home import Home

pytestmark = pytest.mark.browser


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.setenv("TRACKER_NOW", NOW.isoformat())
    with opened(tmp_path, port=0) as made:
        keep(made, scheduled())
        yield made


@pytest.fixture
def tab(home: Home, chromium: Browser) -> Iterator[Page]:
    with served(home) as site, page(chromium, site, HOST, script=False) as made:
        yield made


def standing(home: Home) -> list[str]:
    found = home.state("me", NOW).appointments
    return [one.starts_at.day.isoformat() for one in found if one.status is Status.CONFIRMED]


def test_asking_takes_three_taps_and_the_date_that_stands_stays_first(home: Home, tab: Page) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="Ask to change").click()
    tab.get_by_role("button", name="On the web site").click()
    assert tab.get_by_text("The date that stands does not change").is_visible()
    tab.get_by_role("link", name="Today").click()
    assert tab.locator(".hero .day").inner_text() == "Monday, April 5, 2027"
    assert tab.get_by_text("It is NOT confirmed. Go on Apr 5, 2027").is_visible()
    keep(home, rescheduled(days_ago=0))
    tab.goto("/")
    assert tab.locator(".hero .day").inner_text() == "Wednesday, April 14, 2027"


def test_a_message_is_read_accepted_with_what_that_does_and_undone(home: Home, tab: Page) -> None:
    keep(home, hostile())
    tab.goto("/")
    tab.get_by_role("link", name="To check").click()
    tab.get_by_role("link", name="Read and decide").click()
    assert "<script>alert(1)</script>" in tab.locator(".message").inner_text()
    assert tab.locator("mark").count() > 0
    tab.get_by_role("button", name="See what this will do").click()
    assert tab.get_by_text("not verified, then confirmed").is_visible()
    assert standing(home) == ["2027-04-05"]
    tab.get_by_role("button", name="Yes, do this").click()
    assert "2027-04-20" in standing(home)
    tab.get_by_role("button", name="Undo").click()
    assert tab.get_by_text("Taken back. Everything is as it was.").is_visible()
    assert standing(home) == ["2027-04-05"]


def test_the_menu_and_the_language_work_without_script(tab: Page) -> None:
    tab.goto("/log")
    tab.locator(".menu summary").click()
    tab.get_by_role("link", name="Privacy").click()
    tab.get_by_role("link", name="HT").click()
    assert tab.locator("html").get_attribute("lang") == "ht"
    assert tab.locator("h1").inner_text() == "Vi prive"
