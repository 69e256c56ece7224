"""What was asked of ICE, and what became of it. No request ever touches a date that stands."""

from __future__ import annotations

import pytest

from tests.appointments.situations import (
    APRIL_5,
    APRIL_9,
    JUNE_1,
    MAY_10,
    PERSON,
    accepted,
    asked,
    at,
    cancelled,
    confirmed_otherwise,
    day,
    entered,
    entry_of,
    folded,
    found,
    message,
    only_request,
    rejected,
    request_withdrawn,
    rescheduled,
    scheduled,
    standing,
    statuses,
    withdrawn,
)
from tracker.appointments.events import AnyEvent, ChangeVerb, Effect, How, RequestStatus
from tracker.appointments.ids import request_id
from tracker.message.types import Authenticity, Channel, Lane
from tracker.reading.types import Doubt, Kind, When

UNVERIFIED = Authenticity.UNVERIFIED
OPEN, CONFIRMED, DENIED, WITHDRAWN, OVERTAKEN = RequestStatus

received = message(Kind.REQUEST_RECEIVED, MAY_10, previous=APRIL_5, on=2)
sent = message(Kind.REQUEST_SENT, MAY_10, on=1, authenticity=Authenticity.OTHER, lane=Lane.OWN)
denied = message(Kind.REQUEST_DENIED, APRIL_5, on=3)


def become(*events: AnyEvent) -> RequestStatus:
    return only_request(folded(*events)).status


@pytest.mark.parametrize("ask", [received, sent, asked(MAY_10, 1)])
def test_a_request_adds_the_date_wished_for_and_leaves_what_stands(ask: AnyEvent) -> None:
    state = folded(scheduled(), ask)
    assert statuses(state) == {"04-05 09": "confirmed", "05-10 09": "requested"}
    assert only_request(state).status is OPEN
    assert entry_of(state, ask).effect is Effect.PENDING
    assert [change.verb.value for change in entry_of(state, ask).changes] == ["asked"]
    assert state.reviews == ()


def test_a_request_holds_what_was_asked() -> None:
    ask = asked(MAY_10, 1, APRIL_5)
    request = only_request(folded(ask))
    assert (request.id, request.person) == (request_id(PERSON, ask.id), PERSON)
    assert (request.original, request.wished, request.how) == (APRIL_5, MAY_10, How.WEB)
    assert (request.opened_at, request.messages) == (day(1), ())
    read = only_request(folded(received))
    assert (read.id, read.messages, read.how) == (
        request_id(PERSON, received.content_id),
        (received.sha256,),
        How.EMAIL,
    )
    assert (read.original, read.wished) == (APRIL_5, MAY_10)


@pytest.mark.parametrize(("channel", "how"), [(Channel.SMS, How.PHONE), (Channel.PAPER, How.PAPER)])
def test_a_request_is_told_by_its_channel(channel: Channel, how: How) -> None:
    ask = message(Kind.REQUEST_SENT, MAY_10, lane=Lane.OWN, authenticity=UNVERIFIED, channel=channel)
    assert only_request(folded(ask)).how is how


def test_a_requested_date_bears_its_messages() -> None:
    assert found(folded(received), MAY_10).messages == (received.sha256,)
    assert found(folded(asked(MAY_10)), MAY_10).messages == ()


def test_asking_for_the_date_that_stands_adds_nothing() -> None:
    assert statuses(folded(scheduled(), asked(APRIL_5, 1))) == {"04-05 09": "confirmed"}
    assert statuses(folded(scheduled(), asked(at(4, 5, None), 1))) == {"04-05 09": "confirmed"}


def test_a_claim_is_more_than_a_wish() -> None:
    claim = scheduled(MAY_10, authenticity=UNVERIFIED)
    assert statuses(folded(claim, asked(MAY_10, 1))) == {"05-10 09": "unverified"}
    assert statuses(folded(claim, asked(MAY_10, 1), rejected(claim, 2))) == {"05-10 09": "requested"}


