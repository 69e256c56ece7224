"""Looks at everybody now and then, so that nobody who opens a page waits for what came meanwhile to be worked out.

Pages do not depend on it: each looks for itself whether there is more.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count

from tracker import clock
from tracker.errors import TrackerError
from tracker.web.site import Site

EVERY = 2.0  # seconds
# When garbage is looked for on the way: what records are made of is frozen and forms no circles, so there is little to
# be found, and whoever opens a page then waits for it. So it is looked for here, and elsewhere only if very much came.
SELDOM = (500_000, 20, 50)
A_MINUTE, AN_HOUR = 30, 1_800  # rounds
YOUNG, ALL = 0, 2  # generations of the collector


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
    for number in count():
        if stop.is_set():
            return
        with suppress(TrackerError):  # the page that is opened next tells of it
            site.ranks.all(clock.now())
        if number == 0:
            gc.freeze()  # what everybody's record comes to stays: looking through it for garbage only takes time
        elif number % A_MINUTE == 0:
            gc.collect(YOUNG if number % AN_HOUR else ALL)
        stop.wait(every)
