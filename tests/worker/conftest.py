from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.databases import url
from tests.servers.postgres import postgres_server
from tracker.settings import load_settings
from tracker.worker.bench import ReadingSettings
from tracker.worker.sandbox import Sandbox

__all__ = ["postgres_server", "url"]


@pytest.fixture(scope="module")
def child() -> Iterator[Sandbox]:
    """One process that reads, with the limits that it always has; for tests that do not change what it is told."""
    with Sandbox(ReadingSettings.of(load_settings()), children=1) as made:
        yield made
