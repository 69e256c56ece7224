"""What follows from the log: `fold`, the one place where the promise is kept.

A date that ICE set stands until ICE provably changes it, and weak evidence may add but never take away: each message is
judged (`judging`) before it may do anything.

    events ──letters──▶ steps in order ──judge──▶ moves (ICE's word) ──▶ book ──▶ State
                                             └──▶ claims, wishes, notices ─┘
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from tracker.appointments.behind import Known, known_of, no_behind, step_behind
from tracker.appointments.book import Book, Slot
from tracker.appointments.dates import is_over, order
from tracker.appointments.events import (
    AnyEvent,
    Appointment,
    Effect,
    Entry,
    MessageRead,
    Review,
    ReviewRejected,
    State,
    Status,
)
from tracker.appointments.judging import take
from tracker.appointments.letters import Step, in_order

STRIDE = 32  # steps
_MAY_PASS = frozenset({Status.CONFIRMED, Status.UNVERIFIED, Status.REQUESTED})


def fold(events: Iterable[AnyEvent], *, person: str, now: datetime) -> State:
    """The record of one person. Any order and any repetition of the events give the same; `now` only tells the past."""
    return Folding(person).state(events, now)


class Folding:
    """A fold that may be asked again, with more events. Each time the whole set is put in order and judged; as far as
    that order begins with the same steps as before, what they did is not worked out again.

    Not for two threads at once; one that raised is of no more use.
    """

    def __init__(self, person: str) -> None:
        self._person = person
        self._steps: list[Step] = []
        self._entries: list[Entry] = []
        self._books: list[Book] = [Book(person)]  # as they were after each `STRIDE` steps: never written in again
        self.ending = Ending(person, known_of([]), self._books[0])

    def state(self, events: Iterable[AnyEvent], now: datetime) -> State:
        steps = in_order(events, self._person)
        same = next((n for n, (one, other) in enumerate(zip(steps, self._steps, strict=False)) if one != other), None)
        whole = (min(len(steps), len(self._steps)) if same is None else same) // STRIDE
        del self._books[whole + 1 :]
        book, entries = self._books[-1].copy(), self._entries[: whole * STRIDE]
        for step in steps[len(entries) :]:
            entries.append(take(book, step))
            if len(entries) % STRIDE == 0:
                self._books.append(book.copy())
        self._steps, self._entries = steps, entries
        self.ending = Ending(self._person, known_of(steps), book)
        return self.ending.state(tuple(entries), tuple(_reviews(steps, entries)), now)

    def fork(self) -> Folding:
        """Another one that knows as much: what it is asked does not change this one."""
        other = Folding(self._person)
        other._steps, other._entries, other._books = self._steps, self._entries, list(self._books)
        return other


def _reviews(steps: Iterable[Step], entries: Iterable[Entry]) -> Iterator[Review]:
    for step, entry in zip(steps, entries, strict=True):
        if isinstance(step.event, MessageRead) and step.letter and not step.letter.reviewed:
            yield from [_review(step.event, entry)] if entry.effect is Effect.REVIEW else []


class Ending:
    """Where a fold ended: enough to say what holds at another moment, and to go on with what stands behind its log."""

    def __init__(self, person: str, known: Known, book: Book) -> None:
        self._person = person
        self._known = known
        self._book = book  # never written in again

    def state(self, entries: tuple[Entry, ...], reviews: tuple[Review, ...], now: datetime) -> State:
        book = self._book
        appointments = (_appointment(book, slot, now) for slot in book.slots.values())
        return State(
            person=self._person,
            appointments=tuple(sorted(appointments, key=lambda made: (order(made.starts_at), made.id))),
            requests=book.requests.result(),
            reviews=reviews,
            entries=entries,
        )

    def follow(self, new: Sequence[AnyEvent]) -> tuple[Ending, tuple[Entry, ...], tuple[Review, ...]] | None:
        """The ending with these events too, and what they add. None where one of them might change what was said of
        what stands before it: then the whole log is to be asked.
        """
        known, book, steps, entries = self._known, self._book.copy(), list[Step](), list[Entry]()
        for event in new:
            step = step_behind(known, event) if event.person == self._person else None
            if step is None:
                return None
            steps.append(step)
            entries.append(take(book, step))
            known = known.with_step(step)
        return Ending(self._person, known, book), tuple(entries), tuple(_reviews(steps, entries))

    def refuse(self, no: ReviewRejected, message: MessageRead) -> Ending | None:
        """The ending with a person's no to a message that waits for them, by the reading that waits. None where the
        whole log is to be asked.
        """
        step = no_behind(self._known, no, message) if no.person == self._person else None
        if step is None:
            return None
        book = self._book.copy()
        take(book, step)
        return Ending(self._person, self._known.with_step(step), book)


def _review(event: MessageRead, entry: Entry) -> Review:
    return Review(
        sha256=event.sha256,
        event=event.id,
        at=event.at,
        authenticity=event.authenticity,
        reading=event.reading,
        doubts=entry.doubts,
    )


def _appointment(book: Book, slot: Slot, now: datetime) -> Appointment:
    view = book.view(slot)
    facts = view.facts
    past = view.status in _MAY_PASS and all(is_over(when, now) for when in (facts.when, facts.ends_at) if when)
    return Appointment(
        id=slot.id,
        person=book.person,
        status=Status.PAST if past else view.status,
        starts_at=facts.when,
        ends_at=facts.ends_at,
        office=facts.office,
        reference=facts.reference,
        confirmed_by=view.confirmed_by,
        messages=tuple(sorted(book.messages(slot))),
        replaced_by=view.replaced_by,
        changed_at=slot.changed_at,
        revival=slot.revival,
    )
