"""What many records come to, kept from one look to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.shell import NOW, opened
from tests.web.record import keep, scheduled
from tracker.appointments.events import AnyEvent, How, RequestStatus, State, Status
from tracker.appointments.state import Folding
from tracker.worker import acts
from tracker.worker.home import Home
from tracker.worker.overview import FEW, Overview
from tracker.worker.packing import Packed
from tracker.worker.records import Records


@pytest.fixture(params=["overview", "records"])
def room(request: pytest.FixtureRequest) -> str:
    """Which of the two keeps: sums of many, or whole records of few."""
    return str(request.param)


@pytest.fixture
def folds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whose log was folded."""
    folded, state = list[str](), Folding.state

    def counting(folding: Folding, events: Iterable[AnyEvent], now: datetime) -> State:
        folded.append(folding._person)
        return state(folding, events, now)

    monkeypatch.setattr(Folding, "state", counting)
    return folded


def looker(home: Home, room: str) -> Callable[[datetime], list[str]]:
    """Looks at one record, and says what stands and how many requests are open."""
    if room == "overview":
        overview = Overview(home, Records(home))

        def look(now: datetime) -> list[str]:
            found = overview.of(["me"], now)["me"]
            return [one.starts_at.day.isoformat() for one in found.standing] + ["open"] * found.open_requests

        return look
    records = Records(home)

    def look_whole(now: datetime) -> list[str]:
        state = records.of("me", now).state
        stands = [one.starts_at.day.isoformat() for one in state.appointments if one.status is Status.CONFIRMED]
        return stands + ["open" for one in state.requests if one.status is RequestStatus.OPEN]

    return look_whole


def test_a_record_is_folded_again_only_when_something_in_it_changed(
    tmp_path: Path, folds: list[str], room: str
) -> None:
    with opened(tmp_path) as home:
        keep(home, scheduled())
        look = looker(home, room)
        assert look(NOW) == look(NOW + timedelta(hours=1)) == ["2027-04-05"]
        assert folds == ["me"]
        request = acts.asked(home, "me", NOW, how=How.WEB, wished=None, original=None, zone=None)
        acts.keep(home, request, NOW)
        folds.clear()
        assert look(NOW + timedelta(hours=2)) == ["2027-04-05", "open"]
        assert folds == ["me"]


def test_a_date_that_has_passed_stands_no_more(tmp_path: Path, folds: list[str], room: str) -> None:
    with opened(tmp_path) as home:
        keep(home, scheduled())
        look = looker(home, room)
        assert look(NOW) == ["2027-04-05"]
        assert look(datetime(2027, 4, 6, 12, tzinfo=NOW.tzinfo)) == []
        assert look(NOW) == ["2027-04-05"]
        assert folds == ["me"]


def test_what_was_looked_at_longest_ago_is_filed_away_first(tmp_path: Path, folds: list[str]) -> None:
    with opened(tmp_path) as home:
        keep(home, scheduled())
        folds.clear()
        records = Records(home, most=3)
        first = records.of("me", NOW)
        assert records.of("me", NOW) is first
        for other in ("one", "two"):
            records.of(other, NOW)
        again = records.of("me", NOW)
        assert again is not first
        assert (again.state, again.acts, again.events) == (first.state, first.acts, first.events)
        assert folds == ["me", "one", "two"]


def test_somebody_without_any_entry_is_summed_up_as_well(tmp_path: Path) -> None:
    with opened(tmp_path) as home:
        assert Overview(home, Records(home)).of(["nobody"], NOW)["nobody"].standing == ()


@pytest.mark.parametrize(("most", "waits"), [(100, 0), (0, 1)])
def test_what_many_records_come_to_is_opened_before_anybody_looks_while_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, waits: int
) -> None:
    with opened(tmp_path) as home:
        keep(home, scheduled())
        records, unpacked = Records(home, most=most), list[type]()
        Overview(home, records).of(["me", *map(str, range(FEW))], NOW)
        wanted, unpack = Records(home).of("me", NOW).state, Packed.open

        def counting(packed: Packed[object]) -> object:
            unpacked.append(type(found := unpack(packed)))
            return found

        monkeypatch.setattr(Packed, "open", counting)
        assert records.of("me", NOW).state == wanted
        assert unpacked.count(State) == waits


def test_of_many_only_those_of_whom_nothing_is_kept_are_folded_from_the_start(tmp_path: Path, folds: list[str]) -> None:
    with opened(tmp_path) as home:
        keep(home, scheduled())
        overview, everybody = Overview(home, Records(home)), ["me", *map(str, range(FEW))]
        overview.of(everybody, NOW)
        folds.clear()
        passed = datetime(2027, 4, 6, 12, tzinfo=NOW.tzinfo)
        assert overview.of([*everybody, "another"], passed, dict.fromkeys(everybody, 10**6))["me"].standing == ()
        assert folds == ["another"]
