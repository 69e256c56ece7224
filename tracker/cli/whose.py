"""What a message that is only read would be worth to somebody: whose it is shows against who they are and what stands.

It is put behind their log in memory, and judged there as it would be once it was kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from tracker.appointments import ids
from tracker.appointments.decide import decide
from tracker.appointments.events import AnyEvent, IdentityRecorded
from tracker.appointments.state import fold
from tracker.pipeline import Fingerprint, Understood, keyed
from tracker.settings import Settings
from tracker.worker.home import open_home

NOBODY = "reader"  # who named an address, and is in no record


class Whose(NamedTuple):
    """Who asks: what is known of them, and how their names and numbers are hashed."""

    person: str
    addresses: frozenset[str]
    log: tuple[AnyEvent, ...]
    fingerprint: Fingerprint
    settings: Settings
    now: datetime

    def judged(self, understood: Understood) -> Understood:
        """The message with the effect and the doubts that it would have in their log."""
        passed = understood.own_check is not None and understood.own_check.passed
        row = decide(
            understood.message,
            understood.verdict,
            understood.reading,
            person=self.person,
            hints=tuple(keyed(hint, self.fingerprint) for hint in understood.reading.people),
            recorded_at=self.now,
            confirm_on=self.settings.confirm_on,
            own_check_passed=passed,
            signature=understood.own_check.signature_hash if understood.own_check else None,
        )
        entries = fold((*self.log, row), person=self.person, now=self.now).entries
        entry = next(one for one in entries if one.event == row.id)
        reading = understood.reading.model_copy(update={"doubts": entry.doubts})
        return understood.model_copy(update={"effect": entry.effect or understood.effect, "reading": reading})


@contextmanager
def asking(settings: Settings, person: str | None, address: str | None, now: datetime) -> Iterator[Whose | None]:
    """The person of the record, or whoever has that address; None where neither is named: then nobody asks.

    Raises `NotFoundError` for a person who is not in the record, and where there is no record.
    """
    given = frozenset({address.lower()} if address else ())
    if person is None:
        told = (_known(NOBODY, None, given, now),)
        yield Whose(NOBODY, given, told, _unkeyed, settings, now) if given else None
        return
    with open_home(settings) as home:
        who = home.person(person).id
        known = home.identity(who, now)
        addresses = given.union(known.addresses if known else ())
        log = (*home.store.events.of(who), *([_known(who, known, addresses, now)] if given else []))
        yield Whose(who, addresses, log, home.store.fingerprint, settings, now)


def _known(person: str, before: IdentityRecorded | None, addresses: frozenset[str], now: datetime) -> IdentityRecorded:
    """Who they are with those addresses, which are not kept."""
    names, numbers = (before.names, before.numbers) if before else ((), ())
    return ids.record(IdentityRecorded, person, now, names=names, numbers=numbers, addresses=tuple(sorted(addresses)))


def _unkeyed(kind: str, value: str) -> str:
    """Nothing of it is kept, so no key is needed."""
    return sha256(f"{kind}\n{value}".encode()).hexdigest()
