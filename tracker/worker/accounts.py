"""A new mailbox, from what a person gives: made here for the command line and the pages alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import SecretStr

from tracker.errors import NotPublicServerError
from tracker.mailbox.providers import Provider, provider_for, provider_of_host
from tracker.mailbox.sentences import MailboxSays
from tracker.storage.types import MailboxAccount, MailboxRecord
from tracker.worker.home import Home
from tracker.worker.sync import account_of


def provider_of(address: str, host: str | None = None) -> Provider:
    """By the server where one is named, else by the address."""
    return (provider_of_host(host) if host else None) or provider_for(address)


def account_for(
    home: Home,
    address: str,
    secret: SecretStr,
    *,
    account: str | None = None,
    host: str | None = None,
    port: int | None = None,
    user: str | None = None,
    tls: str | None = None,
    folders: Sequence[str] = (),
    authserv_id: str | None = None,
) -> MailboxAccount:
    """The account as it would be kept; what is not given is the provider's.

    Raises `SettingsError` for one that cannot be used, such as one without TLS on another machine, and
    `NotPublicServerError` for a server that only this machine can reach, where several people set up mailboxes.
    """
    provider = provider_of(address, host)
    made = MailboxAccount(
        id=account or _free_id(home),
        address=address.lower(),
        user=user or address,
        secret=secret,
        host=host or provider.host,
        port=port or provider.port,
        tls=tls or provider.tls,
        profile=provider.profile if provider.profile != "generic" else None,
        authserv_id=authserv_id,
        folders=tuple(folders),
    )
    checked = account_of(home, made)
    if checked.gate and checked.gate.refuses(made.host):
        raise NotPublicServerError(MailboxSays.NOT_PUBLIC)
    return made


def keep_account(
    home: Home, account: MailboxAccount, people: Sequence[str], now: datetime, *, reserved: timedelta | None = None
) -> MailboxRecord:
    """Add it, for those people, whose address it is from now on. `reserved`: nobody else reads it for that long."""
    with home.store.transaction():
        home.store.mailboxes.add(account, people=people, now=now)
        for one in people:
            home.learn_address(one, account.address, now)
        if reserved is not None:
            home.store.mailboxes.extend(account.id, until=now + reserved)
        return home.store.mailboxes.get(account.id)


def _free_id(home: Home) -> str:
    taken = {one.id for one in home.store.mailboxes.list(removed=True)}
    return next(f"mail{number}" for number in range(1, len(taken) + 2) if f"mail{number}" not in taken)
