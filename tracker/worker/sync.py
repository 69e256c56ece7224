"""One look into one mailbox: what is found is kept and read, and only then does the cursor move.

claim ──▶ connect (or the kept connection) ──▶ each folder: Found ─▶ keep, read ─▶ Advanced ─▶ cursor
      └─▶ note how it went: `last_ok_at` is the heartbeat that the feed and the alerts look at
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pydantic import SecretStr, ValidationError

from tracker.errors import (
    FolderGoneError,
    ImplausibleMailboxError,
    MailboxError,
    NotPublicServerError,
    SettingsError,
    SignInRefusedError,
    TrackerError,
)
from tracker.mailbox.imap import Mailbox
from tracker.mailbox.types import Account, Advanced, Cursor, Found, Progress, Resynced
from tracker.storage.types import CursorRecord, MailboxAccount, MailboxRecord, Sighting
from tracker.worker.gates import gate_of
from tracker.worker.home import Home
from tracker.worker.intake import shelve, take_in
from tracker.worker.sifting import Sift, sifts_for

log = logging.getLogger(__name__)

FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=1)
SAVE_EVERY_SECONDS = 1.0
LEASE = timedelta(minutes=2)  # renewed as a long read goes on; whoever dies lets it run out

FOR_A_PERSON = (SignInRefusedError, NotPublicServerError, SettingsError)  # who alone can mend it

OnProgress = Callable[[str, int, int], None]  # folder, done, total


@dataclass
class Synced:
    """What one look found."""

    mailbox: str
    fetched: int = 0
    new: int = 0
    remarks: list[str] = field(default_factory=list)


class Connections:
    """The connections that are kept open between polls, one owner at a time for each mailbox."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[Account, Mailbox]] = {}

    def take(self, account: Account) -> Mailbox:
        """The kept connection where it is alive and was made with this same account, else a new one."""
        kept = self._open.pop(account.id, None)
        if kept and kept[0] == account and kept[1].alive:
            return kept[1]
        if kept:
            kept[1].close()
        return Mailbox.connect(account)

    def keep(self, account: Account, mailbox: Mailbox) -> None:
        self._open[account.id] = (account, mailbox)

    def close(self) -> None:
        while self._open:
            self._open.popitem()[1][1].close()


def account_of(home: Home, record: MailboxAccount) -> Account:
    """Raises `SettingsError` where the stored account cannot be used."""
    try:
        return Account.model_validate(
            {
                "id": record.id,
                "host": record.host,
                "port": record.port,
                "user": record.user,
                "secret": record.secret or SecretStr(""),
                "tls": record.tls,
                "folders": record.folders or ("INBOX",),
                "ca_file": home.settings.ca_file,
                "gate": gate_of(home),
            }
        )
    except ValidationError as error:
        reason = error.errors(include_input=False, include_url=False)[0]["msg"]
        raise SettingsError(f"The mailbox {record.id} cannot be used: {reason}. Add it again.") from None


def sync_mailbox(
    home: Home,
    record: MailboxRecord,
    connections: Connections,
    *,
    now: Callable[[], datetime],
    progress: OnProgress = lambda *_: None,
) -> Synced:
    """Poll every folder once and note how it went. Raises what stopped it, after noting that too."""
    try:
        account = account_of(home, record)
        mailbox = connections.take(account)
        try:
            sifts = sifts_for(home, account, mailbox, sent=not record.folders, now=now())
            synced = _read_folders(home, mailbox, sifts, now=now, progress=progress)
        except BaseException:
            mailbox.close()
            raise
        connections.keep(account, mailbox)
    except (MailboxError, SettingsError) as error:
        moment = now()
        home.store.mailboxes.note_failure(
            record.id,
            str(error),
            now=moment,
            next_due=moment + retry_after(record, error, moment),
            needs_person=isinstance(error, FOR_A_PERSON),
        )
        raise
    moment = now()
    home.store.mailboxes.note_success(record.id, now=moment, next_due=moment + interval(home))
    return synced


