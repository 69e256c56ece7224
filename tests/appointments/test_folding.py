"""A fold that goes on where it ended says what one from the beginning says."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.appointments.logs import logs
from tests.appointments.situations import NOW
from tracker.appointments import state
from tracker.appointments.events import AnyEvent
from tracker.appointments.state import Folding, fold


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
