"""What programs are told follows from the log alone: not from the order in which it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.appointments.logs import logs
from tests.appointments.situations import (
    APRIL_5,
    MAY_10,
    NOW,
    PERSON,
    asked,
    confirmed_otherwise,
    entered,
    withdrawn,
)
from tracker.appointments.events import AnyEvent, State, Status
from tracker.appointments.state import fold
from tracker.webhooks.facts import BY_STATUS, Holds, about, facts_of, gone, links_of, news, parts_of
from tracker.webhooks.types import MEANINGS, EventType, Fact

LONG_AFTER = NOW + timedelta(days=400)


def uid(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:32]


def state_of(events: Sequence[AnyEvent], now: datetime = NOW) -> State:
    return fold(events, person=PERSON, now=now)


def holding(
    events: Sequence[AnyEvent], now: datetime = NOW, late: Mapping[str, bool] | None = None
) -> dict[str, Holds]:
    return facts_of(state_of(events, now), late or {}, now, uid)


def told_in_turn(events: Sequence[AnyEvent]) -> list[Fact]:
    """What is noted, told or not, when the program looks after each entry that comes."""
    said: dict[str, Fact] = {}
    noted = list[Fact]()
    for number in range(1, len(events) + 1):
        for one in news(said, holding(events[:number])):
            said[one.fact.subject] = one.fact
            noted.append(one.fact)
    return noted


def types_after(before: Sequence[AnyEvent], after: Sequence[AnyEvent], now: datetime = NOW) -> list[tuple[str, bool]]:
    said = about(one.fact for one in holding(before, now).values())
    return [(one.fact.type.value, one.told) for one in news(said, holding(after, now))]


@given(logs(), st.data())
def test_any_order_and_any_repetition_tell_the_same(log: list[AnyEvent], data: st.DataObject) -> None:
    more = data.draw(st.lists(st.sampled_from(log), max_size=3)) if log else []
    shuffled = data.draw(st.permutations(log + more))
    assert news({}, holding(shuffled)) == news({}, holding(log))


@given(logs(max_size=6), st.data())
@settings(max_examples=60)
def test_the_last_word_on_everything_is_the_same_whenever_and_in_whatever_order_it_came(
    log: list[AnyEvent], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(log))
    final = about(one.fact for one in holding(log).values())
    for order in (log, shuffled):
        last = about(told_in_turn(order))
        assert {subject: last[subject] for subject in final} == final
        # Of what came to nothing on the way, the last word is that it did.
        rest = [fact for subject, fact in last.items() if subject not in final]
        assert all(fact == gone(fact) for fact in rest)


@given(logs())
def test_nothing_is_called_confirmed_or_moved_that_the_record_does_not_call_so(log: list[AnyEvent]) -> None:
    state = state_of(log)
    by_id = {one.id: one.status for one in state.appointments}
    for one in news({}, holding(log)):
        data = one.fact.data
        if data.appointment:
            assert (data.status, one.fact.type) == (by_id[data.appointment], BY_STATUS[by_id[data.appointment]])
    assert len(holding(log)) == len(state.appointments) + len(state.requests) + len(state.reviews)


@given(logs())
def test_nothing_told_bears_a_date_or_a_word_of_the_record(log: list[AnyEvent]) -> None:
    for one in holding(log).values():
        text = one.fact.model_dump_json(exclude={"data": {"appointment", "request", "message", "details"}})
        for hint in ("2027", "T09", "lopez", "example.org", "one@ice", "R1"):
            assert hint not in text.lower()


def test_a_date_that_moved_and_the_one_in_its_place_are_told_where_to_go_first() -> None:
    first = entered(APRIL_5, 1)
    moved = confirmed_otherwise(2, MAY_10, APRIL_5)
    assert types_after([], [first]) == [("appointment.confirmed", True)]
    assert types_after([first], [first, moved]) == [("appointment.confirmed", True), ("appointment.moved", True)]
    told = {one.fact.type: one.fact.data for one in holding([first, moved]).values()}
    assert told[EventType.MOVED].replaced_by == told[EventType.CONFIRMED].appointment
    assert told[EventType.MOVED].confirmed_by == "you"


def test_a_request_is_told_and_so_is_its_end_but_not_to_who_never_heard_of_it() -> None:
    first, request = entered(APRIL_5, 1), asked(MAY_10, 2)
    taken_back = withdrawn(request, 3)
    opened = [("appointment.requested", True), ("request.opened", True)]
    assert types_after([first], [first, request]) == opened
    ended = types_after([first, request], [first, request, taken_back])
    assert ("request.closed", True) in ended
    assert all(told for _, told in ended)
    assert types_after([], [first, request, taken_back])[0] == ("appointment.confirmed", True)
    assert not any(told for kind, told in types_after([first], [first, request, taken_back]) if "request." in kind)


def test_what_is_taken_back_is_told_as_no_longer_there_and_once() -> None:
    first = entered(APRIL_5, 1)
    back = withdrawn(first, 2)
    ((kind, told),) = types_after([first], [first, back])
    assert (kind, told) in {("appointment.removed", True), ("appointment.closed", True)}
    said = about(one.fact for one in news(about(one.fact for one in holding([first]).values()), holding([first, back])))
    assert news(said, holding([first, back])) == []


def test_a_date_that_is_over_is_news_only_for_who_heard_of_it() -> None:
    first = entered(APRIL_5, 1)
    assert types_after([], [first], LONG_AFTER) == [("appointment.past", False)]
    said = about(one.fact for one in holding([first]).values())
    ((passed),) = news(said, holding([first], LONG_AFTER))
    assert (passed.fact.type, passed.told) == (EventType.PAST, True)


def test_a_mailbox_that_is_late_is_told_its_return_too_and_its_removal() -> None:
    def after(said: dict[str, Fact], late: Mapping[str, bool]) -> tuple[list[tuple[str, bool]], dict[str, Fact]]:
        found = news(said, holding([], late=late))
        return [(one.fact.type.value, one.told) for one in found], said | about(one.fact for one in found)

    first, said = after({}, {"box": False})
    second, said = after(said, {"box": True})
    third, said = after(said, {"box": False})
    fourth, said = after(said, {})
    assert [first, second, third, fourth, after(said, {})[0]] == [
        [("mailbox.read", False)],
        [("mailbox.unread", True)],
        [("mailbox.read", True)],
        [("mailbox.removed", True)],
        [],
    ]


def test_every_status_has_its_event_and_every_event_its_meaning() -> None:
    assert set(BY_STATUS) == set(Status)
    assert set(MEANINGS) == set(EventType)


def test_links_lead_into_the_api_and_bear_ids_alone() -> None:
    fact = next(iter(holding([entered(APRIL_5, 1)]).values())).fact
    base = f"/api/v1/persons/{PERSON}"
    assert links_of(fact) == {
        "person": base,
        "appointments": f"{base}/appointments",
        "appointment": f"{base}/appointments/{fact.data.appointment}",
    }
    assert parts_of(fact) != parts_of(gone(fact))
