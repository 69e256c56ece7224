"""Accounts, what they sign in with, their sessions and tokens, and the log of what they did."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.storage.samples import MINUTE, NOW
from tracker.errors import NotFoundError, StorageError, UserError
from tracker.reading.types import Language
from tracker.storage.access_types import How, Passkey, Purpose, Role
from tracker.storage.store import Store

DAY = timedelta(days=1)


def test_an_account_is_found_by_its_name_however_that_is_written(store: Store) -> None:
    made = store.accounts.add("  Maria ", role=Role.HELPER, now=NOW)
    assert store.accounts.by_name("mARIA") == made
    assert made.name == "Maria"
    assert store.accounts.by_name("mario") is None


def test_two_accounts_never_share_a_name(store: Store) -> None:
    store.accounts.add("maria", role=Role.HELPER, now=NOW)
    other = store.accounts.add("ana", role=Role.HELPER, now=NOW)
    with pytest.raises(UserError, match="taken"):
        store.accounts.add("MARIA", role=Role.VIEWER, now=NOW)
    with pytest.raises(UserError, match="taken"):
        store.accounts.change(other.id, name="Maria")
    assert store.accounts.change(other.id, name="Ana").name == "Ana"


def test_what_was_given_for_a_time_ends_by_itself_and_can_be_taken_back(store: Store) -> None:
    account = store.accounts.add("maria", role=Role.HELPER, now=NOW)
    given = store.accounts.give(account.id, ["ana"], now=NOW, until=NOW + DAY, by="somebody")
    assert given.people(NOW) == {"ana"}
    assert given.people(NOW + DAY) == frozenset()
    assert store.accounts.give(account.id, ["ana"], now=NOW).people(NOW + 9 * DAY) == {"ana"}
    assert store.accounts.take_back(account.id, "ana").people(NOW) == frozenset()


def test_nobody_is_given_a_person_who_is_not_there(store: Store) -> None:
    account = store.accounts.add("maria", role=Role.HELPER, now=NOW)
    with pytest.raises(StorageError):
        store.accounts.give(account.id, ["nobody"], now=NOW)
    assert store.accounts.get(account.id).grants == ()


def test_a_removed_account_loses_everything_it_signs_in_with(store: Store) -> None:
    account = store.accounts.add("maria", role=Role.OWNER, everyone=True, now=NOW).id
    store.accounts.set_password(account, "$argon2id$x")
    store.passkeys.add(Passkey(id="k", account=account, public_key=b"k", sign_count=0, name="phone", created_at=NOW))
    store.recovery_codes.replace(account, ["a", "b"])
    session = store.sessions.open(account, How.PASSWORD, client="x", now=NOW)
    token = store.tokens.create(account, name="x", scopes=["log:read"], now=NOW)
    assert store.accounts.protected()
    store.accounts.remove(account, now=NOW)
    assert not store.accounts.protected()
    assert store.accounts.password_hash(account) is None
    assert store.passkeys.of(account) == ()
    assert not store.recovery_codes.use(account, "a")
    assert store.sessions.find(session.secret.get_secret_value()) is None
    assert store.tokens.find(token.token.get_secret_value(), now=NOW) is None
    assert store.accounts.list() == ()
    assert store.accounts.get(account).removed_at == NOW


def test_an_account_that_never_was_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.accounts.get("nobody")


def test_a_session_is_found_by_its_secret_touched_once_a_minute_and_ended(store: Store) -> None:
    account = store.accounts.add("maria", role=Role.VIEWER, now=NOW).id
    made = store.sessions.open(account, How.PASSKEY, client="a browser", now=NOW)
    secret = made.secret.get_secret_value()
    assert store.sessions.find(secret) == made.session
    store.sessions.touch(made.session.id, made.session.seen_at, now=NOW + MINUTE / 2)
    assert store.sessions.of(account)[0].seen_at == NOW
    store.sessions.touch(made.session.id, made.session.seen_at, now=NOW + MINUTE)
    assert store.sessions.of(account)[0].seen_at == NOW + MINUTE
    assert not store.sessions.end(made.session.id, account="somebody else")
    assert store.sessions.end(made.session.id, account=account)
    assert store.sessions.find(secret) is None


def test_each_visit_says_what_the_account_may_open_at_that_moment(store: Store) -> None:
    account = store.accounts.add("maria", role=Role.HELPER, now=NOW, language=Language.ES)
    secret = store.sessions.open(account.id, How.PASSKEY, client="a browser", now=NOW).secret.get_secret_value()

    def people(secret: str = secret) -> frozenset[str]:
        found = store.visits.by_secret(secret, now=NOW)
        assert found is not None
        return found.people

    visit = store.visits.by_secret(secret, now=NOW)
    assert visit is not None
    assert (visit.account, visit.name, visit.role, visit.language) == (account.id, "maria", Role.HELPER, Language.ES)
    assert (visit.created_at, visit.seen_at, visit.lock_minutes) == (NOW, NOW, account.lock_minutes)
    assert people() == frozenset()
    store.accounts.give(account.id, ["ana"], now=NOW)
    assert people() == {"ana"}
    store.accounts.give(account.id, ["ana"], now=NOW - DAY, until=NOW)
    assert people() == frozenset()
    store.accounts.give(account.id, ["ana"], now=NOW)
    store.accounts.change(account.id, role=Role.OPERATOR)
    assert people() == frozenset()
    host = store.accounts.add("host", role=Role.OWNER, everyone=True, now=NOW)
    everywhere = store.sessions.open(host.id, How.PASSKEY, client="", now=NOW).secret.get_secret_value()
    assert people(everywhere) == {"ana"}
    store.people.add("eva", name="Eva", language=Language.ES, zone="America/New_York", now=NOW)
    assert people(everywhere) == {"ana", "eva"}
    store.accounts.remove(account.id, now=NOW)
    assert store.visits.by_secret(secret, now=NOW) is None


def test_sessions_that_nobody_used_for_long_are_forgotten(store: Store) -> None:
    account = store.accounts.add("maria", role=Role.OWNER, now=NOW).id
    old = store.sessions.open(account, How.PASSKEY, client="old", now=NOW)
    new = store.sessions.open(account, How.PASSKEY, client="new", now=NOW + MINUTE)
    store.sessions.prune(before=NOW + MINUTE)
    assert store.sessions.find(old.secret.get_secret_value()) is None
    assert store.sessions.of(account) == (new.session,)


def test_a_ticket_is_used_by_one_of_many_that_try_at_once(store: Store) -> None:
    secret = store.tickets.issue(Purpose.CONSOLE, now=NOW, lasts=MINUTE).get_secret_value()
    with ThreadPoolExecutor(4) as pool:
        used = list(pool.map(lambda _: store.tickets.use(Purpose.CONSOLE, secret, now=NOW), range(8)))
    assert sum(one is not None for one in used) == 1


def test_a_ticket_is_good_for_its_purpose_and_its_time_alone(store: Store) -> None:
    secret = store.tickets.issue(Purpose.INVITATION, now=NOW, lasts=MINUTE).get_secret_value()
    assert store.tickets.look(Purpose.CONSOLE, secret, now=NOW) is None
    assert store.tickets.look(Purpose.INVITATION, secret, now=NOW + MINUTE) is None
    assert store.tickets.look(Purpose.INVITATION, secret, now=NOW) is not None


def test_a_recovery_code_is_used_by_one_of_many_that_try_at_once(store: Store) -> None:
    account = store.accounts.add("maria", role=Role.OWNER, now=NOW).id
    store.recovery_codes.replace(account, ["one", "two"])
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _: store.recovery_codes.use(account, "one"), range(8))) == 1
    assert store.recovery_codes.left(account) == 1


def test_tries_are_counted_by_name_and_forgotten_after_their_time(store: Store) -> None:
    counted = [store.tries.count("name", "maria", now=NOW, within=15 * MINUTE) for _ in range(3)]
    assert counted == [1, 2, 3]
    assert store.tries.count("name", "ana", now=NOW, within=15 * MINUTE) == 1
    assert store.tries.count("address", "maria", now=NOW, within=15 * MINUTE) == 1
    assert store.tries.count("name", "maria", now=NOW + 15 * MINUTE, within=15 * MINUTE) == 1
    store.tries.forget("name", "maria")
    assert store.tries.count("name", "maria", now=NOW + 15 * MINUTE, within=15 * MINUTE) == 1


def test_tries_that_come_at_once_are_all_counted(store: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: store.tries.count("name", "x", now=NOW, within=MINUTE), range(12)))
    assert sorted(counts) == list(range(1, 13))


def test_a_passkey_keeps_its_counter_and_is_its_accounts_alone(store: Store) -> None:
    account = store.accounts.add("maria", role=Role.OWNER, now=NOW).id
    key = Passkey(id="k", account=account, public_key=b"\x00\xff", sign_count=1, name="phone", created_at=NOW)
    store.passkeys.add(key)
    assert store.passkeys.get("k") == key
    with pytest.raises(UserError, match="already"):
        store.passkeys.add(key)
    store.passkeys.used("k", sign_count=7, now=NOW + DAY)
    assert store.passkeys.of(account)[0].sign_count == 7
    assert not store.passkeys.remove("k", account="somebody else")
    assert store.passkeys.remove("k", account=account)


def test_the_audit_log_is_read_backwards_by_person_and_in_pages(store: Store) -> None:
    for number in range(5):
        store.audit.note(f"act {number}", now=NOW, people=["ana"] if number % 2 else [])
    store.audit.note("looked", now=NOW, people=["ana"], once="today")
    store.audit.note("looked", now=NOW, people=["ana"], once="today")
    assert [one.act for one in store.audit.list(people=["ana"])] == ["looked", "act 3", "act 1"]
    first = store.audit.list(limit=2)
    assert [one.act for one in store.audit.list(before=first[-1].seq, limit=2)] == ["act 3", "act 2"]
