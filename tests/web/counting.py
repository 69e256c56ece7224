"""How often the database is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from tracker.worker.home import Home


@contextmanager
def statements(home: Home) -> Iterator[list[str]]:
    """What is put to the database inside, one after the other."""
    engine, found = home.store._unit.engine, list[str]()

    def note(*told: object) -> None:
        found.append(str(told[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
