"""Sends what is due, each channel in a thread of its own: one that hangs delays no mailbox and no other channel.

claim ──▶ what still holds ──▶ one letter ──▶ the channel says yes ──▶ marked as sent
                                         └──▶ it does not: tried again, later each time
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from tracker.alerts.letter import Letter, compose
from tracker.alerts.make import digest
from tracker.alerts.outbox import send
from tracker.alerts.types import Alert, AlertKind
from tracker.errors import AlertError, NotFoundError
from tracker.reading.types import Language
from tracker.storage.types import AlertChannel, AlertRecord
from tracker.words.load import words
from tracker.worker.alerting import Planner
from tracker.worker.gates import gate_of
from tracker.worker.home import Home
from tracker.worker.marks import mark_for
from tracker.worker.seen import link_to
from tracker.worker.threads import Threads

log = logging.getLogger(__name__)

Send = Callable[..., None]  # as `outbox.send`

TOGETHER = 20  # alerts in one message
LEASE = timedelta(minutes=5)  # longer than any one message takes
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
TOO_OLD = timedelta(days=7)
HANGS_SECONDS = LEASE.total_seconds()
NO_LONGER_SO = "It was no longer so when it could be sent."
TRIED_FOR_LONG = "It was tried for a week; look at the channel."
HANGS = "The channel does not answer."


class Sender:
    """Starts and watches the threads. `close` does not wait for one that hangs: what it held is sent again."""

    def __init__(self, home: Home, planner: Planner, now: Callable[[], datetime], deliver: Send = send) -> None:
        self._home = home
        self._planner = planner
        self._now = now
        self._send = deliver
        self._threads = Threads("channel")

    def begin_due(self) -> int:
        """Start sending over every channel that has something due and is not at it; returns how many were started."""
        started = 0
        for channel in self._home.store.alerts.due_channels(self._now()):
            busy = self._threads.busy_for(channel)
            if busy is not None:
                self._note_hanging(channel, busy)
                continue
            self._threads.start(channel, self.send_due)
            started += 1
        return started

    def close(self, seconds: float = 5.0) -> None:
        """Let what is under way come to its end, for no longer than that."""
        self._threads.close(seconds)

    def send_due(self, channel: str) -> int:
        """Send everything that is due over that channel; returns how many alerts it took. Ends at the first failure."""
        taken = 0
        while not self._threads.ending.is_set():
            claimed = self._home.store.alerts.claim(channel, limit=TOGETHER, now=self._now(), lease=LEASE)
            if not claimed:
                break
            sent = self._send_together(channel, claimed)
            if sent is None:
                break
            taken += sent
        return taken

    def _note_hanging(self, channel: str, seconds: float) -> None:
        if seconds > HANGS_SECONDS:
            moment = self._now()
            self._home.store.alerts.failed(channel, [], error=HANGS, next_try=moment, now=moment)

    def _send_together(self, channel: str, records: Sequence[AlertRecord]) -> int | None:
        """One message for these; how many alerts it told of, None where the channel did not take it."""
        try:
            way = self._home.store.alerts.channel(channel)
        except NotFoundError:
            return None
        ready = self._ready(channel, records)
        if not ready or way.url is None:
            return 0
        ids = [alert.id for alert in ready]
        try:
            self._send(way.url, self._letter(way, ready), headers=mark_for(self._home, ids), gate=gate_of(self._home))
        except AlertError as error:
            log.warning("channel %s: %s", channel, error)
            moment, attempts = self._now(), max(_attempts(record, channel) for record in records)
            again = moment + wait_after(attempts)
            self._home.store.alerts.failed(channel, ids, error=str(error), next_try=again, now=moment)
            return None
        self._home.store.alerts.sent(channel, ids, now=self._now())
        return len(ids)

    def _ready(self, channel: str, records: Sequence[AlertRecord]) -> list[Alert]:
        """Those that are still so; the others are given up, and say why."""
        moment, person = self._now(), self._home.person(records[0].person)
        old = [one.id for one in records if _attempts(one, channel) and moment - one.due_at > TOO_OLD]
        alerts = [Alert.model_validate_json(one.payload) for one in records if one.id not in old]
        ready = self._planner.still_holds(alerts, person, moment)
        stale = sorted({alert.id for alert in alerts} - {alert.id for alert in ready})
        for given_up, reason in ((old, TRIED_FOR_LONG), (stale, NO_LONGER_SO)):
            if given_up:
                self._home.store.alerts.give_up(channel, given_up, reason=reason)
        return ready

    def _letter(self, way: AlertChannel, alerts: Sequence[Alert]) -> Letter:
        shared = way.person is None and len(self._home.store.people.list()) > 1
        spoken = words(way.language or alerts[0].language)
        link = link_to(self._home, [alert.id for alert in alerts])
        return compose(alerts, spoken, full=way.full, person=alerts[0].person if shared else "", link=link)


def send_test(home: Home, way: AlertChannel, now: datetime) -> None:
    """Send one message over it now, to see whether it arrives. Raises `AlertError`."""
    assert way.url is not None, "a channel in use has an address"
    people = home.chosen(way.person)
    language = way.language or (people[0].language if people else Language.EN)
    alert = Alert(
        id=digest(way.id, now.isoformat()),
        person=way.person or "",
        kind=AlertKind.TEST,
        due_at=now,
        language=language,
    )
    letter = compose([alert], words(language), full=way.full)
    send(way.url, letter, headers=mark_for(home, letter.refs), gate=gate_of(home))


def wait_after(attempts: int) -> timedelta:
    """Longer each time, so that no channel locks us out."""
    wait: timedelta = FIRST_WAIT * 2 ** min(attempts, 10)
    return min(wait, LONGEST_WAIT)


def _attempts(record: AlertRecord, channel: str) -> int:
    return next((one.attempts for one in record.deliveries if one.channel == channel), 0)
