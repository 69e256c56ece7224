"""From the log to the files that phones fetch: one for each link, replaced only by one that passed the gate."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from tracker.appointments.events import State
from tracker.errors import TrackerError
from tracker.feed.calendar import MOST_BYTES, render, render_several
from tracker.feed.publish import publish
from tracker.feed.types import FeedView, Rendering, Revision
from tracker.reading.types import Language
from tracker.storage.types import FeedKind, FeedLink, FeedMember, FeedRevision, PersonRecord
from tracker.words.load import words
from tracker.worker.home import Home
from tracker.worker.views import Facts, Views

log = logging.getLogger(__name__)

# What decides whether a calendar must be written again.
Situation = tuple[FeedLink, tuple[Facts, ...], datetime]
NEVER_SHOWN = {
    "last_fetched_at": None,
    "last_client": None,
    "placed_at": None,
    "placed_hash": None,
    "place_error": None,
}


class Publisher:
    """Publishes what changed. Safe to call from several threads: one publishes, the next sees that nothing is left."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._done: dict[str, Situation] = {}  # by link

    def publish_changed(self, now: datetime, only: Collection[str] | None = None) -> int:
        """Write every calendar (`only` of these links) that may have changed since this publisher last looked; returns
        how many.

        One that cannot be written leaves its old file and does not stop the others; the first error is raised after.
        """
        errors = list[TrackerError]()
        with self._lock:
            views = Views(self._home, now)
            links = [one for one in self._home.store.feeds.list() if only is None or one.id in only]
            written = sum(self._publish_changed(link, views, errors) for link in links)
        if errors:
            raise errors[0]
        return written

    def publish_for(self, person: str, now: datetime) -> int:
        """The same for the links that show that person: what was done for one waits for nobody else's calendar."""
        return self.publish_changed(now, only={one.id for one in self._home.store.feeds.list(person)})

    def preview(self, person: PersonRecord, *, kind: FeedKind, language: Language, now: datetime) -> bytes:
        """The calendar as a link of that kind would give it, with a ledger of its own."""
        view = Views(self._home, now).view(FeedMember(person=person.id), kind=kind, language=language)
        return self._render(f"print:{person.id}:{kind}:{language}", [view], now, to=None, several=False).data

    def _publish_changed(self, link: FeedLink, views: Views, errors: list[TrackerError]) -> bool:
        members = views.members(link)
        # What is past, and which day it is, changes by the clock.
        hour = views.now.replace(minute=0, second=0, microsecond=0)
        situation = (
            link.model_copy(update=NEVER_SHOWN),
            tuple(views.facts(member.person) for member in members),
            hour,
        )
        if self._done.get(link.id) == situation:
            return False
        try:
            self._publish(link, members, views)
        except TrackerError as error:
            log.error("calendar %s: %s", link.id, error)  # noqa: TRY400 - its sentence says all
            errors.append(error)
            return False
        self._done[link.id] = situation
        return True

    def _publish(self, link: FeedLink, members: tuple[FeedMember, ...], views: Views) -> None:
        several = link.everyone or len(members) > 1
        shown = [views.view(member, kind=link.kind, language=link.language, several=several) for member in members]
        shown = shown or [_ended(link)]
        if link.revoked_at is not None:
            shown = [view.model_copy(update={"revoked": True}) for view in shown]
        file = self._home.feed_file(link.token_hash)
        finished = self._render(link.id, shown, views.now, to=file, several=several)
        if len(finished.data) > MOST_BYTES:
            log.warning("calendar %s is larger than some programs take: make one for fewer people", link.id)

    def _render(self, scope: str, views: list[FeedView], now: datetime, *, to: Path | None, several: bool) -> Rendering:
        """Render and write in the ledger's transaction: a calendar that fails the gate leaves the ledger as it was."""
        finished = list[Rendering]()
        said = words(views[0].language)

        def plan(before: Mapping[str, FeedRevision]) -> Iterable[FeedRevision]:
            ledger = {uid: Revision.model_validate(row.model_dump(exclude={"uid"})) for uid, row in before.items()}
            uid_for = self._home.store.derive_uid
            if several:
                rendering = render_several(views, now, said, uid_for, ledger)
            else:
                rendering = render(views[0], now, said, uid_for, ledger)
            if to is not None:
                publish(to, rendering)
            finished.append(rendering)
            return [FeedRevision(uid=uid, **revision.model_dump()) for uid, revision in rendering.ledger.items()]

        self._home.store.feeds.revise(scope, plan)
        return finished[0]


def _ended(link: FeedLink) -> FeedView:
    """A calendar in which nobody is left; never an error, and never empty, over which programs drop or keep it all."""
    nobody = State(person=link.id)
    return FeedView(state=nobody, language=link.language, calendar_zone="UTC", revoked=True, ended=True)
