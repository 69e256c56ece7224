"""Threads that each serve one receiver of news: one that hangs delays no mailbox and no other receiver."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from tracker.errors import TrackerError

log = logging.getLogger(__name__)


class Threads:
    """At most one at a time for each receiver; `what` the receivers are called in the log."""

    def __init__(self, what: str) -> None:
        self.ending = threading.Event()  # whoever works ends after what is under way
        self._what = what
        self._running: dict[str, tuple[threading.Thread, float]] = {}

    def busy_for(self, receiver: str) -> float | None:
        """For how many seconds its thread has been at it; None where none is."""
        thread, since = self._running.get(receiver, (None, 0.0))
        return time.monotonic() - since if thread is not None and thread.is_alive() else None

    def start(self, receiver: str, work: Callable[[str], object]) -> None:
        """What goes wrong there is told in the log and ends that thread alone."""
        name = f"{self._what} {receiver}"
        thread = threading.Thread(target=self._run, args=(receiver, work), name=name, daemon=True)
        self._running[receiver] = (thread, time.monotonic())
        thread.start()

    def close(self, seconds: float) -> None:
        """Let what is under way come to its end, for no longer than that."""
        self.ending.set()
        until = time.monotonic() + seconds
        for thread, _ in self._running.values():
            thread.join(max(0.0, until - time.monotonic()))

    def _run(self, receiver: str, work: Callable[[str], object]) -> None:
        try:
            work(receiver)
        except TrackerError as error:
            log.warning("%s %s: %s", self._what, receiver, error)
        except Exception as error:  # noqa: BLE001 - its text may quote an address, a secret or the news
            log.error("%s %s failed (%s); it is tried again", self._what, receiver, type(error).__name__)  # noqa: TRY400
