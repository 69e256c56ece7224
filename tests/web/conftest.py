"""A home with one person, and browsers of several roles that are signed in to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.shell import NOW, opened
from tests.web.browser import chromium
from tests.web.visiting import HOST, browser
from tracker.worker.home import Home

# Here for all modules: two that each imported it would start two at a time, which Playwright refuses.
__all__ = ["chromium"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.setenv("TRACKER_NOW", NOW.isoformat())
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def stranger(home: Home) -> Iterator[TestClient]:
    """A browser that is not signed in."""
    with browser(home) as client:
        yield client


@pytest.fixture
def client(home: Home) -> Iterator[TestClient]:
    """The browser of whoever runs this installation, by the printed link."""
    with browser(home, HOST) as client:
        yield client
