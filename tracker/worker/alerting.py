"""Alerts follow the log: what is new in it is planned once, in the transaction that notes it as told.

An event that was appended cannot go untold: until that transaction it counts as new, whoever dies in between. What
only the clock brings (reminders, unanswered requests, what does not work) is planned every minute; its ids keep it from
doubling.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta

from tracker.alerts.plan import TROUBLES, holds, plan
from tracker.alerts.types import (
    Alert,
    AlertKind,
    AlertSettings,
    MailboxHealth,
    Recipient,
    Shelved,
    Surroundings,
    Trouble,
)
from tracker.appointments.dates import is_over
from tracker.appointments.events import Appointment, State, Status
from tracker.appointments.state import fold
from tracker.settings import Settings
from tracker.storage.types import AlertDraft, MailboxRecord, PersonRecord
from tracker.worker.home import Home
from tracker.worker.shelf import unreadable
from tracker.worker.sync import interval
from tracker.worker.views import place_of

PUBLISHED = "published"  # the heartbeat of publishing without an error
PUBLISHING_JOB = "publish"
PLANNING_JOB = "alerts"
PAUSE = timedelta(minutes=5)  # without a turn for so long, the program was not at work
CHANNEL_PATIENCE = timedelta(hours=1)
FEED_PATIENCE = timedelta(minutes=30)


class Planner:
    """Plans for everybody. Holds nothing that a new one would not find again."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._settings = alert_settings(home)
        self._states: dict[str, tuple[datetime, State]] = {}
        self._planned: dict[str, frozenset[str]] = {}  # by person: what the last turn put into the outbox
        self._watched_since: datetime | None = None
        self._last_turn: datetime | None = None

    def turn(self, now: datetime) -> int:
        """Plan what is due for everybody; returns how many alerts are new."""
        self._note_turn(now)
        return sum(self.follow(person, now) for person in self._home.store.people.list())

    def follow(self, person: PersonRecord, now: datetime) -> int:
        """Plan for one person; inside a transaction, it is part of that."""
        if self._home.store.alerts.untold(person.id):
            return self._tell_news(person, now)
        after = self._state(person.id, now)
        made = self._plan(person, after, after, now)
        known = self._planned.get(person.id, frozenset())
        fresh = [alert for alert in made if alert.id not in known]
        new = self._home.store.alerts.plan(_drafts(fresh), now=now) if fresh else 0
        self._planned[person.id] = frozenset(alert.id for alert in made)
        return new

    def still_holds(self, alerts: Sequence[Alert], person: PersonRecord, now: datetime) -> list[Alert]:
        """Those that may still be sent."""
        after, who = self._home.state(person.id, now), recipient(person)
        troubled = any(alert.kind in TROUBLES for alert in alerts)
        around = self._around(person, after, now) if troubled else Surroundings()
        return [one for one in alerts if holds(one, after, now, who=who, settings=self._settings, around=around)]

    def _tell_news(self, person: PersonRecord, now: datetime) -> int:
        with self._home.store.alerts.following():
            untold = self._home.store.alerts.untold(person.id)
            events = self._home.store.events.of(person.id)
            before = fold([event for event in events if event.id not in untold], person=person.id, now=now)
            made = self._plan(person, before, fold(events, person=person.id, now=now), now)
            new = self._home.store.alerts.plan(_drafts(made), told=untold, now=now)
        self._states.pop(person.id, None)
        return new

    def _plan(self, person: PersonRecord, before: State, after: State, now: datetime) -> tuple[Alert, ...]:
        around = self._around(person, after, now)
        return plan(before, after, now, who=recipient(person), settings=self._settings, around=around)

    def _state(self, person: str, now: datetime) -> State:
        """Only what time can change something about; folded again when a date has passed, or the clock stepped back."""
        folded_at, kept = self._states.get(person, (now, None))
        if kept is None or now < folded_at or any(_has_passed(one, now) for one in kept.appointments):
            kept = self._home.state(person, now).model_copy(update={"entries": (), "reviews": ()})
            self._states[person] = (now, kept)
        return kept

    def _note_turn(self, now: datetime) -> None:
        last = self._last_turn
        if last is None or not timedelta(0) <= now - last <= PAUSE:
            self._watched_since = now
        self._last_turn = now

    def _around(self, person: PersonRecord, after: State, now: datetime) -> Surroundings:
        mailboxes = [one for one in self._home.store.mailboxes.list() if person.id in one.people]
        return Surroundings(
            offices=self._offices({one.office for one in after.appointments if one.office}),
            mailboxes=tuple(health_of(one, self._watched_since or now) for one in mailboxes),
            troubles=(*self._broken_channels(person.id, now), *self._broken_feed(person.id, now)),
            shelf=tuple(Shelved(sha256=one.sha256 or "", at=one.at) for one in unreadable(self._home, person.id)),
        )

    def _broken_channels(self, person: str, now: datetime) -> Iterable[Trouble]:
        for one in self._home.store.alerts.channels():
            if one.person in {None, person} and one.failing_since and now - one.failing_since >= CHANNEL_PATIENCE:
                yield Trouble(kind=AlertKind.CHANNEL, about=one.id, name=one.name or one.id, since=one.failing_since)

    def _broken_feed(self, person: str, now: datetime) -> Iterable[Trouble]:
        job = self._home.store.jobs.get(PUBLISHING_JOB)
        if job is None or job.last_error is None:
            return
        good = next((one.at for one in self._home.store.jobs.heartbeats() if one.name == PUBLISHED), None)
        if good and now - good >= FEED_PATIENCE and self._home.store.feeds.list(person):
            yield Trouble(kind=AlertKind.FEED, about="feed", name="feed", since=good)

    def _offices(self, named: Iterable[str]) -> dict[str, dict[str, str]]:
        known = self._home.offices if named else {}
        return {name: _told(place_of(known[name]).model_dump()) for name in named if name in known}


def alert_settings(home: Home) -> AlertSettings:
    settings = home.settings
    return AlertSettings(
        quiet=_quiet(settings),
        ladder_after=settings.ladder_after,
        ladder_before=settings.ladder_before,
        remind_before=settings.remind_before,
        unread_after=2 * interval(home),
    )


def recipient(person: PersonRecord) -> Recipient:
    return Recipient(person=person.id, language=person.language, zone=person.zone)


def _quiet(settings: Settings) -> tuple[time, time] | None:
    begin, _, end = settings.quiet_hours.partition("-")
    return (time.fromisoformat(begin), time.fromisoformat(end)) if begin else None


def _has_passed(appointment: Appointment, now: datetime) -> bool:
    return appointment.status is Status.CONFIRMED and is_over(appointment.starts_at, now)


def _drafts(alerts: Iterable[Alert]) -> list[AlertDraft]:
    return [
        AlertDraft(
            id=alert.id,
            person=alert.person,
            kind=alert.kind.value,
            due_at=alert.due_at,
            payload=alert.model_dump_json(),
        )
        for alert in alerts
    ]


def health_of(record: MailboxRecord, watched_since: datetime) -> MailboxHealth:
    return MailboxHealth(
        id=record.id,
        name=record.id,
        created_at=record.created_at,
        last_ok_at=record.last_ok_at,
        failing_since=record.failing_since,
        needs_person=record.needs_person,
        watched_since=watched_since,
    )


def _told(place: Mapping[str, str]) -> dict[str, str]:
    """The office as sentences speak of it: only what is known."""
    named = ", ".join(part for part in (place["name"], place["address"]) if part)
    facts = {"place": named, "phone": place["phone"], "published": place["published"]}
    return {name: fact for name, fact in facts.items() if fact}
