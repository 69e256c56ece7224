"""The record: one room per subject, joined by transactions that span them.

with store.transaction():          all or nothing, durable once left; a verb outside one is its own transaction
    store.messages.keep(...)
store.cursors.put(...)             the cursor moves only after that
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Engine, select

from tracker.appointments.events import AnyEvent
from tracker.errors import KeyUnavailableError
from tracker.storage.accounts import Accounts
from tracker.storage.alerts import Alerts
from tracker.storage.audit import Audit
from tracker.storage.checks import Checks
from tracker.storage.credentials import Passkeys, RecoveryCodes
from tracker.storage.cursors import Cursors
from tracker.storage.database import open_database
from tracker.storage.encryption import Cipher
from tracker.storage.erasing import Erasing
from tracker.storage.events import Events
from tracker.storage.evidence import Evidence
from tracker.storage.feeds import Feeds
from tracker.storage.glances import Glances
from tracker.storage.jobs import Jobs
from tracker.storage.keys import KeyFound
from tracker.storage.mailboxes import Mailboxes
from tracker.storage.messages import Messages
from tracker.storage.people import People
from tracker.storage.sessions import Sessions, Tickets, Tries
from tracker.storage.tables import META
from tracker.storage.tokens import Tokens
from tracker.storage.unit import Unit, insert_new, queue_for
from tracker.storage.visits import Visits
from tracker.storage.webhook_events import WebhookEvents
from tracker.storage.webhooks import Webhooks

KEY_CHECK = "key check"


class Store:
    """Safe for threads: each has its own connection and transaction."""

    def __init__(self, engine: Engine, cipher: Cipher) -> None:
        self._unit = Unit(engine, cipher)
        self.people = People(self._unit)
        self.glances = Glances(self._unit)
        self.mailboxes = Mailboxes(self._unit)
        self.cursors = Cursors(self._unit)
        self.messages = Messages(self._unit)
        self.checks = Checks(self._unit)
        self.events = Events(self._unit)
        self.evidence = Evidence(self._unit)
        self.feeds = Feeds(self._unit)
        self.alerts = Alerts(self._unit)
        self.jobs = Jobs(self._unit)
        self.accounts = Accounts(self._unit)
        self.passkeys = Passkeys(self._unit)
        self.recovery_codes = RecoveryCodes(self._unit)
        self.sessions = Sessions(self._unit)
        self.visits = Visits(self._unit, self.people)
        self.tickets = Tickets(self._unit)
        self.tries = Tries(self._unit)
        self.tokens = Tokens(self._unit)
        self.audit = Audit(self._unit)
        self.webhooks = Webhooks(self._unit)
        self.webhook_events = WebhookEvents(self._unit)
        self.erasing = Erasing(self._unit)
        self.fingerprint = cipher.fingerprint
        self.derive_uid = cipher.derive_uid

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is done inside is durable when it is left, and undone when it is left by an exception."""
        with self._unit.transaction():
            yield

    @contextmanager
    def queueing(self, *names: str) -> Iterator[None]:
        """A transaction that none with one of these names enters as long as it lasts: what it counts stays so."""
        with self._unit.transaction() as connection:
            queue_for(connection, names)
            yield

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Several looks over one connection; what is written in between, they see."""
        with self._unit.looking():
            yield

    def rest(self) -> None:
        """Before something else is waited for: inside `looking`, hold no connection until the next look."""
        self._unit.rest()

    def record_message(self, digest: str, events: Iterable[AnyEvent]) -> int:
        """What was read in one message, and that it was read: one step. Returns how many events are new."""
        with self._unit.transaction():
            appended = self.events.append(events)
            self.messages.mark_read(digest)
        return appended

    def close(self) -> None:
        self._unit.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(url: str, key: KeyFound, *, create: bool = False) -> Store:
    """Open the record at `url` with its key; `create` makes it where there is none.

    Raises what `open_database` raises, and `KeyUnavailableError` when the record was written with another key.
    """
    engine = open_database(url, create=create)
    try:
        cipher = Cipher(key.key)
        _check_key(Unit(engine, cipher), key.where)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, cipher)


def _check_key(unit: Unit, where: str) -> None:
    """The first key to open a record leaves its fingerprint in it; no other will do from then on."""
    kept = select(META.c.value).where(META.c.key == KEY_CHECK)
    ours = unit.cipher.fingerprint("key", "check")
    with unit.reading() as connection:
        known = connection.scalar(kept)
    if known is None:
        with unit.transaction() as connection:
            insert_new(connection, META, [{"key": KEY_CHECK, "value": ours}])
            known = connection.scalar(kept)
    if known != ours:
        raise KeyUnavailableError(
            f"This record was written with another key. {where} Restore the key it was written with, "
            "or name its file with TRACKER_KEY_FILE. Nothing was changed."
        )
