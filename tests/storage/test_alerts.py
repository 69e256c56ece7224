from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from pydantic import SecretStr

from tests.storage.samples import KEY, MINUTE, NOW, human_events
from tracker.errors import NotFoundError, StorageError
from tracker.reading.types import Language
from tracker.storage.store import Store, open_store
from tracker.storage.types import AlertChannel, AlertDraft, AlertRecord, AlertState

URL = "mailto://ana:hunter2@mail.example"
LEASE = 2 * MINUTE


def channel(store: Store, name: str = "phone", person: str | None = None, url: str = URL) -> AlertChannel:
    return store.alerts.add_channel(name, SecretStr(url), person=person, full=False, language=None, now=NOW)


def draft(name: str = "a1", person: str = "ana", due: timedelta = timedelta(0)) -> AlertDraft:
    return AlertDraft(id=name, person=person, kind="moved", due_at=NOW + due, payload='{"secret": "an appointment"}')


def claimed(store: Store, on: AlertChannel, *, now: timedelta = timedelta(0), limit: int = 9) -> list[str]:
    return [one.id for one in store.alerts.claim(on.id, limit=limit, now=NOW + now, lease=LEASE)]


def state(store: Store, alert: str = "a1") -> AlertState:
    return found(store, alert).deliveries[0].state


def found(store: Store, alert: str = "a1") -> AlertRecord:
    return next(one for one in store.alerts.list() if one.id == alert)


def add_ben(store: Store) -> None:
    store.people.add("ben", name="Ben", language=Language.EN, zone="America/Chicago", now=NOW)


def test_a_channel_keeps_its_address_secret(store: Store) -> None:
    made = channel(store)
    assert store.alerts.channels() == (made,)
    assert made.url is not None
    assert made.url.get_secret_value() == URL
    assert "hunter2" not in repr(made)
    assert "phone" not in repr(made)


def test_nothing_that_is_secret_lies_readable_in_the_file(sqlite_url: str) -> None:
    with open_store(sqlite_url, KEY, create=True) as store:
        store.people.add("ana", name="Ana", language=Language.ES, zone="America/New_York", now=NOW)
        channel(store)
        store.alerts.plan([draft()], now=NOW)
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    content = b"".join(file.read_bytes() for file in folder.iterdir())
    assert b"alert_channel" in content
    assert b"hunter2" not in content
    assert b"an appointment" not in content


def test_a_removed_channel_forgets_its_address_and_gets_nothing_more(store: Store) -> None:
    made = channel(store)
    store.alerts.plan([draft()], now=NOW)
    store.alerts.remove_channel(made.id, now=NOW)
    assert store.alerts.channels() == ()
    assert state(store) is AlertState.DEAD
    assert store.alerts.due_channels(NOW + MINUTE) == ()
    with pytest.raises(NotFoundError, match="tracker alerts list"):
        store.alerts.remove_channel(made.id, now=NOW)


def test_an_alert_goes_to_the_channels_of_its_person_and_of_everybody(store: Store) -> None:
    add_ben(store)
    hers, his, everyones = channel(store, person="ana"), channel(store, person="ben"), channel(store)
    store.alerts.plan([draft("a1"), draft("b1", "ben")], now=NOW)
    assert {one.channel for one in found(store, "a1").deliveries} == {hers.id, everyones.id}
    assert {one.channel for one in found(store, "b1").deliveries} == {his.id, everyones.id}
    assert store.alerts.list("ben") == (found(store, "b1"),)


def test_planned_twice_is_planned_once(store: Store) -> None:
    channel(store)
    assert store.alerts.plan([draft("a1"), draft("a2")], now=NOW) == 2
    later = draft("a1", due=MINUTE)
    assert store.alerts.plan([later, draft("a3")], now=NOW + MINUTE) == 1
    assert found(store).due_at == NOW


def test_every_event_is_planned_from_once(store: Store) -> None:
    store.events.append(human_events())
    assert store.alerts.untold("ana") == {"request", "entered", "rejected"}
    store.alerts.plan([], told=["request", "entered"], now=NOW)
    store.alerts.plan([], told=["entered"], now=NOW)
    assert store.alerts.untold("ana") == {"rejected"}


def test_a_plan_that_fails_leaves_its_events_untold(store: Store) -> None:
    store.events.append(human_events())
    stranger = draft("a2", person="nobody")
    with pytest.raises(StorageError), store.alerts.following():
        store.alerts.plan([draft(), stranger], told=["request"], now=NOW)
    assert store.alerts.untold("ana") == {"request", "entered", "rejected"}
    assert store.alerts.list() == ()


