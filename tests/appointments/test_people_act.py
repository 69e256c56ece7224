"""What a person tells us counts as theirs, and never as an e-mail of ICE."""

from __future__ import annotations

from typing import Any

import pytest

from tests.appointments.situations import (
    APRIL_5,
    APRIL_9,
    HERS,
    HIS,
    JUNE_1,
    MAY_10,
    accepted,
    asked,
    at,
    cancelled,
    changes,
    confirmed_otherwise,
    entered,
    entry_of,
    folded,
    found,
    identity,
    last_notices,
    message,
    number_hint,
    rejected,
    rescheduled,
    scheduled,
    slot,
    standing,
    statuses,
)
from tracker.appointments.events import (
    AnyEvent,
    ConfirmedBy,
    Effect,
    MessageRead,
    Status,
)
from tracker.message.types import Authenticity
from tracker.reading.types import Kind

UNVERIFIED = Authenticity.UNVERIFIED
EMAIL, YOU = ConfirmedBy


def test_a_date_that_was_entered_is_confirmed_by_you() -> None:
    one = found(folded(entered(APRIL_5, office="boston", ends_at=at(4, 5, 11))), APRIL_5)
    assert (one.status, one.confirmed_by, one.messages) == (Status.CONFIRMED, YOU, ())
    assert (one.office, one.ends_at) == ("boston", at(4, 5, 11))


def test_an_entry_removes_nothing() -> None:
    assert standing(folded(scheduled(), entered(MAY_10, 1))) == ["04-05 09", "05-10 09"]
    assert last_notices(scheduled(), entered(MAY_10, 1)) == {"two_dates_stand"}


def test_an_email_confirmation_stays_one_and_an_entry_becomes_one() -> None:
    for events in ((scheduled(), entered(APRIL_5, 1)), (entered(APRIL_5), scheduled(on=1))):
        assert found(folded(*events), APRIL_5).confirmed_by is EMAIL


def test_what_ice_wrote_goes_before_what_was_entered() -> None:
    wrote: dict[str, Any] = {"office": "ice"}
    typed: dict[str, Any] = {"office": "mine", "ends_at": at(4, 5, 11)}
    for events in (
        (scheduled(**wrote), entered(APRIL_5, 1, **typed)),
        (entered(APRIL_5, **typed), scheduled(on=1, **wrote)),
    ):
        one = found(folded(*events), APRIL_5)
        assert (one.office, one.ends_at) == ("ice", at(4, 5, 11))


def test_a_later_entry_corrects_an_earlier_one() -> None:
    state = folded(entered(APRIL_5, office="a"), entered(APRIL_5, 1, office="b"))
    assert (found(state, APRIL_5).office, found(state, APRIL_5).confirmed_by) == ("b", YOU)


def test_a_zone_that_is_known_is_kept() -> None:
    state = folded(scheduled(), entered(at(4, 5, zone=None), 1), entered(at(4, 6, zone=None)), entered(at(4, 6), 1))
    assert {one.starts_at.zone for one in state.appointments} == {"America/New_York"}


def test_a_change_that_was_confirmed_otherwise_moves_the_date_and_is_yours() -> None:
    state = folded(scheduled(), confirmed_otherwise(1, MAY_10, APRIL_5, office="boston", ends_at=at(5, 10, 11)))
    assert statuses(state) == {"04-05 09": "superseded", "05-10 09": "confirmed"}
    assert [one.confirmed_by for one in state.appointments] == [YOU, YOU]
    assert found(state, APRIL_5).replaced_by == slot(MAY_10)
    assert (found(state, MAY_10).office, found(state, MAY_10).ends_at) == ("boston", at(5, 10, 11))


def test_a_cancellation_that_was_confirmed_otherwise() -> None:
    state = folded(scheduled(), confirmed_otherwise(1, None, APRIL_5))
    assert (found(state, APRIL_5).status, found(state, APRIL_5).confirmed_by) == (Status.CANCELLED, YOU)


def test_a_confirmation_that_replaces_nothing_adds() -> None:
    assert standing(folded(scheduled(), confirmed_otherwise(1, MAY_10))) == ["04-05 09", "05-10 09"]
    assert last_notices(confirmed_otherwise(1, MAY_10)) == set()
    assert statuses(folded(confirmed_otherwise(1))) == {}


def test_a_confirmation_that_replaces_an_unknown_date_says_so() -> None:
    assert last_notices(confirmed_otherwise(1, MAY_10, APRIL_5)) == {"moved_unknown_date"}


def test_a_confirmation_cannot_take_away_twice() -> None:
    state = folded(scheduled(), rescheduled(on=1), confirmed_otherwise(2, JUNE_1, APRIL_5))
    assert found(state, APRIL_5).replaced_by == slot(MAY_10)
    assert found(state, APRIL_5).confirmed_by is EMAIL


