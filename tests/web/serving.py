"""The pages, really served on a free port of this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tracker.web.serve import Server
from tracker.worker.home import Home


@dataclass(frozen=True)
class Site:
    base: str  # http://localhost:PORT: a passkey belongs to a name
    home: Home
    server: Server


@contextmanager
def served(home: Home) -> Iterator[Site]:
    """The pages on a free port of this machine, as `tracker web` serves them; `home` was opened with `port=0`."""
    assert home.settings.port == 0
    server = Server(home, home.settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield Site(base=f"http://localhost:{server.port}", home=home, server=server)
    finally:
        server.stop()
        thread.join(timeout=30)
        assert not thread.is_alive()
