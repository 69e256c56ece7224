"""How many secrets that stand for one person or account may be in use at a time: more than anybody needs.

What is made at the same moment queues, so that each is counted before the next one is made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from tracker.errors import TooManyError
from tracker.worker.home import Home

MOST_LINKS = 50  # calendars of one person, and as many of everybody; each is made anew at every change
MOST_TOKENS = 50  # of one account


@contextmanager
def room_for_link(home: Home, people: Collection[str], *, everyone: bool) -> Iterator[None]:
    """A transaction in which one may be made. Raises `TooManyError`. What was ended does not count."""
    names = ["everybody's links"] if everyone else [f"links of {person}" for person in people]
    with home.store.queueing(*names):
        _want_room_for_link(home, people, everyone=everyone)
        yield


@contextmanager
def room_for_token(home: Home, account: str, now: datetime) -> Iterator[None]:
    """A transaction in which one may be made. Raises `TooManyError`. What was ended, or is over, does not count."""
    with home.store.queueing(f"tokens of {account}"):
        _want_room_for_token(home, account, now)
        yield


def _want_room_for_link(home: Home, people: Collection[str], *, everyone: bool) -> None:
    used = [one for one in home.store.feeds.list() if one.revoked_at is None]
    if everyone:
        counts = [sum(one.everyone for one in used)]
    else:
        counts = [sum(person in {member.person for member in one.members} for one in used) for person in people]
    if max(counts, default=0) >= MOST_LINKS:
        raise TooManyError("links", MOST_LINKS)


def _want_room_for_token(home: Home, account: str, now: datetime) -> None:
    used = [
        one
        for one in home.store.tokens.of(account)
        if one.revoked_at is None and (one.expires_at is None or one.expires_at > now)
    ]
    if len(used) >= MOST_TOKENS:
        raise TooManyError("tokens", MOST_TOKENS)
