"""When each link was last fetched, and by which program: noted in memory, written down once a minute.

So no database stands in the way of a phone, and none that is down makes a request fail.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker import clock
from tracker.errors import TrackerError
from tracker.storage.feeds import Feeds

log = logging.getLogger(__name__)

EVERY_SECONDS = 60


class Fetches:
    def __init__(self, feeds: Feeds) -> None:
        self._feeds = feeds
        self._noted: dict[str, str] = {}  # the program, by the hash of the link's token

    def note(self, file: Path, client: str) -> None:
        """That calendar was answered for; the file bears the hash of the token."""
        self._noted[file.stem] = client

    def flush(self) -> None:
        """Write down what was noted; what cannot be written now is kept for the next time."""
        noted, self._noted = self._noted, {}
        now = clock.now()
        try:
            for digest, client in noted.items():
                self._feeds.fetched(digest, client=client, now=now)
        except TrackerError as error:
            self._noted = noted | self._noted
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
