"""What becomes of a date when ICE proves its word: each situation as a small story."""

from __future__ import annotations

import pytest

from tests.appointments.situations import (
    APRIL_5,
    APRIL_9,
    JUNE_1,
    MAY_10,
    asked,
    at,
    cancelled,
    changes,
    day,
    entered,
    entry_of,
    folded,
    found,
    last_notices,
    message,
    rejected,
    rescheduled,
    scheduled,
    slot,
    standing,
    statuses,
)
from tracker.appointments.events import (
    ConfirmedBy,
    Effect,
    NoticeKind,
    Status,
)
from tracker.message.types import Authenticity
from tracker.reading.types import Doubt, Kind

UNVERIFIED = Authenticity.UNVERIFIED
EMAIL, YOU = ConfirmedBy


@pytest.mark.parametrize("kind", [Kind.SCHEDULED, Kind.SUMMONS])
def test_a_confirmed_date_stands_with_all_that_ice_said(kind: Kind) -> None:
    read = message(kind, APRIL_5, ends=at(4, 5, 11), office="boston", reference="R1", on=2)
    one = found(folded(read), APRIL_5)
    assert (one.status, one.confirmed_by, one.messages) == (Status.CONFIRMED, EMAIL, (read.sha256,))
    assert (one.starts_at, one.ends_at, one.office, one.reference) == (APRIL_5, at(4, 5, 11), "boston", "R1")
    assert (one.changed_at, one.revival, one.replaced_by, one.person) == (day(2), 0, None, "p1")
    assert entry_of(folded(read), read).effect is Effect.CONFIRMS


def test_a_zone_found_apart_from_the_date_becomes_the_dates_zone() -> None:
    read = scheduled()
    bare = read.reading.model_copy(update={"starts_at": at(4, 5, zone=None), "time_zone": "America/Chicago"})
    state = folded(read.model_copy(update={"reading": bare}))
    assert found(state, APRIL_5).starts_at.zone == "America/Chicago"


def test_a_reschedule_supersedes_the_date_that_it_names() -> None:
    old, moved = scheduled(), rescheduled(on=1)
    state = folded(old, moved)
    assert statuses(state) == {"04-05 09": "superseded", "05-10 09": "confirmed"}
    gone = found(state, APRIL_5)
    assert (gone.replaced_by, gone.changed_at, gone.confirmed_by) == (slot(MAY_10), day(1), EMAIL)
    assert gone.messages == tuple(sorted([old.sha256, moved.sha256]))
    assert found(state, MAY_10).messages == (moved.sha256,)
    assert changes(state, moved) == [("superseded", "2027-04-05"), ("added", "2027-05-10")]
    assert entry_of(state, moved).notices == ()


def test_a_reschedule_leaves_every_other_date_alone() -> None:
    state = folded(scheduled(), scheduled(JUNE_1), rescheduled(on=1))
    assert standing(state) == ["05-10 09", "06-01 09"]


def test_a_reschedule_without_a_name_moves_the_only_date_that_stands() -> None:
    state = folded(scheduled(), rescheduled(MAY_10, None, on=1))
    assert statuses(state) == {"04-05 09": "superseded", "05-10 09": "confirmed"}


def test_a_date_that_was_over_when_the_message_came_is_not_the_one_that_stands() -> None:
    state = folded(scheduled(at(3, 2)), scheduled(), rescheduled(MAY_10, None, on=4))
    assert statuses(state) == {"03-02 09": "past", "04-05 09": "superseded", "05-10 09": "confirmed"}


def test_a_date_of_the_messages_own_day_still_stands() -> None:
    assert statuses(folded(scheduled(at(3, 5)), rescheduled(MAY_10, None, on=4)))["03-05 09"] == "superseded"


def test_a_reschedule_without_a_name_goes_to_review_where_several_dates_stand() -> None:
    moved = rescheduled(MAY_10, None, on=1)
    state = folded(scheduled(), scheduled(JUNE_1), moved)
    assert statuses(state) == {"04-05 09": "confirmed", "05-10 09": "unverified", "06-01 09": "confirmed"}
    assert [review.doubts for review in state.reviews] == [(Doubt.SEVERAL_DATES,)]


def test_a_reference_tells_which_of_several_dates_is_moved() -> None:
    dates = scheduled(reference="R1"), scheduled(JUNE_1, reference="R2")
    state = folded(*dates, rescheduled(MAY_10, None, on=1, reference="R2"))
    assert standing(state) == ["04-05 09", "05-10 09"]


