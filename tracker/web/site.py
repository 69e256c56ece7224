"""What every route is handed: the opened home, and the names under which the pages are reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from starlette.requests import Request

from tracker.settings import Settings
from tracker.web.letters import Letters
from tracker.web.ranks import Ranks
from tracker.web.readings import Readings
from tracker.worker.home import Home
from tracker.worker.overview import Overview
from tracker.worker.records import Records

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Site:
    home: Home
    hosts: tuple[str, ...]  # Host headers that are answered
    readings: Readings = field(default_factory=Readings)
    office_choices: dict[tuple[str, str], str] = field(default_factory=dict)  # of whom it is shown, nothing is in it
    looked: set[str] = field(default_factory=set)  # who looked at whose record today: noted once (access)

    @cached_property
    def records(self) -> Records:
        """What follows from each log, kept from one look to the next."""
        return Records(self.home)

    @cached_property
    def letters(self) -> Letters:
        """The messages that were shown last."""
        return Letters(self.home)

    @cached_property
    def ranks(self) -> Ranks:
        return Ranks(self.home, Overview(self.home, self.records))


def site_of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def hosts_of(settings: Settings) -> tuple[str, ...]:
    """The names of this machine, the address bound to, and the public name."""
    public = urlsplit(settings.public_url).hostname if settings.public_url else None
    bound = settings.host if settings.host not in {"0.0.0.0", "::"} else None  # noqa: S104 - compared, not bound
    names = [*LOOPBACK, public, bound]
    return tuple(dict.fromkeys(f"[{name}]" if ":" in name else name for name in names if name))
