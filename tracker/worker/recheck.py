"""Now and then every header of a mailbox is looked at here, in case the server's SEARCH missed a message that matters.

New mail is always judged by its headers; only the first read relies on SEARCH, so this may be rare.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from tracker.mailbox.imap import Mailbox
from tracker.storage.types import MailboxRecord
from tracker.worker.home import Home
from tracker.worker.sync import Connections, account_of, keep_found

log = logging.getLogger(__name__)

FIRST_AFTER = timedelta(days=1)
EVERY = timedelta(days=7)


def recheck_if_due(home: Home, record: MailboxRecord, connections: Connections, now: Callable[[], datetime]) -> int:
    """Look at every header if it is time for it; returns how many messages SEARCH had missed."""
    name, moment = f"search-check:{record.id}", now()
    known = home.store.jobs.get(name)
    if known is None:
        home.store.jobs.schedule(name, next_due=moment + FIRST_AFTER)
    if known is None or known.next_due > moment:
        return 0
    home.store.jobs.schedule(name, next_due=moment + EVERY)
    missed = recheck(home, record, connections, now)
    if missed:
        log.warning("mailbox %s: the server's search had missed %d messages; they are read now", record.id, missed)
    return missed


def recheck(home: Home, record: MailboxRecord, connections: Connections, now: Callable[[], datetime]) -> int:
    """Look at every header now. Raises any `MailboxError`; what was found until then is kept."""
    account = account_of(home, record)
    mailbox = connections.take(account)
    try:
        missed = sum(_folder(home, record.id, mailbox, folder, now) for folder in account.folders)
    except BaseException:
        mailbox.close()
        raise
    connections.keep(account, mailbox)
    return missed


def _folder(home: Home, mailbox_id: str, mailbox: Mailbox, folder: str, now: Callable[[], datetime]) -> int:
    cursor = home.store.cursors.get(mailbox_id, folder)
    if cursor is None or cursor.progress:
        return 0  # the first read is still under way and will meet what there is
    known = home.store.messages.sighted(mailbox_id, folder, cursor.uidvalidity)
    windows = list(mailbox.missed_by_search(folder, home.search, home.bench.wants))
    missing = [uid for window in windows for uid in window if uid not in known]
    found = mailbox.read(folder, cursor.uidvalidity, missing) if missing else ()
    return sum(keep_found(home, mailbox_id, one, now()) for one in found)
