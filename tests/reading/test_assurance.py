"""How sure a letter is as a whole decides if it is taken at its word; it makes nothing final that no rule reads so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.reading.letter_body import OFFICE, STANDING, waits
from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL, Wording, load_all, message
from tracker.appointments.decide import weigh as decided
from tracker.appointments.events import Effect
from tracker.reading.assurance import BRIEF, LESS_SURE, MOST, PLAINLY, SURE, SURER, UNLIKE, WARY, figures_of, is_sure
from tracker.reading.balance import Balance, odds_of, parse_balance
from tracker.reading.classify import read
from tracker.reading.engine import analyse
from tracker.reading.rules import Rules
from tracker.reading.types import CONFIRMING, Kind, Reading

MOVED = "Your check-in was moved to Monday, May 3, 2027 at 9:00 AM."
CREDULOUS, DOUBTING = (Balance(offset=offset, weights={}) for offset in (99.0, -99.0))
WORDINGS = list(load_all())
FIGURES = sorted(figures_of(seen := analyse(message("", MOVED), RULES), Kind.RESCHEDULED, seen.opinion))
values = st.floats(-12, 12)


def heard(body: str, rules: Rules = RULES) -> Reading:
    return read(message("Notice", "\n".join([body, *STANDING, OFFICE])), OFFICIAL, rules, OFFICES)


def effect(wording: Wording, assurance: Balance) -> Effect:
    told = message(wording.subject, "\n".join([wording.body, *STANDING, OFFICE]))
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
def test_nothing_warier_or_less_like_the_kind_ever_makes_a_letter_sure(
    figures: dict[str, float], name: str, other: float
) -> None:
    low, high = (is_sure({**figures, name: value}, RULES.assurance) for value in sorted((figures[name], other)))
    assert low >= high if name in LESS_SURE else low <= high


@given(st.fixed_dictionaries(dict.fromkeys(FIGURES, values)))
def test_what_plainly_takes_back_is_outweighed_by_nothing(figures: dict[str, float]) -> None:
    assert not is_sure({**figures, "sentences": MOST["sentences"], "wary": PLAINLY}, CREDULOUS)


def test_however_much_a_letter_says_beside_it_does_not_make_it_surer() -> None:
    doubtful = "Whether this holds will be told to you by another office at some later day."
    some, many = ("\n".join([MOVED, *STANDING * times, doubtful]) for times in (3, 30))
    odds = [
        odds_of(figures_of(seen, Kind.RESCHEDULED, seen.opinion), RULES.assurance)
        for seen in (analyse(message("", body), RULES) for body in (some, many))
    ]
    assert odds[1] <= odds[0] + 0.5  # the share of one sentence in many, and no more


@given(st.fixed_dictionaries(dict.fromkeys(FIGURES, values)), st.sampled_from([CREDULOUS, DOUBTING]))
def test_a_brief_letter_is_told_by_its_wariest_sentence_and_its_kind_alone(
    figures: dict[str, float], assurance: Balance
) -> None:
    brief = {**figures, "sentences": BRIEF - 1}
    assert not is_sure({**brief, "shared wary": WARY}, assurance)
    assert not is_sure({**brief, "like it": UNLIKE - 1}, assurance)
    assert is_sure({**brief, "shared wary": WARY - 1, "like it": UNLIKE}, assurance)


def test_only_figures_that_are_told_of_each_letter_have_a_weight() -> None:
    assert set(RULES.assurance.weights) == set(FIGURES) >= LESS_SURE | SURER


def test_what_the_figures_are_worth_is_added_to_the_offset() -> None:
    balance = Balance(offset=0.5, weights={"a": 2.0, "b": -1.0})
    assert odds_of({"a": 3.0, "b": 4.0, "c": 100.0}, balance) == 2.5


def test_a_mistake_in_the_file_is_told() -> None:
    with pytest.raises(ValidationError, match=r"weights\.wary"):
        parse_balance('{"offset": 0, "weights": {"wary": "much"}}')


def test_the_warier_letter_is_the_less_sure() -> None:
    spoilt = "The supervisor has not yet approved what this entry says."
    odds = [
        odds_of(figures_of(seen, Kind.RESCHEDULED, seen.opinion), RULES.assurance)
        for seen in (
            analyse(message("", "\n".join(lines)), RULES) for lines in ((MOVED, *STANDING), (MOVED, spoilt, *STANDING))
        )
    ]
    assert odds[0] >= SURE > odds[1]
