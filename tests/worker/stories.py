"""Sixty days of one person, with a frozen clock: the real record, planner and sender, and what went out when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from tests.appointments.situations import PERSON, ZONE
from tests.shell import opened
from tracker.alerts.letter import Letter, compose, reference
from tracker.alerts.types import Alert
from tracker.appointments.events import AnyEvent
from tracker.errors import AlertError
from tracker.network import Gate
from tracker.reading.types import Language
from tracker.storage.types import AlertState
from tracker.words.load import words
from tracker.worker.alerting import Planner
from tracker.worker.home import Home
from tracker.worker.sending import Sender

BEGIN = datetime(2027, 3, 1, 13, tzinfo=UTC)  # 8:00 in New York, an hour after the first message
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DAYS = 60
HOURS = (6, 7, 8, 9, 20)  # of the person's day at which the program looks, beside whenever something is due
HERS, BROTHER = "hers", "brother"
Beside = Callable[["Life", float], None]  # what happens before a look, so many days after the first


Told = tuple[str, str, str, str]  # when by the person's clock, which kind, over which channel, in which language


def both(moment: str, kind: str) -> tuple[Told, Told]:
    """Told over both channels: hers in her language, her brother's in his own."""
    return (moment, kind, BROTHER, "en"), (moment, kind, HERS, "es")


@dataclass
class Life:
    home: Home
    now: datetime = BEGIN
    broken: set[str] = field(default_factory=set)
    sent: list[tuple[datetime, str, Letter]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.planner = Planner(self.home)
        self.sender = Sender(self.home, self.planner, lambda: self.now, self.deliver)

    def deliver(self, url: SecretStr, letter: Letter, *, headers: Mapping[str, str], gate: Gate | None) -> None:
        assert headers
        name = url.get_secret_value().removeprefix("json://")
        if name in self.broken:
            raise AlertError("no")
        self.sent.append((self.now, name, letter))

    def live(self, events: Iterable[AnyEvent], beside: Beside) -> None:
        waiting = sorted(events, key=lambda event: event.recorded_at, reverse=True)
        for look in self.looks():
            self.now = look
            while waiting and waiting[-1].recorded_at <= self.now:
                self.home.append(waiting.pop())
            beside(self, (self.now - BEGIN) / DAY)
            self.planner.turn(self.now)
            for channel in self.home.store.alerts.due_channels(self.now):
                self.sender.send_due(channel)

    def looks(self) -> Iterator[datetime]:
        """The hours of each day, and in between every moment at which a delivery falls due."""
        first = BEGIN.astimezone(ZoneInfo(ZONE)).date()
        for number in range(DAYS + 1):
            for hour in HOURS:
                day = first + timedelta(days=number)
                look = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
                if look < BEGIN:
                    continue
                while (due := self.next_due()) and self.now < due < look:
                    yield due
                yield look

    def next_due(self) -> datetime | None:
        deliveries = (one for alert in self.home.store.alerts.list() for one in alert.deliveries)
        return min((one.next_try for one in deliveries if one.state is AlertState.PLANNED), default=None)

    def told(self) -> list[Told]:
        return sorted(one for moment, channel, letter in self.sent for one in self.tell(moment, channel, letter))

    def tell(self, moment: datetime, channel: str, letter: Letter) -> Iterator[Told]:
        """Each alert of one message."""
        known = (Alert.model_validate_json(one.payload) for one in self.home.store.alerts.list())
        alerts = {reference(one): one for one in known}
        these = [alerts[ref] for ref in letter.refs]
        spoken = [one for one in Language if compose(these, words(one), full=channel == BROTHER) == letter]
        assert len(spoken) == 1
        for alert in these:
            yield f"{moment.astimezone(ZoneInfo(ZONE)):%m-%d %H:%M}", alert.kind.value, channel, spoken[0].value


@contextmanager
def a_life(folder: Path) -> Iterator[Life]:
    """Of a Spanish-speaking person in New York whose brother is told too, in English and in full."""
    with opened(folder) as home:
        home.store.people.add(PERSON, name="Maria", language=Language.ES, zone=ZONE, now=BEGIN)
        life = Life(home)
        for name, language, full in ((HERS, None, False), (BROTHER, Language.EN, True)):
            add_channel(home, name, language=language, full=full)
        yield life


def add_channel(home: Home, name: str, *, language: Language | None = None, full: bool = False) -> str:
    url = SecretStr(f"json://{name}")
    return home.store.alerts.add_channel(name, url, person=PERSON, full=full, language=language, now=BEGIN).id
