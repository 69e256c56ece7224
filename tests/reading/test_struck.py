"""A date that is crossed out in the HTML beside the one that holds now."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL
from tracker.message.parse import parse
from tracker.message.sample import compose
from tracker.reading.classify import read
from tracker.reading.types import Doubt, Kind, Reading

OLD, NEW = "Tuesday, April 13, 2027", "Monday, May 3, 2027"
MOVED = "<p>Your check-in has been rescheduled.</p>"
OFFICE = "<p>Office: 26 Federal Plaza, New York, NY.</p>"


def told(html: str, subject: str = "Your check-in was rescheduled") -> Reading:
    return read(parse(compose(subject=subject, text=None, html=f"{html}{OFFICE}")), OFFICIAL, RULES, OFFICES)


@pytest.mark.parametrize("tag", ["s", "del", "strike", 'b style="text-decoration:line-through"'])
def test_a_struck_date_beside_the_new_one_is_the_old_date(tag: str) -> None:
    old = f"<{tag}>{OLD} at 8:00 AM</{tag.split(maxsplit=1)[0]}>"
    reading = told(f"{MOVED}<p>Date: {old} <b>{NEW} at 9:00 AM</b></p>")
    assert (reading.kind, reading.doubts) == (Kind.RESCHEDULED, ())
    assert reading.starts_at is not None
    assert reading.previous_starts_at is not None
    assert str(reading.starts_at.instant()) == "2027-05-03 13:00:00+00:00"
    assert str(reading.previous_starts_at.instant()) == "2027-04-13 12:00:00+00:00"


def test_an_hour_that_is_not_struck_out_with_its_day_stays() -> None:
    reading = told(f"{MOVED}<p>Date: <s>{OLD}</s> <b>{NEW}</b></p><p>Time: 9:00 AM</p>")
    assert (reading.kind, reading.doubts) == (Kind.RESCHEDULED, ())
    assert reading.previous_starts_at is not None
    assert str(reading.previous_starts_at.instant()) == "2027-04-13 13:00:00+00:00"


def test_the_old_hour_is_open_where_the_new_one_stands_beside_its_day() -> None:
    reading = told(f"{MOVED}<p>Date: <s>{OLD}</s> <b>{NEW} at 9:00 AM</b></p>")
    assert reading.previous_starts_at is not None
    assert (reading.previous_starts_at.day, reading.previous_starts_at.time) == (date(2027, 4, 13), None)


@pytest.mark.parametrize(
    "html",
    [
        f"<p>Your check-in is rescheduled to {NEW} at 9:00 AM.</p><p><s>New date: {OLD} at 8:00 AM</s></p>",
        f"{MOVED}<p>New date: {NEW} at 9:00 AM <s>{OLD}</s> <s>Wednesday, April 14, 2027</s></p>",
        f"{MOVED}<p>New date: {NEW} at 9:00 AM, not {OLD} <s>Wednesday, April 14, 2027</s></p>",
        f'{MOVED}<p>New date: {NEW} at 9:00 AM <s style="display:none">{OLD}</s></p>',
    ],
    ids=["called the new one", "two of them", "another old date is told", "hidden as well"],
)
def test_any_other_struck_date_is_a_contradiction(html: str) -> None:
    assert Doubt.PARTS_DISAGREE in told(html).doubts


def test_a_new_date_that_is_struck_out_is_none() -> None:
    reading = told(f"{MOVED}<p>New date: <s>{NEW} at 9:00 AM</s></p>")
    assert reading.starts_at is None
    assert Doubt.NO_DATE in reading.doubts


def test_a_struck_date_in_a_letter_that_moves_nothing_is_a_contradiction() -> None:
    reading = told(
        f"<p>Your check-in is scheduled for <s>{OLD}</s> {NEW} at 9:00 AM.</p>", "Your check-in is scheduled"
    )
    assert Doubt.PARTS_DISAGREE in reading.doubts
