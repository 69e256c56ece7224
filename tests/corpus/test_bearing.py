"""What the bearing of dates is taught with, and that teaching makes of it what it should."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from tests.corpus.bearing import dates, figures, letters, lines
from tests.corpus.learning import Lesson, held_out, learned, written
from tests.corpus.score import APART
from tests.corpus.teach import DAYS
from tests.reading.rules_in_use import RULES
from tracker.reading.leaning import leaning_of, parse_leaning
from tracker.reading.samples import as_message
from tracker.reading.types import Language

DUE = frozenset({"before by", "before due", "timed False"})
COME = frozenset({"before on", "before come", "timed True"})


@pytest.mark.parametrize("language", Language)
def test_each_language_has_its_lines_without_slots_and_none_twice(language: Language) -> None:
    told = tomllib.loads((DAYS / f"{language}.toml").read_text("utf-8"))["apart"]
    assert len(told) >= 400
    assert len({line.casefold() for line in told}) == len(told)
    assert not [line for line in told if "{" in line]


def test_a_date_is_of_the_appointment_only_if_the_golden_reading_states_it() -> None:
    told = as_message("", "Come on Monday, May 3, 2027 at 9:00 AM. Send the form by April 19, 2027.")
    assert [each.yes for each in dates(told, RULES, {date(2027, 5, 3)}, "here")] == [False, True]


def test_the_days_of_lines_are_all_of_other_matters_and_show_nothing_of_a_letter(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text('apart = ["Send the form by April 19, 2027.", "Closed on May 31."]\n', "utf-8")
    told = list(lines(tmp_path, RULES))
    assert [each.yes for each in told] == [True, True]
    assert not [trait for each in told for trait in each.traits if trait.startswith(("when ", "first ", "of "))]


def test_sealed_letters_teach_nothing() -> None:
    sources = {each.source for each in letters(APART / "ht", RULES)}
    assert len(sources) > 100
    assert not [name for name in sources if int(re.findall(r"/(\d+)", name)[0]) % 4 == 3]


def test_what_was_taught_is_known_after_it_was_written_and_read() -> None:
    some = [Lesson(str(n), traits, yes) for n in range(20) for traits, yes in ((DUE, True), (COME, False))]
    weights = parse_leaning(written(learned(some)))
    assert leaning_of(DUE, weights) > 1 > -1 > leaning_of(COME, weights)


def test_what_is_of_one_source_is_left_out_together() -> None:
    odd = frozenset({"before odd"})
    some = [Lesson(f"{n}", odd if n < 4 else traits, yes, source="one" if n < 4 else f"{n}")
            for n, (traits, yes) in enumerate([(DUE, True), (COME, False)] * 20)]  # fmt: skip
    told = {one.text: apart for one, apart in held_out(some)}
    assert len(told) == len(some)
    assert {told[str(n)] for n in range(4)} == {told["0"]}


def test_the_figures_are_of_dates_of_letters_alone() -> None:
    some = [Lesson(str(n), traits, yes) for n in range(20) for traits, yes in ((DUE, True), (COME, False))]
    some += [Lesson(f"line {n}", DUE, yes=True, weight=0.5) for n in range(10)]
    told = list(figures(some))
    assert [line.split(":")[0].split() for line in told] == [
        ["of", "another", "matter", "20", "dates"],
        ["of", "the", "appointment", "20", "dates"],
    ]
