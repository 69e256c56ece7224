"""What was looked up for a page is not looked up again as long as nothing at all was committed to the database since.

One cheap statement tells a mark of the state that a connection sees, by anybody's commits into any table. Only over a
connection with the very same mark is something given back, so it is what the statement would find.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from tracker.storage.unit import Room

MOST = 512  # finds that are kept for each connection
P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R", bound=Room)
_NOTES = "tracker unchanged"


class _Found:
    """What one connection of the pool found while the mark was that; used by one thread at a time, as it is."""

    def __init__(self) -> None:
        self._mark: object = None
        self._finds: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, mark: object, key: Hashable, look: Callable[[], T]) -> T:
        if mark != self._mark:
            self._mark = mark
            self._finds.clear()
        if key in self._finds:
            self._finds.move_to_end(key)  # who is signed in is asked with every page
        else:
            self._finds[key] = look()
            if len(self._finds) > MOST:
                self._finds.popitem(last=False)
        found: T = self._finds[key]
        return found


def mark_of(connection: Connection) -> object:
    """Another one after any commit that the connection sees now and did not see before.

    SQLite counts what others commit (`data_version`), and apart from that what the connection changes itself. Of
    PostgreSQL's snapshots two that are equal show the same transactions. Source: the manuals of both.
    """
    if connection.dialect.name == "sqlite":
        others = connection.exec_driver_sql("PRAGMA data_version").scalar()
        return others, connection.connection.driver_connection.total_changes  # type: ignore[union-attr] # sqlite3's
    return connection.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar()


def unchanged(verb: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
    """A verb that only looks, by the values given and no clock, and whose finds nobody changes or must not keep.

    Where a thread looks without `looking`, or inside a transaction, it is asked each time.
    """

    @wraps(verb)
    def look(self: R, /, *given: P.args, **named: P.kwargs) -> T:
        unit = self._unit
        if not unit.looks_on:
            return verb(self, *given, **named)
        with unit.reading() as connection:
            found: _Found = connection.info.setdefault(_NOTES, _Found())
            key = verb.__qualname__, given, tuple(named.items())
            return found.get(unit.marked(mark_of), key, lambda: verb(self, *given, **named))

    return look
