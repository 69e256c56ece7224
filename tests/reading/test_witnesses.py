"""Calendar parts and JSON-LD beside the words: they complete, agree, or contradict; they never decide alone."""

from __future__ import annotations

import json
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL, message
from tracker.message.parse import parse
from tracker.message.sample import compose
from tracker.reading.classify import read
from tracker.reading.markup import told_by
from tracker.reading.types import Doubt, Kind, Reading

MOVED = "Your check-in has been rescheduled to Monday, May 3, 2027 at 9:00 AM."
MOVED_SOMEWHEN = "Your check-in has been rescheduled. The attached invitation has the date."
NEW_YORK = " Office: 26 Federal Plaza, New York, NY 10278."
EASTERN = """BEGIN:VTIMEZONE
TZID:Our Own Zone
BEGIN:STANDARD
DTSTART:19671029T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19870405T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
"""


def invitation(*starts: str, method: str = "REQUEST", more: str = "", zones: str = "") -> str:
    """A calendar with one event for each of `starts`, which is all that stands behind DTSTART."""
    events = "".join(
        f"BEGIN:VEVENT\nUID:{number}\nDTSTART{start}\n{more}END:VEVENT\n" for number, start in enumerate(starts)
    )
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nMETHOD:{method}\n{zones}{events}END:VCALENDAR\n"


def markup(**fields: object) -> str:
    return json.dumps({"@context": "https://schema.org", "@type": "Event", "name": "Check-in", **fields})


def read_with(body: str, *calendars: str, json_ld: tuple[str, ...] = (), subject: str = "ICE") -> Reading:
    return read(message(subject, body, calendars=calendars, json_ld=json_ld), OFFICIAL, RULES, OFFICES)


def starts(reading: Reading) -> str | None:
    return reading.starts_at.iso() if reading.starts_at else None


AGREEING = [
    invitation(";TZID=America/New_York:20270503T090000"),
    invitation(";TZID=Eastern Standard Time:20270503T090000"),
    invitation(";TZID=/vendor.example/America/New_York:20270503T090000"),
    invitation(";TZID=Our Own Zone:20270503T090000", zones=EASTERN),
    invitation(";TZID=America/Chicago:20270503T080000"),
    invitation(":20270503T130000Z"),
    invitation(":20270503T090000"),
    invitation(";VALUE=DATE:20270503"),
    invitation(":20270503T130000Z", ";TZID=America/New_York:20270503T090000"),
]


@pytest.mark.parametrize("calendar", AGREEING)
def test_a_calendar_part_that_means_the_same_time_changes_nothing(calendar: str) -> None:
    reading = read_with(MOVED + NEW_YORK, calendar)
    assert (reading.kind, starts(reading)) == (Kind.RESCHEDULED, "2027-05-03T09:00:00-04:00")
    assert reading.doubts == ()


DIFFERENT = [
    invitation(";TZID=America/New_York:20270503T093000"),
    invitation(";TZID=America/New_York:20270504T090000"),
    invitation(";TZID=America/Chicago:20270503T090000"),
    invitation(";TZID=Our Own Zone:20270503T100000", zones=EASTERN),
    invitation(":20270503T090000Z"),
    invitation(":20270503T100000"),
    invitation(";VALUE=DATE:20270504"),
    invitation(";TZID=America/New_York:20270503T090000", more="STATUS:TENTATIVE\n"),
]


@pytest.mark.parametrize("calendar", DIFFERENT)
def test_a_calendar_part_that_means_another_time_is_a_contradiction(calendar: str) -> None:
    reading = read_with(MOVED + NEW_YORK, calendar)
    assert reading.doubts == (Doubt.PARTS_DISAGREE,)
    assert starts(reading) == "2027-05-03T09:00:00-04:00"


def test_in_winter_two_p_m_utc_is_nine_in_new_york_and_in_summer_it_is_not() -> None:
    winter = "Your check-in has been rescheduled to Tuesday, February 1, 2028 at 9:00 AM." + NEW_YORK
    assert read_with(winter, invitation(":20280201T140000Z")).doubts == ()
    assert read_with(MOVED + NEW_YORK, invitation(":20270503T140000Z")).doubts == (Doubt.PARTS_DISAGREE,)


