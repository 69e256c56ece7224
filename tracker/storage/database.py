"""Opens the database: SQLite in a file by default, PostgreSQL for many machines. Nothing else knows which it is."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import NullPool

from tracker.errors import NotFoundError, SettingsError, StorageError
from tracker.storage.faults import sentence

SCHEMA_VERSION = "0006"  # the newest migration
VERSION_TABLE = "tracker_schema"
BUSY_MS = 15_000
CONNECT_SECONDS = 10
UPGRADE_LOCK = 0x7472_6163_6B65_72  # one machine upgrades, the others wait
WRITING = {"tracker_writing": True}
# A page holds a connection while it is made, and pages are made by 40 threads (the number is anyio's): none of them may
# wait for another, nor what runs beside them. What was used last is used next: it knows most (`unchanged`).
POOL: dict[str, Any] = {"pool_size": 10, "max_overflow": 50, "pool_use_lifo": True}

NO_RECORD = "There is no record here yet; run 'tracker init' first."


def open_database(url: str, *, create: bool = False) -> Engine:
    """A database of this version's shape; one from an older version is brought up to date first.

    Raises `NotFoundError` where there is none and `create` is false, `StorageError` for one from a newer version,
    a damaged, locked or unreachable one, `SettingsError` for a URL that names none.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        _ready_file(Path(address.database or ""), create=create)
    engine = _engine(address)
    try:
        with guarded(), engine.connect() as connection:
            version = schema_version(connection)
        _accept(version, create=create)
        if version != SCHEMA_VERSION:
            _upgrade(address)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def guarded() -> Iterator[None]:
    """Turn what the database raises into `StorageError`: one sentence, without the values that were being written."""
    try:
        yield
    except DBAPIError as error:
        raise StorageError(sentence(error.orig)) from None
    except PoolTimeoutError:
        raise StorageError("Too much is going on at once for the database; try again in a moment.") from None


def schema_version(connection: Connection) -> str | None:
    """The newest migration the database has had, None for an empty one."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    version: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - a constant
    return version


def _accept(version: str | None, *, create: bool) -> None:
    if version is None and not create:
        raise NotFoundError(NO_RECORD)
    if version is not None and version > SCHEMA_VERSION:
        raise StorageError(
            f"This record was written by a newer version of this program (schema {version}, this one knows "
            f"{SCHEMA_VERSION}); install the newer version again. Nothing was changed."
        )


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        raise SettingsError(
            "TRACKER_DATABASE_URL is no database URL; write sqlite:////folder/tracker.db or "
            "postgresql://user:password@host/name."
        ) from None
    backend = address.get_backend_name()
    if backend == "sqlite" and address.database not in {None, "", ":memory:"}:
        return address.set(drivername="sqlite")
    if backend in {"postgresql", "postgres"}:
        return address.set(drivername="postgresql+psycopg")
    raise SettingsError("TRACKER_DATABASE_URL must name a SQLite file or a PostgreSQL database.")


def _ready_file(file: Path, *, create: bool) -> None:
    """Make the file (0600) and its folder (0700) readable by their owner only; SQLite's side files follow the file."""
    try:
        if file.exists():
            return
        if create:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
            return
    except OSError as error:
        raise StorageError(
            f"The record in {file.parent} can be neither opened nor made ({error.strerror}); mend its owner, "
            "or choose another TRACKER_HOME."
        ) from None
    raise NotFoundError(NO_RECORD)


def _engine(address: URL, *, for_upgrade: bool = False) -> Engine:
    options: dict[str, Any] = {"hide_parameters": True, **({"poolclass": NullPool} if for_upgrade else POOL)}
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address, **options)
        # A migration that rebuilds a table must not trip over the rows that point to it.
        _speak_sqlite(engine, foreign_keys=not for_upgrade)
        return engine
    arguments = {} if "connect_timeout" in address.query else {"connect_timeout": CONNECT_SECONDS}
    try:
        return create_engine(address, connect_args=arguments, pool_pre_ping=True, **options)
    except ModuleNotFoundError:
        raise SettingsError(
            "PostgreSQL needs the package psycopg; install confirmation-tracker[postgres] and try again."
        ) from None


def _speak_sqlite(engine: Engine, *, foreign_keys: bool) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy hands in the driver's own
        connection.isolation_level = None  # the driver would begin transactions too late; `begin` does
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        _switch_to_wal(connection)
        for pragma in (
            "synchronous = FULL",  # a stored message survives a power cut: the cursor moves after it
            f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later fails at once, without waiting, if another wrote in between.
        writing = connection.get_execution_options().get("tracker_writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Wait ourselves: of two that switch a new file at once, SQLite tells one that it is locked without any waiting."""
    give_up = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.01)
        else:
            return


def _upgrade(address: URL) -> None:
    """Bring the database up to date, all or nothing; when several start at once, one does it and the rest wait."""
    from alembic import command  # noqa: PLC0415 - 0.2 s that only an upgrade needs
    from alembic.config import Config  # noqa: PLC0415

    engine = _engine(address, for_upgrade=True)
    config = Config()
    config.set_main_option("script_location", "tracker.storage:migrations")
    with guarded(), engine.connect().execution_options(**WRITING) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
