"""The edges of what counts as an hour or a date: the last that does beside the first that does not."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.reading.dates_read import find_dates
from tracker.reading.dates import DateMention
from tracker.reading.types import Doubt

DAY, NEXT = date(2027, 4, 5), date(2027, 4, 6)
NO_TIME, AMBIGUOUS, MISMATCH = Doubt.NO_TIME, Doubt.AMBIGUOUS_DATE, Doubt.WEEKDAY_MISMATCH


def only(text: str) -> DateMention:
    (mention,) = find_dates(text, language=None, written_on=date(2027, 1, 1))
    assert mention.day == DAY
    return mention


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("from 8 to 4", time(8), time(16)),
        ("from 9 to 11", time(9), time(11)),
        ("9:00 to 1:00", time(9), time(13)),
        ("noon to 1:00", time(12), time(13)),
        ("12-1 p.m.", time(12), time(13)),
        ("10-12 p.m.", time(10), time(12)),
        ("1-3 p.m.", time(13), time(15)),
        ("13-3 p.m.", time(13), time(15)),
        ("0900-1100", time(9), time(11)),
    ],
)
def test_a_window_that_can_be_meant_only_one_way(text: str, begins: time, ends: time) -> None:
    mention = only(f"April 5, 2027, {text}")
    assert (mention.time, mention.end_time, mention.doubts) == (begins, ends, ())


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("from 1 to 11", NO_TIME),
        ("from 11 to 9", NO_TIME),
        ("0-3 p.m.", NO_TIME),
        ("9-8 a.m.", NO_TIME),
        ("8-8 a.m.", NO_TIME),
        ("0900-2015", NO_TIME),
        ("1100-0900", Doubt.IMPOSSIBLE_DATE),
    ],
)
def test_a_window_that_ends_before_it_begins_or_may_be_something_else_is_doubted(text: str, doubt: Doubt) -> None:
    mention = only(f"April 5, 2027 {text}")
    assert (mention.time, mention.end_time, mention.doubts) == (None, None, (doubt,))


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("5 de abril de 2027 a las 9", time(9)),
        ("5 de abril de 2027 a las 12", time(12)),
        ("5 de abril de 2027 a las 9\n\nOficina", time(9)),
        ("5 de abril de 2027 às 9", time(9)),
        ("5 de abril de 2027 a las nueve menos cuarto", time(8, 45)),
        ("5 de abril de 2027 a las 7 menos cuarto de la mañana", time(6, 45)),
        ("5 de abril de 2027 a las 12 y media", time(12, 30)),
        ("April 5, 2027 at quarter to one p.m.", time(12, 45)),
        ("April 5, 2027 at half past seven", time(7, 30)),
        ("April 5, 2027 at a quarter past twelve", time(12, 15)),
        ("April 5, 2027 at quarter to eight", time(7, 45)),
        ("April 5, 2027 at half past eleven p.m.", time(23, 30)),
        ("April 5, 2027 at 0930", time(9, 30)),
        ("April 5, 2027 at 9.30", time(9, 30)),
        ("5 avril 2027 a onzè", time(11)),
    ],
)
def test_an_hour_in_words_or_without_a_mark(text: str, hour: time) -> None:
    mention = only(text)
    assert (mention.time, mention.doubts) == (hour, ())


@pytest.mark.parametrize(
    "text",
    [
        "5 de abril de 2027 a la 1",
        "5 de abril de 2027 a las 9\nde la oficina",
        "5 de abril de 2027 a las 9\nPiso 3",
        "5 de abril de 2027 a las siete menos cuarto",
        "5 de abril de 2027 a las 6 y media",
        "April 5, 2027 at half past five",
        "April 5, 2027 at 1900",
        "April 5, 2027 at 2030",
        "April 5, 2027 at 2130",
    ],
)
def test_an_hour_of_which_half_of_the_day_is_open_or_that_may_be_a_year_is_doubted(text: str) -> None:
    mention = only(text)
    assert (mention.time, mention.doubts) == (None, (NO_TIME,))


@pytest.mark.parametrize(
    "text",
    [
        "5 de abril de 2027 a la 2",
        "5 de abril de 2027 a las 13",
        "5 de abril de 2027 a las 9 personas",
        "5 avril 2027 à 9",
        "5 avril 2027 a 9",
        "April 5, 2027 from 9 to 11 people",
        "April 5, 2027 at 9.30 people",
        "April 5, 2027 at 1330 people",
        "April 5, 2027 at 2500",
        "April 5, 2027 0900-2500",
        "April 5, 2027 at 930",
        "April 5, 2027, 9 hours",
        "5 de abril de 2027, 9 hora",
        "5 de abril de 2027, dos horas antes",
        "5 de abril de 2027, cuarenta y ocho horas antes",
        "5 avril 2027 onze jours",
    ],
)
def test_a_number_that_is_no_hour_leaves_the_day_alone(text: str) -> None:
    mention = only(text)
    assert (mention.time, mention.doubts) == (None, ())


@pytest.mark.parametrize(
    "text",
    [
        "lunes 5 de\nabril de 2027",
        "lunes, dia 5 del\nabril de 2027",
        "the 5th of\nApril 2027",
        "segunda, 5 do\nabril de 2027",
        f"{'x' * 43} April\n5, 2027",
        f"a\nb\n{'x' * 43} April\n5, 2027",
    ],
)
def test_a_date_goes_on_where_its_line_was_wrapped(text: str) -> None:
    assert only(text).doubts == ()


@pytest.mark.parametrize("before", ["", "x" * 42 + " ", "a line above\n" + "x" * 42 + " ", "x" * 60 + "\n"])
def test_a_date_broken_at_the_end_of_a_short_line_is_doubted(before: str) -> None:
    assert only(f"{before}April\n5, 2027").doubts == (AMBIGUOUS,)


@pytest.mark.parametrize(
    "text",
    [
        "5 April 2027 (04/05/2027)",
        "04/05/2027 (5 April 2027)",
        "April 5, 2027 (05/04/2027)",
        "April 5, 2027 (2027-04-05)",
        "April 5, 2027 - April 5, 2027",
    ],
)
def test_one_day_written_twice_is_one(text: str) -> None:
    assert only(f"{text} at 9:00 AM").doubts == ()


def test_two_writings_that_need_not_be_one_day_stay_two() -> None:
    first, second = find_dates("5 April 2027 (06/04/2027)")
    assert (first.day, second.day, second.doubts) == (DAY, None, (AMBIGUOUS,))
    first, second = find_dates("Friday 04/05/2027 (5 April 2027)")
    assert (first.day, set(first.doubts), second.day) == (None, {AMBIGUOUS, MISMATCH}, DAY)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("9:00 AM\nApril 5, 2027", time(9)),
        ("April 5, 2027\n\nTime: 9:00 AM", time(9)),
        ("Doors open 9:00 AM\nApril 5, 2027", None),
        ("9:00 AM\n\nApril 5, 2027", None),
        ("April 5, 2027\n\n9:00 AM", None),
        ("April 5, 2027\n9:00 AM desk", None),
        ("April 5, 2027\n\n\n\nTime: 9:00 AM", None),
    ],
)
def test_an_hour_on_another_line_belongs_to_the_date_only_alone_or_under_a_label(text: str, hour: time | None) -> None:
    assert (only(text).time, only(text).doubts) == (hour, ())


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("April 5, 2027\n9:00 AM\nApril 6, 2027\n10:00 AM", (time(9), time(10))),
        ("9:00 AM\nApril 5, 2027\n10:00 AM\nApril 6, 2027", (time(9), time(10))),
        ("April 5, 2027 9:00 AM April 6, 2027 10:00 AM", (time(9), time(10))),
        ("9:00 AM on April 5, 2027, 10:00 AM on April 6, 2027", (time(9), time(10))),
        ("April 5, 2027 9:00 AM\nApril 6, 2027", (time(9), None)),
    ],
)
def test_each_of_two_dates_keeps_its_own_hour(text: str, hours: tuple[time | None, time | None]) -> None:
    first, second = find_dates(text)
    assert (first.day, second.day) == (DAY, NEXT)
    assert (first.time, second.time) == hours
    assert first.doubts == second.doubts == ()
