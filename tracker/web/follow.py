"""Looks at everybody now and then, so that nobody who opens a page waits for what came meanwhile to be worked out.

Pages do not depend on it: each looks for itself whether there is more.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tracker import clock
from tracker.errors import TrackerError
from tracker.web.site import Site

EVERY = 2.0  # seconds


@contextmanager
def followed(site: Site, every: float = EVERY) -> Iterator[None]:
    """Inside, a thread of its own does so."""
    stop = threading.Event()
    thread = threading.Thread(target=_follow, args=(site, stop, every), name="following the record", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _follow(site: Site, stop: threading.Event, every: float) -> None:
    first = True
    while not stop.is_set():
        with suppress(TrackerError):  # the page that is opened next tells of it
            site.ranks.all(clock.now())
        if first:
            gc.collect()
            gc.freeze()  # what everybody's record comes to stays: looking through it for garbage only takes time
        first = False
        stop.wait(every)
