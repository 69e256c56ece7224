"""Keeps the copies of the calendars up to date: sent on change and twice a day, tried again, their age watched."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from tracker.errors import PublishError, TrackerError
from tracker.feed.place import copy
from tracker.storage.types import FeedLink
from tracker.worker.home import Home

log = logging.getLogger(__name__)

AFRESH = timedelta(hours=12)  # an unchanged calendar is sent again: what lies there may have been lost
OVERDUE = timedelta(hours=26)  # a day, since every calendar changes daily, and some for the way
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)

Copy = Callable[[bytes, str, Mapping[str, Any]], None]


class Copier:
    """Sends what is not there yet. After a failure it waits, longer each time, so that no server locks us out."""

    def __init__(self, home: Home, send: Copy = copy) -> None:
        self._home = home
        self._send = send
        self._waits: dict[str, tuple[datetime, timedelta]] = {}  # by link: until when, and how long that was

    def copy_due(self, now: datetime) -> int:
        """Send every calendar that its place does not hold; returns how many. The first error is raised at the end."""
        sent, errors = 0, list[TrackerError]()
        for link in self._home.store.feeds.list():
            until = self._waits.get(link.id, (now, FIRST_WAIT))[0]
            if link.place is None or until > now:
                continue
            try:
                sent += self.copy_now(link, now)
                self._waits.pop(link.id, None)
            except TrackerError as error:
                self._wait(link.id, now)
                errors.append(error)
        if errors:
            raise errors[0]
        return sent

    def copy_now(self, link: FeedLink, now: datetime) -> bool:
        """Send it unless its place holds it already; returns whether it was sent. Raises `TrackerError`."""
        assert link.place is not None, "asked only for links with a place"
        try:
            data = self._home.feed_file(link.token_hash).read_bytes()
            digest = sha256(data).hexdigest()
            if link.placed_hash == digest and link.placed_at and link.placed_at <= now < link.placed_at + AFRESH:
                return False
            self._send(data, link.place.url, link.place.options)
        except (TrackerError, OSError) as error:
            sentence = str(error) if isinstance(error, TrackerError) else "There is no calendar to copy yet."
            self._home.store.feeds.place_failed(link.id, sentence)
            log.warning("calendar %s: %s", link.id, sentence)
            raise PublishError(sentence) from None
        self._home.store.feeds.placed(link.id, content_hash=digest, now=now)
        if link.ended:  # nothing will follow
            self._home.store.feeds.send_to(link.id, None)
        return True

    def _wait(self, link: str, now: datetime) -> None:
        before = self._waits.get(link)
        wait = min(2 * before[1], LONGEST_WAIT) if before else FIRST_WAIT
        self._waits[link] = (now + wait, wait)


def overdue(links: Iterable[FeedLink], now: datetime) -> Iterator[tuple[FeedLink, str]]:
    """Links whose copy is too old to be trusted, each with the reason in words."""
    for link in links:
        since = link.placed_at or link.created_at
        if link.place and now - since > OVERDUE:
            yield link, link.place_error or f"its copy is of {since.isoformat(timespec='minutes')}"
