"""Which events changed since the last publication, for clients that take up a change only if it is marked as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from tracker.feed.types import Entry, Ledger, Revision, Stamped, UidFor

TICK = timedelta(seconds=1)  # the finest step that a calendar file can write


def revise(
    entries: Iterable[Entry],
    ledger: Ledger,
    now: datetime,
    uid_for: UidFor,
    visible_hash: Callable[[Entry, str], str],
) -> tuple[tuple[Stamped, ...], Ledger]:
    """Every entry with its UID and revision, and the ledger to keep.

    A visible change counts SEQUENCE up by one and moves LAST-MODIFIED on, even if the clock was set back; no change
    leaves both. Rows of events that are gone stay, so that an event that comes back goes on counting.
    """
    stamped = []
    kept = dict(ledger)
    for entry in entries:
        uid = uid_for(entry.key)
        kept[uid] = _revision(visible_hash(entry, uid), kept.get(uid), now)
        stamped.append(Stamped(uid=uid, entry=entry, revision=kept[uid]))
    return tuple(stamped), kept


def _revision(content_hash: str, before: Revision | None, now: datetime) -> Revision:
    moment = now.astimezone(UTC).replace(microsecond=0)
    if before is None:
        return Revision(content_hash=content_hash, sequence=0, last_modified=moment)
    if before.content_hash == content_hash:
        return before
    later = max(moment, before.last_modified + TICK)
    return Revision(content_hash=content_hash, sequence=before.sequence + 1, last_modified=later)
