"""The log, written by several at once: whoever has seen a position has seen all that it stands for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest

from tests.storage.samples import NOW
from tracker.appointments import ids
from tracker.appointments.events import How, RequestAdded
from tracker.errors import UserError
from tracker.reading.types import Language
from tracker.storage.store import Store


def asked(minutes: int) -> RequestAdded:
    return ids.record(RequestAdded, "ana", NOW + timedelta(minutes=minutes), how=How.WEB)


def test_an_entry_waits_until_an_earlier_one_of_the_same_person_is_there(store: Store) -> None:
    first, second = asked(1), asked(2)
    with ThreadPoolExecutor(1) as pool:
        with store.transaction():
            store.events.append([first])
            appended = pool.submit(store.events.append, [second])
            assert wait([appended], timeout=0.2).not_done
        assert appended.result() == 1
    assert store.events.of("ana") == (first, second)


def test_what_came_behind_a_position_is_all_that_is_read(store: Store) -> None:
    assert store.events.since("ana", 0) == ((), 0)
    store.events.append([asked(1)])
    known, position = store.events.since("ana", 0)
    assert (known, position) == ((asked(1),), store.events.position("ana"))
    assert store.events.since("ana", position) == ((), position)
    store.events.append([asked(2)])
    news, later = store.events.since("ana", position)
    assert (news, later) == ((asked(2),), store.events.positions()["ana"])


def test_looks_taken_at_once_see_what_looks_one_by_one_see(store: Store) -> None:
    store.events.append([asked(1)])
    with store.looking():
        assert store.events.of("ana") == (asked(1),)
        with store.transaction():
            store.events.append([asked(2)])
            assert len(store.events.of("ana")) == 2
    assert len(store.events.of("ana")) == 2


def test_a_look_sees_what_this_thread_wrote_since_the_last_one(store: Store) -> None:
    with store.looking():
        assert store.events.of("ana") == ()
        store.events.append([asked(1)])
        assert store.events.of("ana") == (asked(1),)


def test_a_glance_has_everybody_with_their_log_and_mailboxes(store: Store) -> None:
    assert [(one.person, one.position, one.mailboxes, one.oldest_read) for one in store.glances.all()] == [
        ("ana", 0, 0, None)
    ]
    store.events.append([asked(1)])
    store.people.change("ana", name="Ana Maria")
    (seen,) = store.glances.all()
    assert (seen.name, seen.position) == ("Ana Maria", store.events.position("ana"))
    assert store.glances.all()[0] is seen
    assert (store.people.names(), store.people.first_zone()) == ({"ana": "Ana Maria"}, "America/New_York")


def test_somebody_who_was_not_added_after_all_is_nobody(store: Store) -> None:
    def add(person: str) -> None:
        store.people.add(person, name=person, language=Language.ES, zone="America/New_York", now=NOW)

    def add_in_vain() -> None:
        with store.transaction():
            add("bea")
            assert store.people.ids() == {"ana", "bea"}
            add("ana")

    assert store.people.ids() == {"ana"}
    with pytest.raises(UserError):
        add_in_vain()
    add("carl")
    assert store.people.ids() == {"ana", "carl"}
