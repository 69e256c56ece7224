"""Fields sealed with AES-256-GCM, and keyed fingerprints for what is only ever compared.

A sealed field is `key id (1 byte) | nonce (12 bytes) | ciphertext and tag`. Its place (`table.column:row`) is
authenticated with it, so a field copied to another row or column does not open. The key id lets new fields be sealed
with a new key while old ones still open with theirs.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tracker.errors import KeyUnavailableError, StorageError

KEY_BYTES = 32
NONCE_BYTES = 12  # random: safe for 2**32 fields under one key (NIST SP 800-38D, 8.3)
HIGHEST_KEY_ID = 255
FINGERPRINT_DIGITS = 32


@dataclass(frozen=True)
class Keyring:
    """The secret keys by id (1 to 255). The highest seals; the lowest makes the fingerprints and always stays."""

    keys: Mapping[int, bytes] = field(repr=False)

    def __post_init__(self) -> None:
        if not self.keys or any(len(key) != KEY_BYTES for key in self.keys.values()):
            raise KeyUnavailableError("The key is empty or cut short; restore it from its backup.")
        if min(self.keys) < 1 or max(self.keys) > HIGHEST_KEY_ID:
            raise KeyUnavailableError(
                "The key bears a number that is not between 1 and 255; restore it from its backup."
            )

    @classmethod
    def generate(cls) -> Keyring:
        return cls({1: secrets.token_bytes(KEY_BYTES)})

    @classmethod
    def parse(cls, text: str) -> Keyring:
        """Read what `dump` wrote: one `id:base64` a line. Raises `KeyUnavailableError`, never showing the text."""
        try:
            pairs = [line.split(":") for line in text.split()]
            return cls({int(number): base64.b64decode(key, validate=True) for number, key in pairs})
        except (ValueError, binascii.Error):
            raise KeyUnavailableError("The key is damaged or is no tracker key; restore it from its backup.") from None

    def dump(self) -> str:
        """The keys as text for a key file: a secret."""
        return "".join(f"{number}:{base64.b64encode(key).decode('ascii')}\n" for number, key in self.keys.items())


class Cipher:
    """Seals, opens and fingerprints with one keyring."""

    def __init__(self, keyring: Keyring) -> None:
        self._sealers = {number: AESGCM(_derive(key, b"seal")) for number, key in keyring.keys.items()}
        self._current = max(self._sealers)
        self._fingerprint_key = _derive(keyring.keys[min(keyring.keys)], b"fingerprint")

    def seal(self, table: str, column: str, row: str, plaintext: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._sealers[self._current].encrypt(nonce, plaintext, _place(table, column, row))
        return bytes([self._current]) + nonce + sealed

    def open(self, table: str, column: str, row: str, sealed: bytes) -> bytes:
        """The plaintext.

        Raises `KeyUnavailableError` when its key is not in the ring, `StorageError` when the field was altered or
        comes from another place.
        """
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._sealers[sealed[0]].decrypt(nonce, body, _place(table, column, row))
        except KeyError:
            raise KeyUnavailableError(
                f"A field of the record was sealed with key {sealed[0]}, which the key in use does not hold; "
                "restore the newest key from its backup."
            ) from None
        except (IndexError, InvalidTag, ValueError):
            raise StorageError(
                f"A field of the record ({table}.{column}) is damaged or was moved; restore the last backup."
            ) from None

    def fingerprint(self, kind: str, value: str) -> str:
        """A keyed hash of `value`: 32 hex digits, equal for equal (kind, value), meaningless without the key."""
        message = f"{kind}\0{value}".encode()
        return hmac.digest(self._fingerprint_key, message, "sha256").hex()[:FINGERPRINT_DIGITS]

    def derive_uid(self, *parts: str) -> str:
        """A stable id for the outside world that tells nothing of the parts it was made from: 32 hex digits."""
        return self.fingerprint("uid", json.dumps(parts))


def _place(table: str, column: str, row: str) -> bytes:
    return f"{table}.{column}:{row}".encode()


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"confirmation-tracker/1/" + purpose).derive(key)
