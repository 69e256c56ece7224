"""Weak evidence adds, and never takes away."""

from __future__ import annotations

from typing import Any

import pytest

from tests.appointments.situations import (
    APRIL_5,
    APRIL_9,
    HERS,
    HIS,
    MAY_10,
    at,
    cancelled,
    day,
    entered,
    folded,
    found,
    identity,
    message,
    rejected,
    rescheduled,
    scheduled,
    slot,
    statuses,
)
from tracker.appointments.events import (
    Effect,
    Status,
)
from tracker.message.types import Authenticity, Lane
from tracker.reading.types import Doubt, Kind

UNVERIFIED = Authenticity.UNVERIFIED


WEAK: dict[str, dict[str, Any]] = {
    "unverified": {"authenticity": UNVERIFIED},
    "doubtful": {"doubts": [Doubt.UNKNOWN_OFFICE]},
    "of a neighbour": {"lane": Lane.USCIS, "effect": Effect.CONFIRMS},
    "lowered when it was read": {"effect": Effect.REVIEW},
    "to somebody else": {"to": [HIS]},
}


@pytest.mark.parametrize("weak", WEAK.values(), ids=WEAK)
def test_weak_evidence_moves_nothing_and_adds_its_date_as_unverified(weak: dict[str, Any]) -> None:
    read = rescheduled(MAY_10, APRIL_9, on=1, **weak)
    state = folded(identity(0, to=[HERS]), scheduled(), read)
    assert statuses(state) == {"04-05 09": "confirmed", "05-10 09": "unverified"}
    assert found(state, MAY_10).messages == (read.sha256,)
    assert found(state, MAY_10).confirmed_by is None
    assert [review.sha256 for review in state.reviews] == [read.sha256]


def test_a_review_shows_what_was_read_and_why_it_was_not_believed() -> None:
    read = rescheduled(on=1, doubts=[Doubt.UNKNOWN_OFFICE])
    (review,) = folded(scheduled(), read).reviews
    assert (review.event, review.at, review.authenticity) == (read.id, day(1), Authenticity.OFFICIAL)
    assert (review.reading, review.doubts) == (read.reading, (Doubt.UNKNOWN_OFFICE,))


@pytest.mark.parametrize("weak", WEAK.values(), ids=WEAK)
def test_a_weak_cancellation_takes_nothing(weak: dict[str, Any]) -> None:
    state = folded(identity(0, to=[HERS]), scheduled(), cancelled(APRIL_9, on=1, **weak))
    assert statuses(state) == {"04-05 09": "confirmed"}
    assert len(state.reviews) == 1


@pytest.mark.parametrize("doubt", Doubt)
def test_a_doubtful_date_is_added_unless_it_may_be_no_date_at_all(doubt: Doubt) -> None:
    none = {"wrong_person", "several_people", "replayed", "negated", "impossible_date", "ambiguous_date"}
    expected = {} if doubt.value in none else {"05-10 09": "unverified"}
    for authenticity in (Authenticity.OFFICIAL, UNVERIFIED):
        assert statuses(folded(scheduled(MAY_10, doubts=[doubt], authenticity=authenticity))) == expected


@pytest.mark.parametrize(
    ("kind", "authenticity"), [(k, Authenticity.OTHER) for k in Kind] + [(k, Authenticity.FAKE) for k in Kind]
)
def test_fakes_and_strangers_add_no_date_that_may_be_one(kind: Kind, authenticity: Authenticity) -> None:
    state = folded(message(kind, MAY_10, authenticity=authenticity))
    assert set(statuses(state).values()) <= ({"requested"} if kind is Kind.REQUEST_SENT else set())
    assert state.reviews == ()


def test_an_unverified_date_that_is_confirmed_is_only_that() -> None:
    claim, proof = scheduled(authenticity=UNVERIFIED, office="weak", reference="W"), scheduled(on=1)
    one = found(folded(claim, proof), APRIL_5)
    assert (one.status, one.messages, one.office, one.reference) == (Status.CONFIRMED, (proof.sha256,), None, None)
    assert one.changed_at == day(1)
    assert one == found(folded(proof), APRIL_5)


def test_an_unverified_copy_of_a_date_that_stands_changes_nothing() -> None:
    claim = scheduled(on=1, authenticity=UNVERIFIED, office="weak")
    assert folded(scheduled(), claim).appointments == folded(scheduled()).appointments


def test_a_claim_may_raise_again_what_ice_took_away_but_only_as_a_claim() -> None:
    claim = scheduled(on=2, authenticity=UNVERIFIED, office="weak")
    state = folded(scheduled(), rescheduled(on=1), claim)
    one = found(state, APRIL_5)
    assert (one.status, one.office, one.messages) == (Status.UNVERIFIED, "weak", (claim.sha256,))
    assert (one.replaced_by, one.confirmed_by) == (None, None)
    back = found(folded(scheduled(), rescheduled(on=1), claim, rejected(claim, 3)), APRIL_5)
    assert (back.status, back.replaced_by, back.office) == (Status.SUPERSEDED, slot(MAY_10), None)


def test_a_day_without_an_hour_is_not_claimed_beside_its_hour() -> None:
    vague = scheduled(at(4, 5, None), on=1, authenticity=UNVERIFIED)
    assert statuses(folded(scheduled(), vague)) == {"04-05 09": "confirmed"}


def test_an_hour_is_claimed_beside_a_day_that_stands_without() -> None:
    claim = scheduled(on=1, authenticity=UNVERIFIED)
    assert statuses(folded(entered(at(4, 5, None)), claim)) == {"04-05": "confirmed", "04-05 09": "unverified"}


def test_a_day_that_was_claimed_without_its_hour_is_answered_when_ice_names_the_hour() -> None:
    vague, other = (scheduled(at(4, d, None), authenticity=UNVERIFIED, name=str(d)) for d in (5, 6))
    state = folded(vague, other, scheduled(on=1))
    assert statuses(state) == {"04-05": "closed", "04-05 09": "confirmed", "04-06": "unverified"}
    assert found(state, at(4, 5, None)).replaced_by == slot(APRIL_5)
    assert found(state, at(4, 5, None)).messages == (vague.sha256,)


def test_a_claimed_hour_is_not_answered_by_a_day_without_one() -> None:
    state = folded(scheduled(authenticity=UNVERIFIED), entered(at(4, 5, None), 1))
    assert statuses(state) == {"04-05": "confirmed", "04-05 09": "unverified"}


def test_a_claim_told_with_or_without_its_hour_goes_with_the_date() -> None:
    claim = scheduled(on=1, authenticity=UNVERIFIED)
    state = folded(entered(at(4, 5, None)), claim, cancelled(at(4, 5, None), on=2))
    assert statuses(state) == {"04-05": "cancelled", "04-05 09": "closed"}


def test_two_claims_of_one_date_are_both_its_messages() -> None:
    one, two = (scheduled(on=n, authenticity=UNVERIFIED, office=str(n)) for n in (0, 1))
    made = found(folded(one, two), APRIL_5)
    assert made.messages == tuple(sorted([one.sha256, two.sha256]))
    assert made.office == "0"
    left = found(folded(one, two, rejected(one, 2)), APRIL_5)
    assert (left.status, left.messages, left.office) == (Status.UNVERIFIED, (two.sha256,), "1")
