"""What somebody with vdirsyncer and khal sees."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import icalendar
import pytest

from tests.clients.terminal import MISSING, Terminal
from tests.feed.situations import NOW, rendered, view
from tests.feed.test_serve import Server
from tracker.feed.publish import publish

pytestmark = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))

ROUND = ("confirmed", "change_asked", "moved", "mailbox_not_read", "confirmed")


def test_33_a_client_that_syncs_has_exactly_the_events_of_the_feed_after_each_change(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        terminal = Terminal(tmp_path, server.url)
        ledger = rendered(view("confirmed")).ledger
        for turn, name in enumerate(ROUND):
            rendering = rendered(view(name), NOW + timedelta(minutes=turn), ledger)
            ledger = rendering.ledger
            publish(server.path, rendering)
            terminal.sync()
            assert terminal.events() == events_of(rendering.data)
            again = terminal.sync()
            assert not any(word in again for word in ("Copying", "Deleting", "error"))


def events_of(data: bytes) -> list[tuple[str, str, str]]:
    found = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return sorted((str(event.decoded("DTSTART")), str(event["STATUS"]), str(event["SUMMARY"])) for event in found)


@pytest.mark.parametrize(("zone", "hour"), [("America/New_York", "09:00"), ("Asia/Tokyo", "23:00")])
def test_34_the_list_shows_hour_state_and_title(zone: str, hour: str, tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        terminal = Terminal(tmp_path, server.url, zone)
        publish(server.path, rendered(view("change_asked")))
        terminal.sync()
        assert terminal.list("2026-11-24", 3) == [
            f"2026-11-24 {hour}|CONFIRMED|✅ GO: ICE check-in 9:00 AM. New date NOT confirmed",
            "2026-11-26|TENTATIVE|❓ NOT CONFIRMED - do not use this date. Still go Nov 24, 2026, 9:00 AM",
        ]
        publish(server.path, rendered(view("moved")))
        terminal.sync()
        shown = terminal.list("2026-11-24", 1)
        assert any("CANCELLED" in line and "❌ MOVED" in line for line in shown)
        assert any(line.startswith("2026-11-24|") and "❌ No check-in on Nov 24" in line for line in shown)
