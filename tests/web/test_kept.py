"""What the pages keep in memory is what they would find if they kept nothing, whoever changes the record meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.appointments.logs import logs
from tests.appointments.situations import NOW
from tests.shell import opened
from tracker.appointments import ids
from tracker.appointments.events import AnyEvent, MessageRead, Withdrawn
from tracker.appointments.state import fold
from tracker.reading.types import Language
from tracker.storage.types import MailboxAccount
from tracker.web.ranks import Ranks
from tracker.web.views.crowd import Ranked
from tracker.worker.filing import noted
from tracker.worker.home import Home, open_home
from tracker.worker.overview import Overview
from tracker.worker.records import Records

_numbers = count()
Step = tuple[int, int, int, bool]  # events that come, who looks, days from NOW, whether the mail was read


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, Home]]:
    """One record, opened as by two programs."""
    with opened(tmp_path_factory.mktemp("kept")) as one, open_home(one.settings) as other:
        yield one, other


class Pages:
    """What one program keeps: of hardly anybody whole, so that nearly all is filed away."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.records = Records(home, most=3)
        self.ranks = Ranks(home, Overview(home, self.records))

    def check(self, person: str, now: datetime) -> None:
        for _ in range(2):
            record, events = self.records.of(person, now), self.home.store.events.of(person)
            assert record.state == fold(events, person=person, now=now)
            assert record.acts == tuple(one for one in events if not isinstance(one, MessageRead))
            assert set(record.events) == set(events)
            assert (record.waiting, record.length) == (len(record.state.reviews), len(record.state.entries))
            assert record.noted == {one.entry: one for one in noted(events)}
            self.records.of("me", now)
        assert told(self.ranks, now) == told(Pages(self.home).ranks, now)


def told(ranks: Ranks, now: datetime) -> list[Ranked]:
    return [one._replace(since=now, until=now) for one in ranks.all(now)]


def of_person(log: Sequence[AnyEvent], person: str) -> list[AnyEvent]:
    """The same facts about somebody else, with the ids that they then have."""
    renamed: dict[str, AnyEvent] = {}
    for event in log:
        mine = event.model_copy(update={"person": person})
        if isinstance(mine, Withdrawn) and mine.event in renamed:
            mine = mine.model_copy(update={"event": renamed[mine.event].id})
        renamed[event.id] = mine.model_copy(update={"id": ids.event_id(mine)})
    return list(renamed.values())


def newcomer(home: Home) -> str:
    person = f"person{next(_numbers)}"
    home.store.people.add(person, name=person, language=Language.EN, zone="America/New_York", now=NOW)
    box = MailboxAccount(
        id=person, address=f"{person}@mail.example", user=person, secret=None, host="h", port=1, tls="tls"
    )
    home.store.mailboxes.add(box, people=[person], now=NOW)
    return person


@given(
    logs(max_size=12),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 1), st.integers(-40, 400), st.booleans()), max_size=5),
)
def test_pages_show_what_is_in_the_record(homes: tuple[Home, Home], log: list[AnyEvent], steps: list[Step]) -> None:
    person = newcomer(homes[0])
    coming, programs = of_person(log, person), [Pages(home) for home in homes]
    for number, looker, days, read in steps:
        now = NOW + timedelta(days=days)
        homes[number % 2].store.events.append(coming[:number])
        coming = coming[number:]
        if read:
            homes[1 - looker].store.mailboxes.note_success(person, now=now)
        programs[looker].check(person, now)
