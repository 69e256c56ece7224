"""From what was known and what is known now to what a person must hear of. No I/O, no clock.

Planned again and again, every minute: an alert has its id from what it is about, so the same situation is the same
alert, and whoever keeps them keeps each once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tracker.alerts.health import new_readers, silent_rules, troubles, unheard, unreadable
from tracker.alerts.ladder import reminders, waiting
from tracker.alerts.make import Maker
from tracker.alerts.news import News
from tracker.alerts.types import Alert, AlertKind, AlertSettings, Recipient, Surroundings
from tracker.appointments.events import State

TROUBLES = frozenset({AlertKind.UNREAD, AlertKind.SIGN_IN, AlertKind.FEED, AlertKind.CHANNEL, AlertKind.WEBHOOK})


def plan(
    before: State | None,
    after: State,
    now: datetime,
    *,
    who: Recipient,
    settings: AlertSettings,
    around: Surroundings | None = None,
) -> tuple[Alert, ...]:
    """Every alert that is due now by what changed from `before` (None: nothing was known) and by what time it is.

    Both states must be folded for the same `now`. Sorted by moment, then id; no id comes twice.
    """
    maker = Maker(who, now, settings, around or Surroundings())
    made = {alert.id: alert for alert in _all(maker, before or State(person=after.person), after)}
    return tuple(sorted(made.values(), key=lambda alert: (alert.due_at, alert.id)))


def _all(maker: Maker, before: State, after: State) -> Iterator[Alert]:
    yield from News(maker, before, after).alerts()
    yield from waiting(maker, after)
    yield from reminders(maker, after)
    yield from troubles(maker)
    yield from unheard(maker)
    yield from new_readers(maker)
    yield from silent_rules(maker)
    yield from unreadable(maker)


def holds(
    alert: Alert, after: State, now: datetime, *, who: Recipient, settings: AlertSettings, around: Surroundings
) -> bool:
    """Whether it may still be sent: an alert that waited must not say what is no longer so."""
    maker = Maker(who, now, settings, around)
    standing = {one.id for one in maker.standing(after.appointments)}
    if not standing.issuperset(alert.stands) or standing.intersection(alert.gone):
        return False
    if alert.kind is AlertKind.STILL_WAITING:
        return any(one.about == alert.about for one in waiting(maker, after))
    if alert.kind in TROUBLES:
        return any((one.kind, one.about) == (alert.kind, alert.about) for one in (*troubles(maker), *unheard(maker)))
    return True
