"""From kept bytes to a row of the log: keep first, then read, one transaction for each message.

A message that cannot be read is kept, with the reason, and never stops the next one. That reading is begun is noted
before it is, so that not even the end of this whole process at one message can come again and again.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from tracker.appointments.events import MessageRead
from tracker.errors import SandboxError, SettingsError, TrackerError, UnreadableError
from tracker.message.dkim_known import KnownChecks
from tracker.message.profiles import Profile
from tracker.message.types import Authenticity, Channel
from tracker.pipeline import Understood
from tracker.storage.types import Origin, Sighting
from tracker.worker.bench import find_profile
from tracker.worker.checking import retry_since, settled, understand
from tracker.worker.child import Circumstances
from tracker.worker.home import Home
from tracker.worker.marks import bears_our_mark

log = logging.getLogger(__name__)

NOTHING_CAME = "The mail server handed out nothing of this message; look for it in the mailbox itself."
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
    digest, messages = sha256(raw).hexdigest(), home.store.messages
    with home.store.transaction():
        messages.keep(raw, received=received, now=now, sighting=sighting, origins=origins, channel=channel, lack=lack)
        begun = messages.begin(digest)
    understood, appended = _read_begun(home, digest, now) if begun else (None, 0)
    return Taken(sha256=digest, understood=understood, new=appended > 0)


def shelve(home: Home, *, now: datetime, received: datetime | None, sighting: Sighting, lack: str | None) -> None:
    """A message of which the server handed out nothing at all: its place in the mailbox stands for its bytes."""
    place = f"{sighting.mailbox}\n{sighting.folder}\n{sighting.uidvalidity}\n{sighting.uid}".encode()
    with home.store.transaction():
        if home.store.messages.keep(place, received=received, now=now, sighting=sighting, lack=lack):
            home.store.messages.mark_failed(sha256(place).hexdigest(), NOTHING_CAME, again=False)


def read_waiting(home: Home, *, now: datetime, seconds: float) -> int:
    """Read what was kept and not read, for no longer than about that; returns how many were tried."""
    until, tried = time.monotonic() + seconds, 0
    for message in home.store.messages.unread():
        read_kept(home, message.sha256, now=now)
        tried += 1
        if time.monotonic() > until:
            break
    return tried


def check_again(home: Home, *, now: datetime, seconds: float) -> int:
    """Read again what came lately with a signature whose key could not be asked for; returns how many were tried."""
    until, tried = time.monotonic() + seconds, 0
    waiting = home.store.checks.waiting(stored_since=retry_since(now)) if home.settings.dns else ()
    for digest in waiting:
        read_kept(home, digest, now=now)
        tried += 1
        if time.monotonic() > until:
            break
    return tried


def read_kept(home: Home, digest: str, *, now: datetime) -> tuple[Understood | None, int]:
    """Read one kept message for everybody whom it concerns; returns its reading and how many rows are new."""
    return _read_begun(home, digest, now) if home.store.messages.begin(digest) else (None, 0)


def _read_begun(home: Home, digest: str, now: datetime) -> tuple[Understood | None, int]:
    try:
        by_person = best_readings(home, digest, now)
        appended = home.store.record_message(digest, list(rows(home, digest, by_person, now)))
    except UnreadableError as error:
        log.warning("message %s: %s", digest[:12], error)
        home.store.messages.mark_failed(digest, str(error))
        return None, 0
    except (SandboxError, SettingsError):
        home.store.messages.release(digest)
        raise
    except TrackerError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever one message brings about must not stop the next one
        # Only its name: the error itself may quote the message.
        log.error("message %s could not be read (%s); it is kept", digest[:12], type(error).__name__)  # noqa: TRY400
        home.store.messages.mark_failed(digest, f"Reading it failed ({type(error).__name__}); it is kept.")
        return None, 0
    return next(iter(by_person.values()), None), appended


def rows(home: Home, digest: str, by_person: Mapping[str, Understood], now: datetime) -> Iterator[MessageRead]:
    """What the message's readings put into the log of each person whom it reached."""
    shared = _shared(home, digest, by_person, now) if len(by_person) > 1 else frozenset()
    for person, understood in by_person.items():
        yield home.bench.reader.record(
            understood, person=person, fingerprint=home.store.fingerprint, recorded_at=now, shared=shared
        )


def _shared(home: Home, digest: str, people: Iterable[str], now: datetime) -> frozenset[str]:
    """Addresses at which more than one of these people have their mail."""
    told = {(address, one) for one in people if (who := home.identity(one, now)) for address in who.addresses}
    came = {
        (address, origin.person)
        for origin in home.store.messages.origins(digest)
        for address in _circumstances(home, origin)[1]
    }
    return frozenset(address for address, count in Counter(address for address, _ in told | came).items() if count > 1)


def best_readings(home: Home, digest: str, now: datetime) -> dict[str, Understood]:
    """One reading for each person: of several ways in which the same bytes came, the one with the best evidence."""
    stored, raw = home.store.messages.get(digest), home.store.messages.raw(digest)
    best: dict[str, Understood] = {}
    checks = settled(home.store.checks.of(digest), age=now - stored.stored_at)
    ours = bears_our_mark(home, raw)
    for origin in home.store.messages.origins(digest):
        profile, own = _circumstances(home, origin)
        known = Circumstances(
            profile=profile,
            own_addresses=own,
            received=stored.received,
            channel=stored.channel,
            whole=stored.lack is None,
            ours=ours,
            checks=checks,
        )
        understood = understand(home.sandbox, raw, known, home.look_up)
        checks = KnownChecks(results=understood.checks)
        other = best.get(origin.person)
        if other is None or _strength(understood) > _strength(other):
            best[origin.person] = understood
    home.store.checks.keep(digest, checks.results, now=now)
    return best


def _strength(understood: Understood) -> int:
    return STRENGTH.index(understood.verdict.authenticity)


def _circumstances(home: Home, origin: Origin) -> tuple[Profile | None, frozenset[str]]:
    """Whose Authentication-Results count for it, and which addresses are the reader's own."""
    if origin.mailbox is None:
        return find_profile(origin.authserv_id), frozenset({origin.address} if origin.address else ())
    mailbox = home.store.mailboxes.get(origin.mailbox)
    return find_profile(mailbox.authserv_id, mailbox.profile), frozenset({mailbox.address})
