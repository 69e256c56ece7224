from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import repeat
from threading import Barrier

import pytest
from pydantic import SecretStr
from sqlalchemy.dialects import postgresql, sqlite

from tests.storage.samples import KEY, MINUTE, NOW, account
from tracker.errors import NotFoundError, StorageError, UserError
from tracker.reading.types import Language
from tracker.storage.mailboxes import claiming
from tracker.storage.store import Store, open_store

LEASE = 10 * MINUTE


def add(store: Store, *names: str) -> None:
    for position, name in enumerate(names):
        store.mailboxes.add(account(name), people=["ana"], now=NOW + position * timedelta(seconds=1))


def claimed(store: Store, limit: int = 10, *, now: timedelta = MINUTE) -> list[str]:
    return [mailbox.id for mailbox in store.mailboxes.claim(limit, now=NOW + now, lease=LEASE)]


def test_an_account_comes_back_as_it_was_added(store: Store) -> None:
    store.people.add("ben", name="Ben", language=Language.EN, zone="America/Chicago", now=NOW)
    added = store.mailboxes.add(account(), people=["ben", "ana", "ben"], now=NOW)
    kept = store.mailboxes.get("home")
    assert kept == added
    assert {name: getattr(kept, name) for name in type(account()).model_fields} == account().model_dump()
    assert kept.secret is not None
    assert kept.secret.get_secret_value() == "correct horse"
    assert (kept.people, kept.created_at, kept.next_due) == (("ana", "ben"), NOW, NOW)


def test_an_account_never_prints_its_address_or_password(store: Store) -> None:
    shown = repr(store.mailboxes.add(account(), people=["ana"], now=NOW))
    assert [word for word in ("ana.example", "ana-the-user", "correct horse") if word in shown] == []


def test_an_id_is_given_to_one_mailbox_only(store: Store) -> None:
    add(store, "home")
    with pytest.raises(UserError, match="already a mailbox 'home'"):
        add(store, "home")


def test_a_mailbox_of_nobody_known_is_not_added(store: Store) -> None:
    with pytest.raises(StorageError):
        store.mailboxes.add(account(), people=["nobody-known"], now=NOW)
    with pytest.raises(NotFoundError, match="tracker mailbox list"):
        store.mailboxes.get("home")


def test_a_removed_mailbox_forgets_its_password_and_is_read_no_more(store: Store) -> None:
    add(store, "home", "office")
    store.mailboxes.remove("home", now=NOW + MINUTE)
    store.mailboxes.remove("home", now=NOW + 2 * MINUTE)
    removed = store.mailboxes.get("home")
    assert (removed.secret, removed.removed_at) == (None, NOW + MINUTE)
    assert [mailbox.id for mailbox in store.mailboxes.list()] == ["office"]
    assert [mailbox.id for mailbox in store.mailboxes.list(removed=True)] == ["home", "office"]
    assert claimed(store) == ["office"]
    with pytest.raises(NotFoundError):
        store.mailboxes.remove("other", now=NOW)


def test_a_new_password_makes_a_mailbox_due_at_once_and_brings_back_a_removed_one(store: Store) -> None:
    add(store, "home")
    assert claimed(store) == ["home"]
    store.mailboxes.remove("home", now=NOW)
    changed = store.mailboxes.change(account(secret="new one"), now=NOW + 2 * MINUTE)
    assert changed.secret == SecretStr("new one")
    assert changed.people == ("ana",)
    assert claimed(store, now=2 * MINUTE) == ["home"]
    with pytest.raises(NotFoundError):
        store.mailboxes.change(account("other"), now=NOW)


def test_the_people_of_a_mailbox_can_change(store: Store) -> None:
    store.people.add("ben", name="Ben", language=Language.EN, zone="America/Chicago", now=NOW)
    add(store, "home")
    store.mailboxes.set_people("home", ["ben"])
    assert store.mailboxes.get("home").people == ("ben",)


def test_the_first_failure_in_a_row_is_remembered_until_it_works_again(store: Store) -> None:
    add(store, "home")
    store.mailboxes.note_success("home", now=NOW, next_due=NOW + 5 * MINUTE)
    for minute in (5, 10):
        store.mailboxes.note_failure("home", f"Refused {minute}.", now=NOW + minute * MINUTE)
    failing = store.mailboxes.get("home")
    assert (failing.last_ok_at, failing.failing_since, failing.last_error) == (NOW, NOW + 5 * MINUTE, "Refused 10.")
    assert failing.next_due == NOW + 5 * MINUTE
    store.mailboxes.note_success("home", now=NOW + 15 * MINUTE, next_due=NOW + 20 * MINUTE)
    well = store.mailboxes.get("home")
    assert (well.last_ok_at, well.failing_since, well.last_error) == (NOW + 15 * MINUTE, None, None)
    assert well.next_due == NOW + 20 * MINUTE


def test_the_longest_due_mailboxes_are_claimed_first_and_only_once(store: Store) -> None:
    add(store, "c", "a", "b")
    assert claimed(store, 2) == ["a", "c"]
    assert claimed(store, 2) == ["b"]
    assert claimed(store, 2) == []


def test_a_mailbox_that_is_not_due_is_not_claimed(store: Store) -> None:
    add(store, "home")
    assert claimed(store, now=timedelta(seconds=-1)) == []
    assert claimed(store, now=timedelta(0)) == ["home"]


def test_a_claim_of_somebody_who_died_runs_out(store: Store) -> None:
    add(store, "home")
    assert claimed(store) == ["home"]
    assert claimed(store, now=MINUTE + LEASE - timedelta(seconds=1)) == []
    assert claimed(store, now=MINUTE + LEASE) == ["home"]


def test_a_claim_can_be_kept_longer_and_given_back(store: Store) -> None:
    add(store, "home")
    assert claimed(store) == ["home"]
    store.mailboxes.extend("home", until=NOW + 60 * MINUTE)
    assert claimed(store, now=59 * MINUTE) == []
    store.mailboxes.note_success("home", now=NOW, next_due=NOW + 2 * MINUTE)
    assert claimed(store, now=2 * MINUTE) == ["home"]


def test_many_workers_share_the_mailboxes_without_doubles(url: str, store: Store) -> None:
    names = [f"m{number:02}" for number in range(30)]
    add(store, *names)
    workers = [open_store(url, KEY) for _ in range(4)]
    start = Barrier(len(workers))

    def work(worker: Store) -> list[str]:
        start.wait()
        rounds = [claimed(worker, 3) for _ in repeat(None, len(names))]
        return [name for one in rounds for name in one]

    with ThreadPoolExecutor(len(workers)) as pool:
        taken = Counter(name for some in pool.map(work, workers) for name in some)
    for worker in workers:
        worker.close()
    assert taken == Counter(names)


def test_one_statement_serves_both_databases() -> None:
    statement = claiming(3, now=NOW, lease=LEASE)
    spoken = {module: str(statement.compile(dialect=module.dialect())) for module in (postgresql, sqlite)}
    assert "FOR UPDATE SKIP LOCKED" in spoken[postgresql]
    assert "FOR UPDATE" not in spoken[sqlite]
