"""The one road from bytes to an event, which the worker, the command line and the pages all take.

    raw ──parse──▶ Message ──judge──▶ Verdict ──read──▶ Reading ──decide──▶ MessageRead

Nothing here stores, fetches or reads a clock: the shell hands in the bytes, the provider's profile and the rules,
and does what follows. No step raises for anything a message may hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tracker.appointments.decide import ConfirmOn, decide, weigh
from tracker.appointments.events import Effect, KeyedHint, MessageRead
from tracker.frozen import Frozen
from tracker.message.authenticity import Context, Senders, judge
from tracker.message.parse import parse
from tracker.message.profiles import Profile
from tracker.message.types import Channel, Message, Verdict
from tracker.reading.classify import read
from tracker.reading.offices import Offices
from tracker.reading.rules import Rules
from tracker.reading.types import HintKind, PersonHint, Reading

Fingerprint = Callable[[str, str], str]  # (kind, canonical value) -> keyed hash


class Understood(Frozen):
    """What one message is, how far it can be believed, what it says, and the most it may do by itself."""

    message: Message
    verdict: Verdict
    reading: Reading
    effect: Effect


@dataclass(frozen=True)
class Reader:
    """What reading needs and no message can choose: the rules, the offices, the known senders, how high the bar is."""

    rules: Rules
    offices: Offices
    senders: Senders
    confirm_on: ConfirmOn = ConfirmOn.PROVIDER

    def understand(
        self,
        raw: bytes,
        *,
        profile: Profile | None,
        own_addresses: frozenset[str] = frozenset(),
        received: datetime | None = None,
        channel: Channel = Channel.EMAIL,
    ) -> Understood:
        """Read one message; `profile` is the mailbox provider's, None where nobody vouches for the headers."""
        message = parse(raw, received=received, channel=channel)
        verdict = judge(message, Context(profile=profile, own_addresses=own_addresses, senders=self.senders))
        reading = read(message, verdict, self.rules, self.offices)
        weighed = weigh(message, verdict, reading, confirm_on=self.confirm_on)
        return Understood(
            message=message,
            verdict=verdict.model_copy(update={"evidence": (*verdict.evidence, *weighed.reasons)}),
            reading=reading.model_copy(update={"doubts": weighed.doubts}),
            effect=weighed.effect,
        )

    def record(
        self, understood: Understood, *, person: str, fingerprint: Fingerprint, recorded_at: datetime
    ) -> MessageRead:
        """The row of the log that this message makes for that person; names and numbers only as keyed hashes."""
        return decide(
            understood.message,
            understood.verdict,
            understood.reading,
            person=person,
            hints=tuple(keyed(hint, fingerprint) for hint in understood.reading.people),
            recorded_at=recorded_at,
            confirm_on=self.confirm_on,
        )


def keyed(hint: PersonHint, fingerprint: Fingerprint) -> KeyedHint:
    """The hint as it may be kept: masked for the eye, hashed for comparing (a name word by word)."""
    parts = hint.value.split() if hint.kind is HintKind.NAME else [hint.value]
    return KeyedHint(
        kind=hint.kind,
        masked=hint.masked(),
        digests=tuple(fingerprint(hint.kind.value, part) for part in parts),
    )
