"""From the log to the files that phones fetch: one for each link, replaced only by one that passed the gate."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker.appointments.events import State
from tracker.errors import TrackerError
from tracker.feed.calendar import render
from tracker.feed.publish import publish
from tracker.feed.types import FeedView, Place, Rendering, Revision, Style
from tracker.reading.offices import Office
from tracker.reading.types import Language
from tracker.storage.types import FeedKind, FeedLink, FeedRevision, MailboxRecord, PersonRecord
from tracker.words.load import words
from tracker.worker.home import Home

log = logging.getLogger(__name__)

STALE_AFTER = timedelta(hours=24)

# What decides whether a person's calendars must be written again.
Situation = tuple[PersonRecord, int, tuple[FeedLink, ...], datetime | None, date | None, datetime]


class Publisher:
    """Publishes what changed. Safe to call from several threads: one publishes, the next sees that nothing is left."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._done: dict[str, Situation] = {}  # by person

    def publish_changed(self, now: datetime) -> int:
        """Write every calendar that may have changed since this publisher last looked; returns how many.

        One that cannot be written leaves its old file and does not stop the others; the first error is raised after.
        """
        errors = list[TrackerError]()
        with self._lock:
            written = sum(self._publish_person(person, now, errors) for person in self._home.store.people.list())
        if errors:
            raise errors[0]
        return written

    def preview(self, person: PersonRecord, *, kind: FeedKind, language: Language, now: datetime) -> bytes:
        """The calendar as a link of that kind would give it, with a ledger of its own."""
        view = self._view(person, self._home.state(person.id, now), now, kind=kind, language=language, revoked=False)
        return self._render(f"print:{person.id}:{kind}:{language}", view, now, to=None).data

    def _publish_person(self, person: PersonRecord, now: datetime, errors: list[TrackerError]) -> int:
        links = self._home.store.feeds.list(person.id)
        mailboxes = self._mailboxes(person)
        situation = (
            person,
            self._home.store.events.position(person.id),
            tuple(links),
            last_read(mailboxes),
            unread_since(mailboxes, now, ZoneInfo(person.zone)),
            now.replace(minute=0, second=0, microsecond=0),  # what is past, and which day it is, changes by the clock
        )
        if not links or self._done.get(person.id) == situation:
            return 0
        state = self._home.state(person.id, now)
        written = sum(self._publish(person, link, state, now, errors) for link in links)
        if written == len(links):
            self._done[person.id] = situation
        return written

    def _publish(
        self, person: PersonRecord, link: FeedLink, state: State, now: datetime, errors: list[TrackerError]
    ) -> bool:
        revoked = link.revoked_at is not None
        view = self._view(person, state, now, kind=link.kind, language=link.language, revoked=revoked)
        try:
            self._render(link.id, view, now, to=self._home.feed_file(link.token_hash))
        except TrackerError as error:
            log.error("calendar %s: %s", link.id, error)  # noqa: TRY400 - its sentence says all
            errors.append(error)
            return False
        return True

    def _render(self, scope: str, view: FeedView, now: datetime, *, to: Path | None) -> Rendering:
        """Render and write in the ledger's transaction: a calendar that fails the gate leaves the ledger as it was."""
        finished = list[Rendering]()

        def plan(before: Mapping[str, FeedRevision]) -> Iterable[FeedRevision]:
            ledger = {uid: Revision.model_validate(row.model_dump(exclude={"uid"})) for uid, row in before.items()}
            rendering = render(view, now, words(view.language), self._home.store.derive_uid, ledger)
            if to is not None:
                publish(to, rendering)
            finished.append(rendering)
            return [FeedRevision(uid=uid, **revision.model_dump()) for uid, revision in rendering.ledger.items()]

        self._home.store.feeds.revise(scope, plan)
        return finished[0]

    def _view(
        self, person: PersonRecord, state: State, now: datetime, *, kind: FeedKind, language: Language, revoked: bool
    ) -> FeedView:
        mailboxes = self._mailboxes(person)
        known = {one.office for one in state.appointments if one.office}
        offices = self._home.offices
        return FeedView(
            state=state,
            places={office: place_of(offices[office]) for office in known if office in offices},
            language=language,
            style=Style(kind.value),
            last_read=last_read(mailboxes),
            unread_since=unread_since(mailboxes, now, ZoneInfo(person.zone)),
            calendar_zone=person.zone,
            revoked=revoked,
        )

    def _mailboxes(self, person: PersonRecord) -> list[MailboxRecord]:
        return [one for one in self._home.store.mailboxes.list() if person.id in one.people]


def last_read(mailboxes: list[MailboxRecord]) -> datetime | None:
    """When all of them were last really read: the oldest of their last successes; None while one never was."""
    moments = [one.last_ok_at for one in mailboxes]
    known = [moment for moment in moments if moment is not None]
    return min(known) if known and len(known) == len(moments) else None


def unread_since(mailboxes: list[MailboxRecord], now: datetime, zone: ZoneInfo) -> date | None:
    """The first day on which a mailbox was not read, once one has not been read for a day."""
    stale = [read for one in mailboxes if now - (read := one.last_ok_at or one.created_at) > STALE_AFTER]
    return min(stale).astimezone(zone).date() if stale else None


def place_of(office: Office) -> Place:
    """An office as a calendar shows it."""
    return Place(
        name=office.name,
        address=f"{office.street}, {office.city}, {office.state} {office.zip}",
        phone=office.phone,
        hours=office.hours,
        published=str(office.published or ""),
        url=office.url,
    )