@pytest.mark.parametrize(
    ("calendar", "expected"),
    [
        (invitation(";TZID=America/New_York:20270503T090000"), "2027-05-03T09:00:00-04:00"),
        (invitation(":20270503T130000Z"), "2027-05-03T09:00:00-04:00"),
        (invitation(":20270503T090000"), "2027-05-03T09:00:00-04:00"),
    ],
)
def test_a_calendar_part_may_be_the_only_witness_of_the_date(calendar: str, expected: str) -> None:
    reading = read_with(MOVED_SOMEWHEN + NEW_YORK, calendar)
    assert (reading.kind, starts(reading), reading.doubts) == (Kind.RESCHEDULED, expected, ())


def test_it_may_be_the_only_witness_of_the_hour_but_not_of_one_that_the_words_leave_uncertain() -> None:
    day_only = "Your check-in has been rescheduled to Monday, May 3, 2027." + NEW_YORK
    calendar = invitation(";TZID=America/New_York:20270503T090000")
    assert (starts(read_with(day_only, calendar)), read_with(day_only, calendar).doubts) == (
        "2027-05-03T09:00:00-04:00",
        (),
    )
    assert read_with(day_only, invitation(";VALUE=DATE:20270503")).doubts == (Doubt.NO_TIME,)


def test_a_zone_that_only_the_calendar_names_counts_as_written() -> None:
    calendar = invitation(";TZID=America/Chicago:20270503T090000")
    assert Doubt.UNKNOWN_TIME_ZONE in read_with(MOVED).doubts
    reading = read_with(MOVED, calendar)
    assert (reading.time_zone, reading.doubts) == ("America/Chicago", ())
    contradicting = read_with(MOVED.replace("AM.", "AM Pacific Time."), calendar)
    assert Doubt.UNKNOWN_TIME_ZONE in contradicting.doubts


def test_a_time_in_utc_without_an_office_keeps_its_instant_and_is_doubted() -> None:
    reading = read_with(MOVED_SOMEWHEN, invitation(":20270503T130000Z"))
    assert starts(reading) == "2027-05-03T13:00:00+00:00"
    assert reading.doubts == (Doubt.UNKNOWN_TIME_ZONE,)
    assert Doubt.PARTS_DISAGREE not in read_with(MOVED, invitation(":20270503T130000Z")).doubts
    assert Doubt.PARTS_DISAGREE in read_with(MOVED, invitation(":20270503T093000Z")).doubts


def test_the_end_is_taken_from_the_calendar_and_compared_with_one_in_the_words() -> None:
    calendar = invitation(";TZID=America/New_York:20270503T090000", more="DURATION:PT1H30M\n")
    reading = read_with(MOVED + NEW_YORK, calendar)
    assert reading.ends_at is not None
    assert reading.ends_at.iso() == "2027-05-03T10:30:00-04:00"
    window = MOVED.replace("at 9:00 AM", "between 9:00 AM and 4:00 PM") + NEW_YORK
    assert Doubt.PARTS_DISAGREE in read_with(window, calendar).doubts


def test_several_events_are_several_dates() -> None:
    two = invitation(";TZID=America/New_York:20270503T090000", ";TZID=America/New_York:20270510T090000")
    repeating = invitation(";TZID=America/New_York:20270503T090000", more="RRULE:FREQ=WEEKLY\n")
    for calendar in (two, repeating):
        assert Doubt.SEVERAL_DATES in read_with(MOVED + NEW_YORK, calendar).doubts
        assert Doubt.SEVERAL_DATES in read_with(MOVED_SOMEWHEN + NEW_YORK, calendar).doubts


CANCEL = invitation(";TZID=America/New_York:20270405T083000", method="CANCEL")
CANCELLED = "Your check-in on Monday, April 5, 2027 at 8:30 AM has been cancelled."


def test_a_cancellation_without_words_cancels_nothing_and_shows_what_it_would() -> None:
    reading = read_with("See the attachment.", CANCEL)
    assert reading.kind is Kind.UNRECOGNISED
    assert reading.starts_at is None
    assert reading.previous_starts_at is not None
    assert reading.previous_starts_at.iso() == "2027-04-05T08:30:00-04:00"


