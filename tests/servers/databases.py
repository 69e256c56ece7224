"""A fresh, empty database for each test, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from tracker.storage.database import open_database

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


def lay_empty(url: str) -> None:
    """Put an empty record there if it is to be a file: whoever opens it next need not run every migration again."""
    if not url.startswith("sqlite:///"):
        return
    file = Path(url.removeprefix("sqlite:///"))
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_bytes(_empty())


@cache
def _empty() -> bytes:
    """What the migrations leave, made once in each process. The first key to open it makes it its own."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "tracker.db"
        open_database(f"sqlite:///{file}", create=True).dispose()
        return file.read_bytes()


def _command(server: str, statement: str) -> None:
    address = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(statement))
