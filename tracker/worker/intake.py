"""From kept bytes to a row of the log: keep first, then read, one transaction for each message.

A message that cannot be read is kept, with the reason, and never stops the next one.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from tracker.appointments.events import AnyEvent
from tracker.errors import TrackerError
from tracker.message.profiles import Profile
from tracker.message.types import Authenticity, Channel
from tracker.pipeline import Understood
from tracker.storage.types import Origin, Sighting
from tracker.worker.home import Home

log = logging.getLogger(__name__)

STRENGTH = [Authenticity.OTHER, Authenticity.FAKE, Authenticity.UNVERIFIED, Authenticity.OFFICIAL]


@dataclass(frozen=True)
class Taken:
    """What became of one message. `understood` is None where it could not be read; it is kept all the same."""

    sha256: str
    understood: Understood | None
    new: bool


def take_in(
    home: Home,
    raw: bytes,
    *,
    now: datetime,
    received: datetime | None = None,
    sighting: Sighting | None = None,
    origins: Sequence[Origin] = (),
    channel: Channel = Channel.EMAIL,
    lack: str | None = None,
) -> Taken:
    """Keep one message and read it into the log. Again is harmless: the same bytes make the same rows."""
    digest = sha256(raw).hexdigest()
    home.store.messages.keep(
        raw, received=received, now=now, sighting=sighting, origins=origins, channel=channel, lack=lack
    )
    understood, appended = read_kept(home, digest, now=now)
    return Taken(sha256=digest, understood=understood, new=appended > 0)


def read_kept(home: Home, digest: str, *, now: datetime) -> tuple[Understood | None, int]:
    """Read one kept message for everybody whom it concerns; returns its reading and how many rows are new."""
    try:
        by_person = _best_readings(home, digest)
        events: list[AnyEvent] = [
            home.bench.reader.record(understood, person=person, fingerprint=home.store.fingerprint, recorded_at=now)
            for person, understood in by_person.items()
        ]
        appended = home.store.record_message(digest, events)
    except TrackerError:
        raise
    except Exception as error:
        log.exception("message %s could not be read; it is kept", digest[:12])
        home.store.messages.mark_failed(digest, f"Reading it failed ({type(error).__name__}); it is kept.")
        return None, 0
    return next(iter(by_person.values()), None), appended


def _best_readings(home: Home, digest: str) -> dict[str, Understood]:
    """One reading for each person: of several ways in which the same bytes came, the one with the best evidence."""
    stored, raw = home.store.messages.get(digest), home.store.messages.raw(digest)
    best: dict[str, Understood] = {}
    for origin in home.store.messages.origins(digest):
        profile, own = _circumstances(home, origin)
        understood = home.bench.reader.understand(
            raw,
            profile=profile,
            own_addresses=own,
            received=stored.received,
            channel=stored.channel,
        )
        known = best.get(origin.person)
        if known is None or _strength(understood) > _strength(known):
            best[origin.person] = understood
    return best


def _strength(understood: Understood) -> int:
    return STRENGTH.index(understood.verdict.authenticity)


def _circumstances(home: Home, origin: Origin) -> tuple[Profile | None, frozenset[str]]:
    """Whose Authentication-Results count for it, and which addresses are the reader's own."""
    if origin.mailbox is None:
        return home.bench.profile(origin.authserv_id), frozenset({origin.address} if origin.address else ())
    mailbox = home.store.mailboxes.get(origin.mailbox)
    return home.bench.profile(mailbox.authserv_id, mailbox.profile), frozenset({mailbox.address})
