"""Lives one day after another with a frozen clock, and notes what is planned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.appointments.situations import PERSON, ZONE, folded
from tracker.alerts.plan import plan
from tracker.alerts.types import Alert, AlertSettings, Recipient, Surroundings
from tracker.appointments.events import AnyEvent
from tracker.reading.types import Language

SPANISH = Recipient(person=PERSON, language=Language.ES, zone=ZONE)
SETTINGS = AlertSettings()
HOUR = timedelta(hours=1)
Around = Callable[[datetime], Surroundings]


def nothing_around(_now: datetime) -> Surroundings:
    return Surroundings()


class Life:
    """The outbox in small: each alert once, by its id; each event is news once."""

    def __init__(self, settings: AlertSettings = SETTINGS, around: Around = nothing_around) -> None:
        self.settings = settings
        self.around = around
        self.outbox: dict[str, Alert] = {}
        self.planned: list[tuple[datetime, Alert]] = []
        self.seen: Sequence[AnyEvent] = ()

    def look(self, events: Sequence[AnyEvent], now: datetime) -> tuple[Alert, ...]:
        """Plan once; returns what is new."""
        after = folded(*events, now=now)
        made = plan(
            after if len(self.seen) == len(events) else folded(*self.seen, now=now),
            after,
            now,
            who=SPANISH,
            settings=self.settings,
            around=self.around(now),
        )
        self.seen = tuple(events)
        new = tuple(alert for alert in made if alert.id not in self.outbox)
        self.outbox |= {alert.id: alert for alert in new}
        self.planned += [(now, alert) for alert in new]
        return new

    def live(self, events: Iterable[AnyEvent], *, begin: datetime, end: datetime, every: timedelta = HOUR) -> None:
        """Every event is known from the moment at which it was recorded."""
        history, now = list(events), begin
        while now <= end:
            self.look([event for event in history if event.recorded_at <= now], now)
            now += every

    def told(self) -> list[tuple[str, str]]:
        """When and what, by the person's wall clock, in the order in which it is sent."""
        sent = sorted(self.outbox.values(), key=lambda alert: (alert.due_at, alert.kind))
        return [(f"{alert.due_at.astimezone(ZoneInfo(ZONE)):%m-%d %H:%M}", alert.kind.value) for alert in sent]
