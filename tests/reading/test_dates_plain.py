"""The table of plain forms only saves time: whatever it takes, the careful reader reads the same."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from datetime import date, time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.dates_read import find_dates
from tests.reading.writers import WRITERS, Writer, month, weekday
from tracker.message.parse import parse
from tracker.reading import (
    calendar_words,
    chains,
    clock_words,
    day_forms,
    days,
    hour_forms,
    hours,
    plain_dates,
    tiles,
    zones,
)
from tracker.reading.dates import DateMention
from tracker.reading.plain_dates import PLAIN, find_plain_dates
from tracker.reading.scan import scan_of
from tracker.reading.types import Language

CORPUS = Path(__file__).parents[1] / "corpus"
WRITTEN_ON = date(2026, 1, 1)
DAYS = st.dates(date(2026, 1, 1), date(2036, 12, 31))
HOURS = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 45))) | st.times().map(
    lambda t: t.replace(second=0, microsecond=0)
)
TABLES = (calendar_words, chains, clock_words, day_forms, days, hour_forms, hours, plain_dates, zones)


@cache
def known_words() -> tuple[str, ...]:
    """Every word that stands anywhere in the sources of the careful reader, or of the table."""
    return tuple(sorted({word for module in TABLES for word in re.findall(r"[a-z]+", inspect.getsource(module))}))


def both(text: str, language: Language | None = None) -> tuple[DateMention, ...]:
    return find_dates(text, language=language, written_on=WRITTEN_ON)


def plain(text: str) -> int:
    return len(list(find_plain_dates(text, scan_of(text))))


BUSY = (
    "appointment",
    "Suite 9",
    "10278",
    "5",
    "12",
    "0900",
    "9:00 AM",
    "EST",
    "Time:",
    "Date:",
    "Hora:",
    "Monday",
    "lunes",
)
PIECES = st.sampled_from(known_words()) | st.sampled_from(
    [*BUSY, "Please bring", "26 Federal Plaza", "Nueva fecha\n", "A 234 567 890", "Room 12"]
)
FIELDS = st.sampled_from(
    ["\nDesk: Dallas\nTime: 9:00 AM", "\nDesk: 4\n", "\nTime: 9:00 AM\n", "\nDate: ", "\nNew time\n9:00 AM\n"]
)
DAY_ALONE: tuple[Writer, ...] = (
    lambda d, _: f"{month(d, Language.EN)} {d.day}, {d.year}",
    lambda d, _: f"{weekday(d, Language.EN)}, {month(d, Language.EN)} {d.day}, {d.year}",
    lambda d, _: d.isoformat(),
    lambda d, _: f"{d:%d/%m/%Y}",
    lambda d, _: f"{d.day} avril {d.year}",
)
JOINTS = st.sampled_from([*"\n\t-/", *[" "] * 4, "\n\n", ", ", ". ", ": ", " - ", " (", ") ", "; ", "", "\n\n\n"])


@st.composite
def around(draw: st.DrawFn) -> str:
    return "".join(draw(PIECES | FIELDS) + draw(JOINTS) for _ in range(draw(st.integers(0, 4))))


@st.composite
def texts(draw: st.DrawFn, writers: tuple[Writer, ...]) -> str:
    """Up to three dates with whatever may stand before, between and behind them."""
    parts = [draw(around())]
    for _ in range(draw(st.integers(1, 3))):
        parts += [draw(st.sampled_from((*writers, *DAY_ALONE)))(draw(DAYS), draw(HOURS)), draw(JOINTS), draw(around())]
    return "".join(parts)


@pytest.mark.parametrize("language", Language)
def test_a_date_is_read_the_same_with_the_table_and_without_it(language: Language) -> None:
    @settings(max_examples=max(250, settings.default.max_examples if settings.default else 0))
    @given(texts(WRITERS[language]), st.sampled_from((language, None)))
    def check(text: str, given_language: Language | None) -> None:
        both(text, given_language)

    check()


DATED = (
    "Monday, April 5, 2027 at 9:00 AM",
    "5 de abril de 2027",
    "a las 9:00 a. m. del lunes 5 de abril de 2027",
    "5 APR 2027 0930",
)


@pytest.mark.parametrize("dated", DATED)
@pytest.mark.parametrize("joint", [" ", "\n", ""])
def test_no_word_that_the_careful_reader_knows_is_passed_over(dated: str, joint: str) -> None:
    for word in known_words():
        both(f"Hello {word}{joint}{dated} please")
        both(f"Hello {dated}{joint}{word} please")
        both(f"Hello 9 {word}{joint}{dated}{joint}{word} 9:30 please")


def open_part() -> Iterator[Path]:
    """The corpus without its sealed part: every fourth letter."""
    for file in sorted(CORPUS.rglob("*.eml")):
        number = re.match(r"\d+", file.name)
        if "apart" not in file.parts or (number and int(number[0]) % 4 != 3):
            yield file


def test_every_date_of_the_open_letters_is_read_the_same_with_the_table_and_without_it() -> None:
    found = sum(len(both(parse(file.read_bytes()).text)) for file in open_part())
    assert found > 500


@pytest.mark.parametrize("language", Language)
def test_most_ways_of_writing_are_in_the_table(language: Language) -> None:
    ways = [write(date(2027, 4, 5), time(9)) for write in WRITERS[language]]
    taken = [way for way in ways if plain(f"Come here. {way}. Please bring this letter.")]
    assert len(taken) >= 0.6 * len(ways)


@pytest.mark.parametrize(
    "text",
    [
        "Monday 04/05/2027 09:00 AM EST",
        "2027-04-05T09:00:00-04:00",
        "April 5, 2027 at 9:00 AM (Eastern Time)",
        "April 5, 2027 09:00 UTC-4",
        "5 de abril de 2027 a las 9:00 a. m. hora del este",
        "5 de abril de 2027 às 9h30, horário do leste",
        "5 avril 2027 à 9h30 (heure de l'Est)",
        "lendi 5 avril 2027, 9è nan maten, lè lokal",
    ],
)
def test_an_hour_with_its_zone_is_in_the_table(text: str) -> None:
    around = f"Come here. {text}. Please bring this letter."
    assert plain(around) == 1
    (mention,) = both(around)
    assert mention.written == text


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday, April 5, 2027 at 9:00 AM",
        "April 31, 2027 at 9:00 AM",
        "April 5, 2027 at 2:00",
        "April 5, 2027 at 12:00 AM",
        "April 5, 2027 at 13:00 PM",
        "April 5, 2027 at 9:75 AM",
        "32/33/2027",
        "5 out 2027",
        "Room April 5, 2027",
        "Monday to April 5, 2027",
        "lundile 5 avril 2027",
        "5 avril 2027, qui vous",
        "Old date: April 5, 2027\nNew time\n9:00 AM",
        "5 avril 2027, 9e etaj",
        "5 avril 2027, 9e",
        "April 5, 2027 at 1930",
        "April 5, 2027 at 1330 people",
        "before 9:00 AM on April 5, 2027",
        "April 5, 2027 at 9:00 AM to 10:00 AM",
        "April 5, 2027 9:00 AM Monday",
        "Hello there 0930 on April 5, 2027",
        "April 5, 2027 9:00eastern",
        "La fecha a las 9:00 del lunes 5 de abril de 2027",
    ],
)
def test_what_is_not_plain_is_left_to_the_careful_reader(text: str) -> None:
    assert plain(text) == 0
    both(text)


def test_a_wall_in_place_of_a_plain_date_joins_nothing_across_it() -> None:
    text = "Date: 5 de mayo\nOther: see Monday, May 3, 2027 at 9:00 AM please\nTime: 10:00 AM"
    assert plain(text) == 1
    both(text)


@pytest.mark.parametrize(
    "between", ["\nDesk: Dallas", " \nDesk: Dallas\nBring: papers", "\nDesk\tDallas", ".\nDesk: Dallas"]
)
@pytest.mark.parametrize("before", ["", "Hello\n", "Please read this.\n\n"])
def test_a_day_whose_hour_comes_some_fields_later_is_left_to_the_careful_reader(before: str, between: str) -> None:
    for dated in ("Date: April 5, 2027", "Date:\t2027-04-05", "Fecha: lunes 5 de abril de 2027"):
        both(f"{before}{dated}{between}\nTime: 9:00 AM")
    (mention,) = both(f"{before}Date: April 5, 2027\nDesk: Dallas\nTime: 9:00 AM")
    assert mention.time == time(9)


def test_plain_dates_count_among_those_that_are_too_many() -> None:
    mixed = "Come on April 5, 2027 at 9:00 AM please. Be here the 5th of\nApril 2027 sharp. "
    for number in (10, 49, 50, 51, 99, 120):
        both(mixed * number)
        both("Come on April 5, 2027 please. " * number)


FINDERS = {
    "plain": PLAIN,
    "worded": day_forms.WORDED,
    "numeric": day_forms.NUMERIC,
    "hours": hour_forms.HOURS,
    "tiles": tiles.TILE,
}


@pytest.mark.parametrize("form", FINDERS)
def test_the_linear_time_engine_passes_over_no_place_where_a_date_or_an_hour_begins(form: str) -> None:
    """The engine is asked with less than the pattern says; the pattern alone, tried everywhere, must find no more."""
    finder = FINDERS[form]
    search = finder.here.__self__.finditer  # type: ignore[attr-defined]

    def check(text: str) -> None:
        scan = scan_of(text)
        assert [found.span() for found in finder.finditer(scan)] == [found.span() for found in search(scan)], text

    @given(st.sampled_from([texts(writers) for writers in WRITERS.values()]).flatmap(lambda made: made))
    def check_made(text: str) -> None:
        check(text)

    check_made()
    for file in open_part():
        check(parse(file.read_bytes()).text)
