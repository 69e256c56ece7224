"""Dates that were asked for, moved or cancelled: what stands is never hidden, and what went never looks alive."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from tests.feed.situations import (
    ASKED,
    CONFIRMED,
    MOVED_TO,
    NEW,
    OLD,
    SITUATIONS,
    THIRD,
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
from tracker.appointments.events import RequestStatus, Status
from tracker.feed.types import Busy, DaySpan, EventStatus
from tracker.reading.types import When


def test_a_change_that_was_asked_alters_only_the_words_of_the_date_that_stands() -> None:
    before, after = entry_on(view("confirmed"), "GO"), entry_on(view("change_asked"), "GO")
    assert after.summary == "✅ GO: ICE check-in 9:00 AM. New date NOT confirmed"
    words = {"summary", "description"}
    assert after.model_dump(exclude=words) == before.model_dump(exclude=words)


@pytest.mark.parametrize(
    "situation",
    ["change_asked", "change_asked_without_a_date", "change_asked_on_the_same_day", "asked_without_a_standing_date"],
)
def test_a_date_asked_for_gives_no_hour_to_act_on_and_never_reminds(situation: str) -> None:
    entry = entry_on(view(situation), "❓ NOT CONFIRMED")
    assert isinstance(entry.span, DaySpan)
    assert (entry.status, entry.busy, entry.alarms) == (EventStatus.TENTATIVE, Busy.TENTATIVE, ())


def test_dates_asked_for_can_be_left_out_and_the_date_that_stands_still_says_so() -> None:
    shown = titles(view("change_asked", asked=False))
    assert not any("❓" in title for title in shown)
    assert "✅ GO: ICE check-in 9:00 AM. New date NOT confirmed" in shown


def test_a_date_asked_for_names_the_date_that_stands() -> None:
    assert "Still go Nov 24, 2026, 9:00 AM" in entry_on(view("change_asked"), "❓").summary


def test_the_day_of_another_hour_that_was_asked_is_never_called_unusable() -> None:
    title = entry_on(view("change_asked_on_the_same_day"), "❓").summary
    assert "do not use this date" not in title
    assert "Still go Nov 24, 2026, 9:00 AM" in title


def test_a_request_and_its_date_are_shown_once() -> None:
    both = state(CONFIRMED, ASKED, requests=(request(ASKED.starts_at),))
    assert sum("❓" in title for title in titles(view("confirmed", state=both))) == 1


def test_a_request_for_the_date_that_stands_is_no_question() -> None:
    answered = state(CONFIRMED, requests=(request(CONFIRMED.starts_at),))
    assert titles(view("confirmed", state=answered)) == titles(view("confirmed"))


def test_only_the_date_that_the_request_names_bears_its_note() -> None:
    both = state(CONFIRMED, MOVED_TO, requests=(request(when(THIRD), MOVED_TO.starts_at),))
    shown = titles(view("confirmed", state=both))
    assert "✅ GO: ICE check-in 9:00 AM (confirmed)" in shown
    assert "✅ GO: ICE check-in 10:30 AM. New date NOT confirmed" in shown


def test_a_date_asked_for_goes_with_the_date_that_its_own_request_names() -> None:
    third = appointment(Status.REQUESTED, when(THIRD))
    asked = (request(when(NEW, time(8)), when(OLD), id="r0"), request(third.starts_at, MOVED_TO.starts_at))
    both = state(CONFIRMED, MOVED_TO, third, requests=asked)
    (question,) = (e for e in entries(view("confirmed", state=both)) if e.first_day == THIRD)
    assert question.summary.endswith("Still go Nov 26, 2026, 10:30 AM")


@pytest.mark.parametrize(("days", "shown"), [(-1, False), (0, True)])
def test_a_date_asked_for_is_shown_until_its_day_is_over(days: int, shown: bool) -> None:
    asked = state(CONFIRMED, appointment(Status.REQUESTED, when(TODAY + timedelta(days=days))))
    assert any("❓" in title for title in titles(view("confirmed", state=asked))) is shown


@pytest.mark.parametrize("original", [None, when(NEW)])
def test_a_refusal_that_names_another_date_is_not_told_here(original: When | None) -> None:
    refused = state(CONFIRMED, requests=(request(None, original, status=RequestStatus.DENIED),))
    assert "refused" not in entry_on(view("confirmed", state=refused), "GO").description


def test_a_refused_change_is_told_where_the_date_stands() -> None:
    assert "was refused" in entry_on(view("change_refused"), "GO").description


def test_a_moved_date_is_closed_noted_on_its_day_and_opened_anew() -> None:
    closed, note, opened = (entry for entry in entries(view("moved")) if "⚠️" not in entry.summary)
    assert (closed.status, closed.busy, closed.alarms) == (EventStatus.CANCELLED, Busy.FREE, ())
    assert closed.summary == "❌ MOVED by ICE: not Nov 24, 2026, 9:00 AM. Go Nov 26, 2026, 10:30 AM"
    assert note.span == DaySpan(first=OLD, last=OLD)
    assert (note.status, note.busy, note.alarms) == (EventStatus.CONFIRMED, Busy.FREE, ())
    assert note.summary == "❌ No check-in on Nov 24, 2026: ICE moved it to Nov 26, 2026, 10:30 AM"
    assert (opened.status, opened.first_day) == (EventStatus.CONFIRMED, NEW)
    assert len({closed.key, note.key, opened.key}) == 3


def test_the_closed_event_keeps_the_key_under_which_it_was_known() -> None:
    before = entry_on(view("confirmed"), "GO")
    assert entry_on(view("moved"), "❌ MOVED").key == before.key


def test_a_date_that_comes_to_stand_again_opens_under_a_new_key() -> None:
    revived = CONFIRMED.model_copy(update={"revival": 1})
    assert entry_on(view("confirmed", state=state(revived)), "GO").key != entry_on(view("confirmed"), "GO").key


@pytest.mark.parametrize("situation", [name for name in SITUATIONS if name.startswith(("moved", "cancelled", "hour"))])
def test_25_nothing_is_closed_without_a_note_that_says_so(situation: str) -> None:
    planned = entries(view(situation))
    closed = [entry for entry in planned if entry.status is EventStatus.CANCELLED]
    notes = [entry for entry in planned if ":notice:" in entry.key]
    assert [entry.first_day for entry in closed] == [entry.first_day for entry in notes] != []


def test_a_date_moved_twice_names_only_the_last() -> None:
    last = appointment(Status.CONFIRMED, when(THIRD))
    middle = appointment(Status.SUPERSEDED, when(NEW), replaced_by=last.id)
    first = appointment(Status.SUPERSEDED, when(OLD), replaced_by=middle.id)
    notes = [title for title in titles(view("confirmed", state=state(first, middle, last))) if "No check-in" in title]
    assert len(notes) == 2
    assert all("moved it to Apr 5, 2027" in title for title in notes)


def test_a_date_moved_and_then_cancelled_points_nowhere() -> None:
    gone = appointment(Status.CANCELLED, when(NEW))
    first = appointment(Status.SUPERSEDED, when(OLD), replaced_by=gone.id)
    assert "❌ No check-in on Nov 24, 2026: ICE cancelled it" in titles(view("confirmed", state=state(first, gone)))


def test_dates_that_replace_each_other_in_a_ring_do_not_hang() -> None:
    one = appointment(Status.SUPERSEDED, when(OLD), id="one", replaced_by="two")
    two = appointment(Status.SUPERSEDED, when(NEW), id="two", replaced_by="one")
    assert sum("NO LONGER VALID" in title for title in titles(view("confirmed", state=state(one, two)))) == 2


@pytest.mark.parametrize("situation", ["hour_changed", "cancelled_beside_another"])
def test_a_day_on_which_another_hour_stands_is_never_called_free(situation: str) -> None:
    shown = titles(view(situation))
    assert not any("No check-in" in title for title in shown)
    assert sum("10:30 AM" in title for title in shown) >= 2


def test_a_day_on_which_an_unverified_hour_may_bind_is_never_called_free() -> None:
    mixed = state(appointment(Status.CANCELLED, when(OLD)), appointment(Status.UNVERIFIED, when(OLD, time(10, 30))))
    shown = titles(view("confirmed", state=mixed))
    assert "❌ Only Nov 24, 2026, 9:00 AM is off. Look at the other one: Nov 24, 2026, 10:30 AM" in shown


def test_a_closed_event_goes_when_its_day_is_over_and_its_note_stays() -> None:
    old = appointment(Status.CANCELLED, when(TODAY - timedelta(days=1)))
    (entry,) = (e for e in entries(view("confirmed", state=state(old))) if "❌" in e.summary)
    assert entry.status is EventStatus.CONFIRMED
