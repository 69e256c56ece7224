"""Every page as a person sees it: on a small phone and on a desk, in five languages, by a screen reader."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from fastapi.routing import RouteContext
from playwright.sync_api import Browser, Page, Response, ViewportSize

from tests.shell import NOW, opened
from tests.web.axe import ALWAYS, AXE, Look, examined
from tests.web.browser import DESK, PHONE, page, served
from tests.web.every_page import each_page
from tests.web.record import fill
from tests.web.table import application, gives_a_page, route_for, routes
from tests.web.visiting import HOST
from tracker.reading.types import Language, When
from tracker.web.faults import BY_STATUS
from tracker.words.load import words
from tracker.worker.home import Home

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("PAGE_SCREENSHOTS")  # a folder, for whoever wants to look
FEWEST_PAGES = 45
# What answers with something else than a page, though its type does not say so.
NO_PAGES = {
    "original": "a message's bytes, to keep",
    "evidence": "a file's bytes, to keep",
    "metrics": "figures for programs",
    "seen_style": "a style sheet",
}
HEAVIEST = 60_000  # bytes of a page with its style
MOST_LOADED = 3  # the style, the sign of the tab, and a script at most
# What a page in another language may show in English: a name of English itself, a rule's name, the API's description.
MAY_BE_ENGLISH = re.compile(r"EN|English|[a-z_.]+:[a-z_.-]+@\w+|API.*", re.DOTALL)
FEWEST_WORDS = 2
MARK = "|"
BETWEEN = re.compile(r"\||\d+(?: AM\b)?")
SMALLEST_TARGET = 44  # CSS pixels; WCAG 2.5.8 asks for 24
# What is tapped; a radio button or box is tapped by its label.
TAPPED = "a, button, select, textarea, summary, label.choice, input:not([type=hidden], [type=radio], [type=checkbox])"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """One record for all tests here: they only look."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_NOW", NOW.isoformat())
        with opened(tmp_path_factory.mktemp("pages"), port=0) as made:
            fill(made)
            yield made


@pytest.mark.parametrize("language", list(Language))
def test_each_page_there_is_fits_its_screen_speaks_one_language_is_light_and_can_be_tapped(
    home: Home, chromium: Browser, language: Language
) -> None:
    """By the table of routes: whoever adds a page walks over it in `every_page`, or says in `NO_PAGES` why not."""
    table = list(routes(application(home)))
    with served(home) as site, page(chromium, site, HOST) as tab:
        tab.goto(f"/language/{language}?back={quote('/')}")
        inspector = Inspector(tab, language)
        tab.on("response", lambda answer: inspector.note(answer, table))
        each_page(tab, home, inspector.look)
    assert inspector.wrong == []
    assert inspector.statuses >= set(BY_STATUS) - {HTTPStatus.UNAUTHORIZED}  # which leads to the door instead
    assert {route.name for route in table if gives_a_page(route)} - inspector.walked == set(NO_PAGES)


class Inspector:
    """Looks at the page that a tab shows, once as wide as a desk and once as a phone."""

    def __init__(self, tab: Page, language: Language) -> None:
        self.wrong: list[str] = []
        self.walked, self.statuses = set[str](), set[int]()
        self._tab, self._language = tab, language
        self._english = {} if language is Language.EN else _sentences()
        self._weights: dict[str, int] = {}

    def note(self, answer: Response, table: Sequence[RouteContext]) -> None:
        if "text/html" in answer.headers.get("content-type", ""):
            route = route_for(table, answer.request.method, urlsplit(answer.url).path)
            self.walked.add(route.name or "" if route else "")
            self.statuses.add(answer.status)

    def look(self, name: str) -> None:
        self._tab.wait_for_load_state()  # a page without its style is wider than one with it
        assert self._tab.locator("html").get_attribute("lang") == self._language
        faults = [*self._weight(), *english_left(self._tab, self._english)]
        for size in (DESK, PHONE):
            self._tab.set_viewport_size(size)
            faults += self._width(size)
            if PICTURES:
                file = Path(PICTURES) / f"{file_name(name)}-{self._language}-{size['width']}"
                self._tab.screenshot(path=f"{file}.png", full_page=True)
        faults += [f"too small to be tapped: {one}" for one in self._tab.evaluate(_SMALL, [TAPPED, SMALLEST_TARGET])]
        self.wrong += [f"{name}: {one}" for one in faults]

    def _width(self, size: ViewportSize) -> Iterator[str]:
        over = self._tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            yield f"{over} pixels wider than {size['width']}"

    def _weight(self) -> Iterator[str]:
        loaded = self._tab.evaluate(_LOADED)
        if len(loaded) > MOST_LOADED:
            yield f"asks for more than one style, one sign of the tab and one script: {loaded}"
        heavy = len(self._tab.content().encode()) + sum(map(self._bytes_of, loaded))
        if heavy > HEAVIEST:
            yield f"{heavy} bytes"

    def _bytes_of(self, address: str) -> int:
        if address not in self._weights:
            self._weights[address] = len(self._tab.request.get(address).body())
        return self._weights[address]


@pytest.mark.parametrize(("language", "look"), ALWAYS)
def test_axe_finds_nothing_on_any_page(home: Home, chromium: Browser, language: Language, look: Look) -> None:
    """`python -m tests.programmes.axe` does this in every language and look."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed here: npm install --prefix tests/node")
    with served(home) as site:
        seen = examined(chromium, site, language, look)
    sys.stdout.write(f"{seen.line()}\n")
    assert len(seen.pages) > FEWEST_PAGES
    assert seen.passed > len(seen.pages)
    assert seen.violations == []


_TEXT = """() => {
  const whole = document.body.cloneNode(true);
  for (const one of whole.querySelectorAll('[hreflang], option, .message, dd[lang], dl[lang]')) one.remove();
  return whole.textContent.replace(/\\s+/g, ' ');
}"""
_MARKED_ENGLISH = "[...document.querySelectorAll('body [lang=en]:not(dl, .message)')].map(one => one.textContent)"
# In CSS pixels, half a pixel forgiven.
_SMALL = """([tapped, least]) => [...document.querySelectorAll(tapped)].filter(one => {
  const box = one.getBoundingClientRect();
  return one.checkVisibility({visibilityProperty: true}) && box.width && Math.min(box.height, box.width) < least - 0.5;
}).map(one => one.outerHTML.slice(0, 100))"""
_LOADED = "performance.getEntriesByType('resource').map(one => one.name)"


def file_name(page: str) -> str:
    return re.sub(r"\W+", "_", page).strip("_")[:24] or "today"


def english_left(tab: Page, sentences: Mapping[str, str]) -> list[str]:
    """What stands on a page of another language in English, whether it is marked as English or not."""
    text = tab.evaluate(_TEXT)
    marked = {str(one).strip() for one in tab.evaluate(_MARKED_ENGLISH)}
    called = [f"{one[:80]!r} is called English" for one in marked if not MAY_BE_ENGLISH.fullmatch(one)]
    return called + [key for key, sentence in sentences.items() if sentence in text]


def _sentences() -> dict[str, str]:
    """The English sentences that no other language can happen to share; of those with values the longest stretch."""
    t = words(Language.EN)
    when = When(day=date(2027, 4, 5), time=time(9))
    filled = {
        key: t.say(key, **{name: when if style else MARK for name, style in t.placeholders(key)}) for key in t.names()
    }
    stretches = {key: max(BETWEEN.split(text), key=len).strip() for key, text in filled.items()}
    return {key: text for key, text in stretches.items() if len(text.split()) > FEWEST_WORDS}
