"""What changed between two states of the record that a person must hear of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.alerts.make import Maker, last_of
from tracker.alerts.types import Alert, AlertKind
from tracker.appointments.events import (
    Appointment,
    ConfirmedBy,
    Entry,
    MessageRead,
    NoticeKind,
    RequestStatus,
    State,
    Status,
)

READ = MessageRead.model_fields["type"].default
_GONE = {Status.SUPERSEDED, Status.CANCELLED}
_STAYS = {Status.CONFIRMED, Status.PAST}
_PLAIN = {
    NoticeKind.LOOKS_FAKE: AlertKind.LOOKS_FAKE,
    NoticeKind.NOT_UNDERSTOOD: AlertKind.NOT_UNDERSTOOD,
    NoticeKind.MOVED_UNKNOWN_DATE: AlertKind.MOVED_UNKNOWN,
}


@dataclass
class News:
    """`before` is what the person was last told of. What is over, or was written long ago, is no news."""

    maker: Maker
    before: State
    after: State

    def __post_init__(self) -> None:
        known = {entry.event for entry in self.before.entries}
        self.new = [entry for entry in self.after.entries if entry.event not in known]
        # The same date may stand, go and come back: what caused the change is part of what is told.
        self.cause = hashlib.sha256(" ".join(sorted(entry.event for entry in self.new)).encode()).hexdigest()[:16]
        self.were = {one.id: one for one in self.before.appointments}
        self.are = {one.id: one for one in self.after.appointments}
        self.told: set[str] = set()  # appointments that an alert of this planning already speaks of

    def alerts(self) -> Iterator[Alert]:
        """The weightier first: what one of them tells, the later ones do not tell again."""
        if not self.new:
            return
        yield from self._gone()
        yield from self._standing()
        yield from self._reminders_that_disagree()
        yield from self._unverified()
        yield from self._denied()
        yield from self._two_dates()
        yield from self._plain()
        yield from self._reviews()

    def _gone(self) -> Iterator[Alert]:
        """Dates that stood, or that ICE now says are off, and are still to come."""
        for old in [*self.after.appointments, *(one for one in self.were.values() if one.id not in self.are)]:
            was = self.were.get(old.id)
            stood = was is not None and was.status is Status.CONFIRMED
            now_gone = old.status in _GONE and not (was and was.status in _GONE)
            lost = stood and (old.id not in self.are or old.status not in _GONE | _STAYS)
            if (now_gone or lost) and not self.maker.over(last_of(old)):
                yield self._gone_alert(old)

    def _gone_alert(self, old: Appointment) -> Alert:
        new = self._successor(old)
        if new:
            return self._moved(old, new)
        kind = AlertKind.CANCELLED if self._is(old, Status.CANCELLED) else AlertKind.REMOVED
        self.told.add(old.id)
        return self.maker.make(
            kind,
            old.id,
            self.cause,
            urgent=self._by_hand(old.id) or self.maker.soon(old.starts_at),
            at_once=True,
            dates={"old": old.starts_at},
            by_you=self._by_hand(old.id) or (kind is AlertKind.CANCELLED and old.confirmed_by is ConfirmedBy.YOU),
            place=self.maker.place(old),
            gone=(old.id,),
        )

    def _moved(self, old: Appointment, new: Appointment) -> Alert:
        self.told |= {old.id, new.id}
        return self.maker.make(
            AlertKind.MOVED,
            old.id,
            new.id,
            self.cause,
            urgent=self._by_hand(old.id, new.id) or self.maker.soon(old.starts_at, new.starts_at),
            at_once=True,
            dates={"old": old.starts_at, "new": new.starts_at},
            by_you=old.confirmed_by is ConfirmedBy.YOU,
            place=self.maker.place(new),
            stands=(new.id,),
            gone=(old.id,),
        )

    def _standing(self) -> Iterator[Alert]:
        known = any(one.status is Status.CONFIRMED for one in self.were.values())
        earlier = self._touched_by(NoticeKind.EARLIER_DATE) if known else set()
        for one in self.maker.standing(self.after.appointments):
            was = self.were.get(one.id)
            if one.id in self.told or (was and was.status is Status.CONFIRMED):
                continue
            self.told.add(one.id)
            yield self.maker.make(
                AlertKind.EARLIER_DATE if one.id in earlier else AlertKind.NEW_DATE,
                one.id,
                self.cause,
                urgent=one.id in earlier or self._by_hand(one.id) or self.maker.soon(one.starts_at),
                at_once=True,
                dates={"start": one.starts_at},
                by_you=one.confirmed_by is ConfirmedBy.YOU,
                place=self.maker.place(one),
                stands=(one.id,),
            )

    def _reminders_that_disagree(self) -> Iterator[Alert]:
        for entry in self._with(NoticeKind.REMINDER_DISAGREES):
            said = next((one for one in self._new_claims() if entry.sha256 in one.messages), None)
            if said:
                yield self._claim_alert(AlertKind.REMINDER_DISAGREES, said)

    def _unverified(self) -> Iterator[Alert]:
        earlier = self._touched_by(NoticeKind.EARLIER_DATE)
        for one in self._new_claims():
            kind = AlertKind.EARLIER_UNVERIFIED if one.id in earlier else AlertKind.UNVERIFIED
            yield self._claim_alert(kind, one)

    def _claim_alert(self, kind: AlertKind, said: Appointment) -> Alert:
        self.told |= {said.id, *said.messages}
        stands = next(iter(self.maker.standing(self.after.appointments)), None)
        return self.maker.make(
            kind,
            said.id,
            self.cause,
            urgent=kind is AlertKind.EARLIER_UNVERIFIED or self.maker.soon(said.starts_at),
            dates={"start": said.starts_at, **({"standing": stands.starts_at} if stands else {})},
            stands=(stands.id,) if stands else (),
        )

    def _denied(self) -> Iterator[Alert]:
        denied_before = {one.id for one in self.before.requests if one.status is RequestStatus.DENIED}
        for request in self.after.requests:
            if request.status is not RequestStatus.DENIED or request.id in denied_before:
                continue
            stands = next(iter(self.maker.standing(self.after.appointments)), None)
            if stands or not request.wished or not self.maker.over(request.wished):
                yield self.maker.make(
                    AlertKind.DENIED,
                    request.id,
                    self.cause,
                    urgent=stands is not None and self.maker.soon(stands.starts_at),
                    at_once=True,
                    dates={"standing": stands.starts_at} if stands else {},
                    place=self.maker.place(stands),
                    stands=(stands.id,) if stands else (),
                )

    def _two_dates(self) -> Iterator[Alert]:
        standing = self.maker.standing(self.after.appointments)
        fresh = any(True for _ in self._with(NoticeKind.TWO_DATES_STAND))
        if fresh and len(standing) > 1:
            one, other = standing[:2]
            yield self.maker.make(
                AlertKind.TWO_DATES,
                self.cause,
                at_once=True,
                dates={"old": one.starts_at, "other": other.starts_at},
                stands=(one.id, other.id),
            )

    def _plain(self) -> Iterator[Alert]:
        for notice, kind in _PLAIN.items():
            for entry in self._with(notice):
                self.told.add(entry.sha256 or entry.event)
                # What became of such a date is told at once: this comes in the same message.
                together = notice is NoticeKind.MOVED_UNKNOWN_DATE
                yield self.maker.make(kind, entry.sha256 or entry.event, at_once=together)

    def _reviews(self) -> Iterator[Alert]:
        known = {review.sha256 for review in self.before.reviews}
        for review in self.after.reviews:
            if review.sha256 not in known | self.told and not self.maker.is_old(review.at):
                yield self.maker.make(AlertKind.REVIEW, review.sha256)

    def _with(self, notice: NoticeKind) -> Iterator[Entry]:
        """The new entries, not too old, with that notice."""
        return (entry for entry in self.new if notice in entry.notices and not self.maker.is_old(entry.at))

    def _touched_by(self, notice: NoticeKind) -> set[str]:
        return {change.appointment for entry in self.new if notice in entry.notices for change in entry.changes}

    def _new_claims(self) -> list[Appointment]:
        """Unverified dates still to come that were not known, and were not told of yet."""
        return [
            one
            for one in self.after.appointments
            if one.status is Status.UNVERIFIED
            and one.id not in self.told
            and (one.id not in self.were or self.were[one.id].status is not Status.UNVERIFIED)
            and not self.maker.over(last_of(one))
        ]

    def _successor(self, old: Appointment) -> Appointment | None:
        """The date that took its place and stands, over however many moves."""
        seen, one = {old.id}, self.are.get(old.id)
        while one and one.replaced_by and one.replaced_by not in seen:
            seen.add(one.replaced_by)
            one = self.are.get(one.replaced_by)
        stands = one is not None and one.id != old.id and one.status is Status.CONFIRMED
        return one if stands else None

    def _is(self, appointment: Appointment, status: Status) -> bool:
        found = self.are.get(appointment.id)
        return found is not None and found.status is status

    def _by_hand(self, *appointments: str) -> bool:
        """Whether a person did that to these dates: something is new that a person entered, and no new message did it.

        What was taken back leaves no change of its own behind, so it is told by who else could have done it.
        """
        by_message = {c.appointment for entry in self.new if entry.type == READ for c in entry.changes}
        return any(entry.type != READ for entry in self.new) and by_message.isdisjoint(appointments)
