"""A letter that says one thing to who reads its plain text, and another to who sees its HTML, or a part of that."""

from __future__ import annotations

import pytest

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL
from tracker.message.parse import parse
from tracker.message.sample import compose
from tracker.reading.classify import read
from tracker.reading.types import Doubt, Kind, Reading

SAID = "Your check-in has been rescheduled to Monday, May 3, 2027 at 9:00 AM. Office: 26 Federal Plaza, New York, NY."
OTHER = "Monday, May 10, 2027 at 9:00 AM"


def told(html: str, text: str | None = SAID) -> Reading:
    return read(parse(compose(subject="ICE", text=text, html=html)), OFFICIAL, RULES, OFFICES)


UNSEEN = {
    "not displayed": f'<div style="display:none">New date: {OTHER}</div>',
    "white on white": f'<div style="color:#ffffff">New date: {OTHER}</div>',
    "of no size": f'<span style="font-size:0">New date: {OTHER}</span>',
    "in words for an image": f'<img alt="New date: {OTHER}">',
    "in the title": f"<title>New date: {OTHER}</title>",
    "in a comment that Outlook shows": f"<!--[if mso]><p>New date: {OTHER}</p><![endif]-->",
    "struck out": f"<s>New date: {OTHER}</s>",
}
SEEN = {
    "as a date of its own": f"<p>New date: {OTHER}</p>",
    "in a row": f"<table><tr><td>Appointment</td><td>{OTHER}</td></tr></table>",
    "without a word": f"<p>{OTHER}</p>",
}
TAKEN_BACK = ("This is not a confirmation.", "The change is not final until ICE confirms it.", "It was sent in error.")


@pytest.mark.parametrize("text", [SAID, None], ids=["beside plain text", "alone"])
@pytest.mark.parametrize("place", UNSEEN)
def test_another_date_that_is_not_seen_is_a_contradiction(place: str, text: str | None) -> None:
    assert told(f"<p>{SAID}</p>{UNSEEN[place]}", text).doubts == (Doubt.PARTS_DISAGREE,)


@pytest.mark.parametrize("place", SEEN)
def test_another_date_that_only_the_html_shows_is_a_contradiction(place: str) -> None:
    assert told(f"<p>{SAID}</p>{SEEN[place]}").doubts == (Doubt.PARTS_DISAGREE,)
    assert told(SEEN[place]).doubts == (Doubt.PARTS_DISAGREE,)


@pytest.mark.parametrize("words", TAKEN_BACK)
def test_a_confirmation_that_only_the_html_takes_back_is_a_contradiction(words: str) -> None:
    assert Doubt.PARTS_DISAGREE in told(f"<p>{SAID}</p><p>{words}</p>").doubts


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{SAID}</p>",
        f"<p>{SAID}</p><!-- New date: {OTHER} -->",
        f"<h1>U.S. Immigration and Customs Enforcement</h1><p>{SAID}</p><p>Bring this letter and a photo ID.</p>",
    ],
)
def test_html_that_adds_nothing_about_the_date_changes_nothing(html: str) -> None:
    reading = told(html)
    assert (reading.kind, reading.doubts) == (Kind.RESCHEDULED, ())
