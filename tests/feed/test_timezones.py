"""The zones of the file against the zone data, hour by hour."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from tracker.feed.timezones import Onset, onsets
from tracker.rulebook import load

OFFICE_ZONES = (
    "America/Anchorage", "America/Boise", "America/Chicago", "America/Denver", "America/Detroit",
    "America/Indiana/Indianapolis", "America/Kentucky/Louisville", "America/Los_Angeles", "America/New_York",
    "America/Phoenix", "America/Puerto_Rico", "Pacific/Guam", "Pacific/Honolulu", "Pacific/Saipan",
)  # fmt: skip
HOUR = timedelta(hours=1)


def test_17_every_zone_of_an_office_is_among_those_that_are_compared() -> None:
    assert {office.zone for office in load().offices.by_id.values()} <= set(OFFICE_ZONES)


def minutes(offset: str) -> timedelta:
    span = timedelta(hours=int(offset[1:3]), minutes=int(offset[3:]))
    return -span if offset[0] == "-" else span


def moments(onset: Onset) -> list[tuple[datetime, timedelta]]:
    """Every change up to 2037 in UTC, as a reader of the rule would find it, and the offset from then on."""
    start = datetime.strptime(onset.start, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - wall clock, as in the file
    walls = [start]
    if onset.rule:
        walls = list(rrulestr(f"RRULE:{onset.rule};UNTIL=20380101T000000", dtstart=start))
    return [((wall - minutes(onset.offset_from)).replace(tzinfo=UTC), minutes(onset.offset_to)) for wall in walls]


@pytest.mark.parametrize("zone", OFFICE_ZONES)
def test_17_each_office_zone_equals_the_zone_data_in_every_hour_of_ten_years(zone: str) -> None:
    found = onsets(zone)
    assert found is not None
    changes = sorted(change for onset in found for change in moments(onset))
    starts = [moment for moment, _ in changes]
    moment, end, hours, wrong = datetime(2026, 1, 1, tzinfo=UTC), datetime(2037, 1, 1, tzinfo=UTC), 0, 0
    info = ZoneInfo(zone)
    while moment < end:
        wrong += changes[bisect_right(starts, moment) - 1][1] != moment.astimezone(info).utcoffset()
        hours += 1
        moment += HOUR
    assert (hours, wrong) == (96_432, 0)


@pytest.mark.parametrize("zone", ["America/Phoenix", "Pacific/Guam", "Pacific/Honolulu", "Pacific/Saipan"])
def test_a_zone_without_summer_time_is_a_single_standard(zone: str) -> None:
    found = onsets(zone)
    assert found is not None
    assert [(onset.daylight, onset.rule) for onset in found] == [(False, None)]


def test_the_last_sunday_is_told_from_the_fourth() -> None:
    found = onsets("Europe/Lisbon")
    assert found is not None
    assert all(onset.rule and onset.rule.endswith("BYDAY=-1SU") for onset in found)


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "Asia/Jerusalem"])
def test_a_zone_that_follows_no_single_rule_is_not_forced_into_one(zone: str) -> None:
    assert onsets(zone) is None
