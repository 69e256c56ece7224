"""Programs that ask this machine: one that runs on it, and ones that come from elsewhere."""

from __future__ import annotations

from starlette.testclient import TestClient

from tracker.web.app import make_app
from tracker.web.site import Site
from tracker.worker.home import Home

HOSTS = ("testserver", "localhost", "127.0.0.1", "dates.example.org")


def asking(home: Home, *, of: str = "127.0.0.1", under: str = "http://127.0.0.1") -> TestClient:
    """Someone at that address who calls this machine by that name."""
    return TestClient(
        make_app(Site(home=home, hosts=HOSTS)), base_url=under, client=(of, 50_000), follow_redirects=False
    )
