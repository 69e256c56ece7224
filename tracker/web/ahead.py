"""What pages show of a record and takes long to make, made before anybody asks.

A page does not depend on it: what is not there yet, it makes itself.
"""

from __future__ import annotations

from contextlib import suppress
from threading import Event

from tracker import clock
from tracker.errors import TrackerError
from tracker.web.pages.log import haystack
from tracker.web.pages.shared import picture_of
from tracker.web.site import Site
from tracker.words.load import words

BREATH = 0.1  # seconds between two people: while one is made, pages share the interpreter with it
FEW = 5  # people whose record was made once and changed since, each turn: when much comes at once, pages go first


class Ahead:
    """The picture of how dates came about, and the words that are searched, in each person's own language."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._made: dict[str, int] = {}  # how far each person's log was

    def turn(self, stop: Event) -> None:
        """For everybody who is new, and for a few of whom there is something new."""
        positions = self._site.ranks.positions()
        new = [one for one in positions if one not in self._made]
        changed = [one for one in positions if one in self._made and self._made[one] != positions[one]]
        for person in (*new, *changed[:FEW]):
            if stop.wait(BREATH):
                return
            with suppress(TrackerError):  # they may be gone
                self._make(person)
            self._made[person] = positions[person]

    def _make(self, person: str) -> None:
        site = self._site
        who, record = site.home.store.people.get(person), site.records.of(person, clock.now())
        t = words(who.language)
        picture_of(record, who.zone, t)
        words_of = haystack(site.home, who, record, t)
        for entry in record.entries:
            words_of(entry)
