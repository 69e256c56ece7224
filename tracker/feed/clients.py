"""Which program fetched a calendar, told from its User-Agent: by family, so that its updates are no news."""

from __future__ import annotations

import re
from functools import lru_cache

BROWSER = "web browser"
UNKNOWN = "unknown program"

# The first that occurs counts, without regard to case. Gathered from access logs and the programs' sources.
MARKS = (
    ("google-calendar-importer", "Google Calendar"),
    ("googleother", "Google"),
    ("googlebot", "Google"),
    ("dataaccessd", "Apple Calendar"),
    ("calendaragent", "Apple Calendar"),
    ("accountsd", "Apple Calendar"),
    ("remindd", "Apple Calendar"),
    ("calendarfoundation", "Apple Calendar"),
    ("outlook", "Outlook"),
    ("microsoft", "Outlook"),
    ("exchange", "Outlook"),
    ("thunderbird", "Thunderbird"),
    ("icsx5", "ICSx⁵"),
    ("davx5", "DAVx⁵"),
    ("nextcloud", "Nextcloud"),
    ("homeassistant", "Home Assistant"),
    ("vdirsyncer", "vdirsyncer"),
    ("evolution", "GNOME Calendar"),
    ("gnome-calendar", "GNOME Calendar"),
    ("protoncalendar", "Proton Calendar"),
    ("proton-calendar", "Proton Calendar"),
    ("fastmail", "Fastmail"),
    ("yahoo", "Yahoo Calendar"),
    ("mozilla/", BROWSER),
)
PRODUCT = re.compile(r"[A-Za-z][A-Za-z._-]{1,30}")


@lru_cache(maxsize=512)
def client_of(user_agent: str) -> str:
    """The family's name; for one that is not known, the plain letters its User-Agent begins with.

    Anybody can claim any name: it tells programs apart, and proves nothing about who runs them.
    """
    lowered = user_agent.lower()
    for mark, family in MARKS:
        if mark in lowered:
            return family
    product = PRODUCT.match(user_agent)
    return product[0] if product else UNKNOWN
