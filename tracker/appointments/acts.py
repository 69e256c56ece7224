"""What a person tells us. It counts as theirs, never as an e-mail of ICE."""

from __future__ import annotations

from datetime import datetime

from tracker.appointments.book import Book, Facts
from tracker.appointments.events import (
    AnyEvent,
    AppointmentEntered,
    ConfirmedBy,
    ConfirmedOtherwise,
    Effect,
    How,
    MessageRead,
    NoticeKind,
    RequestAdded,
    RequestWithdrawn,
    ReviewAccepted,
    ReviewRejected,
    Status,
    VisitRecorded,
)
from tracker.appointments.moves import Word, cancel, hear, move
from tracker.reading.types import CONFIRMING, Kind, When

Done = tuple[Effect, set[NoticeKind]]


def act_on(book: Book, event: AnyEvent, at: datetime, message: MessageRead | None) -> Done:
    """`message` is the one that a review is about, None where it is not in the log."""
    match event:
        case AppointmentEntered():
            facts = Facts(event.starts_at, event.ends_at, event.office)
            return Effect.CONFIRMS, hear(book, Word(Kind.SCHEDULED, ConfirmedBy.YOU, facts=facts), at)
        case ConfirmedOtherwise():
            return Effect.CONFIRMS, _confirmed_otherwise(book, event)
        case RequestAdded():
            ask(book, event.id, at, how=event.how, original=event.original, wished=event.wished)
            return Effect.PENDING, set()
        case RequestWithdrawn():
            book.requests.withdraw(event.request)
            book.touch_wishes()
            return Effect.INFORMS, set()
        case ReviewAccepted():
            return _accepted(book, event, at, message)
        case ReviewRejected() if message:
            book.drop_claims(message.content_id)
    return Effect.INFORMS if isinstance(event, VisitRecorded) else Effect.NONE, set()


def ask(
    book: Book,
    source: str,
    at: datetime,
    *,
    how: How,
    original: When | None,
    wished: When | None,
    sha256: str | None = None,
) -> None:
    """Note the request, and the date wished for as one that was asked for."""
    wish = book.requests.ask(source, at, how=how, original=original, wished=wished, sha256=sha256)
    if wish:
        book.wish(wish)


def deny(book: Book, original: When | None) -> None:
    book.requests.deny(original)
    book.touch_wishes()


def _confirmed_otherwise(book: Book, event: ConfirmedOtherwise) -> set[NoticeKind]:
    old = book.slots.get(event.replaces or "")
    live = old if old and book.status(old) in {Status.CONFIRMED, Status.UNVERIFIED, Status.REQUESTED} else None
    word = Word(Kind.RESCHEDULED, ConfirmedBy.YOU)
    if event.starts_at:
        move(book, word, Facts(event.starts_at, event.ends_at, event.office), live)
    else:
        cancel(book, word, live)
    return {NoticeKind.MOVED_UNKNOWN_DATE} if event.replaces and old is None else set()


def _accepted(book: Book, event: ReviewAccepted, at: datetime, message: MessageRead | None) -> Done:
    reference = message.reading.reference if message else None
    if message:
        # What the person read in it goes before what we read.
        book.drop_claims(message.content_id)
    if event.kind in CONFIRMING or event.kind is Kind.REMINDER:
        facts = Facts(event.starts_at, event.ends_at, event.office, reference) if event.starts_at else None
        previous = event.previous_starts_at or (event.starts_at if event.kind is Kind.CANCELLED else None)
        return Effect.CONFIRMS, hear(
            book, Word(event.kind, ConfirmedBy.YOU, event.sha256, facts, previous, reference), at
        )
    match event.kind:
        case Kind.REQUEST_DENIED:
            deny(book, event.starts_at)
            return Effect.INFORMS, set()
        case Kind.REQUEST_RECEIVED | Kind.REQUEST_SENT:
            previous = event.previous_starts_at
            ask(book, event.id, at, how=How.EMAIL, original=previous, wished=event.starts_at, sha256=event.sha256)
            return Effect.PENDING, set()
        case _:
            return Effect.NONE, set()
