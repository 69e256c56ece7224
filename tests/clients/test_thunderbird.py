"""What somebody with Thunderbird sees. Where FEED_SCREENSHOTS names a folder, pictures of it are left there."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.clients.thunderbird import MISSING, Thunderbird, thunderbird, until
from tests.feed.situations import NEW_YORK, appointment, rendered, request, state, view, when
from tests.feed.test_serve import TOKEN, Server
from tracker.appointments.events import State, Status
from tracker.feed.publish import publish
from tracker.feed.types import FeedView, Rendering

pytestmark = [
    pytest.mark.thunderbird,
    pytest.mark.timeout(400),
    pytest.mark.skipif(MISSING is not None, reason=str(MISSING)),
]


class Story:
    """The four situations around the real present, since Thunderbird's clock is the machine's."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)
        today = self.now.astimezone(ZoneInfo(NEW_YORK)).date()
        old, new = when(today + timedelta(days=1)), when(today + timedelta(days=3), time(10, 30))
        stands, moved_to = appointment(Status.CONFIRMED, old), appointment(Status.CONFIRMED, new)
        asked = request(new, old)
        self.states: dict[str, State] = {
            "confirmed": state(stands),
            "asked": state(stands, appointment(Status.REQUESTED, new), requests=(asked,)),
            "moved": state(appointment(Status.SUPERSEDED, old, replaced_by=moved_to.id), moved_to),
            "unread": state(stands),
        }
        self.unread_since = today - timedelta(days=1)
        self._last: Rendering | None = None

    def publish(self, server: Server, name: str) -> list[str]:
        """Publish that situation; returns the titles that must be seen, without what lies far ahead."""
        since = self.unread_since if name == "unread" else None
        shown: FeedView = view("confirmed", state=self.states[name], unread_since=since)
        self._last = rendered(shown, self.now, self._last.ledger if self._last else None)
        publish(server.path, self._last)
        return sorted({stamped.entry.summary for stamped in self._last.events})


def keep_picture(client: Thunderbird, name: str, folder: Path) -> None:
    place = Path(os.environ.get("FEED_SCREENSHOTS", folder))
    place.mkdir(parents=True, exist_ok=True)
    file = place / f"{name}.png"
    client.screenshot(file)
    assert file.stat().st_size > 10_000


def until_shown(client: Thunderbird, wanted: list[str]) -> None:
    """For a second on end, since the window is painted after the titles are in place."""
    run = [0]

    def shown() -> bool:
        run[0] = run[0] + 1 if set(client.titles()) == set(wanted) else 0
        return run[0] >= 10

    until(shown)


def asked_conditionally(server: Server, since: int) -> Callable[[], bool]:
    return lambda: any("if-none-match" in headers and status == 304 for _, headers, status in server.seen[since:])


def test_35_thunderbird_shows_every_state_asks_by_etag_and_stays_enabled_through_a_restart(tmp_path: Path) -> None:
    story = Story()
    with Server(tmp_path) as server:
        wanted, port = story.publish(server, "confirmed"), server.port
        with thunderbird(tmp_path, server.url) as client:
            client.show_weeks()
            for name in ("confirmed", "asked", "moved", "unread"):
                wanted = story.publish(server, name)
                client.refresh()
                until_shown(client, wanted)
                keep_picture(client, f"thunderbird-{name}", tmp_path)
            before = len(server.seen)
            client.refresh()
            until(asked_conditionally(server, before))
            server.__exit__()
            client.refresh()
            until(client.failed)
            assert client.enabled()
            assert set(client.titles()) == set(wanted)
            with Server(tmp_path, port) as again:
                story.publish(again, "unread")
                until(lambda: refreshed(client, again))
                assert client.enabled()
                until_shown(client, wanted)
                keep_picture(client, "thunderbird-after-restart", tmp_path)
        preferences = (tmp_path / "profile" / "prefs.js").read_text("utf-8")
    assert '.disabled", true' not in preferences
    assert 'auto-enabled", true' not in preferences
    assert TOKEN in preferences  # it is subscribed to this very link


def refreshed(client: Thunderbird, server: Server) -> bool:
    client.refresh()
    return any(status in {200, 304} for _, _, status in server.seen)
