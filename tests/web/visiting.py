"""Browsers that are signed in as somebody, without going through the pages of signing in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from starlette.testclient import TestClient

from tests.shell import NOW
from tracker.storage.access_types import Account, How, NewSession, Role
from tracker.storage.store import Store
from tracker.web.app import make_app
from tracker.web.site import Site
from tracker.web.visits import COOKIE
from tracker.worker.home import Home


@dataclass(frozen=True)
class Who:
    """Somebody to sign in as: made on the first time."""

    name: str
    role: Role
    everyone: bool = False
    people: tuple[str, ...] = ()
    until: datetime | None = None


HOST = Who("owner", Role.OWNER, everyone=True)


def account_of(home: Home, who: Who) -> Account:
    return account_in(home.store, who)


def account_in(store: Store, who: Who) -> Account:
    known = store.accounts.by_name(who.name)
    if known is not None:
        return known
    made = store.accounts.add(who.name, role=who.role, everyone=who.everyone, now=NOW)
    return store.accounts.give(made.id, who.people, now=NOW, until=who.until)


def sign_in_as(home: Home, client: TestClient, who: Who, *, now: datetime = NOW) -> str:
    """The id of the session that the browser now has."""
    made = _open(home, who, now)
    client.cookies.set(COOKIE, made.secret.get_secret_value(), domain="testserver.local")
    return made.session.id


def session_of(home: Home, who: Who, *, now: datetime = NOW) -> str:
    """A cookie with which somebody else's browser is signed in as that one."""
    return f"{COOKIE}={_open(home, who, now).secret.get_secret_value()}"


def _open(home: Home, who: Who, now: datetime) -> NewSession:
    return home.store.sessions.open(account_of(home, who).id, How.PASSWORD, client="tests", now=now)


@contextmanager
def browser(home: Home, who: Who | None = None, *, hosts: Iterable[str] = ("testserver",)) -> Iterator[TestClient]:
    with TestClient(make_app(Site(home=home, hosts=tuple(hosts))), follow_redirects=False) as client:
        if who is not None:
            sign_in_as(home, client, who)
        yield client
