"""Which folders of a mailbox are read, and what is wanted of each: of sent mail only what the person wrote to ICE."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from tracker.mailbox.imap import Mailbox
from tracker.mailbox.types import Account, SearchTerms
from tracker.message.addresses import domain_of
from tracker.message.headers import headers_of, split
from tracker.message.parse import recipients_of
from tracker.message.senders import Senders
from tracker.worker.home import Home

ASKED_EVERY = timedelta(hours=1)


class Sift(NamedTuple):
    mailbox: str
    folder: str
    terms: SearchTerms  # what the server is asked for on a first read
    wants: Callable[[bytes], bool]  # by the headers


def sifts_for(home: Home, account: Account, mailbox: Mailbox, *, sent: bool, now: datetime) -> tuple[Sift, ...]:
    """The account's folders, and with `sent` the one that the server marks as that of sent mail. At least one.

    Raises any `MailboxError`.
    """
    sifts = [Sift(account.id, folder, home.search, home.bench.wants) for folder in account.folders]
    folder = _sent_folder(home, account, mailbox, now) if sent else None
    if folder and folder not in account.folders:
        senders = home.bench.reader.senders
        sifts.append(Sift(account.id, folder, SearchTerms(recipients=senders.trusted), _to(senders)))
    return tuple(sifts)


def _sent_folder(home: Home, account: Account, mailbox: Mailbox, now: datetime) -> str | None:
    """Asked for once an hour, so that a look with nothing new stays one round trip."""
    name = f"sent-folder:{account.id}"
    known = next((beat for beat in home.store.jobs.heartbeats() if beat.name == name), None)
    if known and timedelta(0) <= now - known.at < ASKED_EVERY:
        return known.note or None
    found = mailbox.sent_folder()
    home.store.jobs.beat(name, now=now, note=found or "")
    return found


def _to(senders: Senders) -> Callable[[bytes], bool]:
    def wants(headers: bytes) -> bool:
        recipients = recipients_of(headers_of(split(headers)[0]))
        return any(senders.trusts(domain_of(address)) for address in recipients)

    return wants
