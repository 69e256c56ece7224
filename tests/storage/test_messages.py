from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from tests.storage.samples import KEY, MINUTE, NOW, account, digest_of, message_read, raw_message
from tracker.errors import NotFoundError, StorageError
from tracker.message.types import Channel
from tracker.reading.types import Language
from tracker.storage.store import Store, open_store
from tracker.storage.types import CursorRecord, MessageState, Origin, Sighting

RAW = raw_message(1)
DIGEST = digest_of(RAW)


def seen(uid: int, mailbox: str = "home", folder: str = "INBOX") -> Sighting:
    return Sighting(mailbox=mailbox, folder=folder, uidvalidity=2**32 - 1, uid=uid)


def waiting(store: Store) -> list[str]:
    return [message.sha256 for message in store.messages.unread()]


def test_a_kept_message_comes_back_byte_for_byte(store: Store) -> None:
    assert store.messages.keep(RAW, received=NOW - MINUTE, now=NOW, lack="too_large")
    kept = store.messages.get(DIGEST)
    assert (kept.size, kept.received, kept.stored_at, kept.state) == (len(RAW), NOW - MINUTE, NOW, MessageState.STORED)
    assert (kept.channel, kept.lack) == (Channel.EMAIL, "too_large")
    assert store.messages.raw(DIGEST) == RAW


def test_an_empty_message_is_kept_too(store: Store) -> None:
    assert store.messages.keep(b"", received=None, now=NOW, channel=Channel.SMS)
    assert store.messages.raw(digest_of(b"")) == b""
    assert store.messages.get(digest_of(b"")).channel is Channel.SMS


def test_keeping_a_message_again_changes_nothing(store: Store) -> None:
    store.messages.keep(RAW, received=NOW, now=NOW)
    store.messages.mark_read(DIGEST)
    assert not store.messages.keep(RAW, received=None, now=NOW + MINUTE)
    assert store.messages.get(DIGEST).state is MessageState.READ
    assert store.messages.get(DIGEST).stored_at == NOW


def test_one_message_in_many_folders_is_one_message(store: Store) -> None:
    store.mailboxes.add(account(), people=["ana"], now=NOW)
    assert store.messages.keep(RAW, sighting=seen(7), received=NOW, now=NOW)
    assert not store.messages.keep(RAW, sighting=seen(9, folder="Important"), received=NOW, now=NOW)
    assert not store.messages.keep(RAW, sighting=seen(8), received=NOW, now=NOW)
    assert store.messages.sighted("home", "INBOX", 2**32 - 1) == {7, 8}
    assert store.messages.sighted("home", "Important", 2**32 - 1) == {9}
    assert store.messages.sighted("home", "INBOX", 1) == frozenset()
    assert waiting(store) == [DIGEST]


def test_two_messages_that_a_server_gave_one_uid_are_both_kept_and_both_read(store: Store) -> None:
    store.mailboxes.add(account(), people=["ana"], now=NOW)
    digests = [digest_of(raw_message(number)) for number in (1, 2)]
    assert [store.messages.keep(raw_message(number), sighting=seen(7), received=NOW, now=NOW) for number in (1, 2)]
    assert sorted(waiting(store)) == sorted(digests)
    assert [store.messages.origins(digest)[0].person for digest in digests] == ["ana", "ana"]
    assert store.messages.sighted("home", "INBOX", 2**32 - 1) == {7}


def test_somebody_new_at_a_mailbox_gets_what_was_found_in_it_before(store: Store) -> None:
    store.people.add("ben", name="Ben", language=Language.EN, zone="America/Chicago", now=NOW)
    store.mailboxes.add(account(), people=["ana"], now=NOW)
    store.messages.keep(RAW, sighting=seen(7), received=NOW, now=NOW)
    store.messages.keep(raw_message(2), received=NOW, now=NOW)
    for digest in (DIGEST, digest_of(raw_message(2))):
        store.messages.mark_read(digest)
    store.mailboxes.set_people("home", ["ana", "ben"])
    assert waiting(store) == [DIGEST]
    assert [origin.person for origin in store.messages.origins(DIGEST)] == ["ana", "ben"]


