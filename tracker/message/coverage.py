"""What a provider's pass leaves open. Pure: a reason against the message comes out, or None.

A provider says who sent a message, not that all of it is theirs. Whoever was sent a signed message can send it on with
a second Subject on top, with a Cc that was never there, with text below the signed part: the signature still fits, and
the provider still says pass. So a pass by signature is worth no more than what was signed; a pass by the sending
server (SPF) vouches for the whole.
"""

from __future__ import annotations

from collections import Counter

from tracker.message.addresses import domain_of
from tracker.message.dkim import SINGLE, is_aligned
from tracker.message.dkim_signature import Signature, read_signature
from tracker.message.evidence import Evidence
from tracker.message.headers import HEADERS_CUT
from tracker.message.place import Finding
from tracker.message.senders import Senders
from tracker.message.types import Header, Message

_ALWAYS_SIGNED = ("from", "subject", "date")
_SIGNED_IF_PRESENT = ("to", "cc", "content-type")


def left_open(message: Message, finding: Finding, domain: str, senders: Senders) -> str | None:
    """Why the provider's pass for `domain` does not speak for the whole message; None where it does."""
    counts = Counter(header.name for header in message.headers)
    twice = next((name for name in SINGLE if counts[name] > 1), None)
    if twice:
        return Evidence.CHECKED_TWICE.of(header=twice, count=counts[twice])
    if HEADERS_CUT in message.defects:
        return Evidence.HEADERS_TOO_LONG
    return None if _sent_by(finding.mail_from, domain, senders) else _not_signed(message, finding, domain, senders)


def _sent_by(mail_from: str | None, domain: str, senders: Senders) -> bool:
    """Whether the provider found that a server of the sender's own handed the message over."""
    if mail_from is None:
        return False
    host = domain_of(mail_from) or mail_from
    return host == domain or is_aligned(host, domain, senders) or (senders.trusts(host) and senders.trusts(domain))


def _not_signed(message: Message, finding: Finding, domain: str, senders: Senders) -> str | None:
    signatures = _signatures(message.headers, domain, senders)
    if not signatures:
        # Without a signature only the sending server can have passed, unless the provider said that it did not.
        return Evidence.PASS_UNEXPLAINED.of(domain=domain) if finding.spf else None
    if any("l" in signature.tags for signature in signatures):
        return Evidence.BEGINNING_ONLY
    present = {header.name for header in message.headers}
    needed = (*_ALWAYS_SIGNED, *(name for name in _SIGNED_IF_PRESENT if name in present))
    missing = next((name for name in needed for one in signatures if name not in one.signed), None)
    return Evidence.NOT_COVERED.of(header=missing) if missing else None


def _signatures(headers: tuple[Header, ...], domain: str, senders: Senders) -> list[Signature]:
    """All in the name of the sender's domain: which of them passed is not told, so the weakest counts."""
    written = (header.value.encode("utf-8", "replace") for header in headers if header.name == "dkim-signature")
    read = (read_signature(value, place) for place, value in enumerate(written))
    return [one for one in read if one is not None and is_aligned(one.domain, domain, senders)]