def interval(home: Home) -> timedelta:
    return timedelta(minutes=home.settings.poll_minutes)


def retry_after(record: MailboxRecord, error: TrackerError, now: datetime) -> timedelta:
    """Longer and longer while it fails; the longest where only a person can mend it; or what the server asks for."""
    asked = getattr(error, "retry_after", None)
    if isinstance(asked, timedelta):
        return max(asked, FIRST_RETRY)
    if isinstance(error, FOR_A_PERSON):
        return LONGEST_RETRY
    failing_for = now - record.failing_since if record.failing_since else timedelta(0)
    return min(max(failing_for, FIRST_RETRY), LONGEST_RETRY)


def _read_folders(
    home: Home, mailbox: Mailbox, sifts: Sequence[Sift], *, now: Callable[[], datetime], progress: OnProgress
) -> Synced:
    """Every folder, also after one that could not be read; the first such error is raised at the end."""
    synced, errors = Synced(mailbox=sifts[0].mailbox), list[MailboxError]()
    for sift in sifts:
        try:
            _read_folder(home, mailbox, sift, synced, now=now, progress=progress)
        except (FolderGoneError, ImplausibleMailboxError) as error:
            errors.append(error)
    if errors:
        raise errors[0]
    return synced


def _read_folder(
    home: Home, mailbox: Mailbox, sift: Sift, synced: Synced, *, now: Callable[[], datetime], progress: OnProgress
) -> None:
    bookmark, folder = Bookmark(home, synced.mailbox), sift.folder
    for step in mailbox.poll(folder, _cursor(home, synced.mailbox, folder), sift.terms, sift.wants):
        match step:
            case Found():
                synced.fetched += 1
                synced.new += keep_found(home, synced.mailbox, step, now())
            case Advanced(cursor=moved):
                bookmark.move(moved)
            case Progress(done=done, total=total):
                bookmark.save()
                progress(folder, done, total)
                home.store.mailboxes.extend(synced.mailbox, until=now() + LEASE)
            case Resynced(reason=reason):
                synced.remarks.append(reason)
    bookmark.save()


@dataclass
class Bookmark:
    """The cursor, saved at most once a second: after a kill a few messages are met again, and known by their bytes."""

    home: Home
    mailbox: str
    moved: Cursor | None = None
    saved_at: float = field(default_factory=time.monotonic)

    def move(self, cursor: Cursor) -> None:
        self.moved = cursor
        if time.monotonic() - self.saved_at >= SAVE_EVERY_SECONDS:
            self.save()

    def save(self) -> None:
        if self.moved is not None:
            self.home.store.cursors.put(_record(self.mailbox, self.moved))
        self.moved, self.saved_at = None, time.monotonic()


def keep_found(home: Home, mailbox: str, found: Found, now: datetime) -> bool:
    sighting = Sighting(mailbox=mailbox, folder=found.folder, uidvalidity=found.uidvalidity, uid=found.uid)
    if not found.raw:
        shelve(home, now=now, received=found.internal_date, sighting=sighting, lack=found.lack)
        return False
    return take_in(home, found.raw, now=now, received=found.internal_date, sighting=sighting, lack=found.lack).new


def _cursor(home: Home, mailbox: str, folder: str) -> Cursor | None:
    stored = home.store.cursors.get(mailbox, folder)
    if stored is None:
        return None
    return Cursor(
        folder=folder,
        uidvalidity=stored.uidvalidity,
        last_uid=stored.last_uid,
        messages=stored.messages,
        unread_to=(stored.progress or {}).get("unread_to", 0),
    )


def _record(mailbox: str, cursor: Cursor) -> CursorRecord:
    return CursorRecord(
        mailbox=mailbox,
        folder=cursor.folder,
        uidvalidity=cursor.uidvalidity,
        last_uid=cursor.last_uid,
        messages=cursor.messages,
        progress={"unread_to": cursor.unread_to} if cursor.unread_to else None,
    )
