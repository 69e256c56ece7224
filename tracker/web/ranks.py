"""Where everybody stands, kept in memory for all pages."""

from __future__ import annotations

from datetime import datetime

from tracker.storage.glances import Glance
from tracker.web.views.crowd import Ranked, rank
from tracker.worker.home import Home
from tracker.worker.overview import Overview


class Ranks:
    """From one look to the next: worked out anew for whom something changed. Safe for threads."""

    def __init__(self, home: Home, overview: Overview) -> None:
        self._home = home
        self._overview = overview
        self._kept: dict[str, tuple[Glance, Ranked]] = {}

    def all(self, now: datetime) -> list[Ranked]:
        glances = self._home.store.glances.all()
        stale = [one for one in glances if not self._holds(one, now)]
        positions = {one.person: one.position for one in stale}
        summaries = self._overview.of(positions, now, positions)
        for one in stale:
            self._kept[one.person] = one, rank(one, summaries[one.person], now)
        return [self._kept[one.person][1] for one in glances]

    def _holds(self, glance: Glance, now: datetime) -> bool:
        known = self._kept.get(glance.person)
        return known is not None and known[0] is glance and known[1].since <= now < known[1].until
