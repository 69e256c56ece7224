"""A kept message as a page shows it: read again where messages are read, in a process that may only compute."""

from __future__ import annotations

from tracker.appointments.events import MessageRead
from tracker.errors import SandboxError, TrackerError
from tracker.frozen import Frozen
from tracker.message.types import Channel
from tracker.web.views.marked import LONGEST, Piece, marked
from tracker.worker.home import Home


class LetterView(Frozen):
    sender: str
    subject: str
    language: str
    pieces: tuple[Piece, ...]
    cut: bool


def letter_of(home: Home, digest: str, read: MessageRead | None) -> LetterView | None:
    """None where the message cannot be read now. `read` is the reading whose words are marked."""
    try:
        channel = home.store.messages.get(digest).channel
        message = home.sandbox.message(home.store.messages.raw(digest), channel)
    except (TrackerError, SandboxError):
        return None
    senders = (f"{one.display_name} <{one.address}>" if one.display_name else one.address for one in message.senders)
    return LetterView(
        sender=", ".join(senders) if channel is Channel.EMAIL else "",
        subject=message.subject,
        language=(read.reading.language or "") if read else "",
        pieces=marked(message.text, read.reading.matched if read else ()),
        cut=len(message.text) > LONGEST,
    )
