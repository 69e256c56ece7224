"""The servers as pytest fixtures; a conftest takes them with `from tests.servers.fixtures import ...`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.backends import Backend, DovecotBackend, EmbeddedBackend
from tests.servers.dovecot import MISSING, Dovecot, running_dovecot
from tracker.mailbox.demo import embedded_server


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """One Dovecot for the whole run; each test takes a user of its own."""
    if MISSING:
        pytest.skip(MISSING)
    with running_dovecot() as server:
        yield server


@pytest.fixture
def on_dovecot(dovecot: Dovecot) -> DovecotBackend:
    return DovecotBackend(dovecot)


@pytest.fixture
def on_embedded() -> Iterator[EmbeddedBackend]:
    with embedded_server() as server:
        yield EmbeddedBackend(server)


@pytest.fixture(params=[pytest.param("on_dovecot", marks=pytest.mark.dovecot), "on_embedded"])
def backend(request: pytest.FixtureRequest) -> Backend:
    """A fresh mailbox on each kind of server."""
    chosen: Backend = request.getfixturevalue(request.param)
    return chosen
