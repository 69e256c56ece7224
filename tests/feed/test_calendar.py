"""The bytes: strict lines, one meaning, and no text that could become anything but text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ics import Calendar, DisplayAlarm, Event
from ics.grammar.parse import Container, ContentLine
from ics.serializers.serializer import Serializer

from tests.feed.line_checker import complaints
from tests.feed.situations import CONFIRMED, SITUATIONS, appointment, rendered, state, view, when
from tracker.appointments.events import Status
from tracker.feed.gate import check
from tracker.feed.lines import duration
from tracker.feed.types import Busy, DaySpan, FeedView, Place, Style, instant_of
from tracker.reading.types import Language

EVERY = [
    pytest.param(name, language, style, id=f"{name}-{language.value}-{style.value}")
    for name in SITUATIONS
    for language in Language
    for style in Style
]


@pytest.mark.parametrize(("situation", "language", "style"), EVERY)
def test_11_12_13_14_16_20_21_41_every_situation_obeys_the_strict_line_checker(
    situation: str, language: Language, style: Style
) -> None:
    data = rendered(view(situation, language, style)).data
    assert complaints(data) == []
    assert style is Style.FULL or b"ICE" not in data.replace(b"\r\n ", b"")


@pytest.mark.parametrize("situation", SITUATIONS)
def test_icalendar_reads_what_was_planned(situation: str) -> None:
    rendering = rendered(view(situation))
    found = list(icalendar.Calendar.from_ical(rendering.data).walk("VEVENT"))
    assert len(found) == len(rendering.events)
    for event, stamped in zip(found, rendering.events, strict=True):
        entry = stamped.entry
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        if isinstance(entry.span, DaySpan):
            assert (start, end) == (entry.span.first, entry.span.last + timedelta(days=1))
        else:
            assert (start.astimezone(UTC), end.astimezone(UTC)) == instant_of(entry.span)
        said = [str(event[name]) for name in ("UID", "STATUS", "SUMMARY", "DESCRIPTION")]
        assert said == [stamped.uid, entry.status.value, entry.summary, entry.description]
        assert (event["TRANSP"] == "OPAQUE") is (entry.busy is Busy.BUSY)
        assert [-alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] == list(entry.alarms)


def test_the_head_hints_at_a_refresh_and_has_neither_method_nor_source() -> None:
    lines = rendered(view("confirmed")).data.decode().split("\r\n")
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Confirmation Tracker//Feed 1//EN"]
    assert {"NAME:ICE check-ins", "X-WR-CALNAME:ICE check-ins", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"} <= set(lines)
    assert not any(line.startswith(("METHOD", "SOURCE")) for line in lines)


def test_a_timed_event_bears_its_zone_and_the_zone_its_rule() -> None:
    text = rendered(view("confirmed")).data.decode()
    assert "DTSTART;TZID=America/New_York:20261124T090000\r\nDTEND;TZID=America/New_York:20261124T100000\r\n" in text
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU" in text
    assert "RDATE" not in text


def test_a_zone_without_one_yearly_rule_is_written_in_utc() -> None:
    shown = view(
        "confirmed", state=state(appointment(Status.CONFIRMED, when(date(2026, 11, 24), zone="Asia/Jerusalem")))
    )
    rendering = rendered(shown)
    assert b"DTSTART:20261124T070000Z" in rendering.data
    assert complaints(rendering.data) == []
    check(rendering.data, rendering.events)


def test_the_link_is_written_as_it_is() -> None:
    assert b"URL:https://www.ice.gov/node/62092?a=1,2;b\r\n" in rendered(view("confirmed")).data


def test_uids_show_nothing_of_the_person_or_the_date() -> None:
    uids = [stamped.uid for stamped in rendered(view("change_asked")).events]
    assert len(set(uids)) == len(uids)
    assert not any(CONFIRMED.id in uid or "p1" in uid or "2026" in uid for uid in uids)


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (timedelta(days=-14), "-P14D"),
        (timedelta(hours=-3), "-PT3H"),
        (timedelta(days=-13, hours=-15), "-P13DT15H"),
        (timedelta(minutes=-90), "-PT1H30M"),
        (timedelta(days=8), "P8D"),
        (timedelta(seconds=-90), "-PT1M30S"),
        (timedelta(), "PT0S"),
    ],
)
def test_durations_never_use_weeks_and_are_never_bare(span: timedelta, text: str) -> None:
    assert duration(span) == text


PIECES = (
    *("\r\nEND:VEVENT\r\n", "\nBEGIN:VALARM", "\r", "\n", "\x00", "\x07", "\u2028", "\u2029", "\x85"),
    *("\u202e", "\u2066", "\ufeff", "\ud800", "\\", "\\n", ";", ",", ":", '"', "END:VCALENDAR", "ATTENDEE:mailto:x"),
    *("é", "漢字", "👩\u200d⚖️", "x" * 10_000),
)
HOSTILE = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_31_hostile_text_in_any_free_field_stays_text(one: str, two: str, three: str, four: str) -> None:
    place = Place(name=one, address=two, phone=three, hours=four, published=one, url=two)
    shown = view("change_asked", places={"new-york": place}, person=three)
    rendering = rendered(shown)
    assert complaints(rendering.data) == []
    check(rendering.data, rendering.events)
    calm = icalendar.Calendar.from_ical(rendered(view("change_asked")).data)
    found = icalendar.Calendar.from_ical(rendering.data)
    assert [part.name for part in found.walk()] == [part.name for part in calm.walk()]
    names = {name for part in found.walk() for name in part}
    assert names <= {name for part in calm.walk() for name in part}


@pytest.mark.parametrize(
    "link",
    ["https://x/\r\nATTENDEE:mailto:y", "javascript:alert(1)", "https://x/ y", "https://x/\u202e", "x" * 9_999],
)
def test_a_page_that_is_no_plain_web_address_gives_way_to_that_for_all_offices(link: str) -> None:
    rendering = rendered(view("confirmed", places={"new-york": Place(name="New York", url=link)}))
    go = rendering.events[0].entry
    assert go.url == "https://www.ice.gov/check-in"
    assert go.description.endswith(": https://www.ice.gov/check-in")
    check(rendering.data, rendering.events)


@given(st.lists(st.integers(0, 90 * 86_400), max_size=6))
def test_any_alarm_that_was_set_is_written_as_it_was_set(seconds: list[int]) -> None:
    wished = tuple(timedelta(seconds=n) for n in seconds)
    rendering = rendered(view("confirmed", alarms=wished, dead_man=False))
    assert rendering.events[0].entry.alarms == wished
    assert complaints(rendering.data) == []
    check(rendering.data, rendering.events)


def test_what_must_be_said_is_not_pushed_out_by_long_facts() -> None:
    place = Place(name="n" * 9_999, address="a" * 9_999, phone="p" * 9_999, hours="h" * 9_999, url="u" * 9_999)
    (entry, *_) = (stamped.entry for stamped in rendered(view("confirmed", places={"new-york": place})).events)
    assert "As last read Mon, Nov 23, 2026" in entry.description


def test_a_year_of_weekly_dates_for_a_person_is_far_below_the_limit_of_any_client() -> None:
    days = [date(2026, 11, 24) + timedelta(weeks=n) for n in range(52)]
    rendering = rendered(view("confirmed", state=state(*(appointment(Status.CONFIRMED, when(day)) for day in days))))
    assert len(rendering.events) == 53
    assert len(rendering.data) < 150_000


def test_nothing_in_the_bytes_tells_when_they_were_made_within_a_day() -> None:
    shown = view("change_asked")
    first = rendered(shown, datetime(2026, 11, 23, 6, 0, tzinfo=UTC))
    later = FeedView(**{**dict(shown), "last_read": datetime(2026, 11, 23, 22, 59, tzinfo=UTC)})
    assert rendered(later, datetime(2026, 11, 23, 23, 0, tzinfo=UTC), dict(first.ledger)).data == first.data


def test_ics_still_has_the_inner_names_that_the_layer_leans_on() -> None:
    class Two(Serializer):  # type: ignore[misc] # ics carries no types
        @staticmethod
        def serialize_1_second(thing: object, container: list[str]) -> None: ...

        @staticmethod
        def serialize_0_first(thing: object, container: list[str]) -> None: ...

    assert [found.__name__ for found in Two.get_serializers()] == ["serialize_0_first", "serialize_1_second"]
    assert str(ContentLine("A", {"B": ["C"]}, "d,e")) == "A;B=C:d,e"
    assert (
        str(Container("X", ContentLine("A", {}, "1"), Container("Y"))) == "BEGIN:X\r\nA:1\r\nBEGIN:Y\r\nEND:Y\r\nEND:X"
    )
    assert all(component.Meta.serializer for component in (Calendar, Event, DisplayAlarm))
    assert DisplayAlarm(trigger=timedelta(days=-8), display_text="x").action == "DISPLAY"
