"""Every form of a date that messages are known or expected to use, frozen: what is written, what is read."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.reading.dates_read import find_dates
from tracker.reading.dates import DateMention, resolve_by_days
from tracker.reading.types import Doubt, Language

WRITTEN_ON = date(2027, 1, 10)
DAY = date(2027, 4, 5)  # a Monday
NINE = time(9)


def only(text: str, language: Language | None = None) -> DateMention:
    (mention,) = find_dates(text, language=language, written_on=WRITTEN_ON)
    return mention


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("Monday, April 5, 2027 at 9:00 AM", NINE),
        ("April 5, 2027 8:30 a.m.", time(8, 30)),
        ("April 5, 2027 at 7:00", time(7)),
        ("Apr. 5th, 2027, 9am", NINE),
        ("5 April 2027 at 09:00", NINE),
        ("2027-04-05 09:00", NINE),
        ("2027-04-05T09:00:00-04:00", NINE),
        ("2027-04-05T02:00:00Z", time(2)),
        ("Monday 04/05/2027 09:00 AM EST", NINE),
        ("04/05/2027 (Monday), 9 AM", NINE),
        ("APR 05 2027 0900 hrs", NINE),
        ("05-APR-2027 14:30", time(14, 30)),
        ("2027-APR-05 noon", time(12)),
        ("April 5, 2027 at 12:00 noon", time(12)),
        ("April 5, 2027. Time: 9:00 AM", NINE),
        ("at 9:00 AM on Monday, April 5, 2027", NINE),
        ("Date: Monday, April 5, 2027\nTime: 9:00 AM", NINE),
        ("Date\tApril 5, 2027\nTime\t9:00 AM", NINE),
        ("Date:April 5, 2027\nTime:9:00 AM", NINE),
        ("Fecha:5 de abril de 2027\nHora:9:00 a. m.", NINE),
        ("Time: 9:00 AM\nDate: April 5, 2027", NINE),
        ("New date: April 5, 2027\nNew time: 9:00 AM", NINE),
        ("April 5, 2027 (04/05/2027) at 9:00 AM", NINE),
        ("lunes, 5 de abril de 2027 a las 9:00 a. m.", NINE),
        ("lunes, 5 de abril de 2027 a las 9:00\u202fa.\u202fm.", NINE),
        ("5 de abril del 2027, 9:00 horas", NINE),
        ("5 de abril de 2027 14:30 hrs", time(14, 30)),
        ("abril 5 de 2027 a la 1:00 p. m.", time(13)),
        ("5 de abril de 2027 a las 3 de la tarde", time(15)),
        ("5 de abril de 2027 al mediodía", time(12)),
        ("lun. 5 abr. 2027 9:00", NINE),
        ("a las 9:00 del lunes 5 de abril de 2027", NINE),
        ("Fecha: 5 de abril de 2027\nHora: 9:00 a. m.", NINE),
        ("segunda-feira, 5 de abril de 2027 às 9h", NINE),
        ("5 de abril de 2027 às 09h30", time(9, 30)),
        ("lundi 5 avril 2027 à 9 h\n30, au bureau", time(9, 30)),
        ("lundi 5 avril 2027 à 9\nh 30 (Broad Street)", time(9, 30)),
        ("lundi 5 avril 2027 à 9\nheures, au bureau", NINE),
        ("lundi 5 avril 2027 à 9 h\n30, rue Broad", NINE),
        ("segunda-feira, 5 de abril de 2027, às 9\nhoras", NINE),
        ("5 de abril de 2027 às 2h da tarde", time(14)),
        ("às 9h do dia 5 de abril de 2027", NINE),
        ("Data: 5 de abril de 2027\nHorário: 9h", NINE),
        ("lundi 5 avril 2027 à 9 h 00", NINE),
        ("lundi 5 avril 2027 à 9h30", time(9, 30)),
        ("le 5 avril 2027 à 14 h", time(14)),
        ("lundi 5 avril 2027 à midi", time(12)),
        ("Date : 5 avril 2027\nHeure : 9 h 00", NINE),
        ("lendi 5 avril 2027, 9è (nan maten)", NINE),
        ("lendi 5 avril 2027, 9è30 nan maten", time(9, 30)),
        ("5 avril 2027 a 2zè apremidi", time(14)),
        ("5 avril 2027, nevè nan maten", NINE),
        ("5 avril 2027, 9è 30 nan maten", time(9, 30)),
        ("5 (cinco) de abril de 2027 a las 9 horas 30", time(9, 30)),
        ("1. April 5, 2027 at 9:00 AM", NINE),
        ("1 April 5, 2027 at 9:00 AM", NINE),
        ("April 5, 2027 at 9:00 AM (Monday)", NINE),
        ("04/05/2027 (Monday): 9:00 AM", NINE),
        ("April 5, 2027 (Monday)9:00 AM", NINE),
        ("05/04/2027 (lunes): 9:00 a. m.", NINE),
        ("05/04/2027 (segunda-feira): 9h", NINE),
        ("05/04/2027 lundi : 9 h 00", NINE),
        ("05/04/2027 (lendi): 9è nan maten", NINE),
        ("Dat: 5 avril 2027\nLè: 9è nan maten", NINE),
        ("Date: April 5, 2027\nLocation: Dallas\nRoom: 12\nTime: 9:00 AM", NINE),
        ("Fecha de la cita: 5 de abril de 2027\nOficina: Dallas\nHora de la cita: 9:00 a. m.", NINE),
        ("Data: 5 de abril de 2027\nLocal: Dallas\nHorário: 9h", NINE),
        ("April 5, 2027. Check-in time is 9:00 AM.", NINE),
        ("April 5, 2027; the time is 9:00 AM.", NINE),
        ("la fecha es el 5 de abril de 2027 y la hora es a las 9:00 a. m.", NINE),
        ("05 APR 2027 0930", time(9, 30)),
        ("at 0900 on 5 APR 2027", NINE),
        ("April 5, 2027 at 1330", time(13, 30)),
        ("April 5, 2027 at 09.00", NINE),
        ("April 5, 2027 at nine o’clock in the morning", NINE),
        ("the fifth of April, 2027, at half past nine in the morning", time(9, 30)),
        ("April 5, 2027 (a Monday), at a quarter to nine a.m.", time(8, 45)),
        ("April 5, 2027 at nine thirty a.m.", time(9, 30)),
        ("April 5, 2027 at 9 o'clock", NINE),
        ("DATE.........: MON 05 APR 2027\nTIME.........: 0900\nOFFICE.......: BOSTON", NINE),
        ("NEW DATE\nMonday, April 5, 2027\nNEW TIME\n9:00 AM\nADDRESS", NINE),
        ("5 de abril de 2027 a las nueve", NINE),
        ("5 de abril de 2027 a las nueve y media de la mañana", time(9, 30)),
        ("5 de abril de 2027 a las 9 h y media", time(9, 30)),
        ("5 de abril de 2027 a las nueve menos cuarto", time(8, 45)),
        ("5 de abril de 2027 a las 9 en la oficina", NINE),
        ("5 de abril de 2027 a la una de la tarde", time(13)),
        ("cinco de abril de 2027, 11:00 horas", time(11)),
        ("lunes 5 de\nabril de 2027 a las 8 de la\nmañana", time(8)),
        ("5 de abril de 2027, a las\n8:00 a. m.", time(8)),
        ("NUEVA FECHA\nlunes, 5 de abril de 2027\nNUEVA HORA\n9:00 a. m.", NINE),
        ("2ª feira, 5 de abril de 2027, às 9h", NINE),
        ("segunda feira, 5/4/2027, 9h", NINE),
        ("segunda-feira, 5 de abril de\n2027, às 8h da manhã", time(8)),
        ("5 de abril de 2027, à uma da tarde (13h)", time(13)),
        ("5 de abril de 2027 às nove e meia da manhã", time(9, 30)),
        ("5 de abril de 2027 às nove", NINE),
        ("5 de abril de 2027 às sete e quinze da manhã", time(7, 15)),
        ("5 de abril de 2027 às onze e quinze da manhã", time(11, 15)),
        ("5 avril 2027 à neuf heures", NINE),
        ("5 avril 2027 à quatorze heures trente", time(14, 30)),
        ("5 avril 2027 à 9 h et demie", time(9, 30)),
        ("5 avril 2027 à huit heures moins le quart du matin", time(7, 45)),
        ("5 avril 2027 à onze heures trente", time(11, 30)),
        ("5 avril 2027 a nevè edmi nan maten", time(9, 30)),
        ("5 avril 2027 a 9 vè nan maten", NINE),
        ("5 avril 2027 a onzè", time(11)),
        ("Your check-in was set for Monday, April\n5, 2027, at 9:00 AM in the office of the agency in the city", NINE),
        ("Your check-in was set for April\n5, 2027, at 9:00 AM in the office of the agency in the city", None),
        ("su cita del lunes 5 de abril\nde 2027, a las 9 de la mañana", NINE),
        ("su cita del 5 de abril\nde 2027, a las 9 de la mañana", NINE),
        ("Apr 2027\n5\nMonday\n9:00 AM\nOffice", NINE),
        ("abril de 2027\n5\nlunes\n9:00 a. m.\nLugar", NINE),
    ],
)
def test_a_known_form_is_read_as_written(text: str, hour: time | None) -> None:
    mention = only(text)
    assert mention.day == DAY
    if hour is None:  # the line was broken where a short line ends: that needs a look
        assert mention.doubts == (Doubt.AMBIGUOUS_DATE,)
    else:
        assert (mention.time, mention.doubts) == (hour, ())
    assert text[mention.start : mention.end] == mention.written


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1.º de mayo del 2027", date(2027, 5, 1)),
        ("1ro de mayo de 2027", date(2027, 5, 1)),
        ("1º de maio de 2027", date(2027, 5, 1)),
        ("1er mai 2027", date(2027, 5, 1)),
        ("1ye me 2027", date(2027, 5, 1)),
        ("10 setiembre 2027", date(2027, 9, 10)),
        ("3 dawou 2027", date(2027, 8, 3)),
        ("12 desanm 2027", date(2027, 12, 12)),
        ("4 jen 2027", date(2027, 6, 4)),
        ("7 jiyè 2027", date(2027, 7, 7)),
        ("13/04/2027", date(2027, 4, 13)),
        ("04/13/2027", date(2027, 4, 13)),
        ("05/05/2027", date(2027, 5, 5)),
        ("13 / 04 / 2027", date(2027, 4, 13)),
        ("13 - 04 - 2027", date(2027, 4, 13)),
        ("13. 04. 2027", date(2027, 4, 13)),
        ("mar. 6 abr 2027", date(2027, 4, 6)),
        ("Mar 6, 2027", date(2027, 3, 6)),
    ],
)
def test_months_and_ordinals_of_five_languages_are_known(text: str, day: date) -> None:
    assert (only(text).day, only(text).time, only(text).doubts) == (day, None, ())


@pytest.mark.parametrize(
    "text",
    [
        "April 5, 2027 between 8 a.m. and 4 p.m.",
        "April 5, 2027, 8 a.m.-4 p.m.",
        "April 5, 2027 from 8:00 to 4:00 p.m.",
        "5 de abril de 2027 de 8 a 16 h",
        "5 de abril de 2027 de 8:00 a. m. a 4:00 p. m.",
        "5 de abril de 2027 entre 8h e 16h",
        "5 de abril de 2027 das 8h às 16h",
        "5 avril 2027 de 8 h à 16 h",
        "5 avril 2027 entre 8 h et 16 h",
        "5 avril 2027 ant 8è ak 4è",
        "April 5, 2027 0800-1600",
        "DAY\nApril 5, 2027\nARRIVE BETWEEN\n8 a.m. and 4 p.m.\nOFFICE",
        "FECHA\n5 de abril de 2027\nLLEGUE ENTRE LAS\n8:00 a. m. y las 4:00 p. m.\nOFICINA",
        "DIA\n5 de abril de 2027\nCHEGUE ENTRE\n8h e 16h\nENDEREÇO",
        "JOUR\n5 avril 2027\nPRÉSENTEZ-VOUS ENTRE\n8 h et 16 h\nBUREAU",
        "JOU\n5 avril 2027\nVINI ANT\n8è nan maten ak 4è apremidi\nBIWO",
        "5 avril 2027 entre huit heures et seize heures",
    ],
)
def test_a_window_has_a_start_and_an_end(text: str) -> None:
    mention = only(text)
    assert (mention.day, mention.time, mention.end_time, mention.doubts) == (DAY, time(8), time(16), ())


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("8-10 a.m.", time(8), time(10)), ("11-1 p.m.", time(11), time(13)), ("from 9 to 11", NINE, time(11))],
)
def test_the_first_hour_of_a_window_takes_the_half_of_the_day_that_fits(text: str, start: time, end: time) -> None:
    mention = only(f"April 5, 2027 {text}")
    assert (mention.time, mention.end_time, mention.doubts) == (start, end, ())


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("04/05/2027 at 9:00 AM", Doubt.AMBIGUOUS_DATE),
        ("04/05/27 at 9:00 AM", Doubt.AMBIGUOUS_DATE),
        ("13/04/27", Doubt.AMBIGUOUS_DATE),
        ("05-APR-27 9:00", Doubt.AMBIGUOUS_DATE),
        ("April 5 at 9:00 AM", Doubt.AMBIGUOUS_DATE),
        ("5-7 April 2027", Doubt.AMBIGUOUS_DATE),
        ("5 y 6 de abril de 2027", Doubt.AMBIGUOUS_DATE),
        ("Room 12 April 2027", Doubt.AMBIGUOUS_DATE),
        ("April 5\n2027 Main Street", Doubt.AMBIGUOUS_DATE),
        ("April 5, 2027 at midnight", Doubt.AMBIGUOUS_DATE),
        ("04 / 13 / 27 at 9:00 AM", Doubt.AMBIGUOUS_DATE),
        ("April 5, 2027 at 12:00 AM", Doubt.AMBIGUOUS_DATE),
        ("5 out 2027", Doubt.AMBIGUOUS_DATE),
        ("September 31, 2027", Doubt.IMPOSSIBLE_DATE),
        ("31/04/2027", Doubt.IMPOSSIBLE_DATE),
        ("29 de febrero de 2027", Doubt.IMPOSSIBLE_DATE),
        ("April 5, 2027 24:00", Doubt.IMPOSSIBLE_DATE),
        ("April 5, 2027 25:30", Doubt.IMPOSSIBLE_DATE),
        ("April 5, 2027 13:00 PM", Doubt.IMPOSSIBLE_DATE),
        ("April 5, 2027 10 a.m. to 8 a.m.", Doubt.IMPOSSIBLE_DATE),
        ("Tuesday, April 5, 2027", Doubt.WEEKDAY_MISMATCH),
        ("April 5, 2027 (a Tuesday)", Doubt.WEEKDAY_MISMATCH),
        ("3ª feira, 5 de abril de 2027", Doubt.WEEKDAY_MISMATCH),
        ("terça feira, 5 de abril de 2027", Doubt.WEEKDAY_MISMATCH),
        ("martes 5 de abril de 2027", Doubt.WEEKDAY_MISMATCH),
        ("madi 5 avril 2027", Doubt.WEEKDAY_MISMATCH),
        ("April 5, 2027 at 2:00", Doubt.NO_TIME),
        ("April 5, 2027 at 6:30", Doubt.NO_TIME),
        ("April 5, 2027, 2:00 - 3:00", Doubt.NO_TIME),
        ("April 5, 2027 9:00 AM - 9:00 AM", Doubt.IMPOSSIBLE_DATE),
        ("April 5, 2027 9:00 AM or 1:00 PM", Doubt.NO_TIME),
        ("5 de abril de 2027, 8 a 10 a. m.", Doubt.NO_TIME),
        ("5 de abril de 2027, 8 às 10h", Doubt.NO_TIME),
        ("April 5, 2027 at 9 or 10 a.m.", Doubt.NO_TIME),
        ("Room 9 - 10:00 AM on April 5, 2027", Doubt.NO_TIME),
        ("5 de abril de 2027 a las dos y media", Doubt.NO_TIME),
        ("5 de abril de 2027 a las siete menos cuarto", Doubt.NO_TIME),
        ("April 5, 2027 at half past six", Doubt.NO_TIME),
        ("13/04/0900", Doubt.IMPOSSIBLE_DATE),
        ("5 avril 2027 à midi et demi", Doubt.NO_TIME),
        ("5 de abril de 2027 ao meio-dia e meia", Doubt.NO_TIME),
        ("April 5, 2027 at 9:00 AM (Tuesday)", Doubt.WEEKDAY_MISMATCH),
        ("Time: 9:00 AM\nDate: April 5, 2027\nTime: 10:00 AM", Doubt.NO_TIME),
    ],
)
def test_what_is_not_plain_carries_its_doubt(text: str, doubt: Doubt) -> None:
    assert doubt in only(text).doubts


@pytest.mark.parametrize(
    "text",
    [
        *(f"{word} Tuesday, April 5, 2027" for word in ("on", "to", "for", "until", "and", "-", "is", "from", "by")),
        *(f"{word} martes 5 de abril de 2027" for word in ("al", "a", "para el", "el", "del", "y", "o")),
        *(f"{word} terça-feira, 5 de abril de 2027" for word in ("para", "para a", "na", "à", "e", "a")),
        *(f"{word} mardi 5 avril 2027" for word in ("au", "le", "pour le", "du", "et", "ou")),
        *(f"{word} madi 5 avril 2027" for word in ("pou", "nan", "ak", "a", "jou")),
    ],
)
def test_no_word_before_a_weekday_hides_that_it_is_the_wrong_one(text: str) -> None:
    assert only(f"Moved {text} at 9:00 AM").doubts == (Doubt.WEEKDAY_MISMATCH,)


def test_midnight_is_the_first_minute_of_the_day_until_somebody_says_of_which() -> None:
    for word in ("midnight", "12:00 AM"):
        mention = only(f"April 5, 2027 at {word}")
        assert (mention.day, mention.time, mention.doubts) == (DAY, time(0), (Doubt.AMBIGUOUS_DATE,))


def test_out_is_august_in_creole_and_october_in_portuguese() -> None:
    assert only("5 out 2027", Language.HT).day == date(2027, 8, 5)
    assert only("5 out 2027", Language.PT).day == date(2027, 10, 5)
    assert only("5 out 2027").candidates == (date(2027, 8, 5), date(2027, 10, 5))
    assert only("jedi 5 out 2027").day == date(2027, 8, 5)


def test_a_missing_year_is_the_next_such_day_and_doubtful() -> None:
    assert (only("April 5").day, only("January 9").day) == (DAY, date(2028, 1, 9))
    assert only("January 10").day == WRITTEN_ON
    assert only("29 de febrero").day == date(2028, 2, 29)
    (open_day,) = find_dates("April 5", language=None, written_on=None)
    assert (open_day.day, open_day.doubts) == (None, (Doubt.AMBIGUOUS_DATE,))


def test_office_days_settle_a_numeric_date_that_fits_only_one() -> None:
    mention = only("04/05/2027 at 9:00 AM")  # Monday 5 April or Tuesday 4 May
    assert mention.candidates == (DAY, date(2027, 5, 4))
    settled = resolve_by_days(mention, frozenset({0}))
    assert (settled.day, settled.time, settled.doubts, settled.candidates) == (DAY, NINE, (), ())
    assert resolve_by_days(mention, frozenset({0, 1})) == mention
    assert resolve_by_days(mention, None) == mention


@pytest.mark.parametrize(
    "text", ["jedi oswa vandredi 12/05/2028", "jeudi à vendredi 12/05/2028", "Thursday or Friday 12/05/2028"]
)
def test_office_days_settle_no_order_beside_a_weekday_that_was_passed_over(text: str) -> None:
    (mention,) = find_dates(text)
    assert Doubt.AMBIGUOUS_DATE in mention.doubts
    assert resolve_by_days(mention, frozenset({1, 2, 3})) == mention


@pytest.mark.parametrize(
    "text", ["n ap tann ou vandredi 12/05/2028", "reporté à vendredi 12/05/2028", "or Friday 12/05/2028"]
)
def test_a_weekday_that_is_one_of_no_choice_settles_the_order(text: str) -> None:
    (mention,) = find_dates(text)
    assert (mention.day, mention.doubts) == (date(2028, 5, 12), ())


@pytest.mark.parametrize("text", ["on 4/5 at 9:00 AM", "04/05/2027 at midnight", "3 or 04/05/2027", "04/05/27"])
def test_office_days_settle_nothing_but_the_order_of_day_and_month(text: str) -> None:
    mention = only(text)
    assert (mention.day, mention.candidates) == (None, ())
    assert resolve_by_days(mention, frozenset({0})) == mention


def test_office_days_settle_nothing_that_the_text_contradicts() -> None:
    mention = only("Friday 04/05/2027 at 9:00 AM")
    assert set(mention.doubts) == {Doubt.AMBIGUOUS_DATE, Doubt.WEEKDAY_MISMATCH}
    assert resolve_by_days(mention, frozenset({0})) == mention


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("9:00 AM EST", "EST"),
        ("9:00 AM (Eastern Time)", "Eastern Time"),
        ("9:00 a. m., hora del este", "hora del este"),
        ("9h30, heure de l'Est", "heure de l'Est"),
        ("9h, horário do leste", "horário do leste"),
        ("9è nan maten, lè lokal", "lè lokal"),
        ("09:00 UTC-4", "UTC-4"),
        ("9 h est", None),
    ],
)
def test_the_zone_beside_an_hour_is_kept_as_written(text: str, zone: str | None) -> None:
    assert only(f"April 5, 2027 {text}").zone_text == zone


@pytest.mark.parametrize(
    "text",
    [
        "April 5, 2027 0830-1000 HRS",
        "05 APR 2027 / 0830 - 1000 hrs.",
        "DATE: 05 APR 2027\nTIME: 0830-1000 HRS",
        "April 5, 2027 0830-1000H",
        "April 5, 2027 from 0830 to 1000 hrs",
        "April 5, 2027 between 0830 and 1000 HRS",
        "at 0830-1000 HRS on April 5, 2027",
        "REPORT 0830-1000 HRS 05 APR 2027",
        "5 de abril de 2027, de 0830 a 1000 hrs",
        "5 de abril de 2027, de las 0830 a las 1000 horas",
        "5 de abril de 2027, entre las 0830 y las 1000 horas",
    ],
)
def test_a_window_of_four_digits_each_is_read_where_a_unit_says_that_they_are_hours(text: str) -> None:
    mention = only(text)
    assert (mention.day, mention.time, mention.end_time, mention.doubts) == (DAY, time(8, 30), time(10), ())


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("0830-0300 HRS", (Doubt.NO_TIME,)),  # with four digits, 3 o'clock is in the night
        ("0600-1000 HRS", (Doubt.NO_TIME,)),
        ("1000-0830 HRS", (Doubt.IMPOSSIBLE_DATE,)),
        ("1000-1000 HRS", (Doubt.IMPOSSIBLE_DATE,)),
        ("0830-2500 HRS", (Doubt.IMPOSSIBLE_DATE,)),
        ("2500-2600 HRS", (Doubt.IMPOSSIBLE_DATE,)),
    ],
)
def test_a_window_of_four_digits_that_cannot_be_one_is_doubted(text: str, doubts: tuple[Doubt, ...]) -> None:
    mention = only(f"April 5, 2027 {text}")
    assert (mention.day, mention.time, mention.end_time, mention.doubts) == (DAY, None, None, doubts)


@pytest.mark.parametrize("text", ["12-0830-1000 HRS", "Form G-0830-1000 HRS", "$0830-1000 HRS", "0830-1000 hrs5"])
def test_a_longer_number_is_no_window_of_four_digits(text: str) -> None:
    assert (only(f"April 5, 2027 {text}").end_time, only(f"April 5, 2027 {text}").doubts) == (None, ())


@pytest.mark.parametrize("text", ["Form G-0830-1000 HRS", "$0830-1000 HRS", "#0830-1000 HRS"])
def test_money_and_names_of_forms_before_a_date_are_no_window(text: str) -> None:
    assert (only(f"{text} April 5, 2027").end_time, only(f"{text} April 5, 2027").doubts) == (None, ())


@pytest.mark.parametrize(
    "text",
    [
        "veinticuatro (24) de noviembre de 2027",
        "24 (veinticuatro) de noviembre de 2027",
        "el día veinticuatro (24) de noviembre del 2027",
        "vinte e quatro (24) de novembro de 2027",
        "le vingt-quatre (24) novembre 2027",
        "vennkat (24) novanm 2027",
        "twenty-fourth (24th) of November 2027",
        "November twenty-fourth (24), 2027",
        "November 24 (twenty-fourth), 2027",
        "24 (hoy) de noviembre de 2027",
    ],
)
def test_a_day_written_in_words_and_in_digits_is_one_day(text: str) -> None:
    assert (only(text).day, only(text).doubts) == (date(2027, 11, 24), ())


@pytest.mark.parametrize(
    "text",
    [
        "veinticuatro (25) de noviembre de 2027",
        "24 (veinticinco) de noviembre de 2027",
        "November 24 (twenty-fifth), 2027",
        "November twenty-fourth (25th), 2027",
    ],
)
def test_a_day_whose_words_and_digits_differ_is_not_settled(text: str) -> None:
    assert (only(text).day, only(text).candidates, only(text).doubts) == (None, (), (Doubt.AMBIGUOUS_DATE,))


def test_a_day_in_words_without_a_year_is_a_date_only_with_its_digits() -> None:
    mention = only("veinticuatro (24) de noviembre")
    assert (mention.day, mention.doubts) == (date(2027, 11, 24), (Doubt.AMBIGUOUS_DATE,))
    for text in ("veinticuatro de noviembre", "cinco (cinco) de mayo", "cinco (piso 2) de mayo"):
        assert find_dates(text, written_on=WRITTEN_ON) == ()


CREOLE_DAYS = "venteyen vennde venntwa vennkat vennsenk vennsis vennsèt ventuit ventnèf trant tranteyen"


def test_creole_days_are_known_in_words() -> None:
    read = [only(f"{word} desanm 2027").day for word in CREOLE_DAYS.split()]
    assert read == [date(2027, 12, day) for day in range(21, 32)]
