"""vdirsyncer and khal, as somebody uses them in a terminal: fetch the link, then list the days."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import icalendar

VDIRSYNCER, KHAL = shutil.which("vdirsyncer"), shutil.which("khal")
MISSING = None if VDIRSYNCER and KHAL else "install vdirsyncer and khal"
FORMAT = "{start-date} {start-time}|{status}|{title}"

SYNC = """
[general]
status_path = "{folder}/status"

[pair feed]
a = "remote"
b = "local"
collections = null

[storage remote]
type = "http"
url = "{url}"

[storage local]
type = "filesystem"
path = "{folder}/days"
fileext = ".ics"
"""

LIST = """
[calendars]
[[feed]]
path = {folder}/days
type = calendar

[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M

[sqlite]
path = {folder}/khal.db

[default]
default_calendar = feed
"""


class Terminal:
    def __init__(self, folder: Path, url: str, zone: str = "America/New_York") -> None:
        self._folder = folder
        (folder / "days").mkdir()
        (folder / "sync").write_text(SYNC.format(folder=folder, url=url), "utf-8")
        (folder / "list").write_text(LIST.format(folder=folder, zone=zone), "utf-8")
        self._zone = zone
        self._run(str(VDIRSYNCER), "-c", str(folder / "sync"), "discover", "feed")

    def sync(self) -> str:
        """Fetch the link; returns what vdirsyncer said."""
        return self._run(str(VDIRSYNCER), "-c", str(self._folder / "sync"), "sync")

    def events(self) -> list[tuple[str, str, str]]:
        """Start, status and title of the events that lie there now; vdirsyncer gives each a UID of its own."""
        files = (self._folder / "days").glob("*.ics")
        found = (event for file in files for event in icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT"))
        return sorted((str(event.decoded("DTSTART")), str(event["STATUS"]), str(event["SUMMARY"])) for event in found)

    def list(self, first: str, days: int) -> list[str]:
        """Start, status and title of each event, as khal shows them in the terminal's zone."""
        command = [str(KHAL), "-c", str(self._folder / "list"), "list", "--once", "--format", FORMAT]
        said = self._run(*command, "--day-format", "", first, f"{days}d")
        return ["|".join(cell.strip() for cell in line.split("|")) for line in said.splitlines() if line.strip()]

    def _run(self, *command: str) -> str:
        # Both are Debian's, with Debian's Python; nothing of the tests' own environment may leak into them.
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self._folder),
            "TZ": self._zone,
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "300",
        }
        done = subprocess.run(
            command, input="y\n", env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr
