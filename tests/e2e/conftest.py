from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.programmes.homes import Home
from tests.servers.dovecot import MISSING, Dovecot, running_dovecot


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An initialised home with the person `me`, at a fixed time."""
    made = Home(tmp_path, TRACKER_NOW="2026-03-01T12:00:00Z")
    made.run("init")
    return made


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    if MISSING:
        pytest.skip(MISSING)
    with running_dovecot() as server:
        yield server
