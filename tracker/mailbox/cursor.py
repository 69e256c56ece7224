"""What to read next in a folder: computed from values alone, so that no UID can be skipped by a slip of the network.

    stored cursor + STATUS ──plan──▶ Nothing | Fetch(new, backlog) | Resync(reason, fetch) | Implausible(reason)

New mail is read oldest first, the backlog of a first read newest first: the date that stands today is in the newest
messages, so an interrupted first read has already shown what matters most, and mail that arrives meanwhile does not
wait behind years of old mail. Meaning does not depend on the order; the log is ordered by the messages' own dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from tracker.frozen import Frozen
from tracker.mailbox.sentences import MailboxSays
from tracker.mailbox.types import Cursor, FolderStatus

WINDOW_MESSAGES = 5_000  # one SEARCH answer stays far below imaplib's 1,000,000 bytes, and progress moves every second


class Window(Frozen):
    """UIDs `low` to `high`, both included."""

    low: int
    high: int


class Nothing(Frozen):
    pass


class Fetch(Frozen):
    """Read `new` upwards, then `backlog` downwards in windows of `step` UIDs, going on from `start`."""

    start: Cursor
    new: Window | None
    backlog: Window | None
    step: int


class Resync(Frozen):
    reason: str
    fetch: Fetch


class Implausible(Frozen):
    reason: str


Plan: TypeAlias = Nothing | Fetch | Resync | Implausible


def plan_reading(folder: str, cursor: Cursor | None, status: FolderStatus) -> Plan:
    """Decide what a look at the folder leads to. An implausible folder is left alone, cursor and all."""
    if cursor is None:
        return _from_the_top(folder, status)
    if cursor.messages and not status.messages:
        return Implausible(reason=MailboxSays.FOLDER_EMPTIED.of(folder=folder))
    if status.uidvalidity != cursor.uidvalidity:
        return Resync(reason=f"The server numbered the folder {folder} anew.", fetch=_from_the_top(folder, status))
    if status.uidvalidity == 0:
        return _without_lasting_uids(folder, cursor, status)
    if status.uidnext <= cursor.last_uid:
        return Implausible(reason=MailboxSays.FOLDER_SHORTER.of(folder=folder))
    return _onwards(cursor, status)


def _from_the_top(folder: str, status: FolderStatus) -> Fetch:
    top = status.uidnext - 1
    unread_to = top if status.messages else 0
    start = Cursor(
        folder=folder, uidvalidity=status.uidvalidity, last_uid=top, unread_to=unread_to, messages=status.messages
    )
    return Fetch(start=start, new=None, backlog=_window(1, unread_to), step=window_step(status))


def _onwards(cursor: Cursor, status: FolderStatus) -> Nothing | Fetch:
    new = _window(cursor.last_uid + 1, status.uidnext - 1)
    backlog = _window(1, cursor.unread_to)
    if new is None and backlog is None:
        return Nothing()
    start = cursor.model_copy(update={"messages": status.messages})
    return Fetch(start=start, new=new, backlog=backlog, step=window_step(status))


def _without_lasting_uids(folder: str, cursor: Cursor, status: FolderStatus) -> Nothing | Fetch | Resync:
    """With UIDVALIDITY 0 a UID may mean another message tomorrow, so any change means reading everything again."""
    if status.uidnext == cursor.last_uid + 1 and status.messages == cursor.messages:
        return _onwards(cursor, status)
    return Resync(reason=f"The server keeps no lasting numbers in {folder}.", fetch=_from_the_top(folder, status))


def _window(low: int, high: int) -> Window | None:
    return Window(low=low, high=high) if low <= high else None


def window_step(status: FolderStatus) -> int:
    """How many UIDs hold about `WINDOW_MESSAGES` messages: old mailboxes have UIDs in the millions for few messages."""
    return max(WINDOW_MESSAGES, WINDOW_MESSAGES * status.uidnext // max(status.messages, 1))


def newest_first(window: Window, step: int) -> Iterator[Window]:
    high = window.high
    while high >= window.low:
        low = max(window.low, high - step + 1)
        yield Window(low=low, high=high)
        high = low - 1


def oldest_first(window: Window, step: int) -> Iterator[Window]:
    for low in range(window.low, window.high + 1, step):
        yield Window(low=low, high=min(low + step - 1, window.high))


def looked_up_to(cursor: Cursor, uid: int) -> Cursor:
    """New mail has been looked at up to this UID."""
    return cursor.model_copy(update={"last_uid": uid})


def looked_down_to(cursor: Cursor, uid: int) -> Cursor:
    """The backlog has been looked at down to this UID, itself included."""
    return cursor.model_copy(update={"unread_to": uid - 1})
