"""The promise, over any log that can be thought of: what stands, stands until ICE provably changes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.appointments.logs import IDENTITIES, acts, copies, logs, messages, replays, weak
from tests.appointments.situations import HERS, HIS, NOW, PERSON, entry_of, folded, identity
from tracker.appointments.binding import contrary, identity_of, several_people, tied
from tracker.appointments.dates import alike
from tracker.appointments.events import (
    AnyEvent,
    Appointment,
    ChangeVerb,
    ConfirmedBy,
    Effect,
    IdentityRecorded,
    MessageRead,
    State,
    Status,
)
from tracker.appointments.state import fold
from tracker.message.types import Authenticity, Lane
from tracker.reading.types import CONFIRMING

LONG_AGO = NOW - timedelta(days=100)
REMOVED = {ChangeVerb.SUPERSEDED, ChangeVerb.CANCELLED}
TOLD = {
    Status.CONFIRMED: ChangeVerb.ADDED,
    Status.REQUESTED: ChangeVerb.ASKED,
    Status.UNVERIFIED: ChangeVerb.UNVERIFIED,
    Status.SUPERSEDED: ChangeVerb.SUPERSEDED,
    Status.CANCELLED: ChangeVerb.CANCELLED,
    Status.CLOSED: ChangeVerb.CLOSED,
}
pytestmark = pytest.mark.timeout(7_200)  # TRACKER_THOROUGH looks at thousands of logs


def confirmed(events: Sequence[AnyEvent]) -> dict[str, Appointment]:
    """Everything that is said of the dates that stand; nothing is past yet."""
    state = fold(events, person=PERSON, now=LONG_AGO)
    return {one.id: one for one in state.appointments if one.status is Status.CONFIRMED}


def complete(read: MessageRead) -> bool:
    """Official, of a confirming kind, complete, timely, without doubts: everything but the tie, written out anew."""
    reading = read.reading
    if reading.kind.value == "cancelled":
        dated = bool(reading.previous_starts_at or reading.reference)
    else:
        start = reading.starts_at
        dated = bool(start and start.time and (start.zone or reading.time_zone))
    timely = read.received is None or timedelta(days=-1) <= read.received - read.at <= timedelta(days=14)
    return (
        read.authenticity is Authenticity.OFFICIAL
        and read.lane is Lane.ICE
        and reading.kind in CONFIRMING
        and read.effect is Effect.CONFIRMS
        and not reading.doubts
        and dated
        and timely
        and not several_people(read.hints)
    )


def proves(read: MessageRead, events: Sequence[AnyEvent], state: State) -> bool:
    """Complete and tied to the person. Where nobody told who she is, an address of any such message may be hers."""
    gone = {entry.event for entry in state.entries if entry.withdrawn}
    told = [e for e in events if isinstance(e, IdentityRecorded) and e.id not in gone]
    who = identity_of(max(told, key=lambda e: (e.recorded_at, e.id), default=None))
    once_stood = {c.appointment for entry in state.entries for c in entry.changes if c.verb is ChangeVerb.ADDED}
    stood = [one for one in state.appointments if one.id in once_stood]
    named = [when for when in (read.reading.starts_at, read.reading.previous_starts_at) if when]
    by_date = any(alike(one.starts_at, when) for one in stood for when in named)
    by_reference = any(one.reference == read.reading.reference for one in state.appointments if one.reference)
    anybody = not who.hints and not who.addresses and bool(read.recipients)
    tie = tied(read, who) or anybody or by_date or by_reference
    return complete(read) and tie and not contrary(read, who)


def readings(events: Sequence[AnyEvent], sha256: str | None) -> list[MessageRead]:
    return [event for event in events if isinstance(event, MessageRead) and event.sha256 == sha256]


@given(logs(), st.data())
def test_any_order_and_any_repetition_give_the_same(log: list[AnyEvent], data: st.DataObject) -> None:
    shuffled = data.draw(
        st.permutations(log + data.draw(st.lists(st.sampled_from(log), max_size=3) if log else st.just([])))
    )
    assert fold(shuffled, person=PERSON, now=NOW) == fold(log, person=PERSON, now=NOW)


@given(logs(), st.data())
def test_weak_messages_change_nothing_of_what_stands(log: list[AnyEvent], data: st.DataObject) -> None:
    additions = data.draw(st.tuples(weak(log, "weak 1"), weak(log, "weak 2")))
    more = data.draw(st.permutations([*log, *additions]))
    state = fold(more, person=PERSON, now=NOW)
    assert all(entry_of(state, one).effect is not Effect.CONFIRMS for one in additions)
    assert confirmed(more) == confirmed(log)


@given(logs(), st.data())
def test_a_genuine_message_without_a_tie_changes_nothing_of_what_stands(
    log: list[AnyEvent], data: st.DataObject
) -> None:
    """What ICE wrote to somebody else, re-sent: whole, official, even under the Message-ID of one of hers."""
    known = [identity(20, names=["maria lopez"], to=[HERS]), *log]
    stranger = data.draw(messages(to=(HIS,), hints=(), doubts=(), name="stranger"))
    entry = entry_of(folded(*known, stranger), stranger)
    assume(entry.effect is not Effect.CONFIRMS)
    assert confirmed([*known, stranger]) == confirmed(known)


@given(logs())
def test_every_event_has_one_entry_and_nothing_is_lost(log: list[AnyEvent]) -> None:
    state = folded(*log)
    assert sorted(entry.event for entry in state.entries) == sorted({event.id for event in log})
    assert [entry.at for entry in state.entries] == sorted(entry.at for entry in state.entries)


@given(logs(), st.integers(0, 200))
def test_time_turns_dates_only_into_past_ones(log: list[AnyEvent], days: int) -> None:
    early, late = (fold(log, person=PERSON, now=now) for now in (LONG_AGO, LONG_AGO + timedelta(days=days)))
    assert (early.entries, early.reviews, early.requests) == (late.entries, late.reviews, late.requests)
    for before, after in zip(early.appointments, late.appointments, strict=True):
        passed = before.status in {Status.CONFIRMED, Status.UNVERIFIED, Status.REQUESTED}
        assert after == before or (passed and after == before.model_copy(update={"status": Status.PAST}))


@given(logs())
def test_confirmed_by_email_means_that_a_message_proves_it(log: list[AnyEvent]) -> None:
    state = folded(*log)
    by_email = [one for one in state.appointments if one.confirmed_by is ConfirmedBy.EMAIL]
    for one in by_email:
        assert any(proves(read, log, state) for sha256 in one.messages for read in readings(log, sha256))


@given(logs())
def test_only_proof_or_a_person_takes_a_date_away(log: list[AnyEvent]) -> None:
    state = folded(*log)
    for entry in state.entries:
        if entry.type == "message_read" and any(change.verb in REMOVED for change in entry.changes):
            assert any(proves(read, log, state) for read in readings(log, entry.sha256))


@given(logs())
def test_only_what_confirms_adds_a_date_that_stands(log: list[AnyEvent]) -> None:
    for entry in folded(*log).entries:
        if any(change.verb is ChangeVerb.ADDED for change in entry.changes):
            assert entry.effect is Effect.CONFIRMS
        assert not (entry.type == "message_read" and entry.effect is Effect.CONFIRMS and entry.doubts)


@given(logs())
def test_the_log_tells_every_change_and_when_it_came(log: list[AnyEvent]) -> None:
    state = fold(log, person=PERSON, now=LONG_AGO)
    told = {change.appointment: (change.verb, entry.at) for entry in state.entries for change in entry.changes}
    assert {slot: verb for slot, (verb, _) in told.items()} == {one.id: TOLD[one.status] for one in state.appointments}
    assert all(one.changed_at >= told[one.id][1] for one in state.appointments)


class PromiseMachine(RuleBasedStateMachine):
    """Mail and people act in any order; after each step, what stood is compared with what stands."""

    def __init__(self) -> None:
        super().__init__()
        self.log: list[AnyEvent] = []
        self.stood: dict[str, Appointment] = {}

    @initialize(who=st.none() | st.sampled_from(IDENTITIES))
    def somebody(self, who: Any) -> None:
        self.log = [who] if who else []

    def arrives(self, *events: AnyEvent) -> dict[str, Appointment]:
        """What stands now, after what stood before was kept."""
        self.stood = confirmed(self.log)
        self.log += events
        return confirmed(self.log)

    @rule(data=st.data())
    def weak_mail_arrives(self, data: st.DataObject) -> None:
        assert self.arrives(data.draw(weak(self.log, str(len(self.log))))) == self.stood

    @rule(data=st.data())
    def the_same_again_arrives(self, data: st.DataObject) -> None:
        if self.log:
            assert self.arrives(data.draw(st.sampled_from(self.log))) == self.stood

    @rule(data=st.data())
    def any_mail_arrives(self, data: st.DataObject) -> None:
        read = data.draw(messages(name=str(len(self.log))))
        now_stand = self.arrives(read)
        entry = entry_of(folded(*self.log), read)
        alone = entry.effect is not Effect.CONFIRMS and not complete(read)
        assert not alone or now_stand == self.stood

    @rule(data=st.data())
    def a_copy_arrives(self, data: st.DataObject) -> None:
        read = [event for event in self.log if isinstance(event, MessageRead)]
        if read:
            copy = data.draw(copies(data.draw(st.sampled_from(read)), str(len(self.log))))
            now_stand = self.arrives(copy)
            assert complete(copy) or now_stand == self.stood

    @rule(data=st.data())
    def rules_are_mended(self, data: st.DataObject) -> None:
        read = [event for event in self.log if isinstance(event, MessageRead)]
        if read:
            self.arrives(data.draw(replays(data.draw(st.sampled_from(read)))))

    @rule(data=st.data())
    def a_person_acts(self, data: st.DataObject) -> None:
        self.arrives(data.draw(acts(self.log)))

    @invariant()
    def what_went_was_taken_by_proof_or_by_a_person(self) -> None:
        state = folded(*self.log)
        for one in state.appointments:
            if one.status in {Status.SUPERSEDED, Status.CANCELLED}:
                taken = [e for e in state.entries for c in e.changes if c.appointment == one.id and c.verb in REMOVED]
                assert taken
                assert taken[-1].effect is Effect.CONFIRMS
                assert (taken[-1].type == "message_read") is (one.confirmed_by is ConfirmedBy.EMAIL)

    @invariant()
    def arrival_does_not_matter(self) -> None:
        assert folded(*reversed(self.log)) == folded(*self.log)


TestPromise = PromiseMachine.TestCase
TestPromise.settings = settings(stateful_step_count=15)
