"""The opened home: the record, and everything that reading and publishing need beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from tracker.appointments import ids
from tracker.appointments.events import AnyEvent, IdentityRecorded, State
from tracker.appointments.state import fold
from tracker.errors import NotFoundError, UserError
from tracker.mailbox.types import SearchTerms
from tracker.message.dkim_keys import KeyLookup
from tracker.reading.offices import Office
from tracker.settings import Settings
from tracker.storage.keys import find_key, make_key
from tracker.storage.store import Store, open_store
from tracker.storage.types import PersonRecord
from tracker.worker.bench import Bench, ReadingSettings, load_bench
from tracker.worker.checking import look_up_for
from tracker.worker.sandbox import Sandbox


@dataclass(frozen=True)
class Home:
    settings: Settings
    store: Store
    where_key_is: str
    sandbox: Sandbox

    @cached_property
    def bench(self) -> Bench:
        return load_bench(ReadingSettings.of(self.settings))

    @cached_property
    def look_up(self) -> KeyLookup:
        """Asks for the keys of signatures."""
        return look_up_for(self.settings)

    @property
    def offices(self) -> Mapping[str, Office]:
        """The offices by id."""
        return self.bench.reader.offices.by_id

    @property
    def search(self) -> SearchTerms:
        """What a mail server is asked for on a first read."""
        terms = self.bench.rulebook.search
        return SearchTerms(senders=terms.senders, subjects=terms.subjects)

    @property
    def alone(self) -> bool:
        """Whether no other machine can be working on this record: it is a file on this one."""
        return self.settings.url().startswith("sqlite")

    @property
    def feeds(self) -> Path:
        """Where the published calendars lie."""
        return self.settings.home / "feeds"

    def feed_file(self, token_hash: str) -> Path:
        """The calendar behind a link: found by the hash of its token alone, so that serving it needs no database."""
        return self.feeds / f"{token_hash}.ics"

    def person(self, name: str | None = None) -> PersonRecord:
        """The person of that id, or the only one there is; raises `NotFoundError` or `UserError` otherwise."""
        people = self.store.people.list()
        if name is not None:
            found = [one for one in people if one.id == name]
            if not found:
                raise NotFoundError(f"There is no person {name!r}; `tracker person list` shows who is there.")
            return found[0]
        if len(people) == 1:
            return people[0]
        if not people:
            raise NotFoundError("Nobody is in the record yet; run `tracker init` or `tracker person add`.")
        raise UserError(f"{len(people)} people are in the record; say whose with --person.")

    def chosen(self, name: str | None = None) -> tuple[PersonRecord, ...]:
        """That person, or everybody where none is named, by id."""
        return (self.person(name),) if name else self.store.people.list()

    def state(self, person: str, now: datetime) -> State:
        return fold(self.store.events.of(person), person=person, now=now)

    def append(self, event: AnyEvent) -> None:
        """One entry that a person made."""
        self.store.events.append([event])

    def identity(self, person: str, now: datetime) -> IdentityRecorded | None:
        """Who the person told us they are; None before they told anything."""
        events = self.store.events.of(person)
        withdrawn = {entry.event for entry in fold(events, person=person, now=now).entries if entry.withdrawn}
        told = [one for one in events if isinstance(one, IdentityRecorded) and one.id not in withdrawn]
        return max(told, key=lambda one: (one.recorded_at, one.id), default=None)

    def learn_address(self, person: str, address: str, now: datetime) -> bool:
        """Note that mail to this address is the person's; returns whether it is news."""
        known = self.identity(person, now)
        addresses = known.addresses if known else ()
        if address.lower() in addresses:
            return False
        self.append(
            ids.record(
                IdentityRecorded,
                person,
                now,
                names=known.names if known else (),
                numbers=known.numbers if known else (),
                addresses=tuple(sorted({*addresses, address.lower()})),
            )
        )
        return True


@contextmanager
def open_home(settings: Settings, *, create: bool = False) -> Iterator[Home]:
    """Open the record; raises `NotFoundError` where there is none yet and `create` is false."""
    key = (
        make_key(settings.home, key_file=settings.key_file)
        if create
        else find_key(settings.home, key_file=settings.key_file)
    )
    with (
        open_store(settings.url(), key, create=create) as store,
        Sandbox(ReadingSettings.of(settings)) as sandbox,
    ):
        yield Home(settings=settings, store=store, where_key_is=key.where, sandbox=sandbox)