def test_an_invitation_without_words_shows_its_date_and_stays_not_understood() -> None:
    reading = read_with("See the attachment.", invitation(";TZID=America/New_York:20270503T090000"))
    assert (reading.kind, starts(reading)) == (Kind.UNRECOGNISED, "2027-05-03T09:00:00-04:00")


def test_a_cancelling_part_agrees_with_words_that_cancel_and_names_their_date() -> None:
    assert read_with(CANCELLED + NEW_YORK, CANCEL).doubts == ()
    unnamed = read_with("Your check-in has been cancelled.", CANCEL)
    assert unnamed.previous_starts_at is not None
    assert (unnamed.kind, unnamed.previous_starts_at.day, unnamed.doubts) == (Kind.CANCELLED, date(2027, 4, 5), ())


@pytest.mark.parametrize(
    ("body", "calendar"),
    [
        (CANCELLED, invitation(";TZID=America/New_York:20270405T083000")),
        (CANCELLED, CANCEL.replace("0405", "0406")),
        (MOVED, CANCEL.replace("20270405T083000", "20270503T090000")),
        ("Your check-in has been scheduled for Monday, May 3, 2027 at 9:00 AM.", CANCEL),
    ],
)
def test_words_and_calendar_that_disagree_about_a_cancellation_are_doubted(body: str, calendar: str) -> None:
    reading = read_with(body + NEW_YORK, calendar)
    assert {Doubt.PARTS_DISAGREE, Doubt.SEVERAL_DATES} & set(reading.doubts), reading


def test_a_move_may_come_as_a_cancellation_and_an_invitation() -> None:
    reading = read_with(MOVED + NEW_YORK, CANCEL, invitation(";TZID=America/New_York:20270503T090000"))
    assert (starts(reading), reading.doubts) == ("2027-05-03T09:00:00-04:00", ())
    assert reading.previous_starts_at is not None
    assert (reading.previous_starts_at.day, reading.previous_starts_at.time) == (date(2027, 4, 5), time(8, 30))


def test_an_invitation_to_the_old_date_is_no_witness_of_the_new_one() -> None:
    body = "Your check-in of Monday, April 5, 2027 at 8:30 AM has been rescheduled." + NEW_YORK
    reading = read_with(body, invitation(";TZID=America/New_York:20270405T083000"))
    assert Doubt.PARTS_DISAGREE in reading.doubts
    assert reading.starts_at is None


def test_markup_is_a_witness_like_a_calendar_part() -> None:
    moved = markup(
        eventStatus="https://schema.org/EventRescheduled",
        startDate="2027-05-03T09:00:00-04:00",
        previousStartDate="2027-04-05T08:30:00-04:00",
    )
    reading = read_with(MOVED + NEW_YORK, json_ld=(moved,))
    assert reading.previous_starts_at is not None
    assert (reading.previous_starts_at.iso(), reading.doubts) == ("2027-04-05T08:30:00-04:00", ())
    assert starts(read_with(MOVED_SOMEWHEN + NEW_YORK, json_ld=(moved,))) == "2027-05-03T09:00:00-04:00"


@pytest.mark.parametrize(
    "fields",
    [
        {"startDate": "2027-05-04T09:00:00-04:00"},
        {"startDate": "2027-05-03T09:00:00-05:00"},
        {"startDate": "2027-05-03T09:00:00-04:00", "eventStatus": "EventCancelled"},
        {"@type": "EventReservation", "reservationFor": {"@type": "Event", "startDate": "2027-05-04"}},
        {"@type": "Thing", "@graph": [{"@type": "Event", "startDate": "2027-05-04"}]},
        {"startDate": "2027-05-03T09:00:00-04:00", "@type": "EventReservation", "reservationStatus": "ReservationHold"},
    ],
)
def test_markup_that_says_otherwise_is_a_contradiction(fields: dict[str, object]) -> None:
    body = "Your check-in has been scheduled for Monday, May 3, 2027 at 9:00 AM." + NEW_YORK
    assert Doubt.PARTS_DISAGREE in read_with(body, json_ld=(markup(**fields),)).doubts