def test_an_unverified_acknowledgement_is_only_a_review() -> None:
    read = message(Kind.REQUEST_RECEIVED, MAY_10, authenticity=UNVERIFIED)
    state = folded(read)
    assert (state.requests, state.appointments) == ((), ())
    assert len(state.reviews) == 1


def test_a_doubtful_acknowledgement_opens_a_request_for_no_sure_date() -> None:
    state = folded(message(Kind.REQUEST_RECEIVED, MAY_10, doubts=[Doubt.AMBIGUOUS_DATE]))
    assert (only_request(state).wished, state.appointments) == (None, ())


# One request, told several times


def test_what_was_sent_and_what_ice_received_is_one_request() -> None:
    state = folded(asked(MAY_10, 0), sent, received)
    request = only_request(state)
    assert (request.opened_at, request.how, request.original) == (day(0), How.WEB, APRIL_5)
    assert request.messages == tuple(sorted([sent.sha256, received.sha256]))


def test_a_telling_without_a_date_joins_and_a_later_one_fills_it_in() -> None:
    assert only_request(folded(asked(None, 0), received)).wished == MAY_10
    assert only_request(folded(asked(MAY_10, 0), message(Kind.REQUEST_RECEIVED, on=1))).wished == MAY_10
    assert statuses(folded(asked(None, 0), received)) == {"05-10 09": "requested"}


def test_another_date_is_another_request() -> None:
    assert len(folded(asked(MAY_10, 0), asked(JUNE_1, 1)).requests) == 2
    assert len(folded(asked(None, 0, APRIL_5), asked(None, 1, APRIL_9)).requests) == 2


def test_requests_are_sorted_by_their_opening() -> None:
    state = folded(asked(JUNE_1, 1), asked(MAY_10, 0), asked(APRIL_9, 2))
    assert [request.wished for request in state.requests] == [MAY_10, JUNE_1, APRIL_9]


def test_a_telling_joins_the_request_for_its_very_date() -> None:
    early, exact, late = asked(None, 0), asked(MAY_10, 1), asked(JUNE_1, 2)
    first = withdrawn(early, 1)
    state = folded(exact, late, received)
    assert [len(request.messages) for request in state.requests] == [1, 0]
    assert len(folded(early, first, exact).requests) == 1


def test_of_two_that_may_be_meant_a_telling_joins_the_later() -> None:
    state = folded(asked(MAY_10, 0), asked(JUNE_1, 1), message(Kind.REQUEST_RECEIVED, on=2))
    assert [len(request.messages) for request in state.requests] == [0, 1]


def test_asking_again_after_a_denial_is_a_new_request() -> None:
    state = folded(asked(MAY_10, 0), denied, asked(MAY_10, 4))
    assert [request.status for request in state.requests] == [DENIED, OPEN]
    assert statuses(state) == {"05-10 09": "requested"}


# What becomes of it


def test_a_denial_closes_the_request_and_its_date() -> None:
    state = folded(scheduled(), asked(MAY_10, 1), denied)
    assert only_request(state).status is DENIED
    assert statuses(state) == {"04-05 09": "confirmed", "05-10 09": "closed"}
    assert entry_of(state, denied).effect is Effect.INFORMS
    assert found(state, MAY_10).changed_at == day(3)
    assert found(folded(received, denied), MAY_10).messages == (received.sha256,)


def test_a_denial_belongs_to_requests_about_the_date_that_it_names() -> None:
    assert become(asked(MAY_10, 1, APRIL_9), denied) is OPEN
    assert become(asked(MAY_10, 1, APRIL_5), denied) is DENIED
    assert become(asked(MAY_10, 1, APRIL_9), message(Kind.REQUEST_DENIED, on=3)) is DENIED


def test_a_denial_before_the_request_does_not_deny_it() -> None:
    assert become(denied, asked(MAY_10, 4)) is OPEN


