"""A signer of DKIM for tests, apart from the one under test: it signs whatever it is told to, also what nobody should.

Keys are made anew in each run. `keys(...)` is a look-up that answers from a table.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa

from tracker.message.dkim_keys import KeyAnswer, KeyLookup, KeyStatus

DOMAIN, SELECTOR = "ice.dhs.gov", "sel1"
KEY_NAME = f"{SELECTOR}._domainkey.{DOMAIN}"
SIGNED = ("from", "to", "subject", "date", "message-id", "content-type", "mime-version")

PrivateKey = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


@cache
def private_key(bits: int = 2048, name: str = "") -> PrivateKey:
    """`bits` of 0 is an ed25519 key; another `name` is another key."""
    del name
    return rsa.generate_private_key(65537, bits) if bits else ed25519.Ed25519PrivateKey.generate()


def key_record(key: PrivateKey | None = None, **tags: str) -> str:
    """The TXT record that publishes the key; `tags` go before p=, and may replace it."""
    key = key or private_key()
    if isinstance(key, ed25519.Ed25519PrivateKey):
        kind, material = "ed25519", key.public_key().public_bytes_raw()
    else:
        kind = "rsa"
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        material = key.public_key().public_bytes(serialization.Encoding.DER, form)
    found = {"v": "DKIM1", "k": kind} | tags
    found.setdefault("p", base64.b64encode(material).decode())
    return "; ".join(f"{name}={value}" for name, value in found.items())


@dataclass
class Asked:
    """A look-up that remembers what it was asked for."""

    answers: Mapping[str, KeyAnswer]
    names: list[str] = field(default_factory=list)

    def __call__(self, name: str) -> KeyAnswer:
        self.names.append(name)
        return self.answers.get(name, KeyAnswer(status=KeyStatus.NO_NAME))


def keys(*records: str, name: str = KEY_NAME) -> Asked:
    """Those TXT records under one name, and nothing under any other; without a record, the usual key's."""
    published = records or (key_record(),)
    return Asked({name: KeyAnswer(status=KeyStatus.FOUND, records=published)})


def answering(status: KeyStatus) -> KeyLookup:
    return lambda _: KeyAnswer(status=status)


def signed(
    raw: bytes,
    *,
    key: PrivateKey | None = None,
    names: tuple[str, ...] = SIGNED,
    domain: str = DOMAIN,
    selector: str = SELECTOR,
    algorithm: str | None = None,
    canon: str = "relaxed/relaxed",
    length: int | None = None,
    digest: str = "sha256",
    **tags: str | None,
) -> bytes:
    """The message under a DKIM-Signature of its own. Names that it does not bear are left out of h=.

    `tags` are further tags, or other values of the usual ones; None takes a tag away.
    """
    key = key or private_key()
    head, _, body = raw.partition(b"\r\n\r\n")
    fields = _fields(head)
    present = [name for name in names if name in {known for known, _ in fields}]
    canonical = _body(body, canon.partition("/")[2] or "simple")
    body_hash = hashlib.new(digest, canonical[:length]).digest()
    kind = "ed25519" if isinstance(key, ed25519.Ed25519PrivateKey) else "rsa"
    values: dict[str, str | None] = {
        "v": "1",
        "a": algorithm or f"{kind}-{digest}",
        "c": canon,
        "d": domain,
        "s": selector,
        "l": None if length is None else str(length),
        "h": ":".join(present),
        "bh": base64.b64encode(body_hash).decode(),
    }
    values |= tags
    unsigned = "; ".join(f"{name}={value}" for name, value in values.items() if value is not None) + "; b="
    data = b"".join(_header(*_lowest(fields, name), canon) for name in present)
    data += _header("DKIM-Signature", " " + unsigned, canon).removesuffix(b"\r\n")
    proof = base64.b64encode(_sign(key, data, digest)).decode()
    return f"DKIM-Signature: {unsigned}{proof}\r\n".encode() + raw


def _sign(key: PrivateKey, data: bytes, digest: str) -> bytes:
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(hashlib.sha256(data).digest())
    algorithm = hashes.SHA1() if digest == "sha1" else hashes.SHA256()  # to see that it is refused
    return key.sign(data, padding.PKCS1v15(), algorithm)


def _fields(head: bytes) -> list[tuple[str, str]]:
    lines = re.split(r"\r\n(?![ \t])", head.decode("utf-8", "surrogateescape"))
    pairs = (line.split(":", 1) for line in lines)
    return [(name.lower(), value) for name, value in pairs]


def _lowest(fields: list[tuple[str, str]], name: str) -> tuple[str, str]:
    return next((known, value) for known, value in reversed(fields) if known == name)


def _header(name: str, value: str, canon: str) -> bytes:
    """Names keep their spelling only under relaxed, so tests that sign with simple headers write them in lower case."""
    if canon.startswith("relaxed"):
        return f"{name.lower()}:{' '.join(value.split())}\r\n".encode("utf-8", "surrogateescape")
    return f"{name}:{value}\r\n".encode("utf-8", "surrogateescape")


def _body(body: bytes, canon: str) -> bytes:
    if canon == "relaxed":
        lines = (line.rstrip(b" \t") for line in body.split(b"\r\n"))  # one pattern for it would be quadratic
        body = re.sub(rb"[ \t]+", b" ", b"\r\n".join(lines))
    body = body.rstrip(b"\r\n")
    return body + b"\r\n" if body or canon == "simple" else b""
