"""Eight programs and libraries that share little code name the same instants, wherever they run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.clients.terminal import MISSING, Terminal
from tests.feed.situations import appointment, rendered, state, view, when
from tests.feed.test_other_readers import NODE
from tests.feed.test_serve import Server
from tracker.appointments.events import Status
from tracker.feed.publish import publish

CALCURSE = shutil.which("calcurse")
READY = CALCURSE and not MISSING and shutil.which("node") and (NODE / "node_modules" / "ts-ics").is_dir()
pytestmark = [
    pytest.mark.node,
    pytest.mark.skipif(
        not READY,
        reason="needs calcurse, vdirsyncer, khal and the readers of tests/node (npm install)",
    ),
]

WINTER, SUMMER, WHOLE_DAY = date(2027, 1, 12), date(2027, 7, 6), date(2027, 7, 8)
DATES = state(
    appointment(Status.CONFIRMED, when(WINTER)),
    appointment(Status.CONFIRMED, when(SUMMER, time(10, 30))),
    appointment(Status.CONFIRMED, when(WHOLE_DAY, None)),
)
FEED = rendered(view("confirmed", state=DATES, dead_man=False))
MEANT = {
    "✅ GO: ICE check-in 9:00 AM (confirmed)": "2027-01-12T14:00:00.000Z",
    "✅ GO: ICE check-in 10:30 AM (confirmed)": "2027-07-06T14:30:00.000Z",
    "✅ GO: ICE check-in, time not known (confirmed)": "2027-07-08",
}
APPOINTMENT = re.compile(r"(\d\d/\d\d/\d{4}) @ (\d\d:\d\d) -> .*?[!|](.*)")
EVENT = re.compile(r"(\d\d/\d\d/\d{4}) \[1\] >\w+ (.*)")


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_18_eight_readers_name_the_same_instants_in_winter_and_summer(zone: str, tmp_path: Path) -> None:
    file = tmp_path / "feed.ics"
    file.write_bytes(FEED.data)
    found = {
        **by_python(file, zone),
        **by_node(file, zone),
        "calcurse": by_calcurse(file, zone),
        "khal": by_khal(tmp_path, zone),
    }
    assert len(found) == 8
    assert {name: said for name, said in found.items() if said != MEANT} == {}


def by_python(file: Path, zone: str) -> dict[str, dict[str, str]]:
    command = [sys.executable, "-m", "tests.feed.read_feed", str(file)]
    answer: dict[str, dict[str, str]] = json.loads(run(command, zone))
    return answer


def by_node(file: Path, zone: str) -> dict[str, dict[str, str]]:
    (answer,) = json.loads(run(["node", str(NODE / "read_feed.mjs"), str(file)], zone))
    return {name: {one["summary"]: one["start"] for one in events} for name, events in answer.items()}


def by_calcurse(file: Path, zone: str) -> dict[str, str]:
    folder = file.parent / "calcurse"
    run([str(CALCURSE), "-D", str(folder), "-q", "-i", str(file)], zone)
    lines = (folder / "apts").read_text("utf-8").splitlines()
    timed = {m[3]: instant(f"{m[1]} {m[2]}", "%m/%d/%Y %H:%M", zone) for m in map(APPOINTMENT.fullmatch, lines) if m}
    days = {m[2]: f"{m[1][6:]}-{m[1][:2]}-{m[1][3:5]}" for m in map(EVENT.fullmatch, lines) if m}
    return {**timed, **days}


def by_khal(folder: Path, zone: str) -> dict[str, str]:
    place = folder / "terminal"
    place.mkdir()
    with Server(folder) as server:
        publish(server.path, FEED)
        terminal = Terminal(place, server.url, zone)
        terminal.sync()
    cells = [line.split("|") for line in terminal.list("2027-01-01", 300)]
    return {title: instant(at, "%Y-%m-%d %H:%M", zone) if " " in at else at for at, _, title in cells}


def instant(text: str, form: str, zone: str) -> str:
    local = datetime.strptime(text, form).replace(tzinfo=ZoneInfo(zone))
    return f"{local.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"


def run(command: list[str], zone: str) -> str:
    environment = {**os.environ, "TZ": zone, "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=120).stdout