def test_a_request_is_neither_answered_nor_dated_by_a_calendar_part() -> None:
    body = "We received your request to move your check-in to Monday, May 3, 2027 at 9:00 AM." + NEW_YORK
    other = read_with(body, invitation(";TZID=America/New_York:20270510T090000"))
    assert (other.kind, starts(other)) == (Kind.REQUEST_RECEIVED, "2027-05-03T09:00:00-04:00")
    assert Doubt.PARTS_DISAGREE in other.doubts
    undated = read_with("We received your request to reschedule your check-in.", AGREEING[0])
    assert (undated.kind, undated.starts_at) == (Kind.REQUEST_RECEIVED, None)


def test_both_are_read_from_a_whole_message() -> None:
    html = f'<p>{MOVED}{NEW_YORK}</p><script type="application/ld+json">{markup(startDate="2027-05-04")}</script>'
    raw = compose(subject="ICE", html=html)
    assert Doubt.PARTS_DISAGREE in read(parse(raw), OFFICIAL, RULES, OFFICES).doubts
    raw = compose(subject="ICE", text=MOVED_SOMEWHEN + NEW_YORK, calendar=AGREEING[0])
    assert starts(read(parse(raw), OFFICIAL, RULES, OFFICES)) == "2027-05-03T09:00:00-04:00"


HOSTILE = [
    "",
    "BEGIN:VCALENDAR",
    "\ufeff{",
    "[" * 50_000,
    '{"@type":"Event","startDate":' + "9" * 5_000 + "}",
    '{"@type":["Event"],"startDate":{"a":1},"endDate":null}',
    '{"@type":"Event","startDate":"2027-13-45"}',
    "BEGIN:VEVENT\n" * 5_000,
    "x" * 200_000,
    invitation(":rubbish"),
    invitation(":99991231T235959Z", ":00010101T000000"),
    invitation(":20270503T090000\nDTSTART:20270504T090000"),
    invitation(":20270503T090000", more="DURATION:P99999999W\n"),
    invitation(";TZID=Our Own Zone:20270503T090000", zones=EASTERN.replace("YEARLY", "SECONDLY")),
    invitation(";TZID=Our Own Zone:20270503T090000", zones=EASTERN.replace("TZOFFSETTO:-0500", "TZOFFSETTO:+9900")),
]


@pytest.mark.parametrize("part", HOSTILE)
@pytest.mark.timeout(5)
def test_hostile_parts_neither_raise_nor_hang_nor_set_a_date(part: str) -> None:
    plain = read_with(MOVED + NEW_YORK)
    reading = read_with(MOVED + NEW_YORK, part, json_ld=(part,))
    assert (reading.kind, reading.starts_at) == (plain.kind, plain.starts_at)


def test_more_than_anybody_means_is_refused_in_no_time_and_said() -> None:
    zones = "".join(EASTERN.replace("Our Own", str(n)).replace("1967", "0001") for n in range(60))
    heavy = invitation(*(f";TZID={n} Zone:20270503T090000" for n in range(60)), zones=zones)
    crowded = told_by(message("", "", calendars=(heavy,) * 5))
    assert (crowded.events, len(crowded.notes)) == ((), 5)
    outlook = EASTERN.replace("19671029", "16010101").replace("19870405", "16010101")
    five = invitation(";TZID=Our Own Zone:20270503T090000", zones=outlook)
    assert len(told_by(message("", "", calendars=(five,) * 5)).notes) == 2
    assert told_by(message("", "", calendars=(five,))).events[0].start is not None


@given(st.text(max_size=80), st.sampled_from(AGREEING), st.integers(0, 400), st.integers(0, 60))
def test_a_damaged_calendar_part_never_raises(noise: str, calendar: str, at: int, cut: int) -> None:
    broken = calendar[:at] + noise + calendar[at + cut :]
    told_by(message("", "", calendars=(broken,), json_ld=(broken,)))


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(["Event", "2027-05-03", "EventReservation"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "startDate", "endDate", "previousStartDate", "reservationFor", "eventStatus", "@graph"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_no_markup_raises_or_is_left_unread(value: object) -> None:
    assert told_by(message("", "", json_ld=(json.dumps(value),))).notes == ()
