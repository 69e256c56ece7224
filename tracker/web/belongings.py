"""Whose a thing is, by its id. Every id in an address or a form has one of the names below, and is checked by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tracker.errors import NotFoundError
from tracker.storage.store import Store
from tracker.storage.types import AlertChannel, FeedLink
from tracker.web.refusal import hidden
from tracker.web.visitor import Visitor


def _person(_: Store, visitor: Visitor, person: str) -> bool:
    return visitor.may_open(person)


def _message(store: Store, visitor: Visitor, digest: str) -> bool:
    """One message may concern several people: whoever may open one of them may see what it says to that one."""
    if any(visitor.may_open(one) for one in store.events.concerned(digest)):
        return True
    return any(visitor.may_open(one.person) for one in store.messages.origins(digest))


def _entry(store: Store, visitor: Visitor, event: str) -> bool:
    person = store.events.whose(event)
    return person is not None and visitor.may_open(person)


def _link(store: Store, visitor: Visitor, link: str) -> bool:
    return may_change_link(visitor, store.feeds.get(link))


def _mailbox(store: Store, visitor: Visitor, mailbox: str) -> bool:
    return may_change_all(visitor, store.mailboxes.get(mailbox).people)


def _channel(store: Store, visitor: Visitor, channel: str) -> bool:
    return may_change_channel(visitor, store.alerts.channel(channel))


def _webhook(store: Store, visitor: Visitor, webhook: str) -> bool:
    return store.webhooks.get(webhook).account == visitor.account


def may_change_link(visitor: Visitor, link: FeedLink) -> bool:
    return may_change_all(visitor, () if link.everyone else [one.person for one in link.members])


def may_change_channel(visitor: Visitor, channel: AlertChannel) -> bool:
    return may_change_all(visitor, [channel.person] if channel.person else ())


def may_change_all(visitor: Visitor, people: Sequence[str]) -> bool:
    """What concerns several people may be changed only by those who may open all of them. None: it concerns everybody,
    or those whom it concerned are gone.
    """
    if not people:
        return visitor.everyone and bool(visitor.people)
    return all(visitor.may_open(one) for one in people)


def _within(_: Store, __: Visitor, ___: str) -> bool:
    """Looked up only within what the visitor may open: the person's own state, the visitor's own account."""
    return True


BELONGS: dict[str, Callable[[Store, Visitor, str], bool]] = {
    "person": _person,
    "message": _message,
    "entry": _entry,
    "link": _link,
    "mailbox": _mailbox,
    "channel": _channel,
    "webhook": _webhook,
    "delivery": _within,  # of the web hook
    "appointment": _within,  # in the person's state
    "request": _within,
    "request_id": _within,
    "alert": _within,
    "session": _within,  # of the visitor's account
    "passkey": _within,
    "token": _within,
    "account": _within,  # only for who may manage
}


def check(store: Store, visitor: Visitor, named: dict[str, tuple[str, ...]]) -> None:
    """Raises a 404 refusal for what does not exist and for what is not the visitor's, alike."""
    for name, ids in named.items():
        for one in ids:
            try:
                allowed = BELONGS[name](store, visitor, one)
            except NotFoundError:
                allowed = False
            if not allowed:
                raise hidden()
