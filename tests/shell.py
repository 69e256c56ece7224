"""An opened home inside the test's own process, for the rooms that join the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.servers.databases import lay_empty
from tracker.appointments import ids
from tracker.appointments.events import IdentityRecorded
from tracker.reading.types import Language
from tracker.settings import load_settings
from tracker.storage.types import Origin
from tracker.worker.home import Home, open_home

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADDRESS = "maria.lopez@gmail.com"
GMAIL = Origin(person="me", authserv_id="mx.google.com")


@contextmanager
def opened(folder: Path, *, told: bool = True, **chosen: Any) -> Iterator[Home]:
    """A fresh home with the person `me`, whose address is known where they `told` it; nobody is asked for keys unless
    `chosen` says so.
    """
    (folder / "elsewhere").mkdir(parents=True)
    chosen.setdefault("dns", "dns_server" in chosen)
    settings = load_settings(home=folder / "home", key_file=folder / "elsewhere" / "key", **chosen)
    lay_empty(settings.url())
    with open_home(settings, create=True) as home:
        home.store.people.add("me", name="Maria", language=Language.EN, zone="America/New_York", now=NOW)
        if told:
            home.append(ids.record(IdentityRecorded, "me", NOW, addresses=(ADDRESS,)))
        yield home
