"""What the wariness of sentences is taught with, and that teaching makes of it what it should."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.corpus.learning import Lesson, learned, written
from tests.corpus.score import APART
from tests.corpus.teach import CAUTIONS
from tests.corpus.wary import cautions, figures, letters, pairs, sayings
from tests.reading.rules_in_use import RULES
from tracker.reading.leaning import leaning_of, parse_leaning
from tracker.reading.types import Language

SLOT = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")
SLOTS = {"old", "new", "asked", "office", "name"}
SPOILS = frozenset({"not", "yet", "signed", "not yet"})
HARMLESS = frozenset({"bring", "your", "papers", "your papers"})


@pytest.mark.parametrize("language", Language)
def test_each_language_has_a_thousand_lines_of_either_sort_and_none_twice(language: Language) -> None:
    told = dict[str, list[str]]()
    for path in sorted(CAUTIONS.glob(f"{language}*.toml")):
        for name, some in tomllib.loads(path.read_text("utf-8")).items():
            told.setdefault(name, []).extend(some)
    assert set(told) == {"spoils", "harmless"}
    assert min(map(len, told.values())) >= 1000
    lines = [line for some in told.values() for line in some]
    assert len({line.casefold() for line in lines}) == len(lines)
    assert {slot for line in lines for slot in SLOT.findall(line)} <= SLOTS


def test_what_was_taught_is_known_after_it_was_written_and_read() -> None:
    some = [Lesson(str(n), traits, spoils) for n in range(20) for traits, spoils in ((SPOILS, True), (HARMLESS, False))]
    weights = parse_leaning(written(learned(some)))
    assert leaning_of(SPOILS, weights) > 1 > -1 > leaning_of(HARMLESS, weights)


def test_only_what_the_spoilt_letter_of_a_pair_adds_is_said_to_spoil(tmp_path: Path) -> None:
    clean = "Your visit of {old} was moved to {new}. Please bring your papers with you."
    spoilt = f"{clean} This entry was typed in as an exercise."
    (tmp_path / "en.toml").write_text(
        f'[[pair]]\nkind = "rescheduled"\nclean = "{clean}"\nspoilt = "{spoilt}"\n', "utf-8"
    )
    assert [each.text for each in pairs(tmp_path, RULES) if each.yes] == ["This entry was typed in as an exercise."]


def test_a_line_is_taught_under_its_own_heading(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text(
        'spoils = ["It is not yet signed."]\nharmless = ["Bring all your papers."]\n', "utf-8"
    )
    assert [(each.text, each.yes) for each in cautions(tmp_path, RULES)] == [
        ("It is not yet signed.", True),
        ("Bring all your papers.", False),
    ]


def test_of_the_sayings_only_those_that_confirm_are_harmless(tmp_path: Path) -> None:
    said = ('[cancelled]\nsaid = ["{old} was cancelled. Stay at home."]', '[unrecognised]\nsaid = ["This is a test."]')
    (tmp_path / "en-b.toml").write_text("\n".join(said), "utf-8")
    told = list(sayings(tmp_path, RULES))
    assert [each.text for each in told] == ["Monday, April 5, 2027 at 9:00 AM was cancelled.", "Stay at home."]
    assert not any(each.yes for each in told)


def test_the_sealed_part_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bytes] = []
    monkeypatch.setattr("tests.corpus.wary.sentences", lambda *_, **__: iter(()))
    monkeypatch.setattr("tests.corpus.wary.parse", opened.append)
    paths = sorted((APART / "en" / "cancelled").glob("*.eml"))
    list(letters(APART / "en" / "cancelled", RULES))
    assert opened
    assert set(opened) <= {path.read_bytes() for path in paths if int(path.name.split("-")[0]) % 4 != 3}


def test_the_figures_are_of_sentences_that_the_weights_did_not_know() -> None:
    some = [Lesson(str(n), traits, spoils) for n in range(10) for traits, spoils in ((SPOILS, True), (HARMLESS, False))]
    assert list(figures(some)) == [
        "spoil      10 sentences: wary 1.000, forgiven 0.000",
        "do not     10 sentences: wary 0.000, forgiven 1.000",
    ]
