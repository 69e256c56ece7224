"""A date that is told for another matter than the appointment is neither chosen nor gone by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL, message
from tracker.reading.bearing import APART, FOREIGN, PLAINLY_APART, days_of, foreign
from tracker.reading.classify import read
from tracker.reading.engine import Analysis, analyse
from tracker.reading.leaning import Leaning
from tracker.reading.rules import Rules
from tracker.reading.types import Doubt, Kind, Reading, Role, When

OFFICE = "26 Federal Plaza, New York, NY 10278"
MOVED = "Your check-in of Monday, April 5, 2027 at 9:00 AM was moved to Monday, May 3, 2027 at 9:00 AM."
MAY_3, APRIL_5 = date(2027, 5, 3), date(2027, 4, 5)
OTHER_MATTERS = [
    "Your work permit, which expires on June 20, 2027, is another office's business.",
    "Requests for another day must reach us by April 19, 2027.",
    "Las solicitudes deben llegar a más tardar el 19 de abril de 2027.",
    "O formulário precisa ser entregue até 19 de abril de 2027.",
    "Les demandes doivent nous parvenir au plus tard le 19 avril 2027.",
    "Fòk demann yo rive anvan 19 avril 2027.",
]


def seen(body: str, rules: Rules = RULES) -> Analysis:
    return analyse(message("Notice", f"{body}\n{OFFICE}"), rules)


def heard(body: str, rules: Rules = RULES) -> Reading:
    return read(message("Notice", f"{body}\n{OFFICE}"), OFFICIAL, rules, OFFICES)


def day_of(when: When | None) -> date | None:
    return when.day if when else None


def that_hears(offset: float) -> Rules:
    """Rules to which every date sounds the same."""
    return replace(RULES, bearing=Leaning(offset=offset, weights={}, rarity={}))


@pytest.mark.parametrize("line", OTHER_MATTERS)
def test_a_day_of_another_matter_is_no_date_to_choose_among(line: str) -> None:
    other = next(one for one in seen(f"{MOVED}\n{line}").placed if not {MAY_3, APRIL_5} & set(days_of(one.mention)))
    assert other.role is Role.OTHER
    assert other.apart >= FOREIGN


@pytest.mark.parametrize("line", OTHER_MATTERS)
def test_the_dates_of_the_move_stay_what_they_are_beside_it(line: str) -> None:
    reading = heard(f"{MOVED}\n{line}")
    assert reading.kind is Kind.RESCHEDULED
    assert (day_of(reading.starts_at), day_of(reading.previous_starts_at)) == (MAY_3, APRIL_5)
    assert Doubt.SEVERAL_DATES not in reading.doubts


def test_a_day_that_only_sentences_of_other_matters_name_is_not_gone_by() -> None:
    reading = heard(MOVED, that_hears(FOREIGN))
    assert Doubt.NEGATED in reading.doubts
    assert heard(MOVED, that_hears(FOREIGN - 0.1)).doubts == ()


def test_what_the_words_call_new_or_old_or_has_an_hour_is_put_aside_only_where_it_is_plain() -> None:
    assert [one.role for one in seen("Your check-in:\nMonday, May 3, 2027", that_hears(APART)).placed] == [Role.OTHER]
    assert Role.OTHER not in {one.role for one in seen(MOVED, that_hears(APART)).placed}
    assert {one.role for one in seen(MOVED, that_hears(PLAINLY_APART)).placed} == {Role.OTHER}


@given(st.floats(-20, 20))
def test_hearing_dates_so_or_so_never_makes_another_day_the_new_one(offset: float) -> None:
    reading = heard(MOVED, that_hears(offset))
    assert day_of(reading.starts_at) in {None, MAY_3}


def test_a_day_is_believed_by_the_sentence_that_speaks_most_for_it() -> None:
    placed = seen(f"{MOVED}\nIf you move house before May 3, 2027, tell us.").placed
    told = next(one.mention for one in placed if one.mention.day == MAY_3 and one.mention.time)
    assert not foreign(told, placed)
    assert not foreign(None, placed)
