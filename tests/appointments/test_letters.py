"""Copies, replays, clashes and withdrawals: what of the log counts, judged over the whole set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.appointments.situations import (
    APRIL_5,
    APRIL_9,
    HERS,
    HIS,
    JUNE_1,
    MAY_10,
    NOW,
    PERSON,
    accepted,
    asked,
    cancelled,
    confirmed_otherwise,
    day,
    entered,
    entry_of,
    folded,
    found,
    identity,
    message,
    only_request,
    rejected,
    request_withdrawn,
    rescheduled,
    scheduled,
    sha,
    standing,
    statuses,
    withdrawn,
)
from tracker.appointments.events import Effect, MessageRead, NoticeKind, RequestStatus, Status
from tracker.appointments.state import fold
from tracker.message.types import Authenticity, Lane
from tracker.reading.types import Doubt, Kind

UNVERIFIED = Authenticity.UNVERIFIED


def test_an_empty_log_is_an_empty_state() -> None:
    state = folded()
    assert (state.person, state.appointments, state.requests, state.reviews, state.entries) == (PERSON, (), (), (), ())


def test_events_of_another_person_are_not_hers() -> None:
    his = scheduled().model_copy(update={"person": "p2"})
    assert folded(his).entries == ()


# Copies


def test_two_copies_are_one_message_and_the_strongest_stands_for_both() -> None:
    strong = scheduled(name="strong", content="c")
    weak = scheduled(name="weak", content="c", authenticity=UNVERIFIED)
    state = folded(weak, strong)
    assert found(state, APRIL_5).messages == (strong.sha256,)
    assert entry_of(state, weak).same_as == strong.sha256
    assert entry_of(state, weak).effect is Effect.NONE
    assert entry_of(state, strong).same_as is None
    assert state.reviews == ()


@pytest.mark.parametrize(
    "weaker",
    [
        {"authenticity": Authenticity.FAKE},
        {"authenticity": Authenticity.OTHER},
        {"doubts": [Doubt.UNKNOWN_OFFICE]},
        {"effect": Effect.REVIEW},
        {"to": [HIS]},
        {"received": day(20)},
        {"lane": Lane.BULK, "effect": Effect.REVIEW},
    ],
)
def test_no_weaker_copy_stands_in_for_one_that_confirms(weaker: dict[str, Any]) -> None:
    for number in range(4):  # whichever of the two has the smaller hash
        strong = scheduled(name=f"strong {number}", content="c", on=1)
        told: dict[str, Any] = {"name": f"copy {number}", "content": "c", "on": 1} | weaker
        copy = scheduled(**told)
        state = folded(identity(0, to=[HERS]), copy, strong)
        assert standing(state) == ["04-05 09"]
        assert entry_of(state, copy).same_as == strong.sha256


def test_of_two_unverified_copies_the_one_with_fewer_doubts_stands() -> None:
    clear = scheduled(name="clear", content="c", authenticity=UNVERIFIED)
    vague = scheduled(name="vague", content="c", authenticity=UNVERIFIED, doubts=[Doubt.UNKNOWN_OFFICE])
    assert entry_of(folded(vague, clear), vague).same_as == clear.sha256


def test_of_two_equal_copies_the_smaller_hash_stands() -> None:
    one, two = (scheduled(name=name, content="c") for name in "ab")
    first = min(one.sha256, two.sha256)
    assert found(folded(one, two), APRIL_5).messages == (first,)


def test_an_official_copy_with_doubts_goes_before_an_unverified_one_without() -> None:
    official = scheduled(name="official", content="c", doubts=[Doubt.UNKNOWN_OFFICE])
    unverified = scheduled(name="unverified", content="c", authenticity=UNVERIFIED)
    fake = scheduled(name="fake", content="c", authenticity=Authenticity.FAKE)
    state = folded(fake, unverified, official)
    assert entry_of(state, unverified).same_as == entry_of(state, fake).same_as == official.sha256
    assert entry_of(folded(fake, unverified), fake).same_as == unverified.sha256


def test_a_review_of_one_copy_is_a_review_of_all() -> None:
    copy = scheduled(name="copy", content="c", authenticity=UNVERIFIED, doubts=[Doubt.NO_TIME])
    better = scheduled(name="better", content="c", authenticity=UNVERIFIED)
    assert len(folded(copy, better).reviews) == 1
    state = folded(copy, better, rejected(copy, 1))
    assert state.reviews == ()
    assert statuses(state) == {"04-05 09": "closed"}


def test_a_better_copy_of_a_rejected_message_claims_nothing_again() -> None:
    copy = scheduled(name="copy", content="c", authenticity=UNVERIFIED, doubts=[Doubt.NO_TIME])
    undated = scheduled(name="better", content="c", authenticity=UNVERIFIED, on=5)
    assert statuses(folded(copy, undated, rejected(copy, 1))) == {}


# Replays of mended rules


def replay(of: MessageRead, on: int, starts: Any = APRIL_9, kind: Kind = Kind.SCHEDULED, **told: Any) -> MessageRead:
    again = message(kind, starts, recorded=day(on), rule="rule@2", **told)
    return again.model_copy(update={"sha256": of.sha256, "content_id": of.content_id, "at": of.at})


def test_the_latest_reading_of_a_message_holds() -> None:
    first = scheduled()
    second = replay(first, 5)
    state = folded(second, first)
    assert statuses(state) == {"04-09 09": "confirmed"}
    assert entry_of(state, first).same_as == first.sha256
    assert (entry_of(state, first).effect, entry_of(state, second).effect) == (Effect.NONE, Effect.CONFIRMS)


def test_of_readings_made_at_one_moment_the_greater_id_holds() -> None:
    first = scheduled(recorded=day(5))
    second = replay(first, 5)
    last = max(first, second, key=lambda read: read.id)
    assert entry_of(folded(first, second), last).same_as is None


def test_a_reading_that_was_appended_again_counts_as_the_latest() -> None:
    first = scheduled()
    back = first.model_copy(update={"recorded_at": day(9)})
    for events in ((back, replay(first, 5), first), (first, replay(first, 5), back)):
        state = folded(*events)
        assert standing(state) == ["04-05 09"]
        assert len(state.entries) == 2


def test_a_rejected_message_stays_rejected_when_rules_are_mended() -> None:
    first = message(Kind.UNRECOGNISED, on=0)
    mended = replay(first, 5)
    assert standing(folded(first, mended)) == ["04-09 09"]
    state = folded(first, rejected(first, 3), mended)
    assert standing(state) == []
    assert state.reviews == ()


def test_an_accepted_message_stays_as_it_was_accepted_when_rules_are_mended() -> None:
    first = scheduled(authenticity=UNVERIFIED)
    state = folded(first, accepted(first, 3), replay(first, 5, JUNE_1))
    assert standing(state) == ["04-05 09"]


def test_a_replay_before_the_review_is_what_the_person_saw() -> None:
    first = message(Kind.UNRECOGNISED, on=0)
    mended = replay(first, 3, authenticity=UNVERIFIED)
    assert statuses(folded(first, mended, rejected(first, 3))) == {"04-09 09": "closed"}


# Out of time, and one Message-ID twice


@pytest.mark.parametrize(
    ("received", "fresh"),
    [
        (timedelta(days=14), True),
        (timedelta(days=14, seconds=1), False),
        (timedelta(days=-1), True),
        (timedelta(days=-1, seconds=-1), False),
    ],
)
def test_a_message_out_of_its_time_is_replayed(received: timedelta, fresh: bool) -> None:
    read = scheduled(received=day(0) + received)
    entry = entry_of(folded(read), read)
    assert entry.doubts == (() if fresh else (Doubt.REPLAYED,))
    assert statuses(folded(read)) == ({"04-05 09": "confirmed"} if fresh else {})


def test_without_a_time_of_receipt_a_message_is_taken_as_fresh() -> None:
    read = scheduled().model_copy(update={"received": None})
    assert standing(folded(read)) == ["04-05 09"]


def test_an_unverified_copy_that_was_forwarded_late_still_adds_its_date() -> None:
    assert statuses(folded(scheduled(received=day(30), authenticity=UNVERIFIED))) == {"04-05 09": "unverified"}


MARKS = ({"message_id": "<1>"}, {"signature": "a" * 64}, {"message_id": "<1>", "signature": "a" * 64})


@pytest.mark.parametrize("mark", MARKS)
def test_one_id_or_signature_on_two_contents_sends_both_to_review_and_keeps_their_dates(mark: dict[str, Any]) -> None:
    one, two = scheduled(**mark), rescheduled(on=1, **mark)
    state = folded(one, two)
    assert statuses(state) == {"04-05 09": "unverified", "05-10 09": "unverified"}
    assert [entry.doubts for entry in state.entries] == [(Doubt.REPLAYED,)] * 2
    assert {review.sha256 for review in state.reviews} == {one.sha256, two.sha256}


@pytest.mark.parametrize("mark", MARKS)
def test_one_id_or_signature_on_two_copies_is_no_clash(mark: dict[str, Any]) -> None:
    one, two = (scheduled(name=name, content="c", **mark) for name in "ab")
    assert standing(folded(one, two)) == ["04-05 09"]


def test_messages_without_an_id_do_not_clash() -> None:
    none: dict[str, Any] = {"message_id": None, "signature": None}
    assert standing(folded(scheduled(**none), scheduled(APRIL_9, on=1, **none))) == [
        "04-05 09",
        "04-09 09",
    ]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(
    "weak",
    [
        {"authenticity": UNVERIFIED},
        {"doubts": [Doubt.NO_TIME]},
        {"received": day(30)},
        {"to": [HIS]},
        {"kind": Kind.REMINDER},
    ],
)
def test_a_weak_message_cannot_pull_down_a_strong_one_by_bearing_its_marks(
    weak: dict[str, Any], mark: dict[str, Any]
) -> None:
    strong = scheduled(**mark)
    told: dict[str, Any] = {"kind": Kind.SCHEDULED, "starts": MAY_10, "on": 1} | mark | weak
    copy = message(**told)
    assert standing(folded(identity(0, to=[HERS]), strong, copy)) == ["04-05 09"]


def test_a_lesser_official_message_is_doubted_for_any_official_one_with_its_id() -> None:
    denial = message(Kind.REQUEST_DENIED, on=1, message_id="<1>")
    entry = entry_of(folded(scheduled(message_id="<1>"), denial), denial)
    assert (entry.effect, entry.doubts) == (Effect.REVIEW, (Doubt.REPLAYED,))
    weak = scheduled(message_id="<1>", authenticity=UNVERIFIED)
    assert entry_of(folded(weak, denial), denial).effect is Effect.INFORMS


def test_an_unverified_message_does_not_get_the_doubt_of_a_clash() -> None:
    weak = scheduled(APRIL_9, on=1, message_id="<1>", authenticity=UNVERIFIED)
    assert entry_of(folded(scheduled(message_id="<1>"), weak), weak).doubts == ()


def test_a_clashing_message_that_was_also_late_adds_no_date() -> None:
    one, two = scheduled(message_id="<1>"), scheduled(MAY_10, on=1, message_id="<1>", received=day(30))
    assert statuses(folded(one, two)) == {"04-05 09": "confirmed"}


# Withdrawals


def test_a_withdrawn_entry_no_longer_counts_and_is_marked() -> None:
    mistake = entered(APRIL_5)
    state = folded(withdrawn(mistake, 1), mistake)
    assert statuses(state) == {}
    assert entry_of(state, mistake).withdrawn
    assert entry_of(state, mistake).changes == ()


def test_withdrawing_a_withdrawal_brings_the_entry_back_and_so_on() -> None:
    first = entered(APRIL_5)
    chain: list[Any] = [first]
    for number in range(1, 7):
        chain.append(withdrawn(chain[-1], number))
        assert standing(folded(*reversed(chain))) == (["04-05 09"] if number % 2 == 0 else [])


def test_a_withdrawal_counts_whatever_the_clock_said() -> None:
    late = entered(APRIL_5, 5)
    assert standing(folded(withdrawn(late, 1), late)) == []


def test_two_withdrawals_of_one_entry_must_both_be_withdrawn() -> None:
    first = entered(APRIL_5)
    one, two = withdrawn(first, 1), withdrawn(first, 2)
    assert standing(folded(first, one, two, withdrawn(one, 3))) == []
    assert standing(folded(first, one, two, withdrawn(one, 3), withdrawn(two, 3))) == ["04-05 09"]


def test_a_circle_of_withdrawals_withdraws_nothing_and_ends() -> None:
    first = entered(APRIL_5)
    one = withdrawn(first, 1)
    circle = one.model_copy(update={"id": "loop", "event": "loop"})
    assert standing(folded(first, circle)) == ["04-05 09"]


def test_a_message_cannot_be_withdrawn() -> None:
    read = scheduled()
    state = folded(read, withdrawn(read, 1))
    assert standing(state) == ["04-05 09"]
    assert not entry_of(state, read).withdrawn


def test_withdrawing_a_confirmation_brings_the_old_date_back() -> None:
    moved = confirmed_otherwise(2, MAY_10, APRIL_5)
    state = folded(scheduled(), moved, withdrawn(moved, 3))
    assert statuses(state) == {"04-05 09": "confirmed"}


# Order


def test_acts_of_one_instant_work_whatever_their_ids() -> None:
    for month_day in range(1, 9):
        old = entered(APRIL_5, 1)
        new = confirmed_otherwise(1, MAY_10.model_copy(update={"day": MAY_10.day.replace(day=month_day)}), APRIL_5)
        assert found(folded(new, old), APRIL_5).status is Status.SUPERSEDED
        ask = asked(APRIL_9.model_copy(update={"day": APRIL_9.day.replace(day=month_day)}), 1)
        assert only_request(folded(request_withdrawn(ask, 1), ask)).status is RequestStatus.WITHDRAWN


def test_a_review_never_acts_before_its_message() -> None:
    read = scheduled(on=5, authenticity=UNVERIFIED)
    state = folded(read, rejected(read, 1))
    assert statuses(state) == {"04-05 09": "closed"}
    assert [entry.type for entry in state.entries] == ["message_read", "review_rejected"]


def test_a_review_of_a_message_that_is_not_there_still_counts_as_the_persons_word() -> None:
    read = scheduled(authenticity=UNVERIFIED)
    assert standing(folded(accepted(read, 1))) == ["04-05 09"]
    assert statuses(folded(rejected(read, 1))) == {}


def test_only_the_last_review_of_a_message_counts() -> None:
    read = scheduled(authenticity=UNVERIFIED)
    corrected = accepted(read, 3, starts_at=APRIL_9)
    state = folded(corrected, accepted(read, 2), read)
    assert statuses(state) == {"04-05 09": "closed", "04-09 09": "confirmed"}
    assert statuses(folded(accepted(read, 2), read, rejected(read, 3))) == {"04-05 09": "closed"}


def test_messages_of_one_moment_are_ordered_by_their_hash() -> None:
    pair = [scheduled(APRIL_5, name="a"), scheduled(APRIL_9, name="b")]
    assert [entry.sha256 for entry in folded(*pair).entries] == sorted(read.sha256 for read in pair)


@pytest.mark.parametrize("year", [1, 9999])
def test_the_ends_of_the_calendar_break_nothing(year: int) -> None:
    moment = datetime(year, 1 if year == 1 else 12, 1 if year == 1 else 31, 12, tzinfo=UTC)
    odd = APRIL_9.model_copy(update={"day": moment.date()})
    strange = scheduled(odd, name="strange", at=moment, received=moment)
    state = folded(strange, scheduled(), cancelled(MAY_10, on=1))
    assert len(state.entries) == 3
    assert fold([strange], person=PERSON, now=NOW).appointments[0].status is (
        Status.PAST if year == 1 else Status.CONFIRMED
    )


def test_an_entry_says_what_the_message_is() -> None:
    read = scheduled(authenticity=Authenticity.FAKE)
    entry = entry_of(folded(read), read)
    assert (entry.sha256, entry.kind, entry.authenticity) == (read.sha256, Kind.SCHEDULED, Authenticity.FAKE)
    assert (entry.at, entry.person, entry.type) == (day(0), PERSON, "message_read")
    assert (entry.effect, entry.notices) == (Effect.WARNS, (NoticeKind.LOOKS_FAKE,))
    assert entry.sha256 != sha("")
