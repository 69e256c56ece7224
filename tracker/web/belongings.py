"""Whose a thing is, by its id. Every id in an address or a form has one of the names below, and is checked by it."""

from __future__ import annotations

from collections.abc import Callable

from tracker.errors import NotFoundError
from tracker.storage.store import Store
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
    found = store.feeds.get(link)
    return _all(visitor, [one.person for one in found.members], everyone=found.everyone)


def _mailbox(store: Store, visitor: Visitor, mailbox: str) -> bool:
    return _all(visitor, store.mailboxes.get(mailbox).people)


def _channel(store: Store, visitor: Visitor, channel: str) -> bool:
    person = store.alerts.channel(channel).person
    return _all(visitor, [person] if person else [], everyone=person is None)


def _webhook(store: Store, visitor: Visitor, webhook: str) -> bool:
    return store.webhooks.get(webhook).account == visitor.account


def _all(visitor: Visitor, people: list[str] | tuple[str, ...], *, everyone: bool = False) -> bool:
    """What concerns several people may be changed only by those who may open all of them."""
    if everyone or not people:
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