def test_another_reference_moves_nothing() -> None:
    moved = rescheduled(MAY_10, None, on=1, reference="R2")
    assert standing(folded(scheduled(reference="R1"), moved)) == ["04-05 09", "05-10 09"]
    assert standing(folded(scheduled(), moved)) == ["05-10 09"]


def test_a_date_named_without_its_hour_is_the_only_one_of_its_day() -> None:
    assert standing(folded(scheduled(), rescheduled(MAY_10, at(4, 5, None), on=1))) == ["05-10 09"]
    two = folded(scheduled(), scheduled(at(4, 5, 14)), rescheduled(MAY_10, at(4, 5, None), on=1))
    assert standing(two) == ["04-05 09", "04-05 14"]
    assert two.reviews[0].doubts == (Doubt.SEVERAL_DATES,)


def test_a_date_named_with_its_hour_is_the_one_that_was_entered_without() -> None:
    assert standing(folded(entered(at(4, 5, None)), rescheduled(on=1))) == ["05-10 09"]


def test_a_cancellation_of_a_day_with_two_dates_goes_to_review() -> None:
    state = folded(scheduled(), scheduled(at(4, 5, 14)), cancelled(at(4, 5, None), on=1))
    assert standing(state) == ["04-05 09", "04-05 14"]
    assert state.reviews[0].doubts == (Doubt.SEVERAL_DATES,)


def test_the_hour_tells_which_of_two_dates_of_a_day_is_meant() -> None:
    assert standing(folded(scheduled(), scheduled(at(4, 5, 14)), cancelled(on=1))) == ["04-05 14"]


def test_another_hour_of_the_day_is_another_date() -> None:
    state = folded(scheduled(), rescheduled(MAY_10, at(4, 5, 14), on=1))
    assert standing(state) == ["04-05 09", "05-10 09"]


def test_a_reschedule_of_a_date_that_is_not_known_adds_the_new_one_and_says_so() -> None:
    moved = rescheduled(on=1)
    assert statuses(folded(moved)) == {"05-10 09": "confirmed"}
    assert last_notices(moved) == {"moved_unknown_date"}
    assert last_notices(rescheduled(MAY_10, None, on=1)) == {"moved_unknown_date"}


def test_a_reschedule_of_a_date_that_went_already_only_adds() -> None:
    again = rescheduled(JUNE_1, on=2)
    state = folded(scheduled(), rescheduled(on=1), again)
    assert statuses(state) == {"04-05 09": "superseded", "05-10 09": "confirmed", "06-01 09": "confirmed"}
    assert found(state, APRIL_5).replaced_by == slot(MAY_10)
    assert entry_of(state, again).notices == (NoticeKind.TWO_DATES_STAND,)


def test_a_reschedule_to_the_same_slot_leaves_it_standing() -> None:
    state = folded(scheduled(), rescheduled(APRIL_5, APRIL_5, on=1))
    assert statuses(state) == {"04-05 09": "confirmed"}
    assert found(state, APRIL_5).revival == 0
    assert statuses(folded(scheduled(), rescheduled(APRIL_5, None, on=1))) == {"04-05 09": "confirmed"}


def test_a_reschedule_to_another_hour_of_the_day_moves_the_date() -> None:
    state = folded(scheduled(), rescheduled(at(4, 5, 14), APRIL_5, on=1))
    assert statuses(state) == {"04-05 09": "superseded", "04-05 14": "confirmed"}


def test_a_date_that_was_only_claimed_or_asked_for_is_superseded_too() -> None:
    claim = scheduled(authenticity=UNVERIFIED)
    assert statuses(folded(claim, rescheduled(on=1)))["04-05 09"] == "superseded"
    assert found(folded(claim, rescheduled(on=1)), APRIL_5).messages == tuple(
        sorted([claim.sha256, rescheduled(on=1).sha256])
    )
    assert statuses(folded(asked(APRIL_5), rescheduled(on=1)))["04-05 09"] == "superseded"


def test_a_claim_never_decides_which_date_is_meant() -> None:
    """An unproven 14:00 on the day of a whole-day date must not draw the reschedule away from it."""
    whole, claim = entered(at(4, 5, None)), scheduled(at(4, 5, 14), on=1, authenticity=UNVERIFIED)
    for named in (at(4, 5, None), at(4, 5, 14)):
        state = folded(whole, claim, rescheduled(MAY_10, named, on=2))
        assert standing(state) == ["05-10 09"]


