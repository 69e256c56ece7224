"""The mark in the headers of our own alerts, signed with the record's key: what bears it is never read as evidence.

A mark that we did not sign is none. Otherwise whoever poses as ICE could put it on, and nobody would be warned.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence

from tracker.message.headers import headers_of, split, values
from tracker.message.parse import OWN_ALERT_HEADER
from tracker.worker.home import Home

PURPOSE = "alert"


def mark_for(home: Home, names: Sequence[str]) -> Mapping[str, str]:
    """The header for a message that tells of these alerts."""
    named = " ".join(names)
    return {OWN_ALERT_HEADER: f"{named}; {home.store.fingerprint(PURPOSE, named)}"}


def bears_our_mark(home: Home, raw: bytes) -> bool:
    """Whether this message is an alert of this record; on its way the header may have been folded."""
    name = OWN_ALERT_HEADER.lower()
    if name.encode() not in raw.lower():
        return False
    for value in values(headers_of(split(raw)[0]), name):
        named, _, signature = " ".join(value.split()).rpartition("; ")
        if hmac.compare_digest(signature.encode(), home.store.fingerprint(PURPOSE, named).encode()):
            return True
    return False
