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
# When garbage is looked for: what records are made of is frozen and forms no circles, so there is little to be found,
# and with the usual numbers a look at somebody else took three times as long.
SELDOM = (100_000, 20, 50)


@contextmanager
def followed(site: Site, every: float = EVERY) -> Iterator[None]:
    """Inside, a thread of its own does so."""
    stop = threading.Event()
    thread = threading.Thread(target=_follow, args=(site, stop, every), name="following the record", daemon=True)
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        gc.set_threshold(*usual)
        gc.unfreeze()


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
