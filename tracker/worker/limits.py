"""How many secrets that stand for one person or account may be in use at a time: more than anybody needs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from tracker.errors import TooManyError
from tracker.worker.home import Home

MOST_LINKS = 50  # calendars of one person, and as many of everybody; each is made anew at every change
MOST_TOKENS = 50  # of one account


def leave_room_for_link(home: Home, people: Collection[str], *, everyone: bool) -> None:
    """Raises `TooManyError`. What was ended does not count."""
    used = [one for one in home.store.feeds.list() if one.revoked_at is None]
    if everyone:
        counts = [sum(one.everyone for one in used)]
    else:
        counts = [sum(person in {member.person for member in one.members} for one in used) for person in people]
    if max(counts, default=0) >= MOST_LINKS:
        raise TooManyError("links", MOST_LINKS)


def leave_room_for_token(home: Home, account: str, now: datetime) -> None:
    """Raises `TooManyError`. What was ended, or is over, does not count."""
    used = [
        one
        for one in home.store.tokens.of(account)
        if one.revoked_at is None and (one.expires_at is None or one.expires_at > now)
    ]
    if len(used) >= MOST_TOKENS:
        raise TooManyError("tokens", MOST_TOKENS)
