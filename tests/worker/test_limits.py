"""How many calendar links and tokens may be in use at a time, and what counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from tests.shell import NOW, opened
from tests.web.visiting import HOST, account_of
from tracker.errors import EndedError, TooManyError, UserError
from tracker.reading.types import Language
from tracker.storage.types import FeedKind, NewFeedLink
from tracker.worker import limits
from tracker.worker.home import Home
from tracker.worker.limits import room_for_token
from tracker.worker.links import links_of, new_link, rotate

THREADS = 8


@pytest.fixture
def home(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.setattr(limits, "MOST_LINKS", 2)
    monkeypatch.setattr(limits, "MOST_TOKENS", 2)
    with opened(tmp_path, database_url=url) as made:
        made.store.people.add("ana", name="Ana", language=Language.EN, zone="America/New_York", now=NOW)
        yield made


def link(home: Home, *people: str, everyone: bool = False) -> NewFeedLink:
    return new_link(home, *people, name="x", now=NOW, kind=FeedKind.FULL, language=Language.EN, everyone=everyone)


def token(home: Home, account: str) -> None:
    with room_for_token(home, account, NOW):
        home.store.tokens.create(account, name="x", scopes=("log:read",), now=NOW, expires_at=None)


def done_at_once(act: Callable[[], object]) -> int:
    """How many of several threads that begin together are not refused."""
    begin = Barrier(THREADS)

    def attempt() -> bool:
        begin.wait()
        try:
            act()
        except UserError:
            return False
        return True

    with ThreadPoolExecutor(THREADS) as pool:
        return sum(one.result() for one in [pool.submit(attempt) for _ in range(THREADS)])


def test_one_too_many_is_refused_and_leaves_nothing_behind_until_another_is_ended(home: Home) -> None:
    first, _ = link(home, "me"), link(home, "me", "ana")
    for people in (("me",), ("ana", "me")):
        with pytest.raises(TooManyError, match="There are 2 links in use already"):
            link(home, *people)
    assert len(home.store.feeds.list()) == 2
    assert len(list(links_of(home).glob("*.ics"))) == 2
    assert rotate(home, first.link.id, NOW).link.id != first.link.id
    used = next(one for one in home.store.feeds.list() if one.revoked_at is None)
    home.store.feeds.revoke(used.id, now=NOW)
    link(home, "me")


def test_each_person_has_room_of_their_own_and_so_has_everybody_together(home: Home) -> None:
    for _ in range(2):
        link(home, "me")
        link(home, everyone=True)
    link(home, "ana")
    with pytest.raises(TooManyError):
        link(home, everyone=True)


def test_what_is_made_at_the_same_moment_is_counted_too(home: Home) -> None:
    account = account_of(home, HOST).id
    assert done_at_once(lambda: link(home, "me")) == 2
    assert done_at_once(lambda: link(home, everyone=True)) == 2
    assert done_at_once(lambda: link(home, "me", "ana")) == 0
    assert done_at_once(lambda: token(home, account)) == 2
    assert len(home.store.feeds.list()) == len(list(links_of(home).glob("*.ics"))) == 4
    assert len(home.store.tokens.of(account)) == 2


def test_links_for_the_same_people_wait_for_each_other_whatever_their_order(home: Home) -> None:
    turns = iter([("me", "ana"), ("ana", "me")] * (THREADS // 2))
    assert done_at_once(lambda: link(home, *next(turns))) == 2


def test_a_link_is_replaced_once_whoever_asks_again_or_at_the_same_moment(home: Home) -> None:
    old = link(home, "me").link.id
    assert done_at_once(lambda: rotate(home, old, NOW)) == 1
    with pytest.raises(EndedError):
        rotate(home, old, NOW)
    assert sum(one.revoked_at is None for one in home.store.feeds.list("me")) == 1


def test_a_token_that_was_ended_or_is_over_takes_no_room(home: Home) -> None:
    account = account_of(home, HOST).id
    over = NOW + timedelta(days=30)
    for ends in (None, over):
        made = home.store.tokens.create(account, name="x", scopes=("log:read",), now=NOW, expires_at=ends)
    with pytest.raises(TooManyError, match="There are 2 tokens in use already"):
        token(home, account)
    with room_for_token(home, account, over):
        pass
    home.store.tokens.revoke(made.record.id, account=account, now=NOW)
    token(home, account)
