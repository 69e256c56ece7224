"""Every contract test runs on SQLite and on PostgreSQL; `url` is a fresh, empty database each time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.databases import lay_empty, url
from tests.servers.postgres import postgres_server
from tests.storage.samples import KEY, NOW
from tracker.reading.types import Language
from tracker.storage.store import Store, open_store

__all__ = ["postgres_server", "url"]


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty record with one person, `ana`."""
    lay_empty(url)
    with open_store(url, KEY, create=True) as opened:
        opened.people.add("ana", name="Ana Example", language=Language.ES, zone="America/New_York", now=NOW)
        yield opened


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/home/tracker.db"


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One record on SQLite for the examples of a property, which cannot have a fresh one each."""
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('shared')}/tracker.db", KEY, create=True) as opened:
        yield opened
