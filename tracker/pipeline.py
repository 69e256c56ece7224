"""The one road from bytes to an event, which the worker, the command line and the pages all take.

    raw ──parse──▶ Message ──believe──▶ Verdict ──read──▶ Reading ──decide──▶ MessageRead

Nothing here stores, fetches or reads a clock: the shell hands in the bytes, the provider's profile and the rules,
and does what follows. No step raises for anything a message may hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from tracker.appointments.decide import ConfirmOn, decide, weigh
from tracker.appointments.events import Effect, KeyedHint, MessageRead
from tracker.frozen import Frozen
from tracker.message.authenticity import Context, Senders
from tracker.message.dkim import DkimResult
from tracker.message.dkim_keys import KeyLookup
from tracker.message.dkim_known import NOTHING_KNOWN, Checker, KnownChecks
from tracker.message.originals import believe
from tracker.message.parse import parse
from tracker.message.profiles import Profile
from tracker.message.types import Channel, Message, Verdict
from tracker.reading.classify import read
from tracker.reading.offices import Offices
from tracker.reading.rules import Rules
from tracker.reading.types import Doubt, HintKind, PersonHint, Reading

MOST_KEYS = 8  # that are asked for one message: a slow name service may take seconds for each

Value = TypeVar("Value", bound=Frozen)
Fingerprint = Callable[[str, str], str]  # (kind, canonical value) -> keyed hash


class Understood(Frozen):
    """What one message is, how far it can be believed, what it says, and the most it may do by itself.

    Where an attached original was read, `message` is that one, under the sha256 of the bytes that it came in.
    """

    message: Message
    verdict: Verdict
    reading: Reading
    effect: Effect
    own_check: DkimResult | None = None  # of `message`
    checks: tuple[DkimResult, ...] = ()  # all that were made: of the bytes themselves, and of what is attached
    keys_wanted: tuple[str, ...] = ()  # names that were to be asked for, and were not


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
        whole: bool = True,
        ours: bool | None = None,
        known: KnownChecks = NOTHING_KNOWN,
    ) -> Understood:
        """Read one message; `profile` is the mailbox provider's, None where nobody vouches for the headers.

        Not `whole` is a message of which the server handed out only a part: what the rest says is not known. `ours` is
        whether the mark of our own alerts on it is genuine; where nobody can tell, it counts as it stands. `known` has
        the keys of signatures: what the answer wants of them can be asked for, and the message read again.
        """
        checker = Checker(known, self.senders)
        context = Context(profile=profile, own_addresses=own_addresses, senders=self.senders)
        parsed = parse(raw, received=received, channel=channel)
        if ours is False:
            parsed = parsed.model_copy(update={"own_alert": False})
        message, verdict, own_check = believe(raw, parsed, context, checker, whole)
        reading = read(message, verdict, self.rules, self.offices)
        if not whole:
            reading = reading.model_copy(update={"doubts": (*reading.doubts, Doubt.INCOMPLETE)})
        passed = own_check is not None and own_check.passed
        weighed = weigh(message, verdict, reading, confirm_on=self.confirm_on, own_check_passed=passed)
        return Understood(
            message=message,
            verdict=_with(verdict, evidence=(*verdict.evidence, *weighed.reasons)),
            reading=_with(reading, doubts=weighed.doubts),
            effect=weighed.effect,
            own_check=own_check,
            checks=tuple(checker.made.values()),
            keys_wanted=tuple(dict.fromkeys(checker.wanted)),
        )

    def record(
        self,
        understood: Understood,
        *,
        person: str,
        fingerprint: Fingerprint,
        recorded_at: datetime,
        shared: frozenset[str] = frozenset(),
    ) -> MessageRead:
        """The row of the log that this message makes for that person; names and numbers only as keyed hashes.

        `shared` are addresses at which other people whom it reached have their mail too.
        """
        return decide(
            understood.message,
            understood.verdict,
            understood.reading,
            person=person,
            hints=tuple(keyed(hint, fingerprint) for hint in understood.reading.people),
            recorded_at=recorded_at,
            confirm_on=self.confirm_on,
            own_check_passed=understood.own_check is not None and understood.own_check.passed,
            signature=understood.own_check.signature_hash if understood.own_check else None,
            shared=shared,
        )


def _with(value: Value, **changed: object) -> Value:
    """The value with that changed; itself where it is so already: a copy takes long."""
    same = all(getattr(value, name) == new for name, new in changed.items())
    return value if same else value.model_copy(update=changed)


def with_keys(understand: Callable[[KnownChecks], Understood], look_up: KeyLookup, known: KnownChecks) -> Understood:
    """Read, ask for the keys that this turns out to want, and read again with them: at most one round of look-ups."""
    first = understand(known)
    if not first.keys_wanted:
        return first
    answers = {name: look_up(name) for name in first.keys_wanted[:MOST_KEYS]}
    return understand(known.model_copy(update={"answers": answers}))


def keyed(hint: PersonHint, fingerprint: Fingerprint) -> KeyedHint:
    """The hint as it may be kept: masked for the eye, hashed for comparing (a name word by word) where it can be."""
    parts = hint.value.split() if hint.kind is HintKind.NAME else [hint.value]
    return KeyedHint(
        kind=hint.kind,
        masked=hint.masked(),
        digests=tuple(fingerprint(hint.kind.value, part) for part in parts) if hint.comparable else (),
    )
