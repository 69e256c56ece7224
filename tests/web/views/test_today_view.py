"""Today's answer, from the record to the words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.appointments.situations import APRIL_5, MAY_10, NOW, ZONE, asked, at, entered, folded, scheduled
from tracker.appointments.events import AnyEvent
from tracker.reading.types import Language
from tracker.web.views.moments import ago
from tracker.web.views.today import Facts, TodayView, today_view
from tracker.words.load import words

EN = words(Language.EN)


def shown(*events: AnyEvent, now: datetime = NOW, language: Language = Language.EN, **facts: object) -> TodayView:
    told = Facts.model_validate({"zone": ZONE, "now": now, "read_at": now, "mailboxes": 1, **facts})
    return today_view(folded(*events, now=now), told, {}, words(language))


def steps(view: TodayView) -> list[str]:
    return [one.text for one in view.steps]


def test_the_date_that_stands_is_said_in_words_with_its_hour_and_who_confirmed_it() -> None:
    slot = shown(scheduled()).standing[0]
    assert (slot.day, slot.hour, slot.soon) == ("Monday, April 5, 2027", "9:00 AM", "In 16 days")
    assert slot.confirmed == "Confirmed by e-mail"
    assert shown(entered(APRIL_5)).standing[0].confirmed == "Confirmed by you, not by e-mail"


@pytest.mark.parametrize(
    ("day", "soon"), [(date(2027, 4, 5), "Today"), (date(2027, 4, 4), "Tomorrow"), (date(2027, 4, 3), "In 2 days")]
)
def test_how_near_it_is_goes_by_the_calendar_of_the_office(day: date, soon: str) -> None:
    """11 at night in New York is the next day in London already."""
    late = datetime.combine(day, datetime.min.time(), tzinfo=NOW.tzinfo) + timedelta(hours=11)
    assert shown(scheduled(), now=late).standing[0].soon == soon


def test_a_date_without_an_hour_gets_none() -> None:
    assert shown(entered(at(4, 5, None))).standing[0].hour == ""


def test_what_was_asked_never_takes_the_place_of_what_stands() -> None:
    view = shown(scheduled(), asked(MAY_10, on=2))
    assert [one.day for one in view.standing] == ["Monday, April 5, 2027"]
    assert [one.when for one in view.asked] == ["Mon, May 10, 2027, 9:00 AM"]
    assert steps(view)[0] == "You asked for another date. It is NOT confirmed. Go on Apr 5, 2027, 9:00 AM."


def test_with_two_dates_both_are_to_be_kept() -> None:
    view = shown(scheduled(), scheduled(MAY_10, name="second", on=1))
    assert len(view.standing) == 2
    assert steps(view)[0] == "Two dates stand. Go to both, unless one is cancelled."


def test_with_more_dates_each_is_to_be_kept() -> None:
    view = shown(scheduled(), entered(MAY_10), entered(at(6, 1)))
    assert steps(view)[0] == "3 dates stand. Go to each of them, unless one is cancelled."


def test_of_several_dates_the_ones_that_were_asked_about_are_the_ones_to_go_to_still() -> None:
    def to_go_to(*requests: AnyEvent) -> list[str]:
        said = steps(shown(scheduled(), entered(MAY_10), *requests))
        return [one.partition(" Go on ")[2] for one in said if "NOT confirmed" in one]

    april, may, june = "Apr 5, 2027, 9:00 AM.", "May 10, 2027, 9:00 AM.", at(6, 1)
    later = asked(june, on=2, original=MAY_10)
    assert to_go_to(later) == [may]
    assert to_go_to(later, asked(at(6, 2), on=3, original=APRIL_5)) == [april, may]
    assert to_go_to(asked(june, on=2)) == [april]


def test_where_nothing_stands_the_papers_are_the_next_thing_to_look_at() -> None:
    view = shown()
    assert view.standing == ()
    assert [one.page for one in view.steps] == ["add"]


def test_a_mailbox_that_is_not_read_is_said_first() -> None:
    view = shown(scheduled(), unread_since=date(2027, 3, 18))
    assert view.banner.startswith("⚠️")
    assert steps(view)[0] == "Look at your e-mail yourself: the program cannot read it."


def test_what_was_never_read_is_not_called_read() -> None:
    assert shown(read_at=None).read == "Not read yet"
    assert shown(read_at=None, mailboxes=0).read == "No mailbox is connected yet"


def test_after_the_day_it_is_asked_whether_they_went_until_they_note_it() -> None:
    after = NOW + timedelta(days=20)
    asks = "Did you go on Apr 5? Note it, as proof."
    assert asks in steps(shown(scheduled(), now=after))
    assert asks not in steps(shown(scheduled(), now=after, visited=frozenset({APRIL_5})))
    assert asks not in steps(shown(scheduled(), now=after + timedelta(days=30)))


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=30), "just now"),
        (timedelta(minutes=5), "5 minutes ago"),
        (timedelta(hours=1, minutes=59), "119 minutes ago"),
        (timedelta(hours=2), "2 hours ago"),
        (timedelta(hours=47), "47 hours ago"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(minutes=-5), "just now"),
    ],
)
def test_how_long_ago_never_needs_a_singular(passed: timedelta, said: str) -> None:
    assert ago(NOW - passed, NOW, EN) == said
