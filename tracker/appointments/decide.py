"""The most that one message may do, judged by itself: who sent it, what it says, and what is doubtful about it.

Whether it is about this person, and what else was said, is judged over the whole log by `state.fold`, which may lower
an effect that stands here and never raises it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from tracker.appointments.caution import Caution
from tracker.appointments.events import Effect, KeyedHint, MessageRead
from tracker.appointments.ids import record
from tracker.message.types import Authenticity, Lane, Layer, Message, Verdict
from tracker.reading.types import CONFIRMING, Doubt, Kind, Reading


class ConfirmOn(StrEnum):
    """Whose word makes a message official enough to move a date: the provider's, or only our own check of DKIM."""

    PROVIDER = "provider"
    DKIM = "dkim"


class Row(NamedTuple):
    """The effect of one kind: official without and with doubts, and unverified."""

    official: Effect
    doubted: Effect
    unverified: Effect


class Weighed(NamedTuple):
    """`reasons` are sentences for people: why the message may do less than its kind and sender would allow."""

    effect: Effect
    doubts: tuple[Doubt, ...]
    reasons: tuple[str, ...]


_CONFIRMS = Row(Effect.CONFIRMS, Effect.REVIEW, Effect.REVIEW)
_ASKED = Row(Effect.PENDING, Effect.PENDING, Effect.REVIEW)
_TOLD = Row(Effect.INFORMS, Effect.REVIEW, Effect.REVIEW)
_REVIEW = Row(Effect.REVIEW, Effect.REVIEW, Effect.REVIEW)
_NEIGHBOUR = Row(Effect.INFORMS, Effect.INFORMS, Effect.INFORMS)
_NOTHING = Row(Effect.NONE, Effect.NONE, Effect.NONE)

TABLE = {
    Kind.SCHEDULED: _CONFIRMS,
    Kind.RESCHEDULED: _CONFIRMS,
    Kind.CANCELLED: _CONFIRMS,
    Kind.SUMMONS: _CONFIRMS,
    Kind.REQUEST_RECEIVED: _ASKED,
    Kind.REQUEST_DENIED: _TOLD,
    Kind.REMINDER: _TOLD,
    Kind.OFFICE_CLOSURE: _TOLD,
    Kind.ACCOUNT_NOTICE: _TOLD,
    Kind.HUMAN_REPLY: _REVIEW,
    Kind.UNRECOGNISED: _REVIEW,
    Kind.COURT_HEARING: _NEIGHBOUR,
    Kind.USCIS: _NEIGHBOUR,
    Kind.ISAP: _NEIGHBOUR,
    Kind.CBP: _NEIGHBOUR,
    # Form I-340 asks the one who paid the bond to bring the person to ICE: a doubt about it is no reason to look less.
    Kind.BOND: Row(Effect.REVIEW, Effect.REVIEW, Effect.INFORMS),
    Kind.REQUEST_SENT: Row(Effect.PENDING, Effect.PENDING, Effect.PENDING),
    # A message that poses as ICE cannot come from ICE; if it seems to, a person looks.
    Kind.SCAM: _REVIEW,
    Kind.NEWSLETTER: _NOTHING,
    Kind.VERIFICATION_CODE: _NOTHING,
    Kind.UNRELATED: _NOTHING,
}

ABOUT_THE_SENDER = frozenset({Doubt.WRONG_PERSON, Doubt.SEVERAL_PEOPLE, Doubt.MULTIPLE_FROM, Doubt.REPLAYED})
_ALL_DOUBTS_COUNT = CONFIRMING | {Kind.REMINDER}
_STRENGTH = {effect: -place for place, effect in enumerate(Effect)}


def strength(effect: Effect) -> int:
    """More is stronger: `confirms` is 0, the others are below."""
    return _STRENGTH[effect]


def weaker(one: Effect, other: Effect) -> Effect:
    return min(one, other, key=strength)


def effect_of(
    kind: Kind, authenticity: Authenticity, doubts: Iterable[Doubt], *, message: Message | None = None
) -> Effect:
    """The decision table; with `message`, lowered by what its own headers say (automatic replies, our own alerts)."""
    effect = _cell(kind, authenticity, frozenset(doubts))
    if Doubt.INCOMPLETE in doubts and authenticity is Authenticity.OFFICIAL:
        effect = Effect.REVIEW  # whatever its beginning says: the rest may say otherwise
    if message is None:
        return effect
    if message.own_alert and authenticity is not Authenticity.OFFICIAL:
        return Effect.NONE
    return Effect.REVIEW if effect is Effect.CONFIRMS and _against_headers(message) else effect


def seen_as(authenticity: Authenticity, lane: Lane) -> Authenticity:
    """What a genuine message of a neighbour is worth where it speaks of an ICE date: no more than an unverified one."""
    ours = authenticity is not Authenticity.OFFICIAL or lane is Lane.ICE
    return authenticity if ours else Authenticity.UNVERIFIED


