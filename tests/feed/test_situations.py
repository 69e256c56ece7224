"""What each situation looks like, as planned events: state first, and nothing that a client could take for more."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feed.situations import (
    CONFIRMED,
    NEW,
    NOW,
    OLD,
    PLACE,
    SITUATIONS,
    SUPERSEDED,
    TODAY,
    appointment,
    entries,
    entry_on,
    request,
    state,
    titles,
    view,
    when,
)
from tracker.appointments.events import Appointment, ConfirmedBy, Status
from tracker.feed.types import Busy, DaySpan, EventStatus, Style, TimedSpan
from tracker.reading.types import Language, When

LANGUAGES = list(Language)
STYLES = list(Style)


def test_a_confirmed_date_is_timed_busy_and_reminds() -> None:
    entry = entry_on(view("confirmed"), "GO")
    assert entry.summary == "✅ GO: ICE check-in 9:00 AM (confirmed)"
    assert (entry.status, entry.busy) == (EventStatus.CONFIRMED, Busy.BUSY)
    assert entry.span == TimedSpan(start=when(OLD, time(9)), end=when(OLD, time(10)))
    assert entry.alarms == (*(timedelta(days=n) for n in (14, 7, 3, 1)), timedelta(hours=3))


def test_what_a_person_confirmed_is_not_said_to_be_confirmed_by_e_mail() -> None:
    entry = entry_on(view("confirmed_by_you"), "GO")
    assert entry.summary == "✅ GO: ICE check-in 9:00 AM (confirmed by you)"
    assert "not by e-mail" in entry.description
    assert "ICE confirmed it" not in entry.description


def test_an_unverified_date_stands_beside_the_confirmed_one() -> None:
    shown = view("unverified")
    check = entry_on(shown, "❓ CHECK: ICE check-in 9:00 AM? Not verified")
    assert (check.status, check.busy) == (EventStatus.TENTATIVE, Busy.TENTATIVE)
    assert entry_on(shown, "GO") == entry_on(view("confirmed"), "GO")


@pytest.mark.parametrize("days", range(31))
def test_27_the_banner_reaches_beyond_the_next_days_for_as_long_as_the_mailbox_is_not_read(days: int) -> None:
    shown = view("mailbox_not_read")
    now = NOW + timedelta(days=days)
    (banner,) = (entry for entry in entries(shown, now) if "CHECK YOUR EMAIL" in entry.summary)
    assert banner.span == DaySpan(first=date(2026, 11, 20), last=TODAY + timedelta(days=days + 3))
    assert banner.summary == "⚠️ CHECK YOUR EMAIL: the tracker cannot read it since Nov 20"


def test_27_the_banner_goes_with_the_next_reading() -> None:
    assert not any("CHECK YOUR EMAIL" in title for title in titles(view("confirmed")))


def test_an_appointment_keeps_its_title_while_the_mailbox_is_not_read() -> None:
    assert entry_on(view("mailbox_not_read"), "GO").summary == entry_on(view("confirmed"), "GO").summary
    assert "could not be read since Fri, Nov 20, 2026" in entry_on(view("mailbox_not_read"), "GO").description


@pytest.mark.parametrize("situation", SITUATIONS)
def test_28_there_is_never_an_empty_feed(situation: str) -> None:
    assert entries(view(situation, dead_man=False))


def test_nothing_known_is_said_today() -> None:
    entry = entry_on(view("nothing_known"), "NO DATE")
    assert entry.span == DaySpan(first=TODAY, last=TODAY)
    assert entry.summary == "❓ NO DATE: no ICE check-in date known. Last read Nov 23"


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.UNVERIFIED, Status.PAST])
def test_a_date_that_is_today_is_a_date_that_is_known(status: Status) -> None:
    shown = titles(view("confirmed", state=state(appointment(status, when(TODAY)))))
    assert not any("NO DATE" in title for title in shown)


def test_today_is_the_day_of_the_person_not_of_the_machine() -> None:
    shown = view("nothing_known", calendar_zone="Pacific/Guam", last_read=None)
    assert entry_on(shown, "NO DATE").first_day == date(2026, 11, 24)


@pytest.mark.parametrize("days", [0, 1, 30])
def test_the_dead_man_stays_four_days_ahead(days: int) -> None:
    (entry,) = (e for e in entries(view("confirmed"), NOW + timedelta(days=days)) if e.key.endswith("deadman"))
    assert entry.span == DaySpan(first=TODAY + timedelta(days=days + 4), last=TODAY + timedelta(days=days + 4))
    assert entry.alarms == ()


def test_the_dead_man_can_be_switched_off() -> None:
    assert not any(entry.key.endswith("deadman") for entry in entries(view("without_dead_man")))


def test_a_link_that_was_turned_off_says_only_that() -> None:
    (entry,) = entries(view("turned_off"))
    assert entry.summary.startswith("⚠️ LINK OFF")
    assert "http" not in entry.description + str(entry.url)
    assert not any(word in entry.summary + entry.description for word in ("ICE", "Ana", "Nov"))
    assert entry.span == DaySpan(first=TODAY, last=TODAY + timedelta(days=13))


def test_a_date_stays_to_be_checked_until_its_day_is_over() -> None:
    today = appointment(Status.UNVERIFIED, when(TODAY))
    assert entry_on(view("confirmed", state=state(today)), "CHECK").alarms


def test_a_past_date_that_was_never_verified_is_not_shown_as_kept() -> None:
    entry = entry_on(view("never_verified_and_past"), "PAST")
    assert entry.summary == "❓ PAST, not verified: ICE check-in 9:00 AM"
    assert (entry.status, entry.busy, entry.alarms) == (EventStatus.TENTATIVE, Busy.TENTATIVE, ())


def test_a_date_stays_to_go_to_until_its_day_is_over() -> None:
    passed = appointment(Status.PAST, when(TODAY))
    assert entry_on(view("confirmed", state=state(passed)), "GO").summary == "✅ GO: ICE check-in 9:00 AM (confirmed)"


@pytest.mark.parametrize(("days", "kept"), [(1, True), (60, True), (61, False)])
@pytest.mark.parametrize("status", [Status.PAST, Status.CANCELLED, Status.SUPERSEDED, Status.UNVERIFIED])
def test_past_dates_stay_sixty_days(days: int, kept: bool, status: Status) -> None:
    old = appointment(status, when(TODAY - timedelta(days=days)))
    shown = entries(view("confirmed", state=state(old)))
    assert any(entry.first_day == old.starts_at.day for entry in shown) is kept


@pytest.mark.parametrize("situation", ["no_hour", "no_zone", "clocks_go_back", "clocks_go_forward"])
def test_19_an_hour_that_names_no_single_moment_is_never_put_on_a_clock(situation: str) -> None:
    entry = entry_on(view(situation), "GO")
    assert isinstance(entry.span, DaySpan)
    nine = timedelta(hours=9)  # in the morning of the days before, not at midnight
    assert entry.alarms == tuple(timedelta(days=days) - nine for days in (14, 7, 3, 1))


@pytest.mark.parametrize(
    ("situation", "title", "warning"),
    [
        ("no_hour", "time not known", "Find out the hour"),
        ("no_zone", "9:00 AM", "does not say in which time zone"),
        ("clocks_go_back", "1:30 AM", "The clocks change that night"),
        ("clocks_go_forward", "2:30 AM", "The clocks change that night"),
    ],
)
def test_19_what_is_not_known_of_an_hour_is_said(situation: str, title: str, warning: str) -> None:
    entry = entry_on(view(situation), "GO")
    assert title in entry.summary
    assert warning in entry.description
    assert "12:00 AM" not in entry.summary + entry.description


@pytest.mark.parametrize("situation", ["confirmed", "no_hour"])
def test_nothing_is_warned_of_that_is_known(situation: str) -> None:
    text = entry_on(view(situation), "GO").description
    assert "time zone" not in text
    assert "clocks change" not in text
    assert ("no hour" in text) is (situation == "no_hour")


def test_a_window_is_shown_from_end_to_end() -> None:
    entry = entry_on(view("a_window"), "GO")
    assert entry.summary == "✅ GO: ICE check-in 8:00 AM to 4:00 PM (confirmed)"
    assert isinstance(entry.span, TimedSpan)
    assert entry.span.end.time is not None
    assert entry.span.end.time.hour == 16


@pytest.mark.parametrize(
    "end",
    [
        when(OLD, None),
        when(OLD, time(8)),
        when(OLD, time(9)),
        when(OLD, time(16), "America/Chicago"),
        when(date(2026, 11, 23), time(16)),
    ],
)
def test_an_end_that_is_none_leaves_the_whole_day(end: When) -> None:
    odd = appointment(Status.CONFIRMED, when(OLD), ends_at=end)
    assert entry_on(view("confirmed", state=state(odd)), "GO").span == DaySpan(first=OLD, last=OLD)


def test_an_end_without_a_zone_is_read_in_the_zone_of_the_start() -> None:
    window = appointment(Status.CONFIRMED, when(OLD), ends_at=when(OLD, time(16), None))
    entry = entry_on(view("confirmed", state=state(window)), "GO")
    assert entry.span == TimedSpan(start=when(OLD), end=when(OLD, time(16)))


def test_the_full_style_says_where_what_to_bring_and_how_to_ask() -> None:
    entry = entry_on(view("confirmed"), "GO")
    assert entry.location == "26 Federal Plaza, 9th Floor, Suite 9-110, New York, NY 10278"
    for fact in ("(212) 436-9315", "Monday to Friday, 8:00 AM", "as published on 2023-08", "Bring", "last read"):
        assert fact in entry.description
    assert entry.url == PLACE.url
    assert entry.description.endswith(f"\nLive page: {entry.url}")


@pytest.mark.parametrize("situation", ["confirmed", "unverified", "moved", "cancelled", "past"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_21_what_speaks_of_an_appointment_ends_in_the_plain_address_of_the_offices_page(
    situation: str, language: Language
) -> None:
    spoken = [entry for entry in entries(view(situation, language)) if PLACE.phone in entry.description]
    assert spoken
    assert all(entry.description.endswith(f": {PLACE.url}") for entry in spoken)


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_private_style_shows_no_place_agency_phone_or_link(situation: str, language: Language) -> None:
    for entry in entries(view(situation, language, Style.PRIVATE)):
        shown = " ".join((entry.summary, entry.description, entry.location, entry.url or ""))
        assert not any(word in shown for word in ("ICE", "Federal Plaza", "New York", "436-9315", "http", "ice.gov"))


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_says_as_of_when(situation: str, language: Language) -> None:
    shown = view(situation, language)
    for entry in entries(shown):
        assert shown.revoked or shown.last_read is None or "2026" in "".join(entry.description.splitlines()[-2:])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("style", STYLES)
def test_23_twelve_characters_tell_the_states_apart(language: Language, style: Style) -> None:
    signs = {
        "confirmed": "✅",
        "change_asked": "❓",
        "unverified_without_an_hour": "❓",
        "nothing_known": "❓",
        "cancelled": "❌",
        "mailbox_not_read": "⚠️",
        "turned_off": "⚠️",
        "nothing_known_nor_read": "⚠️",  # where only the dead-man entry bears this sign
    }
    narrow = [
        next(title[:12] for title in titles(view(name, language, style)) if title.startswith(sign))
        for name, sign in signs.items()
    ]
    assert len(set(narrow)) == len(signs), narrow


def any_appointment() -> st.SearchStrategy[Appointment]:
    days = st.dates(TODAY - timedelta(days=70), TODAY + timedelta(days=400))
    hours = st.one_of(st.none(), st.times().map(lambda hour: hour.replace(second=0, microsecond=0)))
    zones = st.sampled_from([None, "America/New_York", "Pacific/Guam", "Nowhere/Atlantis"])
    slots = st.builds(when, days, hours, zones)
    return st.builds(
        appointment,
        st.sampled_from(Status),
        slots,
        confirmed_by=st.sampled_from([None, *ConfirmedBy]),
        revival=st.integers(0, 2),
        replaced_by=st.sampled_from([None, CONFIRMED.id, SUPERSEDED.id]),
    )


@given(st.lists(any_appointment(), max_size=6, unique_by=lambda a: a.id))
def test_26_only_a_confirmed_date_becomes_a_confirmed_event_that_blocks_time(found: list[Appointment]) -> None:
    """No path from a mere request, a doubtful or a closed date to an event that says: go."""
    shown = view("confirmed", state=state(*found, requests=(request(when(NEW), when(OLD)),)))
    allowed = {
        f"p1:{a.id}:{a.revival}"
        for a in found
        if a.status is Status.CONFIRMED or (a.status is Status.PAST and a.confirmed_by)
    }
    planned = entries(shown)
    for entry in planned:
        says_go = (entry.status is EventStatus.CONFIRMED and entry.busy is not Busy.FREE) or entry.busy is Busy.BUSY
        assert not (says_go or "✅" in entry.summary) or entry.key in allowed
    for one in found:
        if one.status is Status.CONFIRMED and one.starts_at.day >= TODAY:
            assert any(entry.key == f"p1:{one.id}:{one.revival}" and "✅ GO" in entry.summary for entry in planned)
    assert len({entry.key for entry in planned}) == len(planned)
