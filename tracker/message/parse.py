"""Bytes to a frozen `Message`, whatever the bytes are.

    raw ─▶ headers (all of them, in order) ─▶ senders, dates, subject
        └▶ MIME tree within limits (mail-parser) ─▶ texts ─▶ one normalised text in layers

Nothing here judges or raises; what was odd is said in `defects`.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from tracker.message.addresses import addresses_of
from tracker.message.body import MAX_TEXT, Body, cleaned, compose_body
from tracker.message.headers import (
    HEADERS_CUT,
    MAX_HEADER_BLOCK,
    arrival_of,
    decode_bytes,
    first,
    headers_of,
    parse_date,
    senders_of,
    split,
    subject_of,
    values,
)
from tracker.message.html import read_html
from tracker.message.layers import holds_forward
from tracker.message.parts import Parts, parts_of
from tracker.message.text import tidy
from tracker.message.types import Address, Channel, Header, Layer, Message, Segment

OWN_ALERT_HEADER = "X-Tracker-Alert"
UNREADABLE = "The message could not be read; it was kept as plain text without a sender."

_ONCE = ("from", "to", "cc", "subject", "date", "message-id", "content-type", "sender", "reply-to")
# Gmail writes the first into much that was never forwarded; Thunderbird the second when a person forwards by hand.
_NO_FORWARD = frozenset({"x-forwarded-encrypted", "x-forwarded-message-id"})
_MAX_RECIPIENTS = 500
_LONGEST_MESSAGE_ID = 998


def parse(raw: bytes, *, received: datetime | None = None, channel: Channel = Channel.EMAIL) -> Message:
    """Read one message. Never raises for any bytes.

    `received` (aware) is what the source says about its arrival; the topmost Received header goes before it. Bytes of
    another channel than e-mail are plain text.
    """
    if channel is not Channel.EMAIL:
        return _plain_message(raw, decode_bytes(raw, None), channel=channel, received=received)
    try:
        return _read(raw, received)
    except Exception:  # noqa: BLE001 - the last net: a message that no reader can take must still be kept and shown
        kept = _plain_message(raw, decode_bytes(raw[:MAX_TEXT], None), channel=channel, received=received)
        return kept.model_copy(update={"defects": (UNREADABLE,)})


def _read(raw: bytes, received: datetime | None) -> Message:
    block = split(raw)[0]
    headers = headers_of(block)
    parts = parts_of(raw)
    pages = [read_html(html) for html in parts.html]
    subject = subject_of(headers)
    body = compose_body(subject, "\n".join(parts.plain), pages)
    senders = senders_of(headers)
    date = parse_date(first(headers, "date"))
    names = {header.name for header in headers}
    return Message(
        sha256=hashlib.sha256(raw).hexdigest(),
        content_id=_content_id(senders, date.isoformat() if date else first(headers, "date"), body.text),
        message_id=tidy(first(headers, "message-id"))[:_LONGEST_MESSAGE_ID] or None,
        channel=Channel.EMAIL,
        date=date,
        received=arrival_of(headers) or received,
        senders=senders,
        from_headers=len(values(headers, "from")),
        recipients=recipients_of(headers),
        subject=subject,
        headers=headers,
        text=body.text,
        segments=body.segments,
        calendars=tuple(parts.calendars),
        json_ld=tuple(script for page in pages for script in page.json_ld),
        attached=tuple(parts.attached),
        attachments=tuple(parts.attachments),
        auto_replied=first(headers, "auto-submitted").lower().startswith("auto-replied"),
        forwarded_automatically=any(
            name.startswith(("resent-", "x-forwarded-")) and name not in _NO_FORWARD for name in names
        ),
        forwarded_inline=holds_forward(subject, body.text),
        own_alert=OWN_ALERT_HEADER.lower() in names,
        defects=_defects(block, headers, parts, body),
    )


def from_text(text: str, *, channel: Channel, received: datetime | None) -> Message:
    """A text message or a letter that somebody typed or pasted: all of it is BODY, and nobody vouches for it."""
    return _plain_message(text.encode("utf-8", "replace"), text, channel=channel, received=received)


def _plain_message(raw: bytes, text: str, *, channel: Channel, received: datetime | None) -> Message:
    body = cleaned(text)[:MAX_TEXT]
    moment = received.isoformat() if received else ""
    return Message(
        sha256=hashlib.sha256(raw).hexdigest(),
        content_id=_content_id((), f"{channel} {moment}", body),
        message_id=None,
        channel=channel,
        date=None,
        received=received,
        senders=(),
        from_headers=0,
        recipients=(),
        subject="",
        headers=(),
        text=body,
        segments=(Segment(layer=Layer.BODY, start=0, end=len(body)),) if body else (),
    )


def _content_id(senders: Sequence[Address], date: str, text: str) -> str:
    """What makes two copies one message: nothing that servers add on the way counts. The text holds the subject."""
    canonical = json.dumps([[sender.address for sender in senders], date, text], ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def recipients_of(headers: tuple[Header, ...], *, only: Collection[str] = ("to", "cc")) -> tuple[str, ...]:
    """Whom To and Cc name, as far as those are among `only`."""
    listed = [value for name in ("to", "cc") if name in only for value in values(headers, name)]
    found = (tidy(address) for value in listed for _, address in addresses_of(value) if "@" in address)
    return tuple(dict.fromkeys(found))[:_MAX_RECIPIENTS]


def _defects(block: bytes, headers: tuple[Header, ...], parts: Parts, body: Body) -> tuple[str, ...]:
    counts = Counter(header.name for header in headers)
    said = [f"The header {name} stands {counts[name]} times." for name in _ONCE if counts[name] > 1]
    if len(block) == MAX_HEADER_BLOCK:
        said.append(HEADERS_CUT)
    said += parts.defects
    if body.struck:
        said.append("Some of the text is struck out; it counts as no longer so.")
    if body.simplified:
        said.append("The HTML is too tangled to tell what is hidden in it.")
    if body.cut:
        said.append("The text is very long; only its beginning was read.")
    return tuple(dict.fromkeys(said))
