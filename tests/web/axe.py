"""axe-core, the common judge of what a screen reader can make of a page, on every page there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.web.browser import Site, page
from tests.web.every_page import each_page
from tests.web.visiting import HOST
from tracker.reading.types import Language

AXE = Path(__file__).parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"


class Look(StrEnum):
    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"


# What the tests always do; the programme does every language in every look.
ALWAYS = [(Language.EN, Look.LIGHT), (Language.HT, Look.DARK)]


@dataclass
class Examined:
    """`passed` are the rules that found something to judge and were content, of all pages together."""

    language: Language
    look: Look
    pages: list[str] = field(default_factory=list)
    passed: int = 0
    violations: list[str] = field(default_factory=list)

    def line(self) -> str:
        return (
            f"axe, {self.language.value}, {self.look.value}: {len(self.pages)} pages, {self.passed} rules passed,"
            f" {len(self.violations)} violations"
        )


def examined(browser: Browser, site: Site, language: Language, look: Look) -> Examined:
    seen, source = Examined(language, look), AXE.read_text("utf-8")
    with page(browser, site, HOST, dark=look is Look.DARK) as tab:
        tab.goto(f"/language/{language.value}?back=/")
        each_page(tab, site.home, lambda name: _examine(tab, source, seen, name))
    return seen


def _examine(tab: Page, source: str, seen: Examined, name: str) -> None:
    tab.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    if seen.look is Look.PRINT:  # and only now: forms are not printed, and the next page may need one
        tab.emulate_media(media="print")
    tab.evaluate(source)
    result = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
    tab.emulate_media(media="screen")
    seen.pages.append(name)
    seen.passed += len(result["passes"])
    for one in result["violations"]:
        seen.violations.extend(f"{name}: {one['id']}: {node['html'][:120]}" for node in one["nodes"])
