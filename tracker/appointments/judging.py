"""What each event of the log may do where it stands, and what it did.

`_judge` says once, for each message, whether it is ICE's word for this person; only then is it handed to `moves`.
Everything else may add a claim, a wish or a notice, and has no way to reach a date that stands.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from tracker.appointments.acts import act_on, ask, deny
from tracker.appointments.book import Book
from tracker.appointments.dates import alike, day_of, order
from tracker.appointments.decide import seen_as
from tracker.appointments.events import (
    Change,
    ChangeVerb,
    Effect,
    Entry,
    How,
    MessageRead,
    NoticeKind,
    ReviewAccepted,
    ReviewRejected,
)
from tracker.appointments.letters import Letter, Step
from tracker.appointments.moves import facts_of, hear, names_what_stands, several_meant, word_of
from tracker.message.types import Authenticity, Channel
from tracker.reading.types import CONFIRMING, Doubt, Kind, When

# These name a date to come to, so it is shown even where nobody can vouch for it.
_DATED = CONFIRMING | {Kind.REMINDER}
# These may name one: it is shown where missing it would do harm.
_TALK = frozenset({Kind.HUMAN_REPLY, Kind.UNRECOGNISED})
_NO_USABLE_DATE = frozenset(
    {
        Doubt.WRONG_PERSON,
        Doubt.SEVERAL_PEOPLE,
        Doubt.REPLAYED,
        Doubt.NEGATED,
        Doubt.IMPOSSIBLE_DATE,
        Doubt.AMBIGUOUS_DATE,
    }
)
_HOW = {Channel.EMAIL: How.EMAIL, Channel.SMS: How.PHONE, Channel.PAPER: How.PAPER}
_ABOUT_ONE = (MessageRead, ReviewAccepted, ReviewRejected)  # message


class Judged(NamedTuple):
    """A message at its place in the log: what it may do there, and what speaks against it."""

    letter: Letter
    effect: Effect
    doubts: frozenset[Doubt]

    @property
    def date(self) -> When | None:
        """The date that it adds, as far as its doubts leave one. Two messages of one Message-ID each keep theirs: what
        stood must not vanish because another message bears the same id.
        """
        counting = self.doubts - ({Doubt.REPLAYED} if self.letter.clashes else set())
        return self.letter.message.reading.starts_at if counting.isdisjoint(_NO_USABLE_DATE) else None


def take(book: Book, step: Step) -> Entry:
    """Let one event do what it may, and note what it did."""
    event = step.event
    read = event if isinstance(event, MessageRead) else None
    judged = _judge(book, step.letter) if step.letter else None
    inert = judged is None and (read is not None or step.withdrawn or step.outdone)
    stood = None if inert else _earliest(book, step.at)
    if judged:
        effect, notices = judged.effect, _apply(book, judged)
    elif inert:
        effect, notices = Effect.NONE, set()
    else:
        effect, notices = act_on(book, event, step.at, step.about)
    changes = book.settle(step.at)
    notices |= _noticed(book, stood, step.at, changes)
    return Entry(
        event=event.id,
        type=event.type,
        at=step.at,
        person=event.person,
        sha256=event.sha256 if isinstance(event, _ABOUT_ONE) else None,
        kind=read.reading.kind if read else event.kind if isinstance(event, ReviewAccepted) else None,
        authenticity=read.authenticity if read else None,
        effect=effect,
        doubts=tuple(sorted(judged.doubts)) if judged else (),
        changes=changes,
        notices=tuple(sorted(notices)),
        same_as=step.same_as,
        withdrawn=step.withdrawn,
    )


def _judge(book: Book, letter: Letter) -> Judged:
    """Whether this is ICE's word for this person, here and now."""
    if letter.may_confirm:
        word, at = word_of(letter.message.reading, letter.message.sha256), letter.message.at
        if not letter.tied and not names_what_stands(book, word, at):
            letter = letter.doubted(Doubt.UNBOUND)
        elif several_meant(book, word, at):
            letter = letter.doubted(Doubt.SEVERAL_DATES)
    return Judged(letter, letter.effect, letter.doubts)


def _apply(book: Book, judged: Judged) -> set[NoticeKind]:
    message = judged.letter.message
    match judged.effect:
        case Effect.CONFIRMS:
            return _confirm(book, judged.letter)
        case Effect.PENDING:
            previous = message.reading.previous_starts_at
            ask(
                book,
                message.content_id,
                message.at,
                how=_HOW[message.channel],
                original=previous,
                wished=judged.date,
                sha256=message.sha256,
            )
        case Effect.INFORMS:
            return _inform(book, judged)
        case Effect.REVIEW:
            _claim(book, judged)
            return _not_understood(message)
        case Effect.WARNS:
            return {NoticeKind.LOOKS_FAKE}
    return set()


def _confirm(book: Book, letter: Letter) -> set[NoticeKind]:
    message = letter.message
    word = word_of(message.reading, message.sha256)
    if not letter.rejected:
        return hear(book, word, message.at)
    # A person said no to this message. It moves nothing; what it adds stays, for a no takes nothing away that stands.
    return set() if word.kind is Kind.CANCELLED else hear(book, replace(word, kind=Kind.SCHEDULED), message.at)


def _inform(book: Book, judged: Judged) -> set[NoticeKind]:
    reading = judged.letter.message.reading
    if reading.kind is Kind.REQUEST_DENIED:
        deny(book, reading.starts_at)
    date = judged.date
    if reading.kind is not Kind.REMINDER or date is None:
        return set()
    if any(alike(slot.facts.when, date) for slot in book.stands()):
        return set()
    _claim(book, judged)
    return {NoticeKind.REMINDER_DISAGREES}


def _claim(book: Book, judged: Judged) -> None:
    message, date = judged.letter.message, judged.date
    facts = facts_of(message.reading)
    if date is None or facts is None:
        return
    kind = message.reading.kind
    if kind in _DATED or (kind in _TALK and _is_earlier(date, _earliest(book, message.at), message.at)):
        book.claim(facts, message.content_id, message.sha256)


def _not_understood(message: MessageRead) -> set[NoticeKind]:
    from_ice = seen_as(message.authenticity, message.lane) is Authenticity.OFFICIAL
    return {NoticeKind.NOT_UNDERSTOOD} if from_ice and message.reading.kind is Kind.UNRECOGNISED else set()


def _earliest(book: Book, at: datetime) -> When | None:
    return min((slot.facts.when for slot in book.standing(at)), key=order, default=None)


def _is_earlier(when: When, stands: When | None, at: datetime) -> bool:
    """Earlier than every date that stands, and still to come."""
    return stands is not None and order(when) < order(stands) and when.day >= day_of(at, when.zone)


def _noticed(book: Book, stood: When | None, at: datetime, changes: tuple[Change, ...]) -> set[NoticeKind]:
    """What a person should hear of, whatever brought the change. `stood` is the earliest date that stood before it."""
    notices: set[NoticeKind] = set()
    if not changes:
        return notices
    new = [change.when for change in changes if change.verb in {ChangeVerb.ADDED, ChangeVerb.UNVERIFIED}]
    if any(_is_earlier(when, stood, at) for when in new):
        notices.add(NoticeKind.EARLIER_DATE)
    standing = {slot.id for slot in book.standing(at)}
    if len(standing) > 1 and any(c.verb is ChangeVerb.ADDED and c.appointment in standing for c in changes):
        notices.add(NoticeKind.TWO_DATES_STAND)
    return notices