def test_a_cancellation_takes_the_date_away() -> None:
    gone = cancelled(on=1)
    state = folded(scheduled(), gone)
    assert statuses(state) == {"04-05 09": "cancelled"}
    assert changes(state, gone) == [("cancelled", "2027-04-05")]
    assert found(state, APRIL_5).confirmed_by is EMAIL
    assert entry_of(state, gone).notices == ()


def test_a_cancellation_may_name_only_the_reference() -> None:
    state = folded(scheduled(reference="R1"), scheduled(JUNE_1), cancelled(None, on=1, reference="R1"))
    assert statuses(state) == {"04-05 09": "cancelled", "06-01 09": "confirmed"}


def test_a_cancellation_by_a_reference_that_is_not_known_takes_nothing() -> None:
    gone = cancelled(None, on=1, reference="R9")
    assert standing(folded(scheduled(reference="R1"), gone)) == ["04-05 09"]
    assert standing(folded(scheduled(), gone)) == ["04-05 09"]
    assert last_notices(scheduled(), gone) == {"moved_unknown_date"}


def test_a_cancellation_of_a_date_that_is_not_known_is_kept_and_told() -> None:
    gone = cancelled(APRIL_9, on=1, reference="R1")
    state = folded(scheduled(), gone)
    assert statuses(state) == {"04-05 09": "confirmed", "04-09 09": "cancelled"}
    one = found(state, APRIL_9)
    assert (one.reference, one.messages, one.confirmed_by) == ("R1", (gone.sha256,), EMAIL)
    assert last_notices(scheduled(), gone) == {"moved_unknown_date"}


def test_a_date_that_was_only_claimed_and_closed_is_not_known() -> None:
    claim = scheduled(APRIL_9, authenticity=UNVERIFIED)
    gone = cancelled(APRIL_9, on=2)
    assert statuses(folded(claim, rejected(claim, 1), gone)) == {"04-09 09": "cancelled"}
    assert last_notices(claim, rejected(claim, 1), gone) == {"moved_unknown_date"}
    assert last_notices(claim, gone) == set()


def test_a_second_cancellation_changes_nothing() -> None:
    again = cancelled(on=2)
    state = folded(scheduled(), cancelled(on=1), again)
    assert changes(state, again) == []
    assert entry_of(state, again).notices == ()
    assert found(state, APRIL_5).changed_at == day(1)


def test_a_claimed_date_may_be_cancelled() -> None:
    assert statuses(folded(scheduled(authenticity=UNVERIFIED), cancelled(on=1))) == {"04-05 09": "cancelled"}


def test_a_date_that_comes_to_stand_again_counts_its_revivals() -> None:
    state = folded(scheduled(), cancelled(on=1), scheduled(on=2), cancelled(on=3), scheduled(on=4))
    one = found(state, APRIL_5)
    assert (one.status, one.revival, one.replaced_by, one.changed_at) == (Status.CONFIRMED, 2, None, day(4))
    assert one.messages == (scheduled(on=4).sha256,)


def test_a_date_that_comes_back_is_replaced_by_nothing() -> None:
    state = folded(scheduled(), rescheduled(on=1), rescheduled(APRIL_5, MAY_10, on=2))
    assert found(state, APRIL_5).replaced_by is None
    assert found(state, MAY_10).replaced_by == slot(APRIL_5)


def test_two_dates_without_a_cancellation_both_stand_and_it_is_told() -> None:
    assert standing(folded(scheduled(), scheduled(MAY_10, on=1))) == ["04-05 09", "05-10 09"]
    assert last_notices(scheduled(), scheduled(MAY_10, on=1)) == {"two_dates_stand"}
    assert last_notices(scheduled(), scheduled(on=1)) == set()
    assert last_notices(scheduled(at(3, 2)), scheduled(on=4)) == set()


def test_a_date_that_is_over_when_it_is_confirmed_makes_no_second_one() -> None:
    events = scheduled(), scheduled(JUNE_1), scheduled(at(3, 2), on=4)
    assert last_notices(*events) == set()


def test_a_later_message_of_ice_corrects_the_office_and_fills_what_was_missing() -> None:
    state = folded(scheduled(office="boston", reference="R1"), scheduled(office="newark", ends=at(4, 5, 10), on=1))
    one = found(state, APRIL_5)
    assert (one.office, one.reference, one.ends_at, one.changed_at) == ("newark", "R1", at(4, 5, 10), day(1))
    assert len(one.messages) == 2


def test_a_second_confirmation_that_says_nothing_new_does_not_change_the_date() -> None:
    assert found(folded(scheduled(), scheduled(on=3)), APRIL_5).changed_at == day(0)
