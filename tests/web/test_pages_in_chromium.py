"""Every page as a person sees it: on a small phone and on a desk, in five languages, by a screen reader."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date, time
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
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


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", list(Language))
def test_no_page_is_wider_than_its_screen_or_speaks_another_language(
    home: Home, chromium: Browser, size: ViewportSize, language: Language
) -> None:
    english = {} if language is Language.EN else _sentences()
    wrong: list[str] = []
    with served(home) as site, page(chromium, site, HOST, size=size) as tab:
        tab.goto(f"/language/{language}?back={quote('/')}")

        def look(name: str) -> None:
            tab.wait_for_load_state()  # a page without its style is wider than one with it
            assert tab.locator("html").get_attribute("lang") == language
            over = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            wrong.extend([f"{name}: {over} pixels too wide"] if over > 0 else [])
            wrong.extend([] if language is Language.EN else (f"{name}: {one}" for one in english_left(tab, english)))
            if PICTURES:
                file = Path(PICTURES) / f"{file_name(name)}-{language}-{size['width']}"
                tab.screenshot(path=f"{file}.png", full_page=True)

        each_page(tab, home, look)
    assert wrong == []


def test_every_page_that_there_is_is_among_them(home: Home, chromium: Browser) -> None:
    """By the table of routes: whoever adds a page walks over it in `every_page`, or says here why not."""
    app = application(home)
    pages = {route.name for route in routes(app) if gives_a_page(route)}
    walked, statuses = set[str](), set[int]()
    with served(home) as site, page(chromium, site, HOST) as tab:

        def note(answer: Response) -> None:
            if "text/html" in answer.headers.get("content-type", ""):
                route = route_for(routes(app), answer.request.method, urlsplit(answer.url).path)
                walked.add(route.name or "" if route else "")
                statuses.add(answer.status)

        tab.on("response", note)
        each_page(tab, home, lambda _: None)
    assert pages - walked == set(NO_PAGES)
    refusals = set(BY_STATUS) - {HTTPStatus.UNAUTHORIZED}  # which leads to the door instead
    assert refusals - statuses == set()


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


def test_every_page_is_light_and_comes_in_one_round(home: Home, chromium: Browser) -> None:
    with served(home) as site, page(chromium, site, HOST) as tab:
        sizes: dict[str, int] = {}

        def look(name: str) -> None:
            style = sum(len(tab.request.get(one).body()) for one in tab.evaluate(_LOADED))
            sizes[name] = len(tab.content().encode()) + style
            assert len(tab.evaluate(_LOADED)) <= 3, "the style, the sign of the tab, and a script at most"

        each_page(tab, home, look)
    assert {name: size for name, size in sizes.items() if size > HEAVIEST} == {}


def test_what_can_be_tapped_is_large_enough(home: Home, chromium: Browser) -> None:
    small: list[str] = []
    with served(home) as site, page(chromium, site, HOST) as tab:

        def look(name: str) -> None:
            for one in tab.locator(TAPPED).all():
                box = one.bounding_box()
                if box and one.is_visible() and min(box["height"], box["width"]) < SMALLEST_TARGET - 0.5:
                    small.append(f"{name}: {one.evaluate('one => one.outerHTML')[:100]} {box}")

        each_page(tab, home, look)
    assert small == []


_TEXT = """() => {
  const whole = document.body.cloneNode(true);
  for (const one of whole.querySelectorAll('[hreflang], option, .message, dd[lang], dl[lang]')) one.remove();
  return whole.textContent.replace(/\\s+/g, ' ');
}"""
_MARKED_ENGLISH = "[...document.querySelectorAll('body [lang=en]:not(dl, .message)')].map(one => one.textContent)"
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
