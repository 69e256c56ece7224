"""How long each page takes beside a bare FastAPI page of the same size, in the same run.

Run with `python -m tests.benchmarks.bench_pages [MESSAGES [PEOPLE]]`. A record of so many messages is looked at, beside
so many people who have one message each. Ratios are what counts: machines differ.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from fastapi import FastAPI
from jinja2 import DictLoader, Environment
from starlette.responses import HTMLResponse
from starlette.testclient import TestClient

from tests.programmes.letters import scheduled
from tests.shell import NOW, opened
from tests.web.visiting import HOST, browser
from tracker.reading.types import Language
from tracker.storage.types import Origin
from tracker.worker.home import Home
from tracker.worker.intake import take_in

ROUNDS = 100
PAGES = ("/", "/log", "/review", "/requests", "/add", "/subscribe", "/settings", "/people")


def bare(content: str) -> TestClient:
    """A page of those bytes from a template, and nothing more than that."""
    app = FastAPI(openapi_url=None)
    templates = Environment(loader=DictLoader({"page.html": content}), autoescape=True)

    @app.get("/")
    def page() -> HTMLResponse:
        return HTMLResponse(templates.get_template("page.html").render())

    return TestClient(app)


def timed(look: Callable[[], object]) -> tuple[float, float]:
    """The median and the 99th of a hundred, in seconds; the first look, which loads templates, is not counted."""
    look()
    took = []
    for _ in range(ROUNDS):
        start = perf_counter()
        look()
        took.append(perf_counter() - start)
    return median(took), quantiles(took, n=100)[-1]


def fill(home: Home, messages: int, people: int) -> None:
    def given(person: str) -> tuple[Origin, ...]:
        return (Origin(person=person, authserv_id="mx.google.com", address="maria.lopez@gmail.com"),)

    for number in range(messages):
        take_in(home, scheduled(number), now=NOW, origins=given("me"))
    for number in range(people):
        person = f"person{number}"
        home.store.people.add(person, name=person, language=Language.EN, zone="America/New_York", now=NOW)
        take_in(home, scheduled(messages + number), now=NOW, origins=given(person))


def main() -> None:
    messages, people = (int(one) for one in [*sys.argv[1:3], "100", "20"][:2])
    os.environ["TRACKER_NOW"] = NOW.isoformat()
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as home:
        fill(home, messages, people)
        with browser(home, HOST) as client:
            for path in PAGES:
                shown = client.get(path, params={"person": "me"}).text
                with bare(shown.replace("{", "(").replace("}", ")")) as plain:
                    ours = timed(lambda path=path: client.get(path, params={"person": "me"}))  # type: ignore[misc]
                    theirs = timed(lambda plain=plain: plain.get("/"))  # type: ignore[misc]
                middle, worst = (mine / plainly for mine, plainly in zip(ours, theirs, strict=True))
                sys.stdout.write(
                    f"{path:10} {len(shown):6} bytes: median {middle:5.1f}, p99 {worst:5.1f} times a bare page\n"
                )


if __name__ == "__main__":
    main()
