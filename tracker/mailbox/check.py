"""What works with an account and what does not, in sentences for its owner. Changes nothing in the mailbox."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress

from tracker.errors import TrackerError
from tracker.frozen import Frozen
from tracker.mailbox.connection import Connection, Timeouts
from tracker.mailbox.providers import provider_of_host
from tracker.mailbox.sentences import MailboxSays
from tracker.mailbox.types import Account

_FOLDERS_NAMED = 50  # some mailboxes have thousands


class Finding(Frozen):
    works: bool
    sentence: str


def check(account: Account, timeouts: Timeouts = Timeouts()) -> list[Finding]:  # noqa: B008 - immutable
    """Everything that can be said, in the order in which it was tried; what follows a failure may be missing."""
    return list(_findings(account, timeouts))


def _findings(account: Account, timeouts: Timeouts) -> Iterator[Finding]:
    provider = provider_of_host(account.host)
    if provider and not provider.password_works:
        yield Finding(works=False, sentence=MailboxSays.TAKES_NONE.of(provider=provider.name, advice=provider.how_to))
    resolved = _resolves(account)
    yield resolved
    if not resolved.works:
        return
    try:
        connection = Connection(account, timeouts)
    except TrackerError as error:
        yield Finding(works=False, sentence=str(error))
        return
    with connection:
        yield Finding(works=True, sentence=_secrecy(account))
        folders = [_folder(connection, folder) for folder in account.folders]
        yield from folders
        if not all(folder.works for folder in folders):
            yield from _what_there_is(connection)


def _what_there_is(connection: Connection) -> Iterator[Finding]:
    with suppress(TrackerError):
        names = ", ".join(connection.folders()[:_FOLDERS_NAMED])
        yield Finding(works=True, sentence=MailboxSays.FOLDERS.of(folders=names))


def _resolves(account: Account) -> Finding:
    try:
        socket.getaddrinfo(account.host, account.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return Finding(
            works=False,
            sentence=MailboxSays.NAME_UNKNOWN.of(host=account.host),
        )
    return Finding(works=True, sentence=MailboxSays.NAME_KNOWN.of(host=account.host))


def _secrecy(account: Account) -> str:
    if account.tls == "plain":
        return MailboxSays.SIGNED_IN_PLAIN
    return MailboxSays.SIGNED_IN


def _folder(connection: Connection, folder: str) -> Finding:
    try:
        status = connection.status(folder)
        connection.examine(folder)
        connection.leave()
    except TrackerError as error:
        return Finding(works=False, sentence=str(error))
    if status.messages == 1:
        return Finding(works=True, sentence=MailboxSays.FOLDER_READ_ONE.of(folder=folder))
    return Finding(works=True, sentence=MailboxSays.FOLDER_READ.of(folder=folder, count=status.messages))
