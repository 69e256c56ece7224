"""What was removed still stands in a database's files for a while: this overwrites it, as far as the database can.

SQLite zeroes what it removes (`secure_delete`) and is written anew; PostgreSQL gives the space of removed rows free to
be overwritten. What lies in backups and in PostgreSQL's write-ahead log is out of its reach, and is sealed.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

from sqlalchemy import Engine, text

from tracker.storage.database import guarded
from tracker.storage.rows import METADATA

PATIENCE = 5.0  # seconds to wait for others that read


def scrub(engine: Engine) -> bool:
    """False where somebody else is reading for so long that the side file must be left to the next one who closes."""
    with guarded():
        if engine.dialect.name == "sqlite":
            return _rewrite(engine)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in METADATA.sorted_tables:
                connection.execute(text(f"VACUUM {table.name}"))
        return True


def _rewrite(engine: Engine) -> bool:
    with closing(engine.raw_connection()) as pooled:
        connection = pooled.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        try:
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("VACUUM")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
        return _emptied(connection)


def _emptied(connection: sqlite3.Connection) -> bool:
    """Move what the side file holds into the file, and cut the side file to nothing."""
    give_up = time.monotonic() + PATIENCE
    while True:
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy or time.monotonic() > give_up:
            return not busy
        time.sleep(0.05)
