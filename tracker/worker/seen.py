"""The link in an alert by which a person says that they have seen it: signed, good for that and nothing else.

    <id of each alert, 12 bytes><signature, 16 bytes>, written in base64url

Nothing is kept for it, and it tells nothing: whoever finds it can only stop the alerts it names from being sent again.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime

from tracker.alerts.make import ID_BYTES, ID_PREFIX
from tracker.errors import NotFoundError
from tracker.storage.types import AlertRecord
from tracker.worker.home import Home

PATH = "/seen/"
PURPOSE = "acknowledge"  # no other signature of ours is made for it
SIGNATURE_BYTES = 16
MOST_CHARACTERS = 2_000


def link_to(home: Home, alerts: Sequence[str]) -> str | None:
    """Where these alerts are acknowledged; None while no phone reaches this machine (no TRACKER_PUBLIC_URL)."""
    base = home.settings.public_url
    return f"{base}{PATH}{token_for(home, alerts)}" if base and alerts else None


def token_for(home: Home, alerts: Sequence[str]) -> str:
    named = b"".join(bytes.fromhex(one.removeprefix(ID_PREFIX)) for one in alerts)
    return _written(named + _signature(home, named))


def alerts_of(home: Home, token: str) -> tuple[AlertRecord, ...]:
    """The alerts that a link names; raises `NotFoundError` for one that this record did not sign, or knows no more."""
    known = home.store.alerts.find(_ids(home, token))
    if not known:
        raise NotFoundError("This link belongs to no alert; 'tracker alerts list' shows which there are.")
    return known


def acknowledge(home: Home, token: str, now: datetime) -> tuple[AlertRecord, ...]:
    """A person has seen them: they are tried no more, over any channel. Raises `NotFoundError`."""
    return tuple(home.store.alerts.acknowledge(alert.id, now=now) for alert in alerts_of(home, token))


def _ids(home: Home, token: str) -> list[str]:
    try:
        signed = urlsafe_b64decode(token + "=" * (-len(token) % 4)) if len(token) <= MOST_CHARACTERS else b""
    except ValueError:
        return []
    named, signature = signed[:-SIGNATURE_BYTES], signed[-SIGNATURE_BYTES:]
    # Only as it was written: base64 ignores some characters and the last bits.
    if _written(signed) != token or not hmac.compare_digest(signature, _signature(home, named)):
        return []
    return [ID_PREFIX + named[at : at + ID_BYTES].hex() for at in range(0, len(named), ID_BYTES)]


def _written(signed: bytes) -> str:
    return urlsafe_b64encode(signed).decode().rstrip("=")


def _signature(home: Home, named: bytes) -> bytes:
    return bytes.fromhex(home.store.fingerprint(PURPOSE, named.hex()))[:SIGNATURE_BYTES]
