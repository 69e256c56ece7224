"""How sure a letter is as a whole decides if it is taken at its word; it makes nothing final that no rule reads so."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.reading.letter_body import waits
from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL, Wording, load_all, message
from tracker.appointments.decide import weigh as decided
from tracker.appointments.events import Effect
from tracker.reading.assurance import LESS_SURE, SURE, SURER, figures_of
from tracker.reading.classify import read
from tracker.reading.engine import analyse
from tracker.reading.rules import Rules
from tracker.reading.trees import Fork, Trees, odds_of, parse_trees
from tracker.reading.types import CONFIRMING, Kind, Reading

OFFICE = "26 Federal Plaza, New York, NY 10278"
MOVED = "Your check-in was moved to Monday, May 3, 2027 at 9:00 AM."
CREDULOUS, DOUBTING = (Trees(offset=offset, trees=()) for offset in (99.0, -99.0))
WORDINGS = list(load_all())
FIGURES = sorted(figures_of(seen := analyse(message("", MOVED), RULES), Kind.RESCHEDULED, seen.opinion))
values = st.floats(-12, 12)


def heard(body: str, rules: Rules = RULES) -> Reading:
    return read(message("Notice", f"{body}\n{OFFICE}"), OFFICIAL, rules, OFFICES)


def effect(wording: Wording, assurance: Trees) -> Effect:
    told = message(wording.subject, f"{wording.body}\n{OFFICE}")
    reading = read(told, OFFICIAL, replace(RULES, assurance=assurance), OFFICES)
    return decided(told, OFFICIAL, reading).effect


@given(st.sampled_from([each for each in WORDINGS if each.kind in CONFIRMING]))
def test_a_letter_that_is_not_sure_as_a_whole_confirms_nothing(wording: Wording) -> None:
    assert effect(wording, DOUBTING) is not Effect.CONFIRMS


@given(st.sampled_from([each for each in WORDINGS if each.kind not in CONFIRMING]))
def test_however_sure_it_is_what_no_rule_reads_as_a_confirmation_is_none(wording: Wording) -> None:
    assert effect(wording, CREDULOUS) is not Effect.CONFIRMS


@pytest.mark.parametrize(
    "line", ["This is a test message.", "Please disregard this letter, it was sent in error.", "SAMPLE LETTER"]
)
def test_however_sure_it_is_what_a_rule_knows_to_take_back_stays_taken_back(line: str) -> None:
    assert waits(heard(f"{MOVED}\n{line}", replace(RULES, assurance=CREDULOUS)))


def test_what_is_not_sure_says_so_to_whoever_asks_why() -> None:
    reading = heard(MOVED, replace(RULES, assurance=DOUBTING))
    assert waits(reading)
    assert "as a whole it is not sure enough" in [step.reason for step in reading.trace]


@given(st.fixed_dictionaries(dict.fromkeys(FIGURES, values)), st.sampled_from(sorted(LESS_SURE | SURER)), values)
def test_nothing_warier_or_more_denied_ever_makes_a_letter_surer(
    figures: dict[str, float], name: str, other: float
) -> None:
    low, high = (odds_of({**figures, name: value}, RULES.assurance) for value in sorted((figures[name], other)))
    assert low >= high if name in LESS_SURE else low <= high


def test_every_figure_that_a_tree_asks_for_is_told_of_each_letter() -> None:
    asked, forks = set[str](), [*RULES.assurance.trees]
    while forks:
        fork = forks.pop()
        asked.add(fork.figure)
        forks += [branch for branch in (fork.below, fork.above) if isinstance(branch, Fork)]
    assert asked <= set(FIGURES)
    assert {"wary", "like it", "hesitates"} <= asked


def test_the_leaves_of_all_trees_are_added_to_the_offset() -> None:
    inner = Fork(figure="b", most=0.0, below=1.0, above=10.0)
    trees = Trees(offset=0.5, trees=(Fork(figure="a", most=2.0, below=inner, above=100.0), inner))
    sums = [odds_of({"a": a, "b": b}, trees) for a, b in product((2.0, 2.1), (0.0, 0.1))]
    assert sums == [2.5, 20.5, 101.5, 110.5]
    assert odds_of({}, trees) == 2.5


def test_a_mistake_in_the_file_is_told() -> None:
    with pytest.raises(ValidationError, match=r"trees\.0\.below"):
        parse_trees('{"offset": 0, "trees": [{"figure": "wary", "most": 1, "below": "much", "above": 2}]}')


def test_the_longer_and_warier_letter_is_the_less_sure() -> None:
    spoilt = "The supervisor has not yet approved what this entry says."
    odds = [
        odds_of(figures_of(seen, Kind.RESCHEDULED, seen.opinion), RULES.assurance)
        for seen in (analyse(message("", body), RULES) for body in (MOVED, f"{MOVED}\n{spoilt}"))
    ]
    assert odds[0] >= SURE > odds[1]