def test_a_message_is_read_again_for_a_mailbox_that_has_not_had_it(store: Store) -> None:
    store.people.add("ben", name="Ben", language=Language.EN, zone="America/Chicago", now=NOW)
    store.mailboxes.add(account(), people=["ana"], now=NOW)
    store.mailboxes.add(account("office"), people=["ben", "ana"], now=NOW)
    store.messages.keep(RAW, sighting=seen(7), received=NOW, now=NOW)
    store.messages.mark_read(DIGEST)
    assert store.messages.keep(RAW, sighting=seen(3, mailbox="office"), received=NOW, now=NOW)
    assert waiting(store) == [DIGEST]
    assert [(origin.person, origin.mailbox) for origin in store.messages.origins(DIGEST)] == [
        ("ana", "home"),
        ("ana", "office"),
        ("ben", "office"),
    ]


def test_an_imported_message_knows_for_whom_it_came(store: Store) -> None:
    origin = Origin(person="ana", authserv_id="mx.mail.example", address="ana.example@mail.example")
    assert store.messages.keep(RAW, origins=[origin], received=None, now=NOW)
    assert not store.messages.keep(RAW, origins=[origin], received=None, now=NOW)
    assert store.messages.origins(DIGEST) == (origin,)


def test_what_is_said_of_a_file_the_second_time_counts_from_then_on(store: Store) -> None:
    plain = Origin(person="ana")
    told = Origin(person="ana", authserv_id="mx.mail.example", address="ana.example@mail.example")
    assert store.messages.keep(RAW, origins=[plain], received=None, now=NOW)
    assert store.messages.keep(RAW, origins=[told], received=None, now=NOW)
    assert not store.messages.keep(RAW, origins=[plain], received=None, now=NOW)
    assert store.messages.origins(DIGEST) == (told,)


def test_what_could_not_be_read_is_tried_three_times_and_stays_on_the_shelf(store: Store) -> None:
    store.messages.keep(RAW, received=NOW, now=NOW)
    for attempt in range(3):
        assert waiting(store) == [DIGEST]
        assert store.messages.begin(DIGEST)
        store.messages.mark_failed(DIGEST, f"It broke, try {attempt}.")
    assert waiting(store) == []
    assert not store.messages.begin(DIGEST)
    (failed,) = store.messages.failed()
    assert (failed.state, failed.failure, failed.attempts) == (MessageState.FAILED, "It broke, try 2.", 3)
    assert [message.sha256 for message in store.messages.unread(attempts=4)] == [DIGEST]
    assert store.messages.raw(DIGEST) == RAW


def test_a_message_over_which_the_process_ended_three_times_is_begun_no_more_and_stands_on_the_shelf(
    store: Store,
) -> None:
    store.messages.keep(RAW, received=NOW, now=NOW)
    assert [store.messages.begin(DIGEST) for _ in range(4)] == [True, True, True, False]
    assert waiting(store) == []
    assert [message.sha256 for message in store.messages.failed()] == [DIGEST]


def test_a_reading_that_could_not_even_begin_is_not_counted(store: Store) -> None:
    store.messages.keep(RAW, received=NOW, now=NOW)
    for _ in range(9):
        assert store.messages.begin(DIGEST)
        store.messages.release(DIGEST)
    assert store.messages.get(DIGEST).attempts == 0


def test_what_failed_least_often_is_tried_first_so_that_nothing_bars_the_way(store: Store) -> None:
    raws = [raw_message(number) for number in (1, 2)]
    for minute, raw in enumerate(raws):
        store.messages.keep(raw, received=NOW, now=NOW + minute * MINUTE)
    store.messages.begin(digest_of(raws[0]))
    store.messages.mark_failed(digest_of(raws[0]), "It broke.")
    assert waiting(store) == [digest_of(raws[1]), digest_of(raws[0])]


def test_what_nothing_came_of_is_not_tried_again(store: Store) -> None:
    store.messages.keep(RAW, received=NOW, now=NOW)
    store.messages.mark_failed(DIGEST, "Nothing came.", again=False)
    assert waiting(store) == []
    assert [message.failure for message in store.messages.failed()] == ["Nothing came."]


def test_a_failure_is_forgotten_once_the_message_was_read(store: Store) -> None:
    store.messages.keep(RAW, received=NOW, now=NOW)
    store.messages.mark_failed(DIGEST, "It broke.")
    store.record_message(DIGEST, [])
    assert (store.messages.get(DIGEST).state, store.messages.get(DIGEST).failure) == (MessageState.READ, None)
    assert store.messages.failed() == ()