@pytest.mark.parametrize("authenticity", [UNVERIFIED, Authenticity.FAKE])
def test_an_unproven_denial_denies_nothing(authenticity: Authenticity) -> None:
    weak = message(Kind.REQUEST_DENIED, APRIL_5, on=3, authenticity=authenticity)
    state = folded(asked(MAY_10, 1), weak)
    assert (only_request(state).status, statuses(state)) == (OPEN, {"05-10 09": "requested"})


def test_an_office_closure_denies_nothing() -> None:
    assert become(asked(MAY_10, 1), message(Kind.OFFICE_CLOSURE, APRIL_5, on=2)) is OPEN


@pytest.mark.parametrize(
    "word", [rescheduled(on=3), scheduled(MAY_10, on=3), entered(MAY_10, 3), confirmed_otherwise(3, MAY_10, APRIL_5)]
)
def test_a_confirmed_date_that_was_wished_for_fulfils_the_request(word: AnyEvent) -> None:
    state = folded(scheduled(), asked(MAY_10, 1), word)
    assert only_request(state).status is CONFIRMED
    assert found(state, MAY_10).status.value == "confirmed"


def test_a_wish_without_an_hour_is_fulfilled_by_its_day() -> None:
    state = folded(scheduled(), asked(at(5, 10, None), 1), rescheduled(on=3))
    assert only_request(state).status is CONFIRMED
    assert statuses(state) == {"04-05 09": "superseded", "05-10": "closed", "05-10 09": "confirmed"}


def test_a_move_to_another_date_overtakes_the_request() -> None:
    state = folded(scheduled(), asked(MAY_10, 1), rescheduled(JUNE_1, on=3))
    assert only_request(state).status is OVERTAKEN
    assert statuses(state) == {"04-05 09": "superseded", "05-10 09": "closed", "06-01 09": "confirmed"}
    otherwise = folded(scheduled(), asked(MAY_10, 1), confirmed_otherwise(3, JUNE_1, APRIL_5))
    assert only_request(otherwise).status is OVERTAKEN


def test_who_asked_for_any_other_date_has_it_when_ice_moves_the_old_one() -> None:
    assert become(scheduled(), asked(None, 1), rescheduled(on=3)) is CONFIRMED
    assert become(scheduled(), asked(None, 1, APRIL_5), rescheduled(on=3)) is CONFIRMED
    assert become(scheduled(), asked(None, 1), cancelled(on=3)) is OVERTAKEN


def test_a_request_about_another_date_is_left_open() -> None:
    assert become(scheduled(), scheduled(APRIL_9), asked(MAY_10, 1, APRIL_9), rescheduled(JUNE_1, on=3)) is OPEN
    assert become(scheduled(), scheduled(APRIL_9), asked(MAY_10, 1, APRIL_9), cancelled(on=3)) is OPEN


def test_a_cancellation_overtakes_the_request() -> None:
    assert become(scheduled(), asked(MAY_10, 1), cancelled(on=3)) is OVERTAKEN
    assert become(scheduled(), asked(MAY_10, 1), confirmed_otherwise(3, None, APRIL_5)) is OVERTAKEN


def test_a_cancellation_of_the_date_wished_for_overtakes_the_request() -> None:
    state = folded(scheduled(), asked(MAY_10, 1), cancelled(MAY_10, on=3))
    assert only_request(state).status is OVERTAKEN
    assert statuses(state) == {"04-05 09": "confirmed", "05-10 09": "cancelled"}


@pytest.mark.parametrize("word", [cancelled(APRIL_9, on=3), rescheduled(JUNE_1, APRIL_9, on=3)])
def test_a_change_of_an_unknown_date_overtakes_only_a_request_that_named_it(word: AnyEvent) -> None:
    assert become(scheduled(), asked(MAY_10, 1), word) is OPEN
    assert become(scheduled(), asked(MAY_10, 1, APRIL_9), word) is OVERTAKEN


