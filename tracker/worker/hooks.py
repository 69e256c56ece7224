"""Web hooks as people and programs handle them: made, tried out, and of whom they may tell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pydantic import SecretStr

from tracker.errors import UserError
from tracker.settings import Settings
from tracker.storage.webhook_types import Webhook
from tracker.webhooks.addresses import target_of
from tracker.webhooks.post import Poster
from tracker.webhooks.signing import TWO_LAST, new_secret
from tracker.webhooks.types import EventType
from tracker.worker.home import Home

MOST = 20  # of one account


def add_hook(
    home: Home,
    url: SecretStr,
    *,
    name: str,
    types: Iterable[EventType],
    account: str | None,
    people: Iterable[str] = (),
    now: datetime,
) -> tuple[Webhook, SecretStr]:
    """A new web hook with its secret, told here and never again. It tells what becomes so from now on.

    Raises `UserError` for an address that cannot be posted to, or where there are too many.
    """
    target_of(url.get_secret_value(), home.settings.webhook_networks)
    secret = new_secret()
    with home.store.webhook_events.following():
        hooks = home.store.webhooks.list()
        if sum(one.account == account for one in hooks) >= MOST:
            raise UserError(f"There are {MOST} web hooks already; remove one that is no longer used.")
        home.store.webhook_events.forget_but(heard_of(home, hooks, now))
        made = home.store.webhooks.add(
            name, url, secret, account=account, types=[one.value for one in types], people=people, now=now
        )
    return made, secret


def rotate(home: Home, hook: str, now: datetime) -> tuple[Webhook, SecretStr]:
    """A new secret, told here and never again; for a day the one before it signs too. Raises `NotFoundError`."""
    secret = new_secret()
    return home.store.webhooks.rotate(hook, secret, old_until=now + TWO_LAST), secret


def may_hear(home: Home, hook: Webhook, now: datetime) -> frozenset[str]:
    """Of whom it may be told at that moment: never of more people than its account may open."""
    if hook.account is None:
        theirs = home.store.people.ids()
    else:
        theirs = home.store.accounts.may_open(home.store.accounts.get(hook.account), now)
    return theirs & frozenset(hook.people) if hook.people else theirs


def heard_of(home: Home, hooks: Iterable[Webhook], now: datetime) -> dict[str, list[Webhook]]:
    """The web hooks that may be told of each person."""
    found: dict[str, list[Webhook]] = {}
    for hook in hooks:
        for person in may_hear(home, hook, now):
            found.setdefault(person, []).append(hook)
    return found


def poster_of(settings: Settings) -> Poster:
    return Poster(allowed=settings.webhook_networks, ca_file=settings.ca_file)
