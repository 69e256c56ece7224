from __future__ import annotations

from datetime import date, datetime, time

import pytest

from tracker.reading.types import Doubt
from tracker.reading.zones import clock_change_doubts, zone_doubts, zone_of

SUMMER, WINTER = datetime(2027, 7, 5, 9), datetime(2027, 1, 5, 9)  # noqa: DTZ001 - a wall clock, the zone is asked for


@pytest.mark.parametrize("text", ["EST", "EDT", "ET", "Eastern Time", "(Eastern Time)", "eastern standard time"])
def test_eastern_words_mean_the_wall_clock_of_the_eastern_office(text: str) -> None:
    assert zone_of(text, "America/New_York", SUMMER) == "America/New_York"
    assert zone_of(text, "America/Indiana/Indianapolis", SUMMER) == "America/Indiana/Indianapolis"
    assert zone_of(text, "America/Kentucky/Louisville", WINTER) == "America/Kentucky/Louisville"
    assert zone_of(text, None) == "America/New_York"


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("hora del este", "America/New_York"),
        ("hora estándar del este", "America/New_York"),
        ("horário do leste", "America/New_York"),
        ("heure de l'Est", "America/New_York"),
        ("lè lès", "America/New_York"),
        ("hora central", "America/Chicago"),
        ("hora del centro", "America/Chicago"),
        ("heure du Centre", "America/Chicago"),
        ("CDT", "America/Chicago"),
        ("Mountain Daylight Time", "America/Denver"),
        ("hora de la montaña", "America/Denver"),
        ("hora del Pacífico", "America/Los_Angeles"),
        ("heure du Pacifique", "America/Los_Angeles"),
        ("lè Pasifik", "America/Los_Angeles"),
        ("Arizona time", "America/Phoenix"),
        ("HST", "Pacific/Honolulu"),
        ("ChST", "Pacific/Guam"),
    ],
)
def test_zone_words_of_five_languages_name_a_zone(text: str, zone: str) -> None:
    assert zone_of(text, None) == zone


def test_mst_is_arizonas_clock_in_arizona_and_nobodys_without_an_office() -> None:
    assert zone_of("MST", "America/Phoenix", SUMMER) == "America/Phoenix"
    assert zone_of("MST", "America/Denver", SUMMER) == "America/Denver"
    assert zone_of("MST", "America/Boise") == "America/Boise"
    assert zone_of("MST", None) is None
    assert zone_of("MDT", "America/Phoenix") is None


def test_without_words_the_office_decides_and_without_both_nobody() -> None:
    assert zone_of(None, "America/Denver") == "America/Denver"
    assert zone_of("local time", "America/Denver") == "America/Denver"
    assert zone_of("hora local", None) is None
    assert zone_of(None, None) is None
    assert zone_of("EST5", "America/New_York") is None


def test_words_that_contradict_the_office_leave_the_zone_unknown() -> None:
    assert zone_doubts("EST", "America/Denver", SUMMER) == (Doubt.UNKNOWN_TIME_ZONE,)
    assert zone_doubts("EST", "America/New_York", SUMMER) == ()


@pytest.mark.parametrize(
    ("text", "local", "zone"),
    [
        ("-04:00", SUMMER, "America/New_York"),
        ("-05:00", SUMMER, None),
        ("-05:00", WINTER, "America/New_York"),
        ("UTC-5", WINTER, "America/New_York"),
        ("GMT-0400", SUMMER, "America/New_York"),
        ("Z", WINTER, None),
        ("-04:00", None, None),
    ],
)
def test_an_offset_must_be_the_offices_own_on_that_day(text: str, local: datetime | None, zone: str | None) -> None:
    assert zone_of(text, "America/New_York", local) == zone
    assert zone_of(text, None, local) is None


def test_an_hour_that_the_clock_change_skips_is_impossible_and_one_that_comes_twice_ambiguous() -> None:
    spring, autumn = date(2027, 3, 14), date(2027, 11, 7)
    assert clock_change_doubts(spring, time(2, 30), "America/New_York") == (Doubt.IMPOSSIBLE_DATE,)
    assert clock_change_doubts(autumn, time(1, 30), "America/New_York") == (Doubt.AMBIGUOUS_DATE,)
    assert clock_change_doubts(spring, time(3, 0), "America/New_York") == ()
    assert clock_change_doubts(spring, time(2, 30), "America/Phoenix") == ()
