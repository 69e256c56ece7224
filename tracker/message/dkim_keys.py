"""Public keys of DKIM as the name service gives them, and which of them count (RFC 6376 3.6.1, RFC 8301)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

from tracker.frozen import Frozen
from tracker.message.dkim_tags import Tags, tags_of
from tracker.message.evidence import Evidence

SHORTEST_RSA = 1024  # bits: RFC 8301 forbids to accept less
LONGEST_RSA = 8192  # bits: longer ones only cost time
_ED25519_BYTES = 32


class KeyStatus(StrEnum):
    FOUND = "found"
    NO_NAME = "no_name"  # NXDOMAIN
    NO_RECORD = "no_record"  # the name exists, without a TXT record
    FAILED = "failed"  # SERVFAIL and the like
    TIMEOUT = "timeout"
    OFF = "off"  # look-ups are switched off
    NOT_ASKED = "not_asked"


class KeyAnswer(Frozen):
    """What the name service said; each TXT record as one string, however many it was cut into."""

    status: KeyStatus
    records: tuple[str, ...] = ()

    @property
    def is_final(self) -> bool:
        """Whether asking again can be expected to bring the same."""
        return self.status in {KeyStatus.FOUND, KeyStatus.NO_NAME, KeyStatus.NO_RECORD}


KeyLookup: TypeAlias = Callable[[str], KeyAnswer]  # by the full name: selector._domainkey.domain


def key_refused(record: str, *, algorithm: str, identity_is_exact: bool) -> str | None:
    """Why this key proves nothing for a signature made with `algorithm`; None where it counts.

    `identity_is_exact`: the signature's i= names exactly the domain of d=, as a key with the flag s demands.
    """
    tags = tags_of(record.encode("ascii", "replace"))
    if tags is None or tags.get("v", "DKIM1") != "DKIM1":
        return Evidence.KEY_MALFORMED
    flags = _listed(tags, "t")
    reasons = {
        Evidence.KEY_WITHDRAWN: not tags.get("p", "x"),
        Evidence.KEY_ON_TRIAL: "y" in flags,
        Evidence.KEY_NOT_FOR_MAIL: "s" in tags and not {"*", "email"} & _listed(tags, "s"),
        Evidence.KEY_SHA1: "h" in tags and "sha256" not in _listed(tags, "h"),
        Evidence.KEY_NOT_BELOW: "s" in flags and not identity_is_exact,
        Evidence.KEY_OF_OTHER_KIND: tags.get("k", "rsa") != algorithm.partition("-")[0],
    }
    return next((reason for reason, holds in reasons.items() if holds), None) or _material_refused(tags)


def bare_key(record: str) -> bytes:
    """The kind and the material of a key that is not refused: dkimpy trips over some of the other tags."""
    tags = tags_of(record.encode("ascii", "replace")) or {}
    return f"k={tags.get('k', 'rsa')}; p={''.join(tags.get('p', '').split())}".encode()


def _listed(tags: Tags, name: str) -> set[str]:
    return {part.strip().lower() for part in tags.get(name, "").split(":")}


def _material_refused(tags: Tags) -> str | None:
    try:
        material = base64.b64decode("".join(tags["p"].split()), validate=True)
    except (KeyError, binascii.Error):
        return Evidence.KEY_UNREADABLE
    if tags.get("k", "rsa") == "ed25519":
        return None if len(material) == _ED25519_BYTES else Evidence.KEY_UNREADABLE
    bits = _rsa_bits(material)
    if bits is None:
        return Evidence.KEY_UNREADABLE
    if bits < SHORTEST_RSA:
        return Evidence.KEY_SHORT.of(bits=bits, least=SHORTEST_RSA)
    return None if bits <= LONGEST_RSA else Evidence.KEY_LONG


def _rsa_bits(material: bytes) -> int | None:
    from dkim.crypto import parse_public_key  # noqa: PLC0415 - it loads a DNS client: 60 ms for who checks nothing

    try:
        return int(parse_public_key(material)["modulus"]).bit_length()
    except Exception:  # noqa: BLE001 - its reader of ASN.1 raises whatever the bytes make it run into
        return None
