"""A fold that goes on where it ended says what one from the beginning says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.appointments.logs import logs
from tests.appointments.situations import (
    APRIL_5,
    APRIL_9,
    HERS,
    MAY_10,
    NOW,
    PERSON,
    day,
    identity,
    message,
    rejected,
)
from tracker.appointments import ids, state
from tracker.appointments.events import AnyEvent, MessageRead, Review, ReviewRejected
from tracker.appointments.state import Folding, fold
from tracker.reading.types import Doubt


@st.composite
def looks(draw: st.DrawFn) -> tuple[str, list[Sequence[AnyEvent]]]:
    """A log as it is at several looks: in whatever order it came, and sometimes shorter than before."""
    log = draw(logs(max_size=12).filter(bool))
    arrived = draw(st.permutations(log) | st.just(log))
    ends = draw(st.lists(st.integers(0, len(log)), min_size=2, max_size=5))
    return log[0].person, [arrived[:end] for end in ends]


@given(looks(), st.sampled_from([1, 2, 5, 16]))
def test_each_look_sees_what_a_new_fold_would(told: tuple[str, list[Sequence[AnyEvent]]], stride: int) -> None:
    (person, seen), before = told, state.STRIDE
    state.STRIDE = stride
    try:
        folding = Folding(person)
        for events in seen:
            assert folding.state(events, NOW) == fold(events, person=person, now=NOW)
    finally:
        state.STRIDE = before


@given(looks())
def test_what_is_tried_on_the_side_changes_nothing(told: tuple[str, list[Sequence[AnyEvent]]]) -> None:
    person, (first, *others) = told
    folding = Folding(person)
    before = folding.state(first, NOW)
    for events in others:
        assert folding.fork().state(events, NOW) == fold(events, person=person, now=NOW)
    assert folding.state(first, NOW) == before


@given(looks(), st.integers(-400, 400))
def test_what_stands_behind_a_log_says_what_a_new_fold_would(
    told: tuple[str, list[Sequence[AnyEvent]]], days: int
) -> None:
    (person, (first, second, *_)), later = told, NOW + timedelta(days=days)
    folding, known = Folding(person), {event.id for event in first}
    before, new = folding.state(first, NOW), [event for event in second if event.id not in known]
    followed = folding.ending.follow(new)
    if followed is not None:
        ending, entries, reviews = followed
        after = ending.state(before.entries + entries, before.reviews + reviews, later)
        assert after == fold([*first, *new], person=person, now=later)
    assert folding.ending.state(before.entries, before.reviews, NOW) == before


def reading_of(review: Review, events: Sequence[AnyEvent]) -> MessageRead:
    return next(one for one in events if isinstance(one, MessageRead) and one.id == review.event)


@given(logs(max_size=12), st.integers(0, 14), st.integers(-400, 400))
def test_a_no_to_a_message_that_waits_does_what_a_new_fold_says(log: list[AnyEvent], on: int, days: int) -> None:
    folding, later = Folding(PERSON), NOW + timedelta(days=days)
    before = folding.state(log, NOW)
    for review in before.reviews:
        no = ids.record(ReviewRejected, PERSON, day(on), sha256=review.sha256)
        ending = folding.ending.refuse(no, reading_of(review, log))
        if ending is not None:
            after, fresh = ending.state((), (), later), fold([*log, no], person=PERSON, now=later)
            assert (after.appointments, after.requests) == (fresh.appointments, fresh.requests)
    assert folding.ending.state(before.entries, before.reviews, NOW) == before


def test_a_no_that_comes_last_needs_no_log() -> None:
    unsure = message(starts=APRIL_5, on=2, doubts=[Doubt.NO_TIME])
    folding, later = Folding(PERSON), rejected(unsure, 9)
    waiting = folding.state([identity(0, to=[HERS]), unsure, message(starts=MAY_10, on=3)], NOW).reviews
    assert [one.event for one in waiting] == [unsure.id]
    assert folding.ending.refuse(later, unsure) is not None
    for no, about in ((rejected(unsure, 2), unsure), (later, message(starts=MAY_10, on=3))):
        assert folding.ending.refuse(no, about) is None
    folding.state([identity(0, to=[HERS]), unsure, later], NOW)
    assert folding.ending.refuse(later, unsure) is None


def test_a_message_that_came_last_and_shares_nothing_needs_no_log() -> None:
    first, late = message(starts=APRIL_5, on=2), message(starts=APRIL_9, on=3)
    folding = Folding(PERSON)
    folding.state([identity(0, to=[HERS]), first], NOW)
    assert folding.ending.follow([late]) is not None
    for other in (message(starts=MAY_10, on=1), first, late.model_copy(update={"sha256": first.sha256})):
        assert folding.ending.follow([other]) is None
    assert folding.ending.follow([late, late.model_copy(update={"id": "again"})]) is None


def test_where_nobody_told_whose_the_mail_is_one_more_message_may_decide_it() -> None:
    folding = Folding(PERSON)
    folding.state([message(starts=APRIL_5, on=2)], NOW)
    assert folding.ending.follow([message(starts=APRIL_9, on=3)]) is None
