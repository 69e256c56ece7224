"""When each link was fetched, and by which programs: noted in memory, written down once a minute.

So no database stands in the way of a phone, and none that is down makes a request fail. A fetch is also how a link
that leaked shows: a program that was never seen with it before is kept with the moment it came (`Feeds.clients`).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tracker import clock
from tracker.errors import TrackerError
from tracker.feed.clients import client_of
from tracker.storage.feeds import Feeds
from tracker.storage.types import Fetch

log = logging.getLogger(__name__)

EVERY_SECONDS = 60

Noted = dict[tuple[str, str], datetime]  # by the hash of the link's token and the program's family: first since then


class Fetches:
    """`own` is the User-Agent of this home's own checks, which are nobody's phone."""

    def __init__(self, feeds: Feeds, own: str = "") -> None:
        self._feeds = feeds
        self._own = own
        self._noted: Noted = {}
        self._digests: dict[Path, str] = {}  # taking a name apart costs more than all the rest
        self._lock = threading.Lock()  # noted by the server's thread, written down by another

    def note(self, file: Path, user_agent: str) -> None:
        """That calendar was answered for; the file bears the hash of the token."""
        if self._own and user_agent == self._own:
            return
        digest = self._digests.get(file) or self._digests.setdefault(file, file.stem)
        seen = digest, client_of(user_agent)
        with self._lock:
            if seen not in self._noted:
                self._noted[seen] = clock.now()

    def flush(self) -> None:
        """Write down what was noted; what cannot be written now is kept for the next time."""
        with self._lock:
            noted, self._noted = self._noted, {}
        try:
            latest_last = sorted(noted.items(), key=lambda one: one[1])
            self._feeds.fetched(Fetch(token_hash=digest, client=name, at=at) for (digest, name), at in latest_last)
        except TrackerError as error:
            with self._lock:
                self._noted = self._noted | noted  # the earlier moment counts
            log.warning("who fetched the calendars could not be written down: %s", error)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Write down every minute, and once more at the end."""
        stop = threading.Event()
        thread = threading.Thread(target=self._keep, args=(stop,), name="fetches", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()
            self.flush()

    def _keep(self, stop: threading.Event) -> None:
        while not stop.wait(EVERY_SECONDS):
            self.flush()
