"""Genuine mail of ICE, sent on to somebody else with every header intact: it may not confirm for them.

python -m tests.programmes.resent [--count 2000] [--seed N]

Being genuine is not being ours: whoever has a letter of ICE can send it to anybody, put it into their mailbox, or have
it imported as a file. Each letter is read as it lies there and folded into the log of the wrong person, and beside it
into the log of the right one, where it must confirm.
"""

from __future__ import annotations

import argparse
import secrets
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from tests.message.factory import compose, profile_of
from tests.message.forgeries import known_keys
from tests.message.signing import signed
from tests.programmes.benches import reader, share, table
from tests.programmes.house_styles import MAIL, Letter, letters
from tracker.appointments.events import AnyEvent, Effect, Entry, IdentityRecorded, KeyedHint
from tracker.appointments.ids import record
from tracker.appointments.state import fold
from tracker.pipeline import Understood, keyed
from tracker.reading.types import CONFIRMING, HintKind, Kind, PersonHint

HERS, HIS = MAIL, "john@example.org"
PERSON = "p"
_KINDS = tuple(kind for kind in Kind if kind in CONFIRMING and kind is not Kind.SUMMONS)
_SEALED = ("from", "to", "cc", "subject", "date", "message-id", "content-type", "mime-version")


@dataclass(frozen=True)
class Copy:
    """Bytes as they lie in his mailbox or folder, and whose word about their headers is taken."""

    raw: bytes
    viewer: str | None


def _hers(letter: Letter, viewer: str, **more: object) -> bytes:
    return compose(**{**letter.arguments(), "to": HERS, "profile": viewer, **more})  # type: ignore[arg-type]


def _delivered_to_him(raw: bytes) -> bytes:
    """What her provider wrote about the delivery, as his would write it: the message's own To stays hers."""
    head, mark, rest = raw.partition(b"\r\nTo: ")
    return head.replace(HERS.encode(), HIS.encode()) + mark + rest


def _by_signature(raw: bytes) -> bytes:
    """His provider sees a strange server and ICE's signature, and passes it for the signature."""
    return raw.replace(b"spf=pass", b"spf=fail")


ROADS: dict[str, Callable[[Letter, str], Copy]] = {
    "her file, imported as his": lambda letter, viewer: Copy(_hers(letter, viewer), viewer),
    "her signed file, imported as his": lambda letter, viewer: Copy(signed(_hers(letter, viewer)), viewer),
    "her signed file, nobody vouching": lambda letter, viewer: Copy(signed(_hers(letter, viewer)), None),
    "passed by his provider": lambda letter, viewer: Copy(_delivered_to_him(_hers(letter, viewer)), viewer),
    "re-sent, passed for its signature": lambda letter, viewer: Copy(
        _delivered_to_him(_by_signature(signed(_hers(letter, viewer), names=_SEALED))), viewer
    ),
    "re-sent, with Resent-To": lambda letter, viewer: Copy(
        _delivered_to_him(signed(_hers(letter, viewer, headers=[("Resent-To", HIS), ("Resent-From", HERS)]))), viewer
    ),
    "re-sent, his address added as Cc": lambda letter, viewer: Copy(
        _by_signature(signed(_hers(letter, viewer)).replace(b"\r\nTo: ", f"\r\nCc: {HIS}\r\nTo: ".encode())), viewer
    ),
    "re-sent, his address on top as To": lambda letter, viewer: Copy(
        signed(_hers(letter, viewer)).replace(b"\r\nTo: ", f"\r\nTo: {HIS}\r\nTo: ".encode()), viewer
    ),
    "re-sent, his address as Cc, To never signed": lambda letter, viewer: Copy(
        _by_signature(
            signed(_hers(letter, viewer), names=("from", "subject", "date", "content-type")).replace(
                b"\r\nTo: ", f"\r\nCc: {HIS}\r\nTo: ".encode()
            )
        ),
        viewer,
    ),
    "attached": lambda letter, viewer: Copy(
        compose(
            subject="Fwd",
            text="",
            attached=[signed(_hers(letter, viewer))],
            from_=HERS,
            to=HIS,
            profile=viewer,
            date=letter.sent,
        ),
        viewer,
    ),
}
VIEWERS = ("gmail", "outlook", "fastmail", "icloud", "yahoo", "proton", "generic")


