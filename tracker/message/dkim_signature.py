"""One DKIM-Signature header, and what is demanded of it before any arithmetic (RFC 6376 3.5, RFC 8301).

Most demands go further than the standard. It lets a signer leave open what a forger would then fill in: a body signed
only in part (l=), headers that are not signed at all.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from tracker.frozen import Frozen
from tracker.message.dkim_tags import Tags, tags_of
from tracker.message.evidence import Evidence

LONGEST_SIGNATURE = 4096  # bytes; real ones are under 1500
SLACK = timedelta(hours=1)  # clocks differ

_LONGEST_BLANK = 100
_MOST_SIGNED = 100
_ALWAYS_SIGNED = ("from", "subject", "date")
_SIGNED_IF_PRESENT = ("content-type",)
_ALGORITHMS = frozenset({"rsa-sha256", "ed25519-sha256"})
_CANONICAL = re.compile(r"(?:simple|relaxed)(?:/(?:simple|relaxed))?")
_DOMAIN = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_SELECTOR = re.compile(r"(?=.{1,150}\Z)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*")
_HEADER_NAME = re.compile(r"[!-9;-~]+")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_SECONDS = re.compile(r"[0-9]{1,11}")
_LAST = datetime(9999, 1, 1, tzinfo=UTC)


class Signature(Frozen):
    """One signature as far as it can be read. `place` counts the DKIM-Signature headers from the top, from 0."""

    place: int
    tags: Tags
    domain: str
    selector: str
    signed: tuple[str, ...]  # header names, in lower case, in the order of h=

    @property
    def key_name(self) -> str:
        return f"{self.selector}._domainkey.{self.domain}"

    @property
    def algorithm(self) -> str:
        return self.tags.get("a", "")

    @property
    def identity(self) -> str:
        """The domain of i=, which is d= where it is left out."""
        return self.tags.get("i", f"@{self.domain}").rpartition("@")[2].lower()

    @property
    def digest(self) -> str:
        """SHA-256 of b= without its white space: by it the same signature is known again."""
        return sha256("".join(self.tags.get("b", "").split()).encode()).hexdigest()

    @property
    def signed_at(self) -> datetime | None:
        return _moment(self.tags.get("t"))


def read_signature(value: bytes, place: int) -> Signature | None:
    """The signature in one header value; None where it is so malformed that not even its domain is sure."""
    if len(value) > LONGEST_SIGNATURE or any(len(blank) > _LONGEST_BLANK for blank in re.findall(rb"\s+", value)):
        return None
    tags = tags_of(value)
    if tags is None:
        return None
    domain, selector = tags.get("d", "").lower(), tags.get("s", "").lower()
    if not _DOMAIN.fullmatch(domain) or not _SELECTOR.fullmatch(selector):
        return None
    signed = tuple(name.strip().lower() for name in tags.get("h", "").split(":"))
    return Signature(place=place, tags=tags, domain=domain, selector=selector, signed=signed)


def signature_refused(signature: Signature, *, present: frozenset[str], arrived: datetime | None) -> str | None:
    """Why this signature proves nothing, whatever its key; None where it is worth checking.

    `present` are the names of the headers that the message bears; `arrived` is when it came, for by then it must not
    have expired.
    """
    return _form_refused(signature) or _coverage_refused(signature, present) or _time_refused(signature, arrived)


def _form_refused(signature: Signature) -> str | None:
    tags = signature.tags
    if signature.algorithm == "rsa-sha1":
        return Evidence.SHA1
    within = f".{signature.identity}".endswith(f".{signature.domain}")
    sound = (
        tags.get("v") == "1"
        and signature.algorithm in _ALGORITHMS
        and tags.get("q", "dns/txt") == "dns/txt"
        and _CANONICAL.fullmatch(tags.get("c", "simple"))
        and all(_BASE64.fullmatch("".join(tags.get(name, "").split())) for name in ("b", "bh"))
        and within
    )
    return None if sound else Evidence.MALFORMED


def _coverage_refused(signature: Signature, present: frozenset[str]) -> str | None:
    if "l" in signature.tags:
        return Evidence.BEGINNING_SIGNED
    if len(signature.signed) > _MOST_SIGNED or not all(map(_HEADER_NAME.fullmatch, signature.signed)):
        return Evidence.MALFORMED
    needed = (*_ALWAYS_SIGNED, *(name for name in _SIGNED_IF_PRESENT if name in present))
    open_to_all = [name for name in needed if name not in signature.signed]
    if open_to_all:
        return Evidence.NOT_COVERED.of(header=open_to_all[0])
    return None


def _time_refused(signature: Signature, arrived: datetime | None) -> str | None:
    tags = signature.tags
    began, ended = signature.signed_at, _moment(tags.get("x"))
    if ("t" in tags and began is None) or ("x" in tags and ended is None) or (began and ended and ended < began):
        return Evidence.MALFORMED
    if began and arrived and began > arrived + SLACK:
        return Evidence.SIGNED_LATER
    if ended and arrived is None:
        return Evidence.EXPIRES
    if ended and arrived and ended < arrived - SLACK:
        return Evidence.EXPIRED
    return None


def _moment(seconds: str | None) -> datetime | None:
    if seconds is None or not _SECONDS.fullmatch(seconds):
        return None
    return min(datetime.fromtimestamp(min(int(seconds), int(_LAST.timestamp())), UTC), _LAST)
