"""Removes a person's record: all that is theirs alone, in the database and in the files that phones fetch.

one transaction (rows ──▶ calendars), all of it or nothing ──▶ copies elsewhere ──▶ what the database's files still hold
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from tracker.errors import TrackerError
from tracker.frozen import Frozen
from tracker.storage.erasing import Erased
from tracker.worker.copies import Copier
from tracker.worker.home import Home
from tracker.worker.publishing import Publisher

ACT = "person_erased"


class Outcome(Frozen):
    erased: Erased
    not_copied: tuple[str, ...]  # links whose copy elsewhere still shows the old calendar; the worker tries again
    scrubbed: bool  # whether the database's files hold nothing of it any more


def erase(home: Home, person: str, now: datetime, copier: Copier | None = None) -> Outcome:
    """Erase that person's record. Raises `TrackerError` where it cannot be; then nothing was changed.

    A calendar that showed only them says from then on that it has ended: an error would leave the old dates for good in
    some programs, and an empty calendar would look like good news.
    """
    publisher, links = Publisher(home), set[str]()
    try:
        with home.store.transaction():
            erased = home.store.erasing.erase(person, now=now)
            links.update(erased.ended, erased.changed)  # as the transaction saw them: one may have been made just now
            home.store.audit.note(ACT, now=now)
            publisher.publish_changed(now, only=links)
    except BaseException:
        with suppress(TrackerError):  # a calendar may say already what is not so
            publisher.publish_changed(now, only=links)
        raise
    not_copied = _copy(home, erased, copier or Copier(home), now)
    return Outcome(erased=erased, not_copied=not_copied, scrubbed=home.store.erasing.scrub())


def _copy(home: Home, erased: Erased, copier: Copier, now: datetime) -> tuple[str, ...]:
    failed = list[str]()
    for link in home.store.feeds.list():
        if link.place is not None and link.id in {*erased.ended, *erased.changed}:
            try:
                copier.copy_now(link, now)
            except TrackerError:
                failed.append(link.id)
    return tuple(failed)
