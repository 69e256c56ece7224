"""Web hooks and their outbox, on both databases."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from pydantic import SecretStr

from tests.storage.samples import MINUTE, NOW
from tracker.errors import NotFoundError
from tracker.reading.types import Language
from tracker.storage.access_types import Role
from tracker.storage.store import Store
from tracker.storage.webhook_types import DeliveryState, Pause, Webhook, WebhookDraft

URL = SecretStr("https://cases.example.org/hook?key=hush")
DAY = timedelta(days=1)


def webhook(store: Store, name: str = "cases", account: str | None = None) -> Webhook:
    secret = SecretStr(f"whsec_{name}")
    return store.webhooks.add(name, URL, secret, account=account, types=["a", "b"], people=["ana"], now=NOW)


def draft(event: str, to: Iterable[Webhook] = (), *, subject: str = "", person: str | None = "ana") -> WebhookDraft:
    return WebhookDraft(
        id=event,
        person=person,
        subject=subject or event,
        fact=f"fact {event[:1]}",
        type="a",
        at=NOW,
        payload=f'{{"id":"{event}"}}',
        to=tuple(one.id for one in to),
    )


def due(store: Store, on: Webhook, *, after: int = 0, later: timedelta = timedelta(0)) -> str | None:
    found = store.webhook_events.next_due(on.id, after=after, now=NOW + later)
    return found.event if found else None


def test_a_web_hook_is_kept_sealed_and_its_secret_apart(store: Store) -> None:
    made = webhook(store)
    assert store.webhooks.get(made.id) == made
    assert (made.name, made.url, made.types, made.people) == ("cases", URL, ("a", "b"), ("ana",))
    assert store.webhooks.keys(made.id, now=NOW) == (SecretStr("whsec_cases"),)
    assert "hush" not in repr(made)


def test_a_removed_one_is_forgotten_with_its_receipts(store: Store) -> None:
    made, other = webhook(store), webhook(store, "other")
    store.webhook_events.note([draft("e1", [made, other])], now=NOW)
    store.webhooks.remove(made.id, now=NOW)
    assert [one.id for one in store.webhooks.list()] == [other.id]
    for verb in (store.webhooks.get, lambda one: store.webhooks.keys(one, now=NOW)):
        with pytest.raises(NotFoundError):
            verb(made.id)
    with pytest.raises(NotFoundError):
        store.webhook_events.get(made.id, "e1")
    assert store.webhook_events.get(other.id, "e1").state is DeliveryState.WAITING


def test_those_of_an_account_end_with_it(store: Store) -> None:
    account = store.accounts.add("ada", role=Role.HELPER, now=NOW)
    made, other = webhook(store, account=account.id), webhook(store, "other")
    store.accounts.remove(account.id, now=NOW)
    assert [one.id for one in store.webhooks.list()] == [other.id]
    assert store.accounts.may_open(store.accounts.get(account.id), NOW) == frozenset()
    with pytest.raises(NotFoundError):
        store.webhooks.get(made.id)


def test_a_secret_is_replaced_and_the_old_one_holds_for_a_while(store: Store) -> None:
    made = webhook(store)
    for number in (1, 2):
        store.webhooks.rotate(made.id, SecretStr(f"whsec_{number}"), old_until=NOW + DAY)
    both = tuple(one.get_secret_value() for one in store.webhooks.keys(made.id, now=NOW))
    assert both == ("whsec_2", "whsec_1")
    assert len(store.webhooks.keys(made.id, now=NOW + DAY)) == 1


def test_events_come_in_the_order_in_which_they_were_noted(store: Store) -> None:
    made = webhook(store)
    store.webhook_events.note([draft(name, [made]) for name in ("z", "m", "a")], now=NOW)
    first = store.webhook_events.next_due(made.id, after=0, now=NOW)
    assert first is not None
    assert (first.event, first.payload, first.newest) == ("z", '{"id":"z"}', True)
    assert due(store, made, after=first.seq) == "m"
    assert [one.event for one in store.webhook_events.list(made.id)] == ["a", "m", "z"]
    (middle,) = store.webhook_events.list(made.id, before=first.seq + 2, limit=1)
    assert middle.event == "m"


def test_of_one_subject_only_the_newest_still_holds(store: Store) -> None:
    made = webhook(store)
    store.people.add("bob", name="Bob", language=Language.EN, zone="America/New_York", now=NOW)
    store.webhook_events.note([draft("e1", [made], subject="s"), draft("e2", [made], subject="s")], now=NOW)
    store.webhook_events.note([draft("f1", [made], subject="s", person="bob")], now=NOW)
    newest = {one.event: one.newest for one in store.webhook_events.list(made.id)}
    assert newest == {"e1": False, "e2": True, "f1": True}
    assert [one.id for one in store.webhook_events.said("ana")] == ["e2"]
    assert store.webhook_events.before("ana", ["fact e", "fact f"]) == {"fact e": "e2"}


def test_the_same_event_is_noted_once(store: Store) -> None:
    made = webhook(store)
    for _ in range(2):
        store.webhook_events.note([draft("e1", [made])], now=NOW)
    assert len(store.webhook_events.list(made.id)) == 1


def test_what_was_said_of_others_is_forgotten_and_tests_stay(store: Store) -> None:
    made = webhook(store)
    store.people.add("bob", name="Bob", language=Language.EN, zone="America/New_York", now=NOW)
    notes = [draft("e1", [made]), draft("f1", [made], person="bob"), draft("t1", [made], person=None)]
    store.webhook_events.note(notes, now=NOW)
    store.webhook_events.forget_but(["bob"])
    assert [one.event for one in store.webhook_events.list(made.id)] == ["t1", "f1"]


def test_a_receipt_is_kept_and_a_failure_says_when_it_is_tried_again(store: Store) -> None:
    made = webhook(store)
    store.webhook_events.note([draft("e1", [made]), draft("e2", [made])], now=NOW)
    store.webhook_events.taken(made.id, "e1", status=204, now=NOW + MINUTE)
    store.webhook_events.failed(made.id, "e2", status=500, error="no", next_try=NOW + 5 * MINUTE)
    taken, failed = store.webhook_events.get(made.id, "e1"), store.webhook_events.get(made.id, "e2")
    assert (taken.state, taken.taken_at, taken.last_status, taken.attempts) == (
        DeliveryState.TAKEN,
        NOW + MINUTE,
        204,
        1,
    )
    assert (failed.last_status, failed.last_error, failed.attempts) == (500, "no", 1)
    assert (due(store, made, later=4 * MINUTE), due(store, made, later=5 * MINUTE)) == (None, "e2")
    assert store.webhook_events.counts()[DeliveryState.TAKEN] == 1
    assert store.webhook_events.waiting() == {made.id}
    assert store.webhook_events.again(made.id, "e1", now=NOW).state is DeliveryState.WAITING
    store.webhook_events.end(made.id, "e2", DeliveryState.GIVEN_UP, why="enough")
    assert due(store, made, later=DAY) == "e1"


def test_one_that_is_put_off_is_not_due_and_then_everything_is(store: Store) -> None:
    made = webhook(store)
    store.webhook_events.note([draft("e1", [made]), draft("e2", [made])], now=NOW)
    store.webhook_events.failed(made.id, "e1", status=None, error="no", next_try=NOW + 10 * MINUTE)
    store.webhooks.failed(made.id, error="no", now=NOW)
    store.webhooks.put_off(made.id, until=NOW + 5 * MINUTE, failures=1)
    assert store.webhooks.due(NOW + 4 * MINUTE) == ()
    assert store.webhooks.due(NOW + 5 * MINUTE) == (made.id,)
    assert due(store, made, later=5 * MINUTE) == "e1"
    kept = store.webhooks.get(made.id)
    assert (kept.failing_since, kept.last_error, kept.failures) == (NOW, "no", 1)
    store.webhooks.worked(made.id, now=NOW + DAY)
    kept = store.webhooks.get(made.id)
    assert (kept.failing_since, kept.last_error, kept.failures, kept.last_ok_at) == (None, None, 0, NOW + DAY)


def test_a_paused_one_keeps_what_it_should_be_told(store: Store) -> None:
    made = webhook(store)
    store.webhooks.pause(made.id, Pause.ASKED, now=NOW)
    store.webhook_events.note([draft("e1", [made])], now=NOW)
    assert store.webhooks.due(NOW + DAY) == ()
    assert not store.webhooks.take(made.id, now=NOW + DAY, lease=MINUTE)
    on = store.webhooks.resume(made.id, now=NOW + DAY)
    assert (on.paused_at, on.pause) == (None, None)
    assert store.webhooks.due(NOW + DAY) == (made.id,)


def test_what_a_clock_that_ran_ahead_put_off_is_due_once_it_is_set_back(store: Store) -> None:
    made = webhook(store)
    store.webhook_events.note([draft("e1", [made])], now=NOW + 9 * DAY)
    store.webhooks.keep(made.id, until=NOW + 9 * DAY)
    assert store.webhooks.due(NOW) == (made.id,)
    assert due(store, made) == "e1"


def test_of_many_that_want_its_turn_one_gets_it(store: Store) -> None:
    made, threads = webhook(store), 4
    begin = Barrier(threads)

    def take() -> bool:
        begin.wait()
        return store.webhooks.take(made.id, now=NOW, lease=MINUTE)

    with ThreadPoolExecutor(threads) as pool:
        got = [one.result() for one in [pool.submit(take) for _ in range(threads)]]
    assert sorted(got) == [False, False, False, True]
    assert store.webhooks.take(made.id, now=NOW + MINUTE, lease=MINUTE)


def test_the_extent_of_a_log_changes_with_every_event(store: Store) -> None:
    assert store.events.extents() == {}
    assert store.events.extents("ana") == {}


def test_old_receipts_are_forgotten_and_what_was_said_last_is_not(store: Store) -> None:
    made = webhook(store)
    store.webhook_events.note(
        [draft("e1", [made], subject="s"), draft("f2", [made], subject="s"), draft("e3", [made], subject="s")], now=NOW
    )
    store.webhook_events.note([draft("t1", [made], person=None)], now=NOW)
    said = store.webhook_events.said("ana")
    store.webhook_events.prune(before=NOW)
    assert len(store.webhook_events.list(made.id)) == 4
    store.webhook_events.prune(before=NOW + DAY)
    assert store.webhook_events.list(made.id) == ()
    assert store.webhook_events.said("ana") == said
    assert store.webhook_events.before("ana", ["fact e", "fact f"]) == {"fact e": "e3", "fact f": "f2"}
