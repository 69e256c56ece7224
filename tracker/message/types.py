"""What one message is, before anybody asks what it means.

Reads nothing and decides nothing: `parse` makes a `Message`, `authenticity` a `Verdict`.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import AwareDatetime

from tracker.frozen import Frozen


class Channel(StrEnum):
    EMAIL = "email"
    SMS = "sms"
    PAPER = "paper"


class Authenticity(StrEnum):
    OFFICIAL = "official"
    UNVERIFIED = "unverified"
    FAKE = "fake"
    OTHER = "other"


class Lane(StrEnum):
    """Whose mail it is by its From domain: the longest suffix decides, so neighbours come first."""

    ICE = "ice"
    USCIS = "uscis"
    COURT = "court"
    CBP = "cbp"
    ISAP = "isap"
    BULK = "bulk"
    OWN = "own"  # the mailbox's own address: what the person sent
    STRANGER = "stranger"


class Layer(StrEnum):
    """What a stretch of `Message.text` is; only SUBJECT, BODY and ALTERNATIVE speak for the sender."""

    SUBJECT = "subject"
    BODY = "body"
    ALTERNATIVE = "alternative"  # the HTML twin of a plain body: a second witness
    HIDDEN = "hidden"  # in the HTML, but not shown to the reader
    STRUCK = "struck"  # in the HTML and shown, but crossed out: what is no longer so
    QUOTED = "quoted"  # older mail below or inside this one, inline forwards
    FOOTER = "footer"  # signatures and legal disclaimers


class Segment(Frozen):
    """A half-open stretch `[start, end)` of `Message.text`, in characters. Segments are in order and do not overlap."""

    layer: Layer
    start: int
    end: int


class Header(Frozen):
    """One header of the message itself, as it stood: name in lower case, value unfolded, not decoded."""

    name: str
    value: str


class Address(Frozen):
    display_name: str
    address: str  # lower case


class Attachment(Frozen):
    """Never opened: its declared type, its name and its size in bytes."""

    content_type: str
    filename: str
    size: int


class Message(Frozen):
    sha256: str  # of the raw bytes, 64 hex digits
    content_id: str  # of From, Date, Subject and text: equal for two copies of one message
    message_id: str | None
    channel: Channel
    date: AwareDatetime | None  # from Date, UTC
    received: AwareDatetime | None  # the topmost Received, else what the source says (INTERNALDATE), UTC
    senders: tuple[Address, ...]  # every address of every From header, in order
    from_headers: int  # how many From headers there are; anything but 1 is suspicious
    recipients: tuple[str, ...]  # the message's own To and Cc, lower case; never Delivered-To
    subject: str
    headers: tuple[Header, ...]  # top to bottom
    # NFC, plain spaces, no zero-width or bidi characters; lines kept, the cells of a table row parted by a tab.
    text: str
    segments: tuple[Segment, ...]
    calendars: tuple[str, ...] = ()  # text/calendar parts
    json_ld: tuple[str, ...] = ()  # application/ld+json scripts in the HTML
    attached: tuple[bytes, ...] = ()  # message/rfc822 parts: whole messages of their own
    attachments: tuple[Attachment, ...] = ()
    auto_replied: bool = False  # Auto-Submitted: auto-replied
    forwarded_automatically: bool = False  # Resent-*, X-Forwarded-*
    forwarded_inline: bool = False  # a forward's separator and header block stand in the text
    own_alert: bool = False  # bears the header of our own alerts
    defects: tuple[str, ...] = ()  # what was odd, in words; never a reason to drop the message

    def layer_text(self, *layers: Layer) -> str:
        """The text of those layers, one after the other, parted by line ends."""
        return "\n".join(self.text[s.start : s.end] for s in self.segments if s.layer in layers)

    @property
    def moment(self) -> datetime:
        """Where it stands in the order of the log: its own Date, else when it was received, else the epoch."""
        return self.date or self.received or EPOCH


EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class Verdict(Frozen):
    """How far the sender can be believed, with the reasons as sentences for people."""

    authenticity: Authenticity
    lane: Lane
    evidence: tuple[str, ...]
    forwarded: bool = False
    multiple_from: bool = False
    poses_as_ice: bool = False
