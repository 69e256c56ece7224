"""How many calendar links and tokens may be in use at a time, and what counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.shell import NOW, opened
from tests.web.visiting import HOST, account_of
from tracker.errors import TooManyError
from tracker.reading.types import Language
from tracker.storage.types import FeedKind, NewFeedLink
from tracker.worker import limits
from tracker.worker.home import Home
from tracker.worker.limits import leave_room_for_token
from tracker.worker.links import links_of, new_link, rotate


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.setattr(limits, "MOST_LINKS", 2)
    monkeypatch.setattr(limits, "MOST_TOKENS", 2)
    with opened(tmp_path) as made:
        made.store.people.add("ana", name="Ana", language=Language.EN, zone="America/New_York", now=NOW)
        yield made


def link(home: Home, *people: str, everyone: bool = False) -> NewFeedLink:
    return new_link(home, *people, name="x", now=NOW, kind=FeedKind.FULL, language=Language.EN, everyone=everyone)


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


def test_a_token_that_was_ended_or_is_over_takes_no_room(home: Home) -> None:
    account = account_of(home, HOST).id
    over = NOW + timedelta(days=30)
    for ends in (None, over):
        made = home.store.tokens.create(account, name="x", scopes=("log:read",), now=NOW, expires_at=ends)
    with pytest.raises(TooManyError, match="There are 2 tokens in use already"):
        leave_room_for_token(home, account, NOW)
    leave_room_for_token(home, account, over)
    home.store.tokens.revoke(made.record.id, account=account, now=NOW)
    leave_room_for_token(home, account, NOW)
