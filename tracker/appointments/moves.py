"""What ICE's word does to the dates: the only road by which one that stands can be moved or taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.appointments.book import Book, Facts, Slot
from tracker.appointments.dates import alike
from tracker.appointments.events import ConfirmedBy, NoticeKind, Status
from tracker.reading.types import Kind, Reading, When


@dataclass(frozen=True)
class Word:
    """ICE's word on a date, and how we have it: from a message that proves itself, or through the person."""

    kind: Kind
    by: ConfirmedBy
    sha256: str | None = None
    facts: Facts | None = None  # the date that stands from now on
    previous: When | None = None  # the date that went
    reference: str | None = None


def facts_of(reading: Reading) -> Facts | None:
    """The date that the message says there is; its zone may have been found apart from it (from the office)."""
    start = reading.starts_at
    if start is None:
        return None
    zoned = start if start.zone else start.model_copy(update={"zone": reading.time_zone})
    return Facts(zoned, reading.ends_at, reading.office, reading.reference)


def word_of(reading: Reading, sha256: str) -> Word:
    return Word(
        reading.kind, ConfirmedBy.EMAIL, sha256, facts_of(reading), reading.previous_starts_at, reading.reference
    )


def names_what_stands(book: Book, word: Word, at: datetime) -> bool:
    """The word names a date that stands, or that appointment's reference."""
    named = [when for when in (word.previous, word.facts and word.facts.when) if when]
    return any(
        _refers(slot, word.reference) or any(alike(slot.facts.when, when) for when in named)
        for slot in book.standing(at)
    )


def several_meant(book: Book, word: Word, at: datetime) -> bool:
    """It moves or cancels one of several dates and does not say which."""
    if word.kind not in {Kind.RESCHEDULED, Kind.CANCELLED}:
        return False
    if word.previous:
        stands = [slot for slot in book.stands() if alike(slot.facts.when, word.previous)]
        return bool(stands) and book.find(word.previous) is None
    return len(_meant(book, word, at)) > 1


def hear(book: Book, word: Word, at: datetime) -> set[NoticeKind]:
    """Do what ICE says. A change without its new date changes nothing."""
    if word.kind is Kind.CANCELLED:
        old, unknown = _target(book, word, at)
        cancel(book, word, old)
        if unknown and word.previous:
            book.cancel_unknown(Facts(word.previous, reference=word.reference), word.by, word.sha256)
    elif word.facts is None:
        return set()
    elif word.kind is Kind.RESCHEDULED:
        old, unknown = _target(book, word, at)
        move(book, word, word.facts, old)
    else:
        unknown = False
        _stand(book, word, word.facts)
    return {NoticeKind.MOVED_UNKNOWN_DATE} if unknown else set()


def move(book: Book, word: Word, facts: Facts, old: Slot | None) -> None:
    """The new date stands, and `old` gives way to it."""
    new = _stand(book, word, facts)
    gone = old.facts.when if old else word.previous
    if old and old is not new:
        book.end(old, Status.SUPERSEDED, word.by, word.sha256, new)
    if gone and old is not new:
        book.requests.overtake(gone, known=old is not None, moved=True)
        book.touch_wishes()


def cancel(book: Book, word: Word, old: Slot | None) -> None:
    gone = old.facts.when if old else word.previous
    if old:
        book.end(old, Status.CANCELLED, word.by, word.sha256)
    if gone:
        book.requests.overtake(gone, known=old is not None, moved=False)
        book.touch_wishes()


def _stand(book: Book, word: Word, facts: Facts) -> Slot:
    slot = book.confirm(facts, word.by, word.sha256)
    book.requests.fulfil(facts.when)
    book.touch_wishes()
    return slot


def _target(book: Book, word: Word, at: datetime) -> tuple[Slot | None, bool]:
    """The date that goes, and whether ICE speaks of one that is not in the record."""
    if word.previous:
        slot = book.find(word.previous)
        return slot, slot is None and not book.known(word.previous)
    meant = _meant(book, word, at)
    return (meant[0] if len(meant) == 1 else None), not meant


def _meant(book: Book, word: Word, at: datetime) -> list[Slot]:
    """Without a date: what bears the reference; a change without either means what stands, unless it is known to bear
    another reference.
    """
    standing = book.standing(at)
    referred = [slot for slot in standing if _refers(slot, word.reference)]
    if referred or word.kind is Kind.CANCELLED:
        return referred
    return [slot for slot in standing if not (word.reference and slot.facts.reference)]


def _refers(slot: Slot, reference: str | None) -> bool:
    return reference is not None and slot.facts.reference == reference
