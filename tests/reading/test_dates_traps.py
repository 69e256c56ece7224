"""Numbers that are no dates, hours that belong to something else, and two dates that must not swap their hours."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.dates_read import find_dates
from tracker.reading.types import Doubt

OLD, NEW = date(2027, 4, 5), date(2027, 4, 12)
NINE, TEN = time(9), time(10)


def pairs(text: str) -> list[tuple[date | None, time | None]]:
    return [(mention.day, mention.time) for mention in find_dates(text, language=None, written_on=date(2027, 1, 1))]


@pytest.mark.parametrize(
    "text",
    [
        "26 Federal Plaza, 9th Floor, Suite 9-110, New York, NY 10278",
        "Call (212) 436-9315 or 1-833-383-1465",
        "A 234-567-890, A-12-345-678",
        "Forms I-220A, I-385 and G-56, page 1/2, open 24/7",
        "Pay $12.05.2027",
        "between 8 a.m. and 4 p.m. on Saturday or Sunday",
        "Monday-Friday, 8 a.m.-3 p.m.",
        "10/2032",
        "Call for 24/7 help",
        "gates 9 - 11 - 14",
        "rooms 9. 11. 14",
        "parts 9 - 11 / 2027",
        "Form G-5 April 2027",
        "April 2027",
        "You may 5 days before ask",
        "in 48 hours, within 24 h",
        "5 personas, 9 de la lista",
        "version 12.10.20270",
        "9:00 AM",
        "tomorrow at noon",
        "the first of May",
        "the second may be",
        "cinco de mayo",
    ],
)
def test_no_date_is_invented(text: str) -> None:
    assert pairs(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "moved from April 5, 2027 at 9:00 AM to April 12, 2027 at 10:00 AM",
        "moved from 9:00 AM on April 5, 2027 to 10:00 AM on April 12, 2027",
        "Date: April 5, 2027\nTime: 9:00 AM\nDate: April 12, 2027\nTime: 10:00 AM",
        "Time: 9:00 AM\nDate: April 5, 2027\nTime: 10:00 AM\nDate: April 12, 2027",
        "Previous\tApril 5, 2027\t9:00 AM\nNew\tApril 12, 2027\t10:00 AM",
        "Previous\tNew\nApril 5, 2027\tApril 12, 2027\n9:00 AM\t10:00 AM",
        "Previous\n\nMonday, April 5, 2027\n9:00 AM\n\nNew\n\nMonday, April 12, 2027\n10:00 AM",
        "\tPrevious\tNew\nDate\tApril 5, 2027\tApril 12, 2027\nTime\t9:00 AM\t10:00 AM",
        "April 5, 2027 9:00 AM, April 12, 2027 10:00 AM",
        "9:00 AM April 5, 2027; 10:00 AM April 12, 2027",
        "Fecha anterior: 5 de abril de 2027, 9:00 a. m.\nNueva fecha: 12 de abril de 2027, 10:00 a. m.",
    ],
)
def test_two_dates_keep_their_own_hours(text: str) -> None:
    assert pairs(text) == [(OLD, NINE), (NEW, TEN)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("April 5, 2027 at 9:00 AM, April 12, 2027", [(OLD, NINE), (NEW, None)]),
        ("April 5, 2027, 9:00 AM on April 12, 2027", [(OLD, None), (NEW, NINE)]),
        ("April 5, 2027\n9:00 AM, April 12, 2027", [(OLD, None), (NEW, NINE)]),
    ],
)
def test_one_hour_between_two_dates_goes_to_the_one_it_is_tied_to(
    text: str, expected: list[tuple[date | None, time | None]]
) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    "text",
    ["April 5, 2027 April 12, 2027 9:00 AM 10:00 AM", "April 5, 2027, 9:00 AM, April 12, 2027"],
)
def test_hours_that_fit_several_dates_alike_are_given_to_none(text: str) -> None:
    mentions = find_dates(text, language=None, written_on=date(2027, 1, 1))
    assert [(mention.day, mention.time, mention.doubts) for mention in mentions] == [
        (OLD, None, (Doubt.NO_TIME,)),
        (NEW, None, (Doubt.NO_TIME,)),
    ]


def test_a_new_time_is_not_given_to_the_old_date() -> None:
    assert pairs("Old date: April 5, 2027\nNew time: 10:00 AM\nNew date: April 12, 2027") == [(OLD, None), (NEW, TEN)]


@pytest.mark.parametrize(
    "text",
    [
        "April 5, 2027\nOffice hours: Monday-Friday, 8 a.m.-3 p.m.",
        "Office hours: 8 a.m. - 3 p.m.\nDate: April 5, 2027",
        "April 5, 2027, Monday through Friday 8 a.m. to 3 p.m.",
        "Please arrive before 9:00 AM on April 5, 2027",
        "10 minutes before 9:00 AM on April 5, 2027",
        "The office closes at 4:00 PM on April 5, 2027",
        "April 5, 2027, 9e étage",
        "5 de abril de 2027, 2 horas antes",
        "April 5, 2027. We wrote at 9:00 AM",
        "April 5, 2027\n\n9:00 AM",
        "April 5, 2027 1500 people",
        "Old date: April 5, 2027\nReason: staff\nNew time: 9:00 AM",
        "Date of birth\nApril 5, 2027\nLocation: Dallas\nTime: 9:00 AM",
        "Date: April 5, 2027\nWe are closed.\nTime: 9:00 AM",
        "April 5, 2027 at 1500 Main Street",
        "April 5, 2027 at 1500\nMain Street",
        "April 5, 2027 2028",
        "5 de abril de 2027 a las 9 personas",
        "5 de abril de 2027, dentro de dos horas",
        "5 de abril de 2027, cuarenta y ocho horas",
        "5 de abril de 2027, vinte e quatro horas",
        "5 avril 2027, quarante-huit heures",
        "5 avril 2027, onze personnes",
        "April 5, 2027 as 9 of them",
    ],
)
def test_an_hour_of_something_else_is_not_the_appointments(text: str) -> None:
    assert pairs(text) == [(OLD, None)]


def test_a_text_with_more_dates_than_any_notice_has_settles_none_and_takes_little() -> None:
    for many in ("April 5, 2027 at 9:00 AM. ", "04/13/2027 9:00. "):
        mentions = find_dates("Your appointment: " + many * 5_000, written_on=date(2027, 1, 1))
        assert len(mentions) == 100
        assert {(mention.day, mention.candidates) for mention in mentions} == {(None, ())}
        assert all(Doubt.AMBIGUOUS_DATE in mention.doubts for mention in mentions)
        assert pairs(many * 99) != [] == [mention for mention in find_dates(many * 99) if mention.doubts]


WORDS = st.sampled_from(
    [
        *(
            "5",
            "12",
            "31",
            "2027",
            "04/05/2027",
            "2027-04-05",
            "9:00",
            "9h30",
            "9è",
            "24:00",
            "0900 hrs",
            "AM",
            "p. m.",
        ),
        *("April", "mayo", "out", "mar", "me", "lunes", "Monday", "sexta", "noon", "de", "a las", "to", "or", "and"),
        *(
            "EST",
            "-04:00",
            "Time:",
            "Date:",
            "Nueva fecha",
            "\n",
            "\t",
            ",",
            "-",
            "(",
            ")",
            "/",
            ".",
            "é",
            "🗓",
            "\u202f",
        ),
    ]
)


@given(st.lists(WORDS, max_size=30).map(" ".join) | st.lists(WORDS, max_size=30).map("".join) | st.text())
def test_any_text_gives_well_formed_mentions_in_order(text: str) -> None:
    mentions = find_dates(text, language=None, written_on=date(2027, 1, 1))
    assert [mention.start for mention in mentions] == sorted(mention.start for mention in mentions)
    for mention in mentions:
        assert mention.written == text[mention.start : mention.end] != ""
        assert mention.day or mention.doubts
        assert mention.end_time is None or (mention.time is not None and mention.time < mention.end_time)
        assert mention.zone_text is None or mention.zone_text in mention.written
        assert list(mention.doubts) == sorted(set(mention.doubts))