@pytest.mark.parametrize(
    ("wish", "word"),
    [
        (at(5, 10, None), rescheduled(on=3)),
        (at(5, 10, None), scheduled(MAY_10, on=3)),
        (MAY_10, rescheduled(JUNE_1, on=3)),
        (MAY_10, cancelled(on=3)),
        (MAY_10, denied),
        (MAY_10, entered(at(5, 10, None), 3)),
    ],
)
def test_whatever_closes_a_request_tells_that_its_date_is_closed(wish: When, word: AnyEvent) -> None:
    told = entry_of(folded(scheduled(), asked(wish, 1), word), word).changes
    assert (ChangeVerb.CLOSED, wish) in [(change.verb, change.when) for change in told]


def test_a_second_date_without_a_move_leaves_the_request_open() -> None:
    assert become(scheduled(), asked(MAY_10, 1), scheduled(JUNE_1, on=3)) is OPEN


def test_confirming_the_old_date_once_more_leaves_the_request_open() -> None:
    assert become(scheduled(), asked(MAY_10, 1), rescheduled(APRIL_5, APRIL_5, on=3)) is OPEN


def test_a_weak_move_leaves_the_request_open() -> None:
    assert become(scheduled(), asked(MAY_10, 1), rescheduled(on=3, authenticity=UNVERIFIED)) is OPEN


# Withdrawn


def test_a_withdrawn_request_closes_its_date() -> None:
    ask = asked(MAY_10, 1)
    state = folded(scheduled(), ask, request_withdrawn(ask, 2))
    assert only_request(state).status is WITHDRAWN
    assert statuses(state) == {"04-05 09": "confirmed", "05-10 09": "closed"}
    assert entry_of(state, request_withdrawn(ask, 2)).effect is Effect.INFORMS
    assert [change.verb.value for change in entry_of(state, request_withdrawn(ask, 2)).changes] == ["closed"]


def test_a_request_is_withdrawn_by_the_id_of_any_of_its_tellings() -> None:
    ask = asked(MAY_10, 1)
    for told in (sent, ask, received):
        assert become(sent, ask, received, request_withdrawn(told, 5)) is WITHDRAWN


def test_a_withdrawal_counts_even_where_the_request_is_dated_later() -> None:
    state = folded(request_withdrawn(received, 0), received)
    assert only_request(state).status is WITHDRAWN
    assert statuses(state) == {"05-10 09": "closed"}


def test_a_withdrawal_reaches_no_other_request() -> None:
    ask, other = asked(MAY_10, 1), asked(JUNE_1, 1)
    state = folded(ask, other, request_withdrawn(ask, 2))
    assert {request.wished: request.status for request in state.requests} == {MAY_10: WITHDRAWN, JUNE_1: OPEN}


def test_a_request_that_is_closed_is_not_closed_again() -> None:
    ask = asked(MAY_10, 1)
    assert become(scheduled(), ask, rescheduled(on=3), request_withdrawn(ask, 5)) is CONFIRMED


def test_an_entry_that_was_withdrawn_is_no_request_at_all() -> None:
    ask = asked(MAY_10, 1)
    assert folded(ask, withdrawn(ask, 2)).requests == ()


# Accepted in review


def test_an_accepted_denial_denies() -> None:
    weak = message(Kind.REQUEST_DENIED, APRIL_5, on=2, authenticity=UNVERIFIED)
    state = folded(asked(MAY_10, 1), weak, accepted(weak, 3))
    assert only_request(state).status is DENIED
    assert statuses(state) == {"05-10 09": "closed"}
    assert entry_of(state, accepted(weak, 3)).effect is Effect.INFORMS


@pytest.mark.parametrize("kind", [Kind.REQUEST_RECEIVED, Kind.REQUEST_SENT])
def test_an_accepted_request_opens_one(kind: Kind) -> None:
    weak = message(Kind.UNRECOGNISED, on=1)
    yes = accepted(weak, 2, kind=kind, starts_at=MAY_10, previous_starts_at=APRIL_5)
    state = folded(scheduled(), weak, yes)
    request = only_request(state)
    assert (request.wished, request.original, request.messages) == (MAY_10, APRIL_5, (weak.sha256,))
    assert standing(state) == ["04-05 09"]
    assert entry_of(state, yes).effect is Effect.PENDING
