"""The dates of one person while the log is being read: what stands, what only may be, and what was asked for.

A slot keeps ICE's word (`fate`) apart from claims that nobody could prove. Its status follows from both, so a claim can
come and go without ever touching a date that stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from tracker.appointments.dates import alike, covers, day_of, order
from tracker.appointments.events import Change, ChangeVerb, ConfirmedBy, Status
from tracker.appointments.ids import appointment_id
from tracker.appointments.requests import Requests
from tracker.message.types import EPOCH
from tracker.reading.types import When

_VERBS = {
    Status.CONFIRMED: ChangeVerb.ADDED,
    Status.REQUESTED: ChangeVerb.ASKED,
    Status.UNVERIFIED: ChangeVerb.UNVERIFIED,
    Status.SUPERSEDED: ChangeVerb.SUPERSEDED,
    Status.CANCELLED: ChangeVerb.CANCELLED,
    Status.CLOSED: ChangeVerb.CLOSED,
}


class Facts(NamedTuple):
    """What is said of one date."""

    when: When
    ends_at: When | None = None
    office: str | None = None
    reference: str | None = None

    def over(self, older: Facts) -> Facts:
        """These facts, with the older ones where these are silent."""
        when = self.when if self.when.zone else older.when
        return Facts(
            when, self.ends_at or older.ends_at, self.office or older.office, self.reference or older.reference
        )


class Claim(NamedTuple):
    facts: Facts
    sha256: str


class View(NamedTuple):
    """What a reader sees of a slot; a difference is a change."""

    status: Status
    facts: Facts
    confirmed_by: ConfirmedBy | None
    replaced_by: str | None


@dataclass
class Slot:
    id: str
    facts: Facts
    fate: Status | None = None  # ICE's word: confirmed, superseded, cancelled; None while it never gave it
    confirmed_by: ConfirmedBy | None = None
    replaced_by: str | None = None
    messages: set[str] = field(default_factory=set)  # those that made its fate
    claims: dict[str, Claim] = field(default_factory=dict)  # content id -> what an unproven message says
    named_by: set[str] = field(default_factory=set)  # every message that ever claimed it
    stood: bool = False
    revival: int = 0
    changed_at: datetime = EPOCH

    @property
    def stands(self) -> bool:
        return self.fate is Status.CONFIRMED

    def copy(self) -> Slot:
        return replace(self, messages=set(self.messages), claims=dict(self.claims), named_by=set(self.named_by))

    def claimants(self) -> set[str]:
        return {claim.sha256 for claim in self.claims.values()}

    def shown(self) -> Facts:
        """ICE's own facts, and what is claimed only where ICE gave none."""
        return self.facts if self.stands or not self.claims else next(iter(self.claims.values())).facts


