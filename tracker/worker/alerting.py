"""Alerts follow the log: what is new in it is planned once, in the transaction that notes it as told.

An event that was appended cannot go untold: until that transaction it counts as new, whoever dies in between. What
only the clock brings (reminders, unanswered requests, what does not work) is planned every minute; its ids keep it from
doubling.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from tracker.alerts.plan import TROUBLES, holds, plan
from tracker.alerts.types import Alert, AlertSettings, Recipient, SilentRule, Surroundings
from tracker.appointments.dates import is_over
from tracker.appointments.events import Appointment, State, Status
from tracker.appointments.state import fold
from tracker.settings import Settings
from tracker.storage.types import AlertDraft, PersonRecord, Reminders
from tracker.worker.around import Around, silent_rules
from tracker.worker.home import Home
from tracker.worker.sync import interval

PLANNING_JOB = "alerts"
PAUSE = timedelta(minutes=5)  # without a turn for so long, the program was not at work
RULES_EVERY = timedelta(days=1)  # to see which are silent, the whole log is read


class Planner:
    """Plans for everybody. Holds nothing that a new one would not find again."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._settings = alert_settings(home)
        self._states: dict[str, tuple[datetime, State]] = {}
        self._planned: dict[str, frozenset[str]] = {}  # by person: what the last turn put into the outbox
        self._watched_since: datetime | None = None
        self._last_turn: datetime | None = None
        self._silent: tuple[SilentRule, ...] = ()
        self._rules_at: datetime | None = None

    def turn(self, now: datetime) -> int:
        """Plan what is due for everybody; returns how many alerts are new."""
        self._note_turn(now)
        self._note_rules(now)
        around, behind = self._around(now), self._home.store.alerts.behind()
        return sum(
            (self._tell_news if person.id in behind else self._look_at_clock)(person, now, around)
            for person in self._home.store.people.list()
        )

    def follow(self, person: PersonRecord, now: datetime) -> int:
        """Plan for one person; inside a transaction, it is part of that."""
        around = self._around(now)
        if self._home.store.alerts.untold(person.id):
            return self._tell_news(person, now, around)
        return self._look_at_clock(person, now, around)

    def _look_at_clock(self, person: PersonRecord, now: datetime, around: Around) -> int:
        after = self._state(person.id, now)
        made = self._plan(person, after, after, now, around)
        known = self._planned.get(person.id, frozenset())
        fresh = [alert for alert in made if alert.id not in known]
        new = self._home.store.alerts.plan(_drafts(fresh), now=now) if fresh else 0
        self._planned[person.id] = frozenset(alert.id for alert in made)
        return new

    def still_holds(self, alerts: Sequence[Alert], person: PersonRecord, now: datetime) -> list[Alert]:
        """Those that may still be sent."""
        after, who = self._home.state(person.id, now), recipient(person)
        troubled = any(alert.kind in TROUBLES for alert in alerts)
        around = self._around(now).of(person.id, after) if troubled else Surroundings()
        settings = self._settings_of(person)
        return [one for one in alerts if holds(one, after, now, who=who, settings=settings, around=around)]

    def _tell_news(self, person: PersonRecord, now: datetime, around: Around) -> int:
        with self._home.store.alerts.following():
            untold = self._home.store.alerts.untold(person.id)
            events = self._home.store.events.of(person.id)
            before = fold([event for event in events if event.id not in untold], person=person.id, now=now)
            made = self._plan(person, before, fold(events, person=person.id, now=now), now, around)
            new = self._home.store.alerts.plan(_drafts(made), told=untold, now=now)
        self._states.pop(person.id, None)
        return new

    def _plan(
        self, person: PersonRecord, before: State, after: State, now: datetime, around: Around
    ) -> tuple[Alert, ...]:
        beside = around.of(person.id, after)
        return plan(before, after, now, who=recipient(person), settings=self._settings_of(person), around=beside)

    def _settings_of(self, person: PersonRecord) -> AlertSettings:
        told = reminders_of(self._home.settings, person)
        return self._settings.model_copy(
            update={"remind_before": told.before, "ladder_before": told.asked, "quiet": told.quiet}
        )

    def _around(self, now: datetime) -> Around:
        return Around(self._home, now, watched_since=self._watched_since, silent=self._silent)

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

    def _note_rules(self, now: datetime) -> None:
        if self._rules_at is None or not timedelta(0) <= now - self._rules_at < RULES_EVERY:
            self._silent = silent_rules(self._home, now, self._settings.rule_silent_after)
            self._rules_at = now


def alert_settings(home: Home) -> AlertSettings:
    """What holds for everybody; when each is reminded, `reminders_of` says."""
    settings = home.settings
    return AlertSettings(
        ladder_after=settings.ladder_after,
        rule_silent_after=settings.rule_silent_after,
        unread_after=2 * interval(home),
    )


def recipient(person: PersonRecord) -> Recipient:
    return Recipient(person=person.id, language=person.language, zone=person.zone)


def reminders_of(settings: Settings, person: PersonRecord) -> Reminders:
    """What the person chose, else what this installation has."""
    usual = Reminders(before=settings.remind_before, asked=settings.ladder_before, quiet=_quiet(settings))
    return person.reminders.chosen or usual


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
            shared=alert.shared,
        )
        for alert in alerts
    ]