def test_a_delivery_is_claimed_when_it_is_due_and_by_one_at_a_time(store: Store) -> None:
    on = channel(store)
    store.alerts.plan([draft("a1"), draft("a2", due=MINUTE)], now=NOW)
    assert store.alerts.due_channels(NOW - MINUTE) == ()
    assert store.alerts.due_channels(NOW) == (on.id,)
    assert claimed(store, on) == ["a1"]
    assert claimed(store, on) == []
    assert claimed(store, on, now=MINUTE) == ["a2"]


def test_who_dies_between_claiming_and_sending_leaves_it_to_the_next(store: Store) -> None:
    on = channel(store)
    store.alerts.plan([draft()], now=NOW)
    assert claimed(store, on) == ["a1"]
    assert claimed(store, on, now=LEASE - timedelta(seconds=1)) == []
    assert claimed(store, on, now=LEASE) == ["a1"]
    store.alerts.sent(on.id, ["a1"], now=NOW + LEASE)
    assert claimed(store, on, now=9 * LEASE) == []
    assert found(store).deliveries[0].sent_at == NOW + LEASE


def test_a_claim_holds_the_alerts_of_one_person_and_no_more_than_asked_for(store: Store) -> None:
    add_ben(store)
    on = channel(store)
    store.alerts.plan([draft("a1"), draft("b1", "ben"), draft("a2"), draft("a3")], now=NOW)
    assert [claimed(store, on, limit=2) for _ in range(4)] == [["a1", "a2"], ["a3"], ["b1"], []]


def test_a_failure_is_kept_with_its_reason_until_the_channel_says_yes(store: Store) -> None:
    on = channel(store)
    store.alerts.plan([draft()], now=NOW)
    for minute in (1, 2):
        store.alerts.failed(on.id, ["a1"], error="no", next_try=NOW + (minute + 5) * MINUTE, now=NOW + minute * MINUTE)
    kept = store.alerts.channel(on.id)
    assert (kept.failing_since, kept.last_error, kept.last_ok_at) == (NOW + MINUTE, "no", None)
    assert (found(store).deliveries[0].attempts, claimed(store, on, now=6 * MINUTE)) == (2, [])
    store.alerts.sent(on.id, ["a1"], now=NOW + 9 * MINUTE)
    kept = store.alerts.channel(on.id)
    assert (kept.failing_since, kept.last_error, kept.last_ok_at) == (None, None, NOW + 9 * MINUTE)


def test_what_a_clock_that_ran_ahead_put_off_is_due_once_it_is_set_back(store: Store) -> None:
    on = channel(store)
    store.alerts.plan([draft(due=timedelta(days=2))], now=NOW)
    assert claimed(store, on) == ["a1"]


def test_an_acknowledged_alert_is_tried_no_more_and_its_receipts_stay(store: Store) -> None:
    first, second = channel(store), channel(store, "mail")
    store.alerts.plan([draft()], now=NOW)
    store.alerts.sent(first.id, ["a1"], now=NOW)
    done = store.alerts.acknowledge("a1", now=NOW + MINUTE)
    store.alerts.acknowledge("a1", now=NOW + 2 * MINUTE)
    assert done.acknowledged_at == found(store).acknowledged_at == NOW + MINUTE
    states = {one.channel: one.state for one in done.deliveries}
    assert states == {first.id: AlertState.SENT, second.id: AlertState.ACKNOWLEDGED}
    assert claimed(store, second, now=MINUTE) == []
    with pytest.raises(NotFoundError):
        store.alerts.acknowledge("a2", now=NOW)


def test_what_is_given_up_says_why(store: Store) -> None:
    on = channel(store)
    store.alerts.plan([draft()], now=NOW)
    store.alerts.give_up(on.id, ["a1"], reason="No longer so.")
    assert (state(store), found(store).deliveries[0].last_error) == (AlertState.DEAD, "No longer so.")


def test_many_that_claim_at_once_get_each_alert_once(store: Store) -> None:
    on, threads = channel(store), 4
    store.alerts.plan([draft(f"a{number:02}") for number in range(20)], now=NOW)
    begin = Barrier(threads)

    def take() -> list[str]:
        begin.wait()
        return [name for _ in range(5) for name in claimed(store, on, limit=2)]

    with ThreadPoolExecutor(threads) as pool:
        taken = [name for future in [pool.submit(take) for _ in range(threads)] for name in future.result()]
    assert sorted(taken) == sorted(set(taken))
    assert len(taken) == 20


def test_old_receipts_are_forgotten_and_their_alerts_are_not_planned_again(store: Store) -> None:
    made = channel(store)
    store.alerts.plan([draft("a1"), draft("a2"), draft("a3", due=60 * MINUTE)], now=NOW)
    store.alerts.sent(made.id, ["a1", "a3"], now=NOW)
    store.alerts.prune(before=NOW + MINUTE)
    assert [len(found(store, one).deliveries) for one in ("a1", "a2", "a3")] == [0, 1, 1]
    assert store.alerts.plan([draft("a1")], now=NOW) == 0
    assert claimed(store, made) == ["a2"]