@dataclass
class Outcome:
    """By road: how many confirmed for him (none may) and, sent to her in the same way, for her."""

    seed: int
    by_road: dict[str, Counter[str]] = field(default_factory=dict)
    confirmed: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.confirmed


def run(count: int, seed: int) -> Outcome:
    outcome, known = Outcome(seed), known_keys()
    for number, letter in enumerate(letters(count, seed, _KINDS)):
        road, viewer = tuple(ROADS)[number % len(ROADS)], VIEWERS[number // len(ROADS) % len(VIEWERS)]
        copy = ROADS[road](letter, viewer)
        profile = profile_of(copy.viewer) if copy.viewer else None
        understood = reader().understand(copy.raw, profile=profile, received=letter.sent, known=known)
        his, hers = (_judged(understood, letter, address, number) for address in (HIS, HERS))
        told = [f"his {his.effect}", f"hers {hers.effect}", "all", understood.verdict.authenticity.value]
        outcome.by_road.setdefault(road, Counter()).update(told)
        if his.effect is Effect.CONFIRMS or his.changes_what_stood:
            outcome.confirmed.append(f"{seed}:{number} {letter.language} {letter.kind} {road} {viewer}")
    return outcome


@dataclass(frozen=True)
class Judged:
    effect: Effect
    changes_what_stood: bool


def _judged(understood: Understood, letter: Letter, address: str, number: int) -> Judged:
    """In the log of whoever has that address, where another date of theirs stands; every second one told their name."""
    own = _own_letter(letter, address)
    before = fold([_who(letter.sent, address, number), own], person=PERSON, now=letter.sent)
    events: list[AnyEvent] = [_who(letter.sent, address, number), own, _row(understood, letter.sent)]
    after = fold(events, person=PERSON, now=letter.sent)
    entry = _entry(after.entries, understood)
    stood = {(one.id, one.status) for one in before.appointments}
    return Judged(entry.effect, not stood <= {(one.id, one.status) for one in after.appointments})


def _entry(entries: tuple[Entry, ...], understood: Understood) -> Entry:
    return next(entry for entry in entries if entry.sha256 == understood.message.sha256)


def _row(understood: Understood, now: datetime) -> AnyEvent:
    return reader().record(understood, person=PERSON, fingerprint=_fingerprint, recorded_at=now)


def _own_letter(letter: Letter, address: str) -> AnyEvent:
    """A confirmed date of their own, five days before."""
    sent = letter.sent - timedelta(days=5)
    day = sent.date() + timedelta(days=1200)
    raw = compose(
        subject="Your ICE check-in appointment is confirmed",
        text=f"Your check-in appointment has been scheduled for {day:%B} {day.day}, {day.year} at 7:10 AM.\n"
        "Location: New York City, NY - 26 Federal Plaza, New York, NY 10278\n",
        to=address,
        date=sent,
    )
    understood = reader().understand(raw, profile=profile_of("gmail"), received=sent)
    assert understood.effect is Effect.CONFIRMS, understood.reading.doubts
    return _row(understood, sent)


def _who(at: datetime, address: str, number: int) -> IdentityRecorded:
    names: tuple[KeyedHint, ...] = ()
    if address == HIS and number % 2:
        names = (keyed(PersonHint(kind=HintKind.NAME, value="john doe"), _fingerprint),)
    return record(IdentityRecorded, PERSON, at - timedelta(days=30), addresses=(address,), names=names)


def _fingerprint(kind: str, value: str) -> str:
    return sha256(f"{kind} {value}".encode()).hexdigest()


def report(outcome: Outcome) -> str:
    rows = [
        (
            road,
            of["all"],
            share(of["official"], of["all"]),
            of["his confirms"],
            share(of["his review"], of["all"]),
            share(of["hers confirms"], of["all"]),
        )
        for road, of in outcome.by_road.items()
    ]
    head = ("road", "letters", "official", "confirm for him", "he is asked", "confirm for her")
    total = sum(of["all"] for of in outcome.by_road.values())
    told = f"seed {outcome.seed}: {total} letters, confirmed for the wrong person: {len(outcome.confirmed)}"
    return "\n\n".join([told, table(head, rows), "\n".join(outcome.confirmed[:50])]).rstrip()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programmes.resent")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=None)
    given = parser.parse_args()
    outcome = run(given.count, secrets.randbelow(10**9) if given.seed is None else given.seed)
    print(report(outcome))  # noqa: T201 - a programme prints
    return 0 if outcome.sound else 1


if __name__ == "__main__":
    sys.exit(main())
