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
        self._last: tuple[list[Glance], list[Ranked], datetime, datetime] | None = None  # true from then until then

    def all(self, now: datetime) -> list[Ranked]:
        """The most pressing first."""
        glances = self._home.store.glances.all()
        if self._last and self._last[0] is glances and self._last[2] <= now < self._last[3]:
            return self._last[1]
        stale = [one for one in glances if not self._holds(one, now)]
        positions = {one.person: one.position for one in stale}
        summaries = self._overview.of(positions, now, positions)
        for one in stale:
            self._kept[one.person] = one, rank(one, summaries[one.person], now)
        ranked = sorted((self._kept[one.person][1] for one in glances), key=lambda one: one.place)
        if ranked:
            self._last = glances, ranked, max(one.since for one in ranked), min(one.until for one in ranked)
        return ranked

    def _holds(self, glance: Glance, now: datetime) -> bool:
        known = self._kept.get(glance.person)
        return known is not None and known[0] is glance and known[1].since <= now < known[1].until
