"""The edges of what counts as an hour or a date: the last that does beside the first that does not."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.reading.dates_read import find_dates
from tracker.reading.dates import DateMention
from tracker.reading.types import Doubt, Language

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
        ("9:00 AM to quarter to seven", time(9), time(18, 45)),
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
        "5 de abril de 2027 a las 9 y 20",
        "5 de abril de 2027 a las nueve y 30",
        "5 de abril de 2027 às nove e 30",
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


def test_one_day_written_twice_keeps_the_doubt_of_either_writing() -> None:
    assert only("Tuesday, April 5, 2027 (2027-04-05)").doubts == (MISMATCH,)
    assert only("April 5, 2027 (2027-04-05 Tuesday)").doubts == (MISMATCH,)


@pytest.mark.parametrize(
    "text",
    [
        "April 5, 2027 (Monday)04/06/2027 (Tuesday)",
        "04/05/2027 (Monday)04/06/2027 (Tuesday)",
        "05/04/2027 (lunes)6 de abril de 2027",
        "5 avril 2027 (lundi)6 avril 2027",
    ],
)
def test_a_second_date_right_behind_the_weekday_of_the_first_hides_neither(text: str) -> None:
    assert [mention.day for mention in find_dates(text)] == [DAY, NEXT]


@pytest.mark.parametrize(
    "text",
    [
        "April 5, 2027\nTuesday, 04/06/2027",
        "Monday, April 5, 2027\nTuesday, 04/06/2027",
        "April 5, 2027, Tuesday, April 6, 2027",
        "2027-04-05\nTue. 6 Apr 2027",
        "5 de abril de 2027\nmartes, 6 de abril de 2027",
        "5 de abril de 2027\nmartes 6/4/2027",
        "5 de abril de 2027\nterça-feira, 06.04.2027",
        "5 avril 2027\nmardi 6 avril 2027",
        "5 avril 2027\nmadi 6 avril 2027",
        "April 5, 2027 Monday\nApril 6, 2027 Tuesday",
        "April 5, 2027 (Monday) April 6, 2027 (Tuesday)",
        "5 avril 2027 (lundi) 06/04/2027 (mardi)",
    ],
)
def test_a_weekday_between_two_dates_belongs_to_the_one_on_its_line(text: str) -> None:
    assert [(mention.day, mention.doubts) for mention in find_dates(text)] == [(DAY, ()), (NEXT, ())]


def test_of_two_dates_that_claim_one_weekday_neither_is_lost() -> None:
    first, second = find_dates("April 5, 2027 Monday\n04/13/2027")
    assert (first.day, first.doubts) == (DAY, ())
    assert (second.day, second.doubts) == (date(2027, 4, 13), (MISMATCH,))


@pytest.mark.parametrize(
    "text",
    [
        "De 9:00 a 11:30 del martes 6 de abril de 2027",
        "a las 9:00 del martes 6 de abril de 2027",
        "9:00 horas, sala 12, martes 6 de abril de 2027, a las 9:00",
    ],
)
def test_a_number_before_a_tuesday_is_no_day_of_march(text: str) -> None:
    (mention,) = find_dates(text)
    assert (mention.day, mention.time, mention.doubts) == (NEXT, time(9), ())
    (mention,) = find_dates(text.replace("6 de abril", "7 de abril"))
    assert mention.doubts == (MISMATCH,)


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
        ("April 5, 2027\n9:00 AM (desk 4)", time(9)),
        ("Lendi 5 avril 2027, ant nevè ak twazè, biwo Miami.", time(9)),
        ("Please come to the field office at 9:00 am\non Monday, April 5, 2027 for the review", time(9)),
        ("Please come to the field office at 9:00 a.m.\non Monday, April 5, 2027 for the review", None),
        ("The front office in Denver opens at 9:00 a.m.\nOn Monday, April 5, 2027 nobody is there", None),
        ("Deberá comparecer en esta oficina a las 9:00 a. m.\ndel lunes 5 de abril de 2027 para ello", time(9)),
        ("April 5, 2027\n\n\n\nTime: 9:00 AM", None),
    ],
)
def test_an_hour_on_another_line_belongs_to_the_date_only_alone_or_under_a_label(text: str, hour: time | None) -> None:
    assert (only(text).time, only(text).doubts) == (hour, ())


@pytest.mark.parametrize("text", ["April\t5, 2027", "April 5,\t2027", "April 5, 2030 hrs"])
def test_a_date_in_two_columns_or_whose_year_may_be_an_hour_is_doubted(text: str) -> None:
    (mention,) = find_dates(text, written_on=date(2027, 1, 1))
    assert AMBIGUOUS in mention.doubts


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


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("April 5, 2027 at 9:00 AM\non April 6, 2027", (time(9), None)),
        ("April 5, 2027\n9:00 AM on April 6, 2027", (None, time(9))),
        ("Date: April 5, 2027\nDesk: 4\nTime: 9:00 AM, April 6, 2027", (time(9), None)),
    ],
)
def test_one_hour_between_two_dates_goes_to_the_nearer(text: str, hours: tuple[time | None, time | None]) -> None:
    first, second = find_dates(text)
    assert (first.day, second.day) == (DAY, NEXT)
    assert (first.time, second.time) == hours
    assert first.doubts == second.doubts == ()


def test_an_hour_tied_to_two_dates_alike_is_given_to_neither() -> None:
    first, second = find_dates("April 5, 2027 at 9:00 AM on April 6, 2027")
    assert (first.day, first.time, first.doubts) == (DAY, None, (NO_TIME,))
    assert (second.day, second.time, second.doubts) == (NEXT, None, (NO_TIME,))


@pytest.mark.parametrize(
    ("text", "hour", "doubts"),
    [
        ("9:00 AM on April 5, 2027, 10:00 AM", time(9), ()),
        ("9:00 AM, April 5, 2027 at 10:00 AM", time(10), ()),
        ("9:00 AM\nApril 5, 2027, 10:00 AM", time(10), ()),
        ("9:00 AM, April 5, 2027\n10:00 AM", time(9), ()),
        ("9:00 AM, April 5, 2027, 10:00 AM", None, (NO_TIME,)),
        ("9:00 AM\nApril 5, 2027\n10:00 AM", None, (NO_TIME,)),
    ],
)
def test_of_two_hours_around_a_date_the_nearer_is_its_own(
    text: str, hour: time | None, doubts: tuple[Doubt, ...]
) -> None:
    mention = only(text)
    assert (mention.time, mention.doubts) == (hour, doubts)


def test_an_hour_belongs_to_a_date_as_far_as_the_edge_of_a_line_and_no_farther() -> None:
    assert only(f"April 5, 2027{' ' * 80}9:00 AM").time == time(9)
    assert only(f"April 5, 2027{' ' * 81}9:00 AM").time is None


def listed(length: int) -> str:
    """A date and its hour with two fields between them, so many characters in all."""
    fields, label = f"\nDesk: {'x' * 70}\nRoom: {'y' * 70}\nFile: ", "\nTime: "
    return f"Date: April 5, 2027{fields}{'z' * (length - len(fields) - len(label))}{label}9:00 AM"


def test_a_list_of_fields_is_followed_from_its_date_to_its_hour_only_so_far() -> None:
    assert only(listed(240)).time == time(9)
    assert only(listed(241)).time is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("April 5, 2027 9:00 AM - 10:00%", time(9)),
        ("5 de abril de 2027 a las 9:00 a. m. y 2 horas antes en casa", time(9)),
        ("5 de abril de 2027, 4 a 2 horas antes", None),
        ("5 avril 2027, 9e nan maten", time(9)),
        ("5 avril 2027, 9 e nan maten", None),
        ("5 avril 2027, 9 è", time(9)),
        ("5 avril 2027, 9e", None),
        ("April 5, 2027, 23 h", time(23)),
        ("April 5, 2027, 24 h", None),
        ("5 avril 2027, 9 h et quart avant", None),
        ("9:00 AM or 9:00 AM on April 5, 2027", time(9)),
        ("Form G-9:00 of April 5, 2027", None),
        ("Room 12.9:00 of April 5, 2027", None),
    ],
)
def test_what_is_no_hour_takes_none_from_the_hour_beside_it(text: str, hour: time | None) -> None:
    assert (only(text).time, only(text).doubts) == (hour, ())


def test_an_e_without_its_accent_is_an_hour_in_creole_alone() -> None:
    for language, hour in ((Language.HT, time(9)), (Language.FR, None), (None, None)):
        (mention,) = find_dates("5 avril 2027, 9e", language=language)
        assert (mention.time, mention.doubts) == (hour, ())


@pytest.mark.parametrize(
    "text",
    [
        "April 5, 2027 9:00 AM (Eastern Time)",
        "April 5, 2027 9:00 AM (EST)",
        "from 8:00 to 10:00 a.m. on April 5, 2027",
        "8:00 to 10:00 a.m. on April 5, 2027",
        "entre las 8:00 a. m. y las 10:00 a. m. del 5 de abril de 2027",
    ],
)
def test_all_that_belongs_to_a_date_is_taken_with_it(text: str) -> None:
    assert only(f"Come: {text} sharp").written == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("April 5, 2027 (9:00 AM EST) sharp", "April 5, 2027 (9:00 AM EST"),
        ("April 5, 2027 9:00 (AM) EST) sharp", "April 5, 2027 9:00 (AM) EST"),
        ("(April 5, 2027 9:00 AM EST) sharp", "April 5, 2027 9:00 AM EST"),
        ("April 5, 2027 or 9:00 AM or 9:00 AM", "April 5, 2027"),
    ],
)
def test_a_bracket_that_was_opened_before_an_hour_is_not_taken_with_it(text: str, written: str) -> None:
    assert only(text).written == written


@pytest.mark.parametrize(
    "text",
    ["5 maya 2027", "April 5, 20275", "05-APR-279", "April 123", "April 32", "April 5:30", "April 5 pm", "May 5:30"],
)
def test_a_month_beside_a_number_that_is_no_day_is_no_date(text: str) -> None:
    assert find_dates(text, written_on=date(2027, 1, 1)) == ()


def test_a_day_without_a_year_whose_month_is_an_everyday_word_counts_only_in_its_language() -> None:
    assert find_dates("5 mas", language=Language.EN) == ()
    for language in (Language.HT, None):
        (mention,) = find_dates("5 mas", language=language, written_on=date(2027, 1, 1))
        assert (mention.day, mention.doubts) == (date(2027, 3, 5), (AMBIGUOUS,))


@pytest.mark.parametrize(
    ("text", "day", "written"),
    [
        ("on 5/6 April 2027", NEXT, "6 April 2027"),
        ("April 5/6/2027", None, "5/6/2027"),
        ("on April 5/13/2027", date(2027, 5, 13), "5/13/2027"),
    ],
)
def test_of_two_readings_that_overlap_the_one_with_a_year_is_kept(text: str, day: date | None, written: str) -> None:
    (mention,) = find_dates(text)
    assert (mention.day, mention.written) == (day, written)


@pytest.mark.parametrize("written", ["9è 5 avril 2027", "9È 05/04/2027", "9è 2027-04-05"])
def test_a_creole_hour_right_before_a_date_is_no_other_day(written: str) -> None:
    (mention,) = find_dates(written, language=Language.HT)
    assert (mention.time, date(2027, 4, 5) in (mention.day, *mention.candidates)) == (time(9), True)


@pytest.mark.parametrize("written", ["9 e 5 de abril de 2027", "9 e 5 abril 2027"])
def test_two_days_that_an_e_joins_are_asked_about(written: str) -> None:
    assert all(Doubt.AMBIGUOUS_DATE in mention.doubts for mention in find_dates(written, language=Language.PT))
