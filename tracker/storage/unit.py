"""A thread's way to the database: every verb of the rooms runs in a transaction, its own or the one around it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Select, Table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from tracker.errors import StorageError
from tracker.storage.database import WRITING, guarded
from tracker.storage.encryption import Cipher

QUEUES = 0x7472_6163  # our own among the advisory locks of a database
_QUEUE = text("SELECT pg_advisory_xact_lock(:room, hashtext(:name))")

Values = Mapping[str, Any]


class _Looks:
    """The connection that several looks of one thread share, from the first of them on."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._used = 0  # by how many looks at this moment
        self._mark: object = None  # of what the connection sees

    @contextmanager
    def use(self) -> Iterator[Connection]:
        if self._connection is None:
            self._connection = self._engine.connect()
            self._connection.begin()
        self._used += 1
        try:
            yield self._connection
        finally:
            self._used -= 1

    def marked(self, mark_of: Callable[[Connection], object]) -> object:
        """What that says of the connection, asked once as long as it is the same."""
        with self.use() as connection:
            if self._mark is None:
                self._mark = mark_of(connection)
            return self._mark

    def rest(self) -> None:
        """Between two looks: give the connection back, the next one takes another and sees what came meanwhile."""
        if self._connection is not None and not self._used:
            connection, self._connection, self._mark = self._connection, None, None
            connection.close()


class _Local(threading.local):
    connection: Connection | None = None  # of the transaction that this thread is in
    looks: _Looks | None = None  # that it takes over one connection
    undone = False  # whether the database has given that transaction up


class Unit:
    """Transactions of one thread nest: the inner ones are undone by themselves, the outermost one commits.

    Threads do not share one; a coroutine must not await inside.
    """

    def __init__(self, engine: Engine, cipher: Cipher) -> None:
        self.engine = engine
        self.cipher = cipher
        self._local = _Local()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing, and durable once left. Raises `StorageError` when the database refuses."""
        outer = self._local.connection
        if outer is not None:
            with guarded(), self._step(outer):
                yield outer
            return
        self.rest()  # whoever waits to write must not keep others from looking
        with guarded(), self.engine.connect().execution_options(**WRITING) as connection, connection.begin():
            self._local.connection, self._local.undone = connection, False
            try:
                yield connection
            finally:
                self._local.connection = None
            self._refuse_if_undone()

    @property
    def in_transaction(self) -> bool:
        """Whether what this thread sees may yet be undone."""
        return self._local.connection is not None

    @property
    def looks_on(self) -> bool:
        """Whether this thread is `looking`, and not in a transaction."""
        return self._local.looks is not None and self._local.connection is None

    def marked(self, mark_of: Callable[[Connection], object]) -> object:
        """While looking: what that says of the connection, asked once for each that is taken."""
        looks = self._local.looks
        if looks is None:
            raise RuntimeError("Nothing is marked where nothing is shared.")
        return looks.marked(mark_of)

    @contextmanager
    def _step(self, outer: Connection) -> Iterator[None]:
        """A transaction inside another. When the disk is full, SQLite undoes the outer one with it, unasked."""
        self._refuse_if_undone()
        savepoint = outer.begin_nested()
        try:
            yield
        except BaseException:
            try:
                savepoint.rollback()
            except DBAPIError:
                self._local.undone = True
            raise
        savepoint.commit()

    def _refuse_if_undone(self) -> None:
        if self._local.undone:
            raise StorageError(
                "The database undid a change that it could not finish; nothing of it was stored. Try again."
            )

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """For one look, without waiting for writers; inside a transaction, it sees what that has written."""
        outer = self._local.connection
        if outer is not None:
            self._refuse_if_undone()
            with guarded():
                yield outer
            return
        looks = self._local.looks
        if looks is not None:
            with guarded(), looks.use() as connection:
                yield connection
            return
        with guarded(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def looking(self) -> Iterator[None]:
        """The looks inside share one connection, and see one moment of the record until this thread writes."""
        if self._local.looks is not None or self._local.connection is not None:
            yield
            return
        looks = self._local.looks = _Looks(self.engine)
        try:
            yield
        finally:
            self._local.looks = None
            with guarded():
                looks.rest()

    def rest(self) -> None:
        """Hold no connection for the looks of this thread until the next of them."""
        if self._local.looks is not None:
            with guarded():
                self._local.looks.rest()

    def seal(self, table: Table, column: str, row: str, text: str) -> bytes:
        return self.cipher.seal(table.name, column, row, text.encode())

    def unseal(self, table: Table, column: str, row: str, sealed: bytes) -> str:
        return self.cipher.open(table.name, column, row, sealed).decode()


class Room:
    """One subject of the record: a few verbs over its tables."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit


def insert_new(connection: Connection, table: Table, rows: Sequence[Values]) -> int:
    """Insert what is not there yet, judged by any unique key; returns how many rows were new."""
    if not rows:
        return 0
    statement = _insert(connection, table).on_conflict_do_nothing()
    return connection.execute(statement, rows, execution_options={"preserve_rowcount": True}).rowcount


def queue_for(connection: Connection, names: Iterable[str]) -> None:
    """Wait until no other transaction has any of these names, and keep them until this one ends. With SQLite only one
    transaction writes at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        for name in sorted(set(names)):
            connection.execute(_QUEUE, {"room": QUEUES, "name": name})


def put(connection: Connection, table: Table, row: Values, *, keep: Sequence[str] = ()) -> None:
    """Insert the row, or change every given column but those to `keep` of the one with its primary key."""
    statement = _insert(connection, table).values(**row)
    keys = {column.name for column in table.primary_key}
    changed = {name: statement.excluded[name] for name in row if name not in keys and name not in keep}
    connection.execute(statement.on_conflict_do_update(index_elements=sorted(keys), set_=changed))


def _insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def as_written(connection: Connection, wanted: Select[Any]) -> list[tuple[Any, ...]]:
    """The rows as the driver gives them: to be compared with those of before, which costs less than to read them."""
    result = connection.execute(wanted)
    rows: list[tuple[Any, ...]] = [tuple(row) for row in result.cursor.fetchall()]
    result.close()
    return rows


def without(row: RowMapping, *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
