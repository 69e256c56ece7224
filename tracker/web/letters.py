"""A kept message as a page shows it: read again where messages are read, in a process that may only compute."""

from __future__ import annotations

import threading
from collections import OrderedDict

from tracker.appointments.events import MessageRead
from tracker.errors import SandboxError, TrackerError
from tracker.frozen import Frozen
from tracker.message.addresses import shown_address
from tracker.message.types import Channel
from tracker.web.views.marked import LONGEST, Piece, marked
from tracker.worker.home import Home

MOST = 64  # letters kept in memory, none longer than `LONGEST` characters


class LetterView(Frozen):
    sender: str
    subject: str
    language: str
    pieces: tuple[Piece, ...]
    cut: bool


class Letters:
    """The letters that were shown last. Bytes of one digest, and what was read in them once, never change; whether
    they are still kept is asked each time. Safe for threads.
    """

    def __init__(self, home: Home) -> None:
        self._home = home
        self._views: OrderedDict[tuple[str, str], LetterView] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, digest: str, read: MessageRead | None) -> LetterView | None:
        """None where the message cannot be read now. `read` is the reading whose words are marked."""
        key = digest, read.id if read else ""
        if not self._home.store.messages.has_bytes(digest):
            return None
        with self._lock:
            known = self._views.pop(key, None)
        view = known or letter_of(self._home, digest, read)
        if view is not None:
            with self._lock:
                self._views[key] = view
                while len(self._views) > MOST:
                    self._views.popitem(last=False)
        return view


def letter_of(home: Home, digest: str, read: MessageRead | None) -> LetterView | None:
    try:
        channel, raw = home.store.messages.get(digest).channel, home.store.messages.raw(digest)
        home.store.rest()
        message = home.sandbox.message(raw, channel)
    except (TrackerError, SandboxError):
        return None
    shown = ((one.display_name, shown_address(one.address)) for one in message.senders)
    senders = (f"{name} <{address}>" if name else address for name, address in shown)
    return LetterView(
        sender=", ".join(senders) if channel is Channel.EMAIL else "",
        subject=message.subject,
        language=(read.reading.language or "") if read else "",
        pieces=marked(message.text, read.reading.matched if read else ()),
        cut=len(message.text) > LONGEST,
    )