@pytest.mark.parametrize("before", [scheduled(authenticity=UNVERIFIED), asked(APRIL_5)])
def test_a_confirmation_replaces_what_only_may_be(before: AnyEvent) -> None:
    assert statuses(folded(before, confirmed_otherwise(1, MAY_10, APRIL_5)))["04-05 09"] == "superseded"


def test_an_accepted_message_counts_as_yours_with_the_message_as_evidence() -> None:
    read = rescheduled(on=1, authenticity=UNVERIFIED, reference="R1")
    state = folded(scheduled(), read, accepted(read, 2, office="boston"))
    assert statuses(state) == {"04-05 09": "superseded", "05-10 09": "confirmed"}
    one = found(state, MAY_10)
    assert (one.confirmed_by, one.messages, one.office, one.reference) == (YOU, (read.sha256,), "boston", "R1")
    assert state.reviews == ()
    assert entry_of(state, accepted(read, 2, office="boston")).effect is Effect.CONFIRMS


def test_an_accepted_message_counts_with_the_fields_as_corrected() -> None:
    read = scheduled(authenticity=UNVERIFIED)
    state = folded(read, accepted(read, 1, starts_at=APRIL_9))
    assert statuses(state) == {"04-05 09": "closed", "04-09 09": "confirmed"}


def test_an_accepted_cancellation_may_name_its_date_either_way() -> None:
    read = cancelled(authenticity=UNVERIFIED, on=1)
    for fields in ({}, {"starts_at": APRIL_5, "previous_starts_at": None}):
        state = folded(scheduled(), read, accepted(read, 2, **fields))
        assert (found(state, APRIL_5).status, found(state, APRIL_5).confirmed_by) == (Status.CANCELLED, YOU)


def test_an_accepted_reminder_makes_its_date_stand() -> None:
    read = message(Kind.REMINDER, MAY_10, on=1, authenticity=UNVERIFIED)
    assert standing(folded(scheduled(), read, accepted(read, 2))) == ["04-05 09", "05-10 09"]


def test_an_accepted_change_without_its_new_date_moves_nothing() -> None:
    read = rescheduled(on=1, authenticity=UNVERIFIED)
    assert standing(folded(scheduled(), read, accepted(read, 2, starts_at=None))) == ["04-05 09"]


def test_an_accepted_reschedule_without_a_name_moves_nothing_where_several_dates_stand() -> None:
    read = rescheduled(JUNE_1, None, on=1, authenticity=UNVERIFIED)
    state = folded(scheduled(), scheduled(MAY_10), read, accepted(read, 2))
    assert standing(state) == ["04-05 09", "05-10 09", "06-01 09"]


def test_an_accepted_message_that_names_no_date_only_leaves_the_review() -> None:
    read = message(Kind.HUMAN_REPLY, on=1)
    state = folded(read, accepted(read, 2))
    assert (statuses(state), state.reviews) == ({}, ())
    assert entry_of(state, accepted(read, 2)).effect is Effect.NONE


def test_a_rejected_message_loses_its_claim_and_its_review() -> None:
    read = scheduled(authenticity=UNVERIFIED)
    state = folded(read, rejected(read, 1))
    assert (statuses(state), state.reviews) == ({"04-05 09": "closed"}, ())
    assert found(state, APRIL_5).messages == (read.sha256,)
    assert changes(state, rejected(read, 1)) == [("closed", "2027-04-05")]
    assert entry_of(state, rejected(read, 1)).effect is Effect.NONE


def test_a_rejection_takes_away_no_date_that_stands() -> None:
    read = scheduled()
    assert standing(folded(read, rejected(read, 1))) == ["04-05 09"]


@pytest.mark.parametrize("read", [cancelled(on=1), rescheduled(on=1)])
def test_a_rejected_message_moves_nothing(read: MessageRead) -> None:
    state = folded(scheduled(), read, rejected(read, 2))
    assert found(state, APRIL_5).status is Status.CONFIRMED


def test_a_message_rejected_as_a_strangers_stays_so_when_it_later_looks_bound() -> None:
    """Somebody re-sends the cancellation that ICE wrote to him; older mail then shows that her date is the same."""
    who, read = identity(0, to=[HERS]), cancelled(on=2, to=[HIS])
    assert standing(folded(who, scheduled(), read)) == []
    assert standing(folded(who, scheduled(), read, rejected(read, 3))) == ["04-05 09"]


def test_a_number_of_somebody_else_keeps_even_the_rejected_date_out() -> None:
    who, read = identity(0, numbers=[number_hint("1")]), scheduled(hints=[number_hint("2")])
    assert statuses(folded(who, read)) == {}