def weigh(
    message: Message,
    verdict: Verdict,
    reading: Reading,
    *,
    confirm_on: ConfirmOn = ConfirmOn.PROVIDER,
    own_check_passed: bool = False,
) -> Weighed:
    """Everything that one message by itself has for and against it."""
    doubts = set(reading.doubts) | missing(reading) | ({Doubt.MULTIPLE_FROM} if verdict.multiple_from else set())
    authenticity = seen_as(verdict.authenticity, verdict.lane)
    effect = effect_of(reading.kind, authenticity, doubts)
    reasons: list[str] = []
    if effect is Effect.CONFIRMS:
        checked = confirm_on is ConfirmOn.PROVIDER or own_check_passed
        reasons = [
            *_against_headers(message),
            *_against_words(message, reading),
            *([] if checked else [Caution.UNCHECKED]),
        ]
        effect = Effect.REVIEW if reasons else effect
    elif reading.kind is Kind.REQUEST_SENT and effect is Effect.PENDING and verdict.lane is not Lane.OWN:
        reasons = [Caution.NOT_THEIRS]
        effect = Effect.NONE if authenticity is Authenticity.OTHER else Effect.REVIEW
    elif reading.disputed and effect in {Effect.PENDING, Effect.INFORMS, Effect.REVIEW}:
        reasons, effect = [Caution.GUESSED if reading.guessed else Caution.DISPUTED], Effect.REVIEW
    if message.own_alert and verdict.authenticity is not Authenticity.OFFICIAL:
        effect = Effect.NONE
    return Weighed(effect, tuple(sorted(doubts)), tuple(reasons))


def decide(
    message: Message,
    verdict: Verdict,
    reading: Reading,
    *,
    person: str,
    hints: tuple[KeyedHint, ...],
    recorded_at: datetime,
    confirm_on: ConfirmOn = ConfirmOn.PROVIDER,
    own_check_passed: bool = False,
    signature: str | None = None,
    shared: frozenset[str] = frozenset(),
) -> MessageRead:
    """The row that this message makes in the log, for every message: what need not be kept, the shell leaves out.

    An address of `shared` says of several people alike that it is theirs, so it ties the message to none of them.
    """
    weighed = weigh(message, verdict, reading, confirm_on=confirm_on, own_check_passed=own_check_passed)
    return record(
        MessageRead,
        person,
        recorded_at,
        at=message.moment,
        sha256=message.sha256,
        content_id=message.content_id,
        message_id=message.message_id,
        channel=message.channel,
        received=message.received,
        recipients=tuple(one for one in message.recipients if one not in shared),
        authenticity=verdict.authenticity,
        lane=verdict.lane,
        evidence=(*verdict.evidence, *weighed.reasons),
        forwarded=verdict.forwarded,
        signature=signature,
        hints=hints,
        reading=reading.model_copy(update={"people": (), "doubts": weighed.doubts}),
        effect=weighed.effect,
    )


def missing(reading: Reading) -> set[Doubt]:
    """What a message that would confirm must say and does not."""
    if reading.kind not in CONFIRMING:
        return set()
    if reading.kind is Kind.CANCELLED:
        named = reading.previous_starts_at or reading.reference
        return set() if named else {Doubt.NO_DATE}
    start = reading.starts_at
    if start is None:
        return {Doubt.NO_DATE}
    no_zone = not (start.zone or reading.time_zone)
    return {d for d, lacks in ((Doubt.NO_TIME, start.time is None), (Doubt.UNKNOWN_TIME_ZONE, no_zone)) if lacks}


def _cell(kind: Kind, authenticity: Authenticity, doubts: frozenset[Doubt]) -> Effect:
    row = TABLE[kind]
    if row is _NOTHING:
        return Effect.NONE
    if authenticity is Authenticity.FAKE:
        return Effect.WARNS
    if authenticity is Authenticity.UNVERIFIED:
        return row.unverified
    if authenticity is Authenticity.OTHER:
        # What the person wrote to ICE comes from nobody official, and is theirs.
        return Effect.PENDING if kind is Kind.REQUEST_SENT else Effect.NONE
    counting = doubts if kind in _ALL_DOUBTS_COUNT else doubts & ABOUT_THE_SENDER
    return row.doubted if counting else row.official


def _against_headers(message: Message) -> list[str]:
    """Why the message's own headers keep it from confirming."""
    found = {
        Caution.AUTOMATIC: message.auto_replied,
        Caution.OWN_MARK: message.own_alert,
        Caution.UNDATED: message.date is None,
    }
    return [reason for reason, holds in found.items() if holds]


def _against_words(message: Message, reading: Reading) -> list[str]:
    """Why the place of the matched words keeps the message from confirming: a quotation is not the sender's word."""
    quoted = [s for s in message.segments if s.layer is Layer.QUOTED]
    inside = any(m.start < s.end and s.start < m.end for m in reading.matched for s in quoted)
    return [Caution.QUOTED] if inside else []
