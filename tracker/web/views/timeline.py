"""The picture of how dates came about: one row for each thing that became known, oldest at the top."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tracker.appointments.events import ChangeVerb, Entry
from tracker.web.views.moments import wall
from tracker.words.catalogue import Words
from tracker.words.dates import DateStyle

MOST, ROW = 40, 48  # rows; units of the picture's height for each
_WORD = {
    ChangeVerb.ADDED: "status.confirmed",
    ChangeVerb.ASKED: "status.requested",
    ChangeVerb.UNVERIFIED: "status.unverified",
    ChangeVerb.SUPERSEDED: "status.superseded",
    ChangeVerb.CANCELLED: "status.cancelled",
    ChangeVerb.CLOSED: "status.closed",
}


class Mark(NamedTuple):
    learned: str
    when: str
    word: str
    verb: str  # the class that draws it


def timeline(entries: Iterable[Entry], zone: str, t: Words) -> tuple[Mark, ...]:
    """Of what happened last, as much as fits a page."""
    changes = [(entry, change) for entry in entries for change in entry.changes][-MOST:]
    return tuple(
        Mark(
            learned=t.when(wall(entry.at, zone).day, DateStyle.BRIEF),
            when=t.when(change.when, DateStyle.SHORT),
            word=t.say(_WORD[change.verb]),
            verb=change.verb.value,
        )
        for entry, change in changes
    )
