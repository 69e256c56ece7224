"""Tells a watcher elsewhere, after each full round, that all is well; its silence is then noticed by somebody else.

A round is full once every mailbox was really read, and calendars and alerts were done without an error, since the last
time it was told. Nothing is sent but the request itself.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tracker.worker.alerting import PLANNING_JOB
from tracker.worker.around import PUBLISHING_JOB
from tracker.worker.home import Home

log = logging.getLogger(__name__)

PING = "ping"
SECONDS = 10.0
OFTEN = timedelta(minutes=1)
WATCHED_JOBS = frozenset({PUBLISHING_JOB, PLANNING_JOB})


def get(url: str) -> None:
    """Ask for that address; raises `OSError` or `ValueError` where it does not answer with success."""
    request = Request(url, headers={"User-Agent": "confirmation-tracker"})  # noqa: S310 - the user's own address, http or https
    with closing(urlopen(request, timeout=SECONDS)) as answer:  # noqa: S310 - see above
        answer.read(1)


class Pinger:
    def __init__(self, home: Home, ask: Callable[[str], None] = get) -> None:
        self._home = home
        self._ask = ask
        self._thread: threading.Thread | None = None

    def ping_if_round(self, now: datetime) -> bool:
        """Ping in a thread of its own if a full round was done since the last ping; returns whether it was begun."""
        url = self._home.settings.ping_url
        if url is None or (self._thread and self._thread.is_alive()) or not full_round(self._home, now):
            return False
        self._thread = threading.Thread(target=self._ping, args=(url.get_secret_value(), now), name=PING, daemon=True)
        self._thread.start()
        return True

    def wait(self, seconds: float = SECONDS) -> None:
        if self._thread:
            self._thread.join(seconds)

    def _ping(self, url: str, now: datetime) -> None:
        try:
            self._ask(url)
        except HTTPError as error:
            error.close()
            log.warning("the ping was answered with %d; look at TRACKER_PING_URL", error.code)
        except (OSError, ValueError) as error:
            # Only its name: the address is a secret.
            log.warning("the ping failed (%s); look at TRACKER_PING_URL", type(error).__name__)
        else:
            self._home.store.jobs.beat(PING, now=now)


def full_round(home: Home, now: datetime) -> bool:
    """Whether every part was done since the last ping."""
    last = next((beat.at for beat in home.store.jobs.heartbeats() if beat.name == PING), None)
    if last and timedelta(0) <= now - last < OFTEN:
        return False
    jobs = {job.name: job for job in home.store.jobs.list()}
    if any(name not in jobs or jobs[name].last_error or not jobs[name].last_finished for name in WATCHED_JOBS):
        return False
    reads = [record.last_ok_at for record in home.store.mailboxes.list()]
    return all(read is not None and (last is None or read > last or now < last) for read in reads)
