"""What is late, in words: for whoever watches the machine. It names ids and no person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from tracker.alerts.types import overdue_at
from tracker.frozen import Frozen
from tracker.storage.types import MessageState
from tracker.storage.webhook_types import GIVEN_UP
from tracker.worker.around import FEED_PATIENCE, PUBLISHED, health_of
from tracker.worker.copies import overdue
from tracker.worker.home import Home
from tracker.worker.ping import PING
from tracker.worker.sync import interval

WORKER = "worker"  # the heartbeat of the worker
SILENT = timedelta(minutes=5)
UNSENT = timedelta(minutes=15)  # after an alert was due
UNTOLD = timedelta(hours=1)  # after the last ping, where one is set


class Part(StrEnum):
    WORKER = "worker"
    MAILBOX = "mailbox"
    JOB = "job"
    MESSAGE = "message"
    CALENDAR = "calendar"
    ALERT = "alert"
    WEBHOOK = "webhook"
    PING = "ping"


class Late(Frozen):
    part: Part
    sentence: str


def late(home: Home, now: datetime) -> list[Late]:
    """Everything that should have happened by now and has not."""
    found = {
        Part.WORKER: _worker(home, now),
        Part.MAILBOX: _mailboxes(home, now),
        Part.JOB: (f"the job {job.name} failed: {job.last_error}" for job in home.store.jobs.list() if job.last_error),
        Part.MESSAGE: _messages(home),
        Part.CALENDAR: _calendars(home, now),
        Part.ALERT: _alerts(home, now),
        Part.WEBHOOK: _webhooks(home, now),
        Part.PING: _ping(home, now),
    }
    return [Late(part=part, sentence=sentence) for part, sentences in found.items() for sentence in sentences]


def beat_of(home: Home, name: str) -> datetime | None:
    return next((beat.at for beat in home.store.jobs.heartbeats() if beat.name == name), None)


def _worker(home: Home, now: datetime) -> Iterator[str]:
    alive = beat_of(home, WORKER)
    if alive is None:
        yield "the worker has never been at work; start it with `tracker run`"
    elif now - alive > SILENT:
        yield f"the worker showed its last sign of life {_ago(alive, now)}; start it with `tracker run`"


def _mailboxes(home: Home, now: datetime) -> Iterator[str]:
    """By the clock alone: a program that was not at work has not read, and that is what is asked for here."""
    for one in home.store.mailboxes.list():
        if overdue_at(health_of(one, one.created_at), 2 * interval(home)) <= now or one.needs_person:
            why = "; only a person can let the program in again" if one.needs_person else ""
            yield f"mailbox {one.id} was last read {_ago(one.last_ok_at, now)}{why}"


def _messages(home: Home) -> Iterator[str]:
    failed = home.store.messages.counts()[MessageState.FAILED]
    if failed:
        yield f"{failed} messages could not be read; `tracker log` shows them"


def _calendars(home: Home, now: datetime) -> Iterator[str]:
    links = home.store.feeds.list()
    good = beat_of(home, PUBLISHED)
    if links and now - (good or links[0].created_at) > FEED_PATIENCE:
        yield f"the calendars were last published {_ago(good, now)}"
    yield from (f"calendar {link.id} was not copied: {why}" for link, why in overdue(links, now))


def _alerts(home: Home, now: datetime) -> Iterator[str]:
    for one in home.store.alerts.channels():
        if one.failing_since:
            yield f"channel {one.id} has taken nothing since {_when(one.failing_since)}: {one.last_error}"
    waiting = home.store.alerts.waiting_since(now)
    if waiting and now - waiting > UNSENT:
        yield f"an alert that was due {_ago(waiting, now)} waits for a channel to take it"


def _webhooks(home: Home, now: datetime) -> Iterator[str]:
    waiting = home.store.webhook_events.waiting()
    for one in home.store.webhooks.list():
        if one.pause in GIVEN_UP:
            why = f"web hook {one.id} is told nothing any more, since it took nothing for long: {one.last_error}"
            yield f"{why.rstrip('.')}; `tracker webhook resume {one.id}` tries it again"
        elif one.failing_since and now - one.failing_since > UNSENT and one.id in waiting:
            yield f"web hook {one.id} has taken nothing since {_when(one.failing_since)}: {one.last_error}"


def _ping(home: Home, now: datetime) -> Iterator[str]:
    told = beat_of(home, PING)
    if home.settings.ping_url and (told is None or now - told > UNTOLD):
        yield f"the watcher at TRACKER_PING_URL was last told {_ago(told, now)}"


def _ago(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return "never"
    return f"{int((now - moment).total_seconds() // 60)} minutes ago, at {_when(moment)}"


def _when(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
