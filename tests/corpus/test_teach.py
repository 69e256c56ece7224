"""What the second opinion is taught with, and that teaching makes of it what it should."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from tests.corpus.score import APART
from tests.corpus.teach import (
    SAYINGS,
    TOLD,
    Lesson,
    figures,
    filled,
    held_out,
    learned,
    lesson,
    letters,
    sayings,
    taken_back,
    written,
)
from tests.reading.rules_in_use import RULES
from tracker.reading.opinion import opinion_of, parse_weights
from tracker.reading.samples import as_message
from tracker.reading.types import Kind

FILES = sorted(SAYINGS.glob("*.toml"))
SLOTS = {"old", "new", "asked", "office", "name"}
MOVED = "Your visit of {old} was moved to {new}."
TAKEN = "Your visit of {old} was cancelled."
ASKED = "We received your request to come on {asked}."
PAIRS = ((MOVED, Kind.RESCHEDULED), (TAKEN, Kind.CANCELLED), (ASKED, Kind.REQUEST_RECEIVED))


def said(saying: str, kind: Kind, number: int, source: str = "") -> Lesson:
    return lesson(as_message("", filled(saying, "en", number)), kind, RULES, source)


def test_each_language_says_every_kind_in_many_ways() -> None:
    assert {path.stem[:2] for path in FILES} == {"en", "es", "pt", "fr", "ht"}
    for path in FILES:
        told = tomllib.loads(path.read_text("utf-8"))
        assert set(told) == {*TOLD, Kind.UNRECOGNISED}
        assert min(len(kind["said"]) for kind in told.values()) >= 40


def test_no_saying_is_there_twice_and_its_slots_are_known() -> None:
    for language in {path.stem[:2] for path in FILES}:
        texts = [
            each
            for path in FILES
            if path.stem[:2] == language
            for each in chain(*(kind["said"] for kind in tomllib.loads(path.read_text("utf-8")).values()))
        ]
        assert len(set(texts)) == len(texts)
        assert {slot for text in texts for slot in re.findall(r"\{(.*?)\}", text)} <= SLOTS


def test_a_saying_is_told_with_dates_of_its_language() -> None:
    assert filled(TAKEN, "en", 0) == "Your visit of Monday, April 5, 2027 at 9:00 AM was cancelled."
    assert filled("Se cambia al {new} en {office}.", "es", 1) == "Se cambia al 26/05/2027 13:30 en New York, NY."


def test_the_sealed_part_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bytes] = []
    monkeypatch.setattr("tests.corpus.teach.lesson", lambda *_, **__: None)
    monkeypatch.setattr("tests.corpus.teach.parse", opened.append)
    paths = sorted((APART / "en" / "cancelled").glob("*.eml"))
    list(letters(APART / "en" / "cancelled", RULES))
    assert opened == [path.read_bytes() for path in paths if int(path.name.partition("-")[0]) % 4 != 3]


def test_what_was_taught_is_known_after_it_was_written_and_read() -> None:
    lessons = [said(text, kind, n) for n in range(6) for text, kind in PAIRS]
    weights = parse_weights(written(learned(lessons)))
    assert set(weights.kinds) == {kind for _, kind in PAIRS}
    for text, kind in PAIRS:
        opinion = opinion_of(said(text, kind, 1).traits, weights)
        assert (opinion.kind, opinion.share > 0.8) == (kind, True)


def test_the_figures_are_of_letters_that_the_weights_did_not_know() -> None:
    lessons = [said(text, kind, n, f"en/{n}") for n in range(10) for text, kind in PAIRS]
    told = list(held_out(lessons))
    assert len(told) == len(lessons)
    lines = list(figures(told))
    assert lines[0].startswith("share >= 0.0: 30 letters, right 1.000")
    assert "rescheduled       10 of 10" in lines


def test_a_letter_that_takes_itself_back_is_taught_to_be_like_no_kind(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text(
        f'[[pair]]\nkind = "cancelled"\nclean = "{TAKEN}"\nspoilt = "Only a drill: {TAKEN}"\n', "utf-8"
    )
    found = [(each.kind, "drill" in each.traits[1]) for each in taken_back(tmp_path, RULES)]
    assert found == [(Kind.CANCELLED, False), (Kind.UNRECOGNISED, True)]


def test_every_saying_is_taught_under_its_own_kind(tmp_path: Path) -> None:
    (tmp_path / "en-x.toml").write_text(
        f'[cancelled]\nsaid = ["{TAKEN}"]\n[unrecognised]\nsaid = ["{ASKED}"]\n', "utf-8"
    )
    found = [(each.kind, each.source) for each in sayings(tmp_path, RULES)]
    assert found == [(Kind.CANCELLED, ""), (Kind.UNRECOGNISED, "")]
