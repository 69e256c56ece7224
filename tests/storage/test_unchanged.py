"""What is not looked up again is what a look-up would find, whoever changed something and over which connection."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from sqlalchemy import event

from tests.storage.samples import KEY, NOW
from tracker.errors import NotFoundError
from tracker.reading.types import Language
from tracker.storage.store import Store, open_store

AT_ONCE = 40  # threads that make pages
SECONDS = 20  # long enough for any machine; a thread that waits for a connection waits until then


@pytest.fixture
def other(url: str, store: Store) -> Iterator[Store]:
    """The same record, opened by another process as it were."""
    del store
    with open_store(url, KEY) as opened:
        yield opened


def name_in(store: Store) -> str:
    with store.looking():
        return store.people.get("ana").name


def asked(store: Store) -> int:
    """How many statements name the table of people in one look, once there was one."""
    name_in(store)
    found = list[str]()

    def note(*told: object) -> None:
        found.append(str(told[2]))

    event.listen(store._unit.engine, "before_cursor_execute", note)
    name_in(store)
    event.remove(store._unit.engine, "before_cursor_execute", note)
    return sum("FROM person" in one for one in found)


def test_nothing_is_looked_up_twice_while_nothing_changed(store: Store) -> None:
    assert asked(store) == 0


def test_every_change_is_seen_at_the_next_look(store: Store, other: Store) -> None:
    for number, writer in enumerate((store, other, other, store, store, other)):
        assert name_in(store) == name_in(other)
        writer.people.change("ana", name=f"Ana {number}")
        assert (name_in(store), name_in(other)) == (f"Ana {number}", f"Ana {number}")


def test_a_change_over_one_of_several_connections_is_seen_over_all(store: Store) -> None:
    for number in range(3):
        assert set(at_once(store, 5)) == {name_in(store)}
        store.people.change("ana", name=f"Ana {number}")
        assert set(at_once(store, 5)) == {f"Ana {number}"}


def test_what_is_undone_was_never_so(store: Store) -> None:
    before = name_in(store)
    with store.looking(), suppress(NotFoundError), store.transaction():
        store.people.change("ana", name="Somebody else")
        assert store.people.get("ana").name == "Somebody else"
        store.people.get("nobody")
    assert name_in(store) == before


def test_a_thread_sees_what_it_wrote_itself_while_looking(store: Store) -> None:
    with store.looking():
        assert store.people.first_zone() == "America/New_York"
        store.people.change("ana", zone="America/Chicago")
        assert store.people.first_zone() == "America/Chicago"


def test_somebody_new_and_what_was_noted_are_seen(store: Store, other: Store) -> None:
    with store.looking():
        assert (list(store.people.names()), store.audit.list()) == (["ana"], ())
    other.people.add("bea", name="Bea", language=Language.ES, zone="America/New_York", now=NOW)
    other.audit.note("looked", now=NOW, people=["ana"])
    with store.looking():
        assert list(store.people.names()) == ["ana", "bea"]
        assert [one.person for one in store.audit.list(people=["ana", "bea"])] == ["ana"]
        assert store.audit.list(people=["bea"]) == ()


def test_no_thread_waits_for_the_connection_of_another(store: Store) -> None:
    assert len(at_once(store, AT_ONCE)) == AT_ONCE


def at_once(store: Store, threads: int) -> list[str]:
    """What so many find, each of whom holds a connection until all have one."""
    together = Barrier(threads)

    def look(_: int) -> str:
        with store.looking():
            found = store.people.get("ana").name
            together.wait(SECONDS)
            return found

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(look, range(threads)))