class Book:
    """All slots and requests of one person. Each `settle` tells what the last event changed."""

    def __init__(self, person: str) -> None:
        self.person = person
        self.slots: dict[str, Slot] = {}
        self.requests = Requests(person)
        self._standing: dict[str, Slot] = {}  # those of the slots that stand
        self._views: dict[str, View] = {}
        self._touched: set[str] = set()
        self._dropped: set[str] = set()

    def copy(self) -> Book:
        """The same, between two settlements; what is written in one of the two does not show in the other."""
        other = Book(self.person)
        other.slots = {slot_id: slot.copy() for slot_id, slot in self.slots.items()}
        other.requests = self.requests.copy()
        other._standing = {slot_id: other.slots[slot_id] for slot_id in self._standing}
        other._views, other._touched, other._dropped = dict(self._views), set(self._touched), set(self._dropped)
        return other

    def stands(self) -> list[Slot]:
        """The confirmed dates, past ones too."""
        return list(self._standing.values())

    def standing(self, at: datetime) -> list[Slot]:
        """The confirmed dates that were not past on that moment's day."""
        today: dict[str | None, date] = {}
        found = []
        for slot in self._standing.values():
            when = slot.facts.when
            if when.zone not in today:
                today[when.zone] = day_of(at, when.zone)
            if when.day >= today[when.zone]:
                found.append(slot)
        return found

    def find(self, when: When) -> Slot | None:
        """The one live date that is meant. A date that stands goes first, so that no claim decides what is meant."""
        stands = self.stands()
        if any(alike(slot.facts.when, when) for slot in stands):
            return _the_one(stands, when)
        pending = (Status.UNVERIFIED, Status.REQUESTED)
        return _the_one([slot for slot in self.slots.values() if self.status(slot) in pending], when)

    def known(self, when: When) -> bool:
        """In the record, whatever ICE did with it since. What was only claimed or asked for and then closed is not."""
        return any(alike(s.facts.when, when) and self.status(s) is not Status.CLOSED for s in self.slots.values())

    def confirm(self, facts: Facts, by: ConfirmedBy, sha256: str | None) -> Slot:
        """The date stands from now on. What ICE wrote goes before what the person entered."""
        slot = self._slot(facts)
        if slot.stands:
            ours_first = by is ConfirmedBy.YOU and slot.confirmed_by is ConfirmedBy.EMAIL
            slot.facts = slot.facts.over(facts) if ours_first else facts.over(slot.facts)
            slot.confirmed_by = slot.confirmed_by if ours_first else by
        else:
            slot.revival += slot.stood
            slot.fate, slot.stood, slot.facts = Status.CONFIRMED, True, facts
            slot.confirmed_by, slot.replaced_by, slot.messages = by, None, set()
            self._standing[slot.id] = slot
        slot.messages |= {sha256} if sha256 else set()
        slot.claims.clear()
        if facts.when.time:
            self._answer_for(slot, [twin for twin in self.slots.values() if twin.facts.when.time is None])
        return slot

    def end(self, slot: Slot, fate: Status, by: ConfirmedBy, sha256: str | None, successor: Slot | None = None) -> None:
        """ICE moved or cancelled this date, and `by` tells how we know."""
        self._touched.add(slot.id)
        slot.facts = slot.shown()
        slot.messages = (slot.messages if slot.stands else slot.claimants()) | ({sha256} if sha256 else set())
        slot.claims.clear()
        slot.fate, slot.confirmed_by = fate, by
        self._standing.pop(slot.id, None)
        self._answer_for(slot, self.slots.values())
        slot.replaced_by = successor.id if successor else None

    def cancel_unknown(self, facts: Facts, by: ConfirmedBy, sha256: str | None) -> None:
        self.end(self._slot(facts), Status.CANCELLED, by, sha256)

    def claim(self, facts: Facts, content_id: str, sha256: str) -> None:
        """A date that nobody could prove. It is added beside what stands, or nothing happens."""
        if content_id in self._dropped or self._covered(facts.when):
            return
        slot = self._slot(facts)
        slot.claims.setdefault(content_id, Claim(facts, sha256))
        slot.named_by.add(sha256)

    def drop_claims(self, content_id: str) -> None:
        """Take away what only this message says, whichever of its copies says it."""
        self._dropped.add(content_id)
        for slot in self.slots.values():
            if slot.claims.pop(content_id, None):
                self._touched.add(slot.id)

    def wish(self, when: When) -> None:
        if not self._covered(when):
            self._slot(Facts(when))

    def _covered(self, when: When) -> bool:
        return any(covers(slot.facts.when, when) for slot in self._standing.values())

    def touch_wishes(self) -> None:
        """Requests were opened or closed: the dates they ask for may look different."""
        self._touched |= self.requests.take_changed() & self.slots.keys()

    def status(self, slot: Slot) -> Status:
        if slot.stands:
            return Status.CONFIRMED
        if slot.claims:
            return Status.UNVERIFIED
        if self.requests.wishing(slot.id):
            return Status.REQUESTED
        return slot.fate or Status.CLOSED

    def view(self, slot: Slot) -> View:
        status = self.status(slot)
        told = status is slot.fate
        replaced = slot.replaced_by if told or status is Status.CLOSED else None
        return View(status, slot.shown(), slot.confirmed_by if told else None, replaced)

    def messages(self, slot: Slot) -> set[str]:
        """The messages that made the slot what it is."""
        match self.status(slot):
            case Status.UNVERIFIED:
                return slot.claimants()
            case Status.REQUESTED:
                return {sha256 for asked in self.requests.wishing(slot.id) for sha256 in asked.messages}
            case Status.CLOSED:
                return slot.named_by | self.requests.told_of(slot.id)
            case _:
                return slot.messages

    def settle(self, at: datetime) -> tuple[Change, ...]:
        """What changed since the last time, by date; what changed is marked with this place in the log."""
        changes = []
        for slot in (self.slots[slot_id] for slot_id in self._touched):
            view, before = self.view(slot), self._views.get(slot.id)
            if before != view:
                slot.changed_at = at
            if before is None or before.status is not view.status:
                changes.append(Change(verb=_VERBS[view.status], appointment=slot.id, when=view.facts.when))
            self._views[slot.id] = view
        self._touched.clear()
        return tuple(sorted(changes, key=lambda change: (order(change.when), change.appointment)))

    def _slot(self, facts: Facts) -> Slot:
        slot_id = appointment_id(self.person, facts.when.day, facts.when.time)
        self._touched.add(slot_id)
        if slot_id not in self.slots:
            self.slots[slot_id] = Slot(slot_id, facts)
        return self.slots[slot_id]

    def _answer_for(self, slot: Slot, others: Iterable[Slot]) -> None:
        """ICE's word on this date answers what was only claimed of the same one, told with or without its hour."""
        for twin in others:
            if twin is not slot and not twin.stands and alike(twin.facts.when, slot.facts.when):
                twin.claims.clear()
                twin.replaced_by = twin.replaced_by if twin.fate else slot.id
                self._touched.add(twin.id)


def _the_one(slots: Sequence[Slot], when: When) -> Slot | None:
    """The very slot, else the only one of its day where one of the two names no hour."""
    near = [slot for slot in slots if alike(slot.facts.when, when)]
    exact = [slot for slot in near if slot.facts.when.time == when.time]
    return exact[0] if exact else near[0] if len(near) == 1 else None
