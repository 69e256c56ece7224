"""Transactions, people, the log, jobs: on both databases."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import StatementError

from tests.storage.samples import KEY, MINUTE, NOW, digest_of, human_events, message_read, raw_message
from tracker.appointments.events import RequestAdded
from tracker.errors import NotFoundError, StorageError, UserError
from tracker.reading.types import Language
from tracker.storage.store import Store, open_store
from tracker.storage.types import Heartbeat, JobRecord


class Broken(Exception):  # noqa: N818 - what happens in the tests, not an error of ours
    pass


def keep_and_break(store: Store, raw: bytes) -> None:
    with store.transaction():
        store.messages.keep(raw, received=NOW, now=NOW)
        store.events.append(human_events())
        assert len(store.events.of("ana")) == 3
        raise Broken


def test_what_fails_in_the_middle_is_undone_as_a_whole(store: Store) -> None:
    with pytest.raises(Broken):
        keep_and_break(store, raw_message(1))
    assert store.messages.list() == ()
    assert store.events.of("ana") == ()


def test_an_inner_step_may_fail_and_the_rest_still_counts(store: Store) -> None:
    with store.transaction():
        store.messages.keep(raw_message(1), received=NOW, now=NOW)
        with pytest.raises(StorageError):
            store.events.append(human_events(person="nobody-known"))
        with pytest.raises(Broken):
            keep_and_break(store, raw_message(2))
        store.messages.keep(raw_message(3), received=NOW, now=NOW)
    assert store.events.of("ana") == ()
    kept = {message.sha256 for message in store.messages.list()}
    assert kept == {digest_of(raw_message(1)), digest_of(raw_message(3))}


def test_nobody_else_sees_a_transaction_before_it_is_done(url: str, store: Store) -> None:
    with open_store(url, KEY) as other:
        with store.transaction():
            store.messages.keep(raw_message(1), received=NOW, now=NOW)
            assert len(store.messages.list()) == 1
            assert other.messages.list() == ()
        assert len(other.messages.list()) == 1


def test_threads_keep_the_same_messages_at_once_and_each_is_there_once(store: Store) -> None:
    raws = [raw_message(number) for number in range(40)]
    start = Barrier(4)

    def work(_: int) -> int:
        start.wait()
        return sum(store.messages.keep(raw, received=NOW, now=NOW) for raw in raws)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 40
    assert len(store.messages.list()) == 40


def test_the_log_comes_back_in_the_order_in_which_it_was_written(store: Store) -> None:
    first, second = message_read(raw_message(1), at=NOW), message_read(raw_message(2), at=NOW - 900 * MINUTE)
    human = human_events()
    assert store.events.append([first, second]) == 2
    assert store.events.append(human) == 3
    assert store.events.of("ana") == (first, second, *human)
    assert store.events.of("ben") == ()


def test_an_event_is_written_once_however_often_it_is_appended(store: Store) -> None:
    human = human_events()
    before = store.events.position("ana")
    assert store.events.append([human[0], human[0]]) == 1
    assert store.events.append(human) == 2
    assert store.events.append(human) == 0
    assert store.events.of("ana") == human
    assert before == 0 < store.events.position("ana")


def test_one_persons_log_does_not_move_anothers(store: Store) -> None:
    store.people.add("ben", name="Ben", language=Language.EN, zone="America/Chicago", now=NOW)
    store.events.append(human_events())
    position = store.events.position("ana")
    store.events.append([message_read(raw_message(1), person="ben")])
    assert store.events.position("ana") == position
    assert store.events.position("ben") > position


def test_what_concerns_one_message_is_found_for_everybody(store: Store) -> None:
    store.people.add("ben", name="Ben", language=Language.EN, zone="America/Chicago", now=NOW)
    raw = raw_message(1)
    both = [message_read(raw), message_read(raw, person="ben")]
    store.events.append([*both, message_read(raw_message(2))])
    assert store.events.about(digest_of(raw)) == tuple(both)
    assert store.events.find(both[1].id) == both[1]
    assert store.events.find("no such event") is None


def test_times_keep_their_instant_and_microseconds_whatever_zone_they_came_in(store: Store) -> None:
    local = NOW.astimezone(ZoneInfo("Asia/Kathmandu"))
    store.events.append([RequestAdded.model_validate(human_events()[0].model_dump() | {"recorded_at": local})])
    (event,) = store.events.of("ana")
    assert event.recorded_at == NOW
    assert store.people.get("ana").created_at == NOW
    store.jobs.schedule("poll", next_due=local)
    job = store.jobs.get("poll")
    assert job is not None
    assert (job.next_due, job.next_due.utcoffset()) == (NOW, timedelta(0))


def test_reading_a_log_leaves_the_garbage_collector_as_it_was(store: Store) -> None:
    store.events.append(human_events())
    assert gc.isenabled()
    store.events.of("ana")
    assert gc.isenabled()


def test_a_person_is_kept_with_their_own_spelling(store: Store) -> None:
    ben = store.people.add("ben", name="Béñ 'Q' Ĺ", language=Language.HT, zone="America/Chicago", now=NOW)
    assert store.people.get("ben") == ben
    assert [person.id for person in store.people.list()] == ["ana", "ben"]
    assert "Béñ" not in repr(ben)


def test_only_what_is_given_changes_about_a_person(store: Store) -> None:
    before = store.people.get("ana")
    assert store.people.change("ana") == before
    assert store.people.change("ana", zone="America/Denver") == before.model_copy(update={"zone": "America/Denver"})
    changed = store.people.change("ana", name="Ana B.", language=Language.FR)
    assert (changed.name, changed.language, changed.zone) == ("Ana B.", Language.FR, "America/Denver")


def test_an_id_is_given_to_one_person_only(store: Store) -> None:
    with pytest.raises(UserError, match="already a person 'ana'"):
        store.people.add("ana", name="Other", language=Language.EN, zone="UTC", now=NOW)
    assert store.people.get("ana").name == "Ana Example"
    for verb in (store.people.get, store.people.change):
        with pytest.raises(NotFoundError, match="tracker person list"):
            verb("ben")


def test_a_job_is_taken_by_one_process_only_and_again_when_its_lease_is_over(url: str, store: Store) -> None:
    lease = 10 * MINUTE
    with open_store(url, KEY) as other:
        start = Barrier(4)

        def take(one: Store) -> bool:
            start.wait()
            return one.jobs.take("publish", now=NOW, lease=lease)

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(take, [store, other, store, other])) == [False, False, False, True]
        assert not other.jobs.take("publish", now=NOW + lease - MINUTE, lease=lease)
        assert other.jobs.take("publish", now=NOW + lease, lease=lease)


def test_a_finished_job_says_how_it_went_and_when_it_is_due(store: Store) -> None:
    assert store.jobs.get("publish") is None
    store.jobs.take("publish", now=NOW, lease=MINUTE)
    store.jobs.finish("publish", now=NOW + MINUTE, next_due=NOW + 5 * MINUTE, error="The disk is full.")
    failed = JobRecord(
        name="publish",
        next_due=NOW + 5 * MINUTE,
        last_started=NOW,
        last_finished=NOW + MINUTE,
        last_error="The disk is full.",
    )
    assert store.jobs.get("publish") == failed
    store.jobs.finish("publish", now=NOW + MINUTE, next_due=NOW + 5 * MINUTE)
    assert store.jobs.list() == (failed.model_copy(update={"last_error": None}),)
    store.jobs.schedule("publish", next_due=NOW)
    assert store.jobs.list()[0].next_due == NOW
    assert store.jobs.list()[0].last_started == NOW


def test_the_latest_sign_of_life_counts(store: Store) -> None:
    store.jobs.beat("worker", now=NOW)
    store.jobs.beat("feed", now=NOW, note="published")
    store.jobs.beat("worker", now=NOW + MINUTE, note="3 mailboxes")
    expected = [("feed", NOW, "published"), ("worker", NOW + MINUTE, "3 mailboxes")]
    assert store.jobs.heartbeats() == tuple(Heartbeat(name=name, at=at, note=note) for name, at, note in expected)


def test_a_time_without_a_zone_is_never_stored(store: Store) -> None:
    with pytest.raises(StatementError, match="timezone"):
        store.jobs.schedule("poll", next_due=datetime(2027, 3, 1))  # noqa: DTZ001 - the mistake under test
    assert store.jobs.list() == ()
