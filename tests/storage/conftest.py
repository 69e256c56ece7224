"""Every contract test runs on SQLite and on PostgreSQL; `url` is a fresh, empty database each time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from tests.servers.postgres import postgres_server
from tests.storage.samples import KEY, NOW
from tracker.reading.types import Language
from tracker.storage.store import Store, open_store

__all__ = ["postgres_server"]

_numbers = count()
BACKENDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/home/tracker.db"
        return
    server: str = request.getfixturevalue("postgres_server")
    schema = f"record_{next(_numbers)}"  # quicker to make and drop than a database
    _command(server, f"CREATE SCHEMA {schema}")
    yield f"{server}&options={quote(f'-csearch_path={schema}')}"
    _command(server, f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty record with one person, `ana`."""
    with open_store(url, KEY, create=True) as opened:
        opened.people.add("ana", name="Ana Example", language=Language.ES, zone="America/New_York", now=NOW)
        yield opened


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/home/tracker.db"


def _command(server: str, statement: str) -> None:
    address = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(statement))


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One record on SQLite for the examples of a property, which cannot have a fresh one each."""
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('shared')}/tracker.db", KEY, create=True) as opened:
        yield opened
