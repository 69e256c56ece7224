"""Our own check of DKIM signatures: dkimpy does the arithmetic, and is asked only where its yes would mean something.

By itself dkimpy says yes to a second Subject on top of the signed one, to a signature that leaves From out, to text
appended after l=, to SHA-1, to a key that its owner only tests with; it raises errors of its own and others; and white
space makes it quadratic. Everything of this kind is refused before it is asked.

    headers ─▶ aligned signatures ─▶ refused? ─▶ key (by the look-up handed in) ─▶ refused? ─▶ dkimpy
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from pydantic import AwareDatetime

from tracker.frozen import Frozen
from tracker.message.addresses import domain_of, is_one_plain_address, shown_domain
from tracker.message.dkim_keys import KeyAnswer, KeyLookup, KeyStatus, bare_key, key_refused
from tracker.message.dkim_signature import Signature, read_signature, signature_refused
from tracker.message.evidence import Evidence
from tracker.message.headers import headers_of, senders_of, split, values
from tracker.message.senders import Senders
from tracker.message.types import Header, Lane

MAX_CHECKED = 1024 * 1024  # bytes: of a longer message only the beginning is read
MAX_SIGNATURES = 4  # of the sender's domain; more are no sign of honesty
LONGEST_BLANK = 500  # spaces and tabs in a row: dkimpy's time grows with the square of it,
MOST_BLANK = 25_000_000  # so the sum of the squares is a measure of it: this much takes about 0.3 s

# RFC 5322 3.6 and RFC 2045 allow each of them once. Of two, DKIM signs the lower, and most programs show the upper.
SINGLE = (
    "from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references",
    "mime-version", "content-type", "content-transfer-encoding",
)  # fmt: skip

_BLANK = re.compile(rb"[ \t]{20,}")
_HOSTNAME_ONLY = re.compile(r"[a-z0-9.-]+")
# Its messages hold keys and headers. No logger got by name: any `dictConfig`, a web server's too, would enable it.
_SILENT = logging.Logger("silent", logging.CRITICAL + 1)  # noqa: LOG001 - the reason is above


class Outcome(StrEnum):
    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"  # the signature does not fit: changed on the way, or forged
    NONE = "none"  # nothing that could prove anything
    UNAVAILABLE = "unavailable"  # the key could not be asked for; worth another try


_BEST_FIRST = (Outcome.PASS, Outcome.UNAVAILABLE, Outcome.FAIL, Outcome.NONE)


class DkimResult(Frozen):
    """What the check of one message found. `domain`, `selector` and the rest are those of the signature that decided.

    `covered` are the headers that the signature covers.
    """

    of: str  # sha256 of the bytes that were checked
    outcome: Outcome
    reason: str  # a sentence for people
    domain: str | None = None
    selector: str | None = None
    signature_hash: str | None = None  # SHA-256 of b=
    signed_at: AwareDatetime | None = None
    key_record: str | None = None
    covered: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return self.outcome is Outcome.PASS


def check(
    raw: bytes,
    look_up: KeyLookup,
    *,
    senders: Senders,
    arrived: datetime | None,
    whole: bool = True,
    headers: tuple[Header, ...] | None = None,
    digest: str | None = None,
) -> DkimResult:
    """Check the signatures that the sender's domain made, if it is one that can be believed at all. Never raises.

    `arrived`: when the message came; a signature counts if it had not expired by then. `whole` is false for bytes that
    are known to be cut off. `look_up` is asked once for each signature that is worth it. `headers` and
    `digest` are those of `raw`, where they are known already.
    """
    digest = digest or sha256(raw).hexdigest()
    try:
        headers = headers or headers_of(split(raw)[0])
        domain = _sender_domain(headers, senders)
        if domain is None:
            return DkimResult(of=digest, outcome=Outcome.NONE, reason=Evidence.SIGNER_COUNTS_NOT)
        signatures = _aligned(headers, domain, senders)
        if not signatures:
            return DkimResult(of=digest, outcome=Outcome.NONE, reason=Evidence.UNSIGNED.of(domain=domain))
        refused = _message_refused(raw, headers, whole=whole)
        found = [
            _checked(digest, raw, one, headers, look_up, arrived=arrived, refused=refused)
            for one in signatures[:MAX_SIGNATURES]
        ]
    except Exception:  # noqa: BLE001 - no bytes may stop the reading of a message
        return DkimResult(of=digest, outcome=Outcome.NONE, reason=Evidence.SIGNATURE_UNREADABLE)
    return min(found, key=lambda result: _BEST_FIRST.index(result.outcome))


def is_aligned(domain: str, sender: str, senders: Senders) -> bool:
    """Whether a signature of `domain` speaks for mail from `sender` (both lower case).

    The same domain, or one above the other; a neighbour below a trusted domain does not sign for those above it.
    """
    lane = senders.lane_of(domain)
    if lane is Lane.STRANGER or senders.lane_of(sender) is Lane.STRANGER:
        return False
    above = f".{sender}".endswith(f".{domain}")
    below = f".{domain}".endswith(f".{sender}") and lane is senders.lane_of(sender)
    return above or below


def _sender_domain(headers: tuple[Header, ...], senders: Senders) -> str | None:
    """The domain of the one plain sender; None where there is no such sender, or nobody trusts the domain."""
    written, named = values(headers, "from"), senders_of(headers)
    if len(written) != 1 or len(named) != 1 or not is_one_plain_address(written[0]):
        return None
    domain = domain_of(named[0].address)
    known = _HOSTNAME_ONLY.fullmatch(domain) and senders.lane_of(domain) is not Lane.STRANGER
    return domain if known else None


def _aligned(headers: tuple[Header, ...], domain: str, senders: Senders) -> list[Signature]:
    written = (value.encode("utf-8", "replace") for value in values(headers, "dkim-signature"))
    read = (read_signature(value, place) for place, value in enumerate(written))
    return [one for one in read if one is not None and is_aligned(one.domain, domain, senders)]


def _message_refused(raw: bytes, headers: tuple[Header, ...], *, whole: bool) -> str | None:
    """Why no signature on this message can be checked, or would mean what it seems to."""
    if not whole:
        return Evidence.NOT_WHOLE
    if len(raw) > MAX_CHECKED:
        return Evidence.TOO_LONG
    blanks = [len(blank) for blank in _BLANK.findall(raw)]
    if max(blanks, default=0) > LONGEST_BLANK or sum(length * length for length in blanks) > MOST_BLANK:
        return Evidence.TOO_MANY_SPACES
    counts = Counter(header.name for header in headers)
    twice = next((name for name in SINGLE if counts[name] > 1), None)
    if twice:
        return Evidence.SIGNED_TWICE.of(header=twice, count=counts[twice])
    if _read_by_dkimpy(raw) != [(one.name, "".join(one.value.split())) for one in headers]:
        return Evidence.ODD_HEADERS
    return None


def _read_by_dkimpy(raw: bytes) -> list[tuple[str, str]] | None:
    """The headers as dkimpy reads them, white space gone; None where it cannot."""
    import dkim  # noqa: PLC0415 - it loads a DNS client: 60 ms for who checks nothing

    try:
        fields = dkim.rfc822_parse(raw)[0]
        return [(name.decode("ascii").lower(), "".join(_decoded(value).split())) for name, value in fields]
    except Exception:  # noqa: BLE001 - IndexError for a leading blank line, and what else it runs into
        return None


def _decoded(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


def _checked(
    digest: str,
    raw: bytes,
    signature: Signature,
    headers: tuple[Header, ...],
    look_up: KeyLookup,
    *,
    arrived: datetime | None,
    refused: str | None,
) -> DkimResult:
    answer: KeyAnswer | None = None
    present = frozenset(header.name for header in headers)
    reason = refused or signature_refused(signature, present=present, arrived=arrived)
    if reason:
        outcome = Outcome.NONE
    else:
        answer = look_up(signature.key_name)
        outcome, reason = _by_key(raw, signature, answer)
    return DkimResult(
        of=digest,
        outcome=outcome,
        reason=reason,
        domain=signature.domain,
        selector=signature.selector,
        signature_hash=signature.digest,
        signed_at=signature.signed_at,
        key_record=answer.records[0] if answer and len(answer.records) == 1 else None,
        covered=signature.signed,
    )


def _by_key(raw: bytes, signature: Signature, answer: KeyAnswer) -> tuple[Outcome, str]:
    domain = shown_domain(signature.domain)
    if not answer.is_final:
        return Outcome.UNAVAILABLE, _UNAVAILABLE[answer.status].of(domain=domain)
    if not answer.records:
        return Outcome.NONE, Evidence.NO_KEY.of(domain=domain)
    if len(answer.records) > 1:
        return Outcome.NONE, Evidence.SEVERAL_KEYS.of(domain=domain)
    exact = signature.identity == signature.domain
    refused = key_refused(answer.records[0], algorithm=signature.algorithm, identity_is_exact=exact)
    if refused:
        return Outcome.NONE, refused
    if _verified(raw, signature, answer.records[0]):
        return Outcome.PASS, Evidence.SIGNATURE_FITS.of(domain=domain)
    return Outcome.FAIL, Evidence.SIGNATURE_FITS_NOT.of(domain=domain)


_UNAVAILABLE = {
    KeyStatus.OFF: Evidence.LOOK_UPS_OFF,
    KeyStatus.NOT_ASKED: Evidence.KEY_NOT_ASKED,
    KeyStatus.TIMEOUT: Evidence.KEY_TIMEOUT,
    KeyStatus.FAILED: Evidence.KEY_FAILED,
}


def _verified(raw: bytes, signature: Signature, record: str) -> bool:
    """The arithmetic alone. Not `DKIM.verify`: it judges the signature's times by the present, not by the arrival."""
    import dkim  # noqa: PLC0415 - it loads a DNS client: 60 ms for who checks nothing

    try:
        verifier = dkim.DKIM(raw, logger=_SILENT)
        fields = [field for field in verifier.headers if field[0].lower() == b"dkim-signature"]
        tags = dkim.util.parse_tag_value(fields[signature.place][1])
        names = [name.encode("ascii") for name in signature.signed]
        return verifier.verify_sig(tags, names, fields[signature.place], lambda *_, **__: bare_key(record)) is True
    except Exception:  # noqa: BLE001 - it raises IndexError, ValueError, TypeError beside its own
        return False
