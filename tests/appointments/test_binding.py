"""Whose message it is: by address, by name and number, by the date that stands; and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
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
    entry_of,
    folded,
    identity,
    message,
    name_hint,
    number_hint,
    rescheduled,
    scheduled,
    standing,
    statuses,
    withdrawn,
)
from tracker.appointments.binding import contrary, identity_of, same, several_people, tied
from tracker.appointments.events import Effect, KeyedHint, MessageRead
from tracker.message.types import Authenticity
from tracker.reading.types import Doubt, HintKind, Kind

MARIA = name_hint("maria lopez")
HER_NUMBER = number_hint("123456789")
HIS_NUMBER = number_hint("987654321")
SUBJECT = number_hint("555", HintKind.SUBJECT_ID)
ENDS_AS_HERS = KeyedHint(kind=HintKind.A_NUMBER, masked="A…123", digests=())
ENDS_OTHERWISE = KeyedHint(kind=HintKind.A_NUMBER, masked="A…019", digests=())
OTHER_SUBJECT = KeyedHint(kind=HintKind.SUBJECT_ID, masked="ID …019", digests=())
EMPTY = KeyedHint(kind=HintKind.NAME, masked="", digests=())
WHO = identity(0, names=["maria lopez garcia"], numbers=[HER_NUMBER], to=[HERS])


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (MARIA, MARIA, True),
        (MARIA, name_hint("garcia maria lopez"), True),
        (name_hint("maria lopez garcia"), MARIA, True),
        (MARIA, name_hint("maria perez"), False),
        (MARIA, EMPTY, False),
        (EMPTY, EMPTY, False),
        (HER_NUMBER, number_hint("123456789"), True),
        (HER_NUMBER, HIS_NUMBER, False),
        (HER_NUMBER, number_hint("123456789", HintKind.SUBJECT_ID), False),
        (HER_NUMBER, HER_NUMBER.model_copy(update={"digests": (*HER_NUMBER.digests, "more")}), False),
    ],
)
def test_two_hints_are_the_same(one: KeyedHint, other: KeyedHint, alike: bool) -> None:
    assert same(one, other) is alike
    assert same(other, one) is alike


@pytest.mark.parametrize(
    ("hints", "several"),
    [
        ([], False),
        ([MARIA], False),
        ([MARIA, name_hint("lopez")], False),
        ([MARIA, name_hint("john doe")], True),
        ([MARIA, HER_NUMBER], False),
        ([HER_NUMBER, HIS_NUMBER], True),
        ([HER_NUMBER, SUBJECT], False),
        ([MARIA, EMPTY], False),
        ([HER_NUMBER, ENDS_AS_HERS], False),
        ([HER_NUMBER, ENDS_OTHERWISE], True),
        ([ENDS_AS_HERS, ENDS_OTHERWISE], True),
        ([ENDS_AS_HERS, OTHER_SUBJECT], False),
        ([ENDS_OTHERWISE], False),
    ],
)
def test_several_people_are_told_by_two_numbers_or_two_names(hints: list[KeyedHint], several: bool) -> None:
    assert several_people(hints) is several


@pytest.mark.parametrize(
    ("to", "hints", "ties", "contradicts"),
    [
        ([HERS], [], True, False),
        ([HIS, HERS], [], True, False),
        ([HIS], [], False, False),
        ([], [MARIA], True, False),
        ([], [HER_NUMBER], True, False),
        ([HERS], [HIS_NUMBER], True, True),
        ([HERS], [name_hint("john doe")], True, True),
        ([], [MARIA, HIS_NUMBER], True, True),
        ([], [SUBJECT], False, False),
        ([], [MARIA, name_hint("john doe")], True, False),
        ([], [EMPTY], False, False),
        ([HERS], [EMPTY], False, False),
        ([HERS], [EMPTY, MARIA], True, False),
        ([HERS], [ENDS_AS_HERS], True, False),
        ([], [ENDS_AS_HERS], False, False),
        ([HERS], [ENDS_OTHERWISE], True, True),
        ([HERS], [MARIA, ENDS_OTHERWISE], True, True),
        ([HERS], [OTHER_SUBJECT], True, False),
    ],
)
def test_ties_and_contrary_hints(to: Sequence[str], hints: list[KeyedHint], ties: bool, contradicts: bool) -> None:
    who, read = identity_of(WHO), scheduled(to=to, hints=hints)
    assert tied(read, who) is ties
    assert contrary(read, who) is contradicts


@pytest.mark.parametrize(
    ("to", "ties"),
    [
        (HERS.replace("@", "+ice@"), True),
        (HERS.replace("@", "x@"), False),
        (HERS.replace("@", "+ice@not-"), False),
        ("+" + HERS, False),
    ],
)
def test_a_tag_behind_a_plus_is_of_the_same_mailbox_and_nothing_else_is(to: str, ties: bool) -> None:
    assert tied(scheduled(to=[to]), identity_of(WHO)) is ties


def test_without_names_of_hers_a_name_is_no_contrary_hint() -> None:
    assert not contrary(scheduled(hints=[MARIA]), identity_of(identity(0, to=[HERS])))


def test_without_names_of_hers_a_name_that_cannot_be_compared_takes_no_tie_away() -> None:
    assert tied(scheduled(to=[HERS], hints=[EMPTY]), identity_of(identity(0, to=[HERS])))


def judged(read: MessageRead, *before: Any) -> tuple[Effect, tuple[Doubt, ...]]:
    entry = entry_of(folded(*before, read), read)
    return entry.effect, entry.doubts


CONFIRMED = (Effect.CONFIRMS, ())
UNBOUND = (Effect.REVIEW, (Doubt.UNBOUND,))


@pytest.mark.parametrize("tie", [{"to": [HERS]}, {"to": [], "hints": [MARIA]}, {"to": [HIS], "hints": [HER_NUMBER]}])
def test_one_tie_is_enough_to_confirm(tie: dict[str, Any]) -> None:
    assert judged(scheduled(on=1, **tie), WHO) == CONFIRMED


def test_a_genuine_message_to_somebody_else_is_unbound_and_its_date_only_unverified() -> None:
    read = scheduled(on=1, to=[HIS])
    assert judged(read, WHO) == UNBOUND
    assert statuses(folded(WHO, read)) == {"04-05 09": "unverified"}


def test_a_message_may_be_bound_by_the_date_that_stands() -> None:
    stands = scheduled()
    assert judged(rescheduled(on=1, to=[HIS]), WHO, stands) == CONFIRMED
    assert judged(cancelled(on=1, to=[HIS]), WHO, stands) == CONFIRMED
    assert judged(scheduled(on=1, to=[HIS]), WHO, stands) == CONFIRMED
    assert judged(cancelled(at(4, 5, None), on=1, to=[HIS]), WHO, stands) == CONFIRMED


def test_naming_another_date_is_no_tie() -> None:
    assert judged(rescheduled(MAY_10, APRIL_9, on=1, to=[HIS]), WHO, scheduled()) == UNBOUND
    assert judged(cancelled(at(4, 5, 10), on=1, to=[HIS]), WHO, scheduled()) == UNBOUND


def test_a_message_may_be_bound_by_the_reference_of_the_date_that_stands() -> None:
    stands = scheduled(reference="R1")
    assert judged(rescheduled(MAY_10, None, on=1, to=[HIS], reference="R1"), WHO, stands) == CONFIRMED
    assert judged(rescheduled(MAY_10, None, on=1, to=[HIS], reference="R2"), WHO, stands) == UNBOUND
    assert judged(rescheduled(MAY_10, None, on=1, to=[HIS]), WHO, scheduled()) == UNBOUND


def test_a_date_or_reference_that_is_only_claimed_is_no_tie() -> None:
    claim = scheduled(authenticity=Authenticity.UNVERIFIED, reference="R1")
    assert judged(cancelled(on=1, to=[HIS], reference="R1"), WHO, claim) == UNBOUND


def test_a_weak_copy_of_the_news_cannot_lend_its_reference_to_the_date_that_stands() -> None:
    claims = [scheduled(authenticity=Authenticity.UNVERIFIED, reference="R1", on=day) for day in (0, 2)]
    assert judged(cancelled(None, on=3, to=[HIS], reference="R1"), WHO, *claims, scheduled(on=1)) == UNBOUND


def test_a_date_that_was_past_when_the_message_came_is_no_tie() -> None:
    assert judged(cancelled(at(3, 4), on=3, to=[HIS]), WHO, scheduled(at(3, 4))) == CONFIRMED
    assert judged(cancelled(at(3, 4), on=4, to=[HIS]), WHO, scheduled(at(3, 4))) == UNBOUND


def test_another_number_wins_over_every_tie() -> None:
    read = cancelled(on=1, to=[HERS], hints=[MARIA, HIS_NUMBER])
    assert judged(read, WHO, scheduled()) == (Effect.REVIEW, (Doubt.WRONG_PERSON,))
    assert standing(folded(WHO, scheduled(), read)) == ["04-05 09"]


def test_a_date_of_somebody_else_is_not_added() -> None:
    assert statuses(folded(WHO, scheduled(on=1, hints=[HIS_NUMBER]))) == {}


def test_a_message_about_several_people_goes_to_review() -> None:
    read = scheduled(on=1, hints=[HER_NUMBER, HIS_NUMBER])
    assert judged(read, WHO) == (Effect.REVIEW, (Doubt.SEVERAL_PEOPLE,))
    assert statuses(folded(WHO, read)) == {}


def test_a_denial_for_somebody_else_goes_to_review() -> None:
    denial = message(Kind.REQUEST_DENIED, on=1, hints=[HIS_NUMBER])
    assert judged(denial, WHO) == (Effect.REVIEW, (Doubt.WRONG_PERSON,))


def test_other_kinds_need_no_tie() -> None:
    assert judged(message(Kind.REMINDER, APRIL_5, on=1, to=[HIS]), WHO) == (Effect.INFORMS, ())


# Who she is


def test_the_latest_identity_holds_for_every_message() -> None:
    read = scheduled(on=1)
    assert judged(read, identity(2, to=[HIS]), WHO) == UNBOUND
    assert judged(read, identity(2, to=[HERS]), identity(1, to=[HIS])) == CONFIRMED


def test_a_withdrawn_identity_does_not_hold() -> None:
    mistake = identity(2, to=[HIS])
    assert judged(scheduled(on=1), WHO, mistake, withdrawn(mistake, 3)) == CONFIRMED


def test_without_an_identity_the_earliest_confirmation_gives_the_address() -> None:
    first, second, other = scheduled(), scheduled(MAY_10, on=1), scheduled(APRIL_9, on=2, to=[HIS])
    assert judged(first, other, second) == CONFIRMED
    assert judged(second, other, first) == CONFIRMED
    assert judged(other, second, first) == UNBOUND


def test_an_empty_identity_is_none() -> None:
    assert judged(scheduled(on=1), identity(0)) == CONFIRMED


def test_an_identity_without_addresses_is_one_all_the_same() -> None:
    assert judged(scheduled(on=1), identity(0, names=["maria lopez"])) == UNBOUND


@pytest.mark.parametrize(
    "weak",
    [
        {"authenticity": Authenticity.UNVERIFIED},
        {"doubts": [Doubt.NO_TIME]},
        {"kind": Kind.REQUEST_DENIED},
        {"hints": [HER_NUMBER, HIS_NUMBER]},
        {"to": []},
    ],
)
def test_a_weaker_message_never_gives_the_address(weak: dict[str, Any]) -> None:
    told: dict[str, Any] = {"kind": Kind.SCHEDULED, "starts": APRIL_9, "to": [HIS], "on": 0} | weak
    early = message(**told)
    assert judged(scheduled(on=1), early) == CONFIRMED
