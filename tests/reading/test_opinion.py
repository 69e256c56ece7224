"""The second opinion, heard beside the rules: it can take a confirmation back, and never make one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import OFFICIAL, Wording, load_all, message
from tracker.appointments.caution import Caution
from tracker.appointments.decide import weigh
from tracker.appointments.events import Effect
from tracker.reading.classify import read
from tracker.reading.engine import analyse
from tracker.reading.opinion import NO_OPINION, Weights, opinion_of, parse_weights
from tracker.reading.rules import Rules
from tracker.reading.types import CONFIRMING, Doubt, Kind, Reading

WORDINGS = list(load_all())
OFFICE = "26 Federal Plaza, New York, NY 10278"
UNHEARD = "The system now shows your check-in on Monday, May 3, 2027 at 9:00 AM."
MOVED = "Your check-in was moved to Monday, May 3, 2027 at 9:00 AM."
SILENT = Weights(kinds=(Kind.SCHEDULED,), offset=(0.0,), found={}, words={}, rarity={})
KINDS = [*CONFIRMING, Kind.REQUEST_RECEIVED, Kind.REQUEST_DENIED, Kind.REMINDER, Kind.UNRECOGNISED]


def heard(body: str, rules: Rules = RULES) -> Reading:
    return read(message("Notice", f"{body}\n{OFFICE}"), OFFICIAL, rules, OFFICES)


def read_with(wording: Wording, rules: Rules) -> Reading:
    return read(message(wording.subject, f"{wording.body}\n{OFFICE}"), OFFICIAL, rules, OFFICES)


def swayed_to(kind: Kind, by: float) -> Rules:
    """The rules with weights that find every message most like one kind, whatever it says."""
    known = RULES.weights
    offset = tuple(by if each is kind else 0.0 for each in known.kinds)
    level = {name: (0.0,) * len(known.kinds) for name in known.found}
    return replace(RULES, weights=Weights(kinds=known.kinds, offset=offset, found=level, words={}, rarity={}))


def effect(reading: Reading) -> Effect:
    return weigh(message("Notice", "x"), OFFICIAL, reading).effect


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_it_says_alone_confirms_nothing(kind: Kind) -> None:
    for body in (UNHEARD, MOVED):
        reading = heard(body, swayed_to(kind, 50.0))
        assert not reading.disputed or effect(reading) is Effect.REVIEW
    assert effect(heard(UNHEARD, swayed_to(kind, 50.0))) is not Effect.CONFIRMS


CALLED_OR_BOOKED = {Kind.SUMMONS, Kind.SCHEDULED}


@given(
    st.sampled_from([wording for wording in WORDINGS if wording.kind in CONFIRMING]),
    st.sampled_from(KINDS),
    st.floats(-20, 20),
)
@settings(max_examples=300, deadline=None)
def test_it_can_only_take_confirmations_back(wording: Wording, kind: Kind, by: float) -> None:
    with_it, without = read_with(wording, swayed_to(kind, by)), read_with(wording, replace(RULES, weights=SILENT))
    event(f"{effect(without)} becomes {effect(with_it)}")
    if effect(with_it) is Effect.CONFIRMS:
        assert effect(without) is Effect.CONFIRMS
        assert with_it.starts_at == without.starts_at
        assert with_it.kind is without.kind or {with_it.kind, without.kind} == CALLED_OR_BOOKED


def test_a_message_that_no_rule_understood_is_named_after_what_it_is_most_like() -> None:
    reading = heard(UNHEARD)
    assert reading.guessed
    assert reading.disputed
    assert weigh(message("Notice", "x"), OFFICIAL, reading).reasons == (Caution.GUESSED,)
    assert reading.kind in CONFIRMING
    assert Doubt.PARTS_DISAGREE in reading.doubts
    assert reading.starts_at is not None
    assert "check-in" in " ".join(match.text for match in reading.matched)


def test_where_the_two_differ_the_likelier_kind_is_shown_and_a_person_looks() -> None:
    assert (heard(MOVED).kind, heard(MOVED).doubts) == (Kind.RESCHEDULED, ())
    reading = heard(MOVED, swayed_to(Kind.REQUEST_RECEIVED, 9.0))
    assert (reading.kind, reading.disputed, effect(reading)) == (Kind.REQUEST_RECEIVED, True, Effect.REVIEW)
    faint = heard(MOVED, swayed_to(Kind.REQUEST_RECEIVED, 0.1))
    assert (faint.kind, faint.disputed, effect(faint)) == (Kind.RESCHEDULED, True, Effect.REVIEW)


def test_a_rule_made_from_genuine_mail_is_not_contradicted() -> None:
    proven = tuple(rule.model_copy(update={"proven": True}) for rule in RULES.kinds)
    reading = heard(MOVED, replace(swayed_to(Kind.REQUEST_RECEIVED, 9.0), kinds=proven))
    assert (reading.kind, reading.doubts) == (Kind.RESCHEDULED, ())


def test_whether_one_is_called_or_booked_is_told_by_the_whole_letter_and_is_no_dispute() -> None:
    booked = "You are scheduled for Monday, May 3, 2027 at 9:00 AM."
    called = "You are hereby directed to report to this office on Monday, May 3, 2027 at 9:00 AM."
    for body, other in ((booked, Kind.SUMMONS), (called, Kind.SCHEDULED)):
        reading = heard(body, swayed_to(other, 9.0))
        assert (reading.kind, reading.disputed, reading.doubts) == (other, False, heard(body).doubts)
        assert any(step.counted and str(other) in step.reason for step in reading.trace)
        assert heard(body, swayed_to(other, 0.0)).kind is not other


def test_words_alone_without_anything_that_the_rules_know_decide_nothing() -> None:
    assert analyse(message("", "Colourless green thoughts sleep furiously."), RULES).opinion == NO_OPINION


def test_shares_are_those_of_the_weights() -> None:
    """Two kinds, one trait of weight log 3: three to one."""
    weights = Weights(
        kinds=(Kind.SCHEDULED, Kind.CANCELLED),
        offset=(0.0, 0.0),
        found={"says cancel done appointment ": (0.0, 1.0986122886681098)},
        words={},
        rarity={},
    )
    found = {"says cancel done appointment ": (3, 9)}
    opinion = opinion_of((found, set()), weights)
    assert (opinion.kind, opinion.grounds) == (Kind.CANCELLED, ((3, 9),))
    assert opinion.share == opinion.shares[Kind.CANCELLED]
    assert opinion.shares == pytest.approx({Kind.SCHEDULED: 0.25, Kind.CANCELLED: 0.75})


def test_a_long_message_weighs_no_more_than_a_short_one() -> None:
    names = {f"says move {number}": (0.0, 2.0) for number in range(9)}
    weights = Weights(kinds=(Kind.SCHEDULED, Kind.RESCHEDULED), offset=(0, 0), found=names, words={}, rarity={})
    one, nine = (dict.fromkeys(list(names)[:count], (0, 1)) for count in (1, 9))
    assert opinion_of((nine, set()), weights).share < 3 * opinion_of((one, set()), weights).share


def test_the_weights_that_ship_know_every_kind_they_are_asked_for() -> None:
    assert len(RULES.weights.kinds) == len(RULES.weights.offset)
    assert {*KINDS, Kind.OFFICE_CLOSURE} == set(RULES.weights.kinds)
    assert all(len(row) == len(RULES.weights.kinds) for row in RULES.weights.found.values())
    assert set(RULES.weights.words) == set(RULES.weights.rarity)


def test_with_dates_in_another_place_nothing_of_it_changes() -> None:
    """Dates are no words of it: they say nothing of the kind."""
    bodies = [
        f"Your check-in was moved to {day}." for day in ("Monday, May 3, 2027 at 9:00 AM", "June 7, 2027 at 8 AM")
    ]
    first, second = (analyse(message("", body), RULES).opinion for body in bodies)
    assert (first.kind, first.share) == (second.kind, second.share)


def test_weights_may_be_written_and_read() -> None:
    assert parse_weights(RULES.weights.model_dump_json()) == RULES.weights