def test_the_oldest_unread_message_comes_first_and_reading_may_change_states_meanwhile(store: Store) -> None:
    raws = [raw_message(number) for number in (5, 3, 9)]
    for minute, raw in enumerate(raws):
        store.messages.keep(raw, received=NOW, now=NOW + minute * MINUTE)
    came = []
    for message in store.messages.unread():
        came.append(message.sha256)
        store.messages.mark_read(message.sha256)
    assert came == [digest_of(raw) for raw in raws]
    assert [message.sha256 for message in store.messages.list()] == came
    assert store.messages.counts() == {MessageState.STORED: 0, MessageState.READ: 3, MessageState.FAILED: 0}


def test_a_message_that_is_not_there_is_named_by_its_first_digits_only(store: Store) -> None:
    for verb in (store.messages.get, store.messages.raw, store.messages.mark_read):
        with pytest.raises(NotFoundError, match=r"'0{12}'"):
            verb("0" * 64)


def test_reading_a_message_is_one_step_with_its_events(store: Store) -> None:
    store.messages.keep(RAW, received=NOW, now=NOW)
    event = message_read(RAW)
    assert store.record_message(DIGEST, [event]) == 1
    assert store.record_message(DIGEST, [event]) == 0
    assert store.events.of("ana") == (event,)
    assert waiting(store) == []


def test_events_are_undone_when_their_message_cannot_be_marked(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.record_message(DIGEST, [message_read(RAW)])
    assert store.events.of("ana") == ()


def test_the_message_is_durable_before_the_cursor_moves(url: str, store: Store) -> None:
    store.mailboxes.add(account(), people=["ana"], now=NOW)
    store.messages.keep(RAW, sighting=seen(1), received=NOW, now=NOW)
    with open_store(url, KEY) as other:
        assert other.messages.raw(DIGEST) == RAW
        assert other.cursors.get("home", "INBOX") is None


def test_a_cursor_comes_back_as_it_was_put(store: Store) -> None:
    store.mailboxes.add(account(), people=["ana"], now=NOW)
    first = CursorRecord(
        mailbox="home", folder="INBOX", uidvalidity=2**32 - 1, last_uid=2**32 - 1, progress={"to": 70_000, "é": [None]}
    )
    moved = first.model_copy(update={"progress": None, "messages": 12, "uidvalidity": 1})
    other = first.model_copy(update={"folder": "Archivo/Año"})
    for cursor in (first, other, moved):
        store.cursors.put(cursor)
    assert store.cursors.get("home", "INBOX") == moved
    assert store.cursors.list("home") == (other, moved)
    assert store.cursors.get("home", "Spam") is None


def test_bytes_that_changed_in_the_database_are_not_handed_out(url: str, store: Store) -> None:
    store.messages.keep(RAW, received=NOW, now=NOW)
    store.messages.keep(raw_message(2), received=NOW, now=NOW)
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        swap = "UPDATE message_raw SET body = (SELECT body FROM message_raw WHERE sha256 = :other) WHERE sha256 = :one"
        assert connection.execute(text(swap), {"one": DIGEST, "other": digest_of(raw_message(2))}).rowcount == 1
    engine.dispose()
    with pytest.raises(StorageError, match="damaged or was moved"):
        store.messages.raw(DIGEST)
    assert store.messages.raw(digest_of(raw_message(2))) == raw_message(2)


@settings(max_examples=25)
@given(raws=st.lists(st.binary(max_size=2_000), max_size=12), again=st.integers(0, 3))
def test_any_bytes_in_any_number_of_repeats_are_kept_once(shared_store: Store, raws: list[bytes], again: int) -> None:
    before = {message.sha256 for message in shared_store.messages.list()}
    for raw in raws * (again + 1):
        shared_store.messages.keep(raw, received=None, now=NOW)
    after = {message.sha256 for message in shared_store.messages.list()}
    assert after == before | {digest_of(raw) for raw in raws}
    assert all(shared_store.messages.raw(digest_of(raw)) == raw for raw in raws)


def test_several_are_fetched_at_once_and_opened_one_by_one(store: Store) -> None:
    store.messages.keep(RAW, received=None, now=NOW)
    store.messages.keep(b"hello", received=None, now=NOW, channel=Channel.SMS)
    wanted = [DIGEST, digest_of(b"hello"), "f" * 64]
    assert store.messages.sizes(wanted) == {DIGEST: len(RAW), wanted[1]: 5}
    bodies = store.messages.bodies(wanted)
    assert {digest: body() for digest, body in bodies.items()} == {
        DIGEST: (Channel.EMAIL, RAW),
        wanted[1]: (Channel.SMS, b"hello"),
    }
    assert store.messages.bodies([]) == {}
