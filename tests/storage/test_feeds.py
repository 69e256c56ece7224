from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.storage.samples import KEY, MINUTE, NOW
from tracker.errors import NotFoundError, PublishError
from tracker.reading.types import Language
from tracker.storage.feeds import hash_token
from tracker.storage.store import Store, open_store
from tracker.storage.types import FeedKind, FeedMember, FeedPlace, FeedRevision, Fetch


def revision(uid: str, content: str = "a", sequence: int = 0) -> FeedRevision:
    return FeedRevision(uid=uid, content_hash=content, sequence=sequence, last_modified=NOW)


def fetch(store: Store, token_hash: str, client: str, minute: int) -> None:
    store.feeds.fetched([Fetch(token_hash=token_hash, client=client, at=NOW + minute * MINUTE)])


def test_a_link_is_known_by_its_token_only(store: Store) -> None:
    made = store.feeds.create("ana", name="my phone", now=NOW)
    token = made.token.get_secret_value()
    assert len(token) >= 43  # 256 bits in base64
    assert store.feeds.by_token(token) == made.link
    assert made.link.token_hash == hash_token(token) != token
    assert [store.feeds.by_token(wrong) for wrong in ("", token[:-1], token + "A", made.link.id)] == [None] * 4
    assert token not in repr(made)


def test_a_new_link_says_little_unless_the_person_chooses_otherwise(store: Store) -> None:
    private = store.feeds.create("ana", name="phone", now=NOW).link
    full = store.feeds.create("ana", name="tablet", now=NOW, kind=FeedKind.FULL, language=Language.PT).link
    assert (private.kind, private.language) == (FeedKind.PRIVATE, Language.EN)
    assert store.feeds.get(full.id) == full
    assert (full.kind, full.language) == (FeedKind.FULL, Language.PT)


def test_every_device_has_a_link_of_its_own(store: Store) -> None:
    store.people.add("ben", name="Ben", language=Language.EN, zone="America/Chicago", now=NOW)
    names = ("phone", "tablet", "watch")
    made = [store.feeds.create("ana", name=name, now=NOW + minute * MINUTE) for minute, name in enumerate(names)]
    bens = store.feeds.create("ben", name="phone", now=NOW + 9 * MINUTE)
    assert len({one.token.get_secret_value() for one in [*made, bens]}) == 4
    assert store.feeds.list("ana") == tuple(one.link for one in made)
    assert store.feeds.list() == (*store.feeds.list("ana"), bens.link)


def test_a_revoked_link_is_still_known_so_that_it_can_say_so(store: Store) -> None:
    made = store.feeds.create("ana", name="lost phone", now=NOW)
    store.feeds.revoke(made.link.id, now=NOW + MINUTE)
    store.feeds.revoke(made.link.id, now=NOW + 2 * MINUTE)
    found = store.feeds.by_token(made.token.get_secret_value())
    assert found is not None
    assert found.revoked_at == NOW + MINUTE


def test_a_link_can_be_renamed_and_shows_who_fetched_it_last(store: Store) -> None:
    link = store.feeds.create("ana", name="phone", now=NOW).link
    store.feeds.rename(link.id, "téléphone")
    fetch(store, link.token_hash, "Apple Calendar", 1)
    fetch(store, "another", "a stranger", 2)
    found = store.feeds.get(link.id)
    assert (found.name, found.last_fetched_at) == ("téléphone", NOW + MINUTE)
    assert found.last_client == "Apple Calendar"


def test_each_program_that_fetched_a_link_is_kept_with_the_moment_it_came(store: Store) -> None:
    phone, desk = (store.feeds.create("ana", name=name, now=NOW).link for name in ("phone", "desk"))
    for minute, (link, client) in enumerate([(phone, "Apple"), (desk, "Outlook"), (phone, "curl"), (phone, "Apple")]):
        fetch(store, link.token_hash, client, minute)
    assert [(one.client, one.first_seen_at, one.last_seen_at) for one in store.feeds.clients(phone.id)] == [
        ("Apple", NOW, NOW + 3 * MINUTE),
        ("curl", NOW + 2 * MINUTE, NOW + 2 * MINUTE),
    ]
    assert {one.link for one in store.feeds.clients()} == {phone.id, desk.id}


def test_a_program_that_changes_its_name_all_the_time_fills_no_table(store: Store) -> None:
    link = store.feeds.create("ana", name="phone", now=NOW).link
    for number in range(50):
        fetch(store, link.token_hash, f"robot {number}", number)
    names = [one.client for one in store.feeds.clients(link.id)]
    assert len(names) == 21
    assert "other programs" in names
    assert store.feeds.get(link.id).last_client == "robot 49"


def test_a_replaced_link_ends_the_old_one_and_is_a_new_secret_for_the_same_device(store: Store) -> None:
    place = FeedPlace(url="sftp://host.example/cal.ics", options={"password": "secret"})
    old = store.feeds.create("ana", name="phone", now=NOW, kind=FeedKind.FULL, labels={"ana": "A."})
    store.feeds.send_to(old.link.id, place)
    new = store.feeds.replace(old.link.id, now=NOW + MINUTE)
    assert store.feeds.get(old.link.id).revoked_at == NOW + MINUTE
    assert store.feeds.get(old.link.id).place is None
    assert new.token != old.token
    assert new.link == store.feeds.get(new.link.id)
    assert (new.link.name, new.link.kind, new.link.members, new.link.place, new.link.revoked_at) == (
        *("phone", FeedKind.FULL, old.link.members, place),
        None,
    )


def test_a_link_for_several_people_is_found_by_each_of_them(store: Store) -> None:
    store.people.add("ben", name="Ben", language=Language.EN, zone="America/Chicago", now=NOW)
    both = store.feeds.create("ben", "ana", name="desk", now=NOW, labels={"ana": "Ana G."}).link
    everyone = store.feeds.create(name="office", now=NOW + MINUTE, everyone=True).link
    bens = store.feeds.create("ben", name="phone", now=NOW + 2 * MINUTE).link
    assert both.members == (FeedMember(person="ana", label="Ana G."), FeedMember(person="ben"))
    assert store.feeds.list("ana") == (both, everyone)
    assert store.feeds.list("ben") == (both, everyone, bens)


def test_where_a_calendar_is_copied_to_is_remembered_and_how_that_went(store: Store) -> None:
    link = store.feeds.create("ana", name="phone", now=NOW).link.id
    store.feeds.send_to(link, FeedPlace(url="memory://a.ics"))
    assert store.feeds.place_failed(link, "no way").place_error == "no way"
    placed = store.feeds.placed(link, content_hash="abc", now=NOW)
    assert (placed.placed_at, placed.placed_hash, placed.place_error) == (NOW, "abc", None)
    assert store.feeds.send_to(link, None).placed_at is None


def test_an_unknown_link_is_named(store: Store) -> None:
    with pytest.raises(NotFoundError, match="tracker feed list"):
        store.feeds.get("0000")
    with pytest.raises(NotFoundError):
        store.feeds.revoke("0000", now=NOW)


def test_the_ledger_keeps_what_was_published_in_each_calendar(store: Store) -> None:
    first = store.feeds.revise("phone", lambda _: [revision("u1"), revision("u2")])
    assert first == {"u1": revision("u1"), "u2": revision("u2")}
    store.feeds.revise("tablet", lambda _: [revision("u1", "other words", 7)])
    store.feeds.revise("phone", lambda before: [revision("u1", "b", before["u1"].sequence + 1), before["u2"]])
    assert store.feeds.revisions("phone") == {"u1": revision("u1", "b", 1), "u2": revision("u2")}
    assert store.feeds.revisions("tablet") == {"u1": revision("u1", "other words", 7)}
    assert store.feeds.revisions("never published") == {}


def test_a_calendar_that_was_refused_leaves_the_ledger_as_it_was(store: Store) -> None:
    store.feeds.revise("phone", lambda _: [revision("u1")])

    def refuse(_: dict[str, FeedRevision]) -> list[FeedRevision]:
        raise PublishError("no")

    with pytest.raises(PublishError):
        store.feeds.revise("phone", refuse)
    assert store.feeds.revisions("phone") == {"u1": revision("u1")}


def test_two_publishers_never_count_from_the_same_revision(url: str, store: Store) -> None:
    publishers = [open_store(url, KEY) for _ in range(4)]
    start = Barrier(len(publishers))

    def count(before: dict[str, FeedRevision]) -> list[FeedRevision]:
        last = before["u1"].sequence if "u1" in before else -1
        return [revision("u1", f"text {last + 1}", last + 1)]

    def work(publisher: Store) -> None:
        start.wait()
        for _ in range(5):
            publisher.feeds.revise("phone", count)

    with ThreadPoolExecutor(len(publishers)) as pool:
        list(pool.map(work, publishers))
    for publisher in publishers:
        publisher.close()
    assert store.feeds.revisions("phone")["u1"].sequence == 4 * 5 - 1
