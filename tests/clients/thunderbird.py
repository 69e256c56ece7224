"""Thunderbird with a subscribed calendar, on a display of its own, asked through Marionette (its remote control)."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from tests.servers.webservers import free_port

THUNDERBIRD, XVFB, IMPORT = shutil.which("thunderbird"), shutil.which("Xvfb"), shutil.which("import")
MISSING = None if THUNDERBIRD and XVFB and IMPORT else "install thunderbird, xvfb and imagemagick"
CALENDAR = "11111111-2222-4333-8444-555555555555"
PATIENCE = 60.0
Found = TypeVar("Found")

PREFERENCES = {
    f"calendar.registry.{CALENDAR}.type": "ics",
    f"calendar.registry.{CALENDAR}.name": "ICE check-ins",
    f"calendar.registry.{CALENDAR}.readOnly": True,
    f"calendar.registry.{CALENDAR}.calendar-main-in-composite": True,
    f"calendar.registry.{CALENDAR}.cache.enabled": False,
    "calendar.list.sortOrder": CALENDAR,
    "calendar.timezone.local": "America/New_York",
    "calendar.timezone.useSystemTimezone": False,
    "calendar.view-minimonth.persist": True,
    "mail.accountmanager.accounts": "account1",
    "mail.accountmanager.localfoldersserver": "server1",
    "mail.account.account1.server": "server1",
    "mail.server.server1.type": "none",
    "mail.server.server1.hostname": "Local Folders",
    "mail.server.server1.name": "Local Folders",
    "mail.server.server1.userName": "nobody",
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.spotlight.firstRunDone": True,
    "mail.rights.version": 1,
    "mailnews.start_page.enabled": False,
    "app.donation.eoy.version.viewed": 999,
    "alerts.useSystemBackend": False,  # there is no desktop here to show them
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "toolkit.telemetry.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "extensions.update.enabled": False,
    "services.settings.server": "data:,",
}

TITLES = """
const boxes = document.querySelectorAll("calendar-multiweek-view .calendar-color-box .event-name-label");
return Array.from(boxes).map(one => one.textContent);
"""
STATE = """
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const found = cal.manager.getCalendars().find(one => one.id == arguments[0]);
return {
  disabled: found.getProperty("disabled"),
  autoEnabled: found.getProperty("auto-enabled"),
  status: found.getProperty("currentStatus"),
};
"""
REFRESH = """
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
cal.manager.getCalendars().find(one => one.id == arguments[0]).refresh();
return true;
"""
WEEKS = """
document.getElementById("tabmail").openTab("calendar", { title: "Calendar" });
window.moveTo(0, 0);
window.resizeTo(1500, 950);
window.TodayPane.setTodayPaneVisible?.(false);
document.getElementById("today-pane-panel").hidden = true;
window.switchToView("multiweek");
return true;
"""


class Thunderbird:
    def __init__(self, display: str, wire: socket.socket) -> None:
        self._display = display
        self._wire = wire
        self._file = wire.makefile("rb")
        self._count = 0
        self._receive()  # its greeting
        self._command("WebDriver:NewSession", {"strictFileInteractability": False})
        self._command("Marionette:SetContext", {"value": "chrome"})

    def show_weeks(self) -> None:
        """The next weeks, so that what is near is seen on any day of a month."""
        until(lambda: self.ask("return !!document.getElementById('tabmail') && !!window.switchToView"))
        self.ask(WEEKS)

    def titles(self) -> list[str]:
        """Every title that the weeks on screen show."""
        found = self.ask(TITLES)
        return sorted(str(one) for one in found)

    def refresh(self) -> None:
        self.ask(REFRESH)

    def enabled(self) -> bool:
        state = self.ask(STATE)
        return not state["disabled"] and not state["autoEnabled"]

    def failed(self) -> bool:
        """Whether its last fetch failed."""
        return bool(self.ask(STATE)["status"])

    def screenshot(self, file: Path) -> None:
        subprocess.run([str(IMPORT), "-display", self._display, "-window", "root", str(file)], check=True, timeout=60)

    def ask(self, script: str) -> Any:
        return self._command("WebDriver:ExecuteScript", {"script": script, "args": [CALENDAR]})["value"]

    def _command(self, name: str, parameters: dict[str, Any]) -> Any:
        self._count += 1
        message = json.dumps([0, self._count, name, parameters]).encode()
        self._wire.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._receive()
        assert error is None, error
        return result

    def _receive(self) -> Any:
        length = b""
        while (char := self._file.read(1)) != b":":
            assert char, "Thunderbird hung up"
            length += char
        return json.loads(self._file.read(int(length)))


@contextmanager
def thunderbird(folder: Path, url: str) -> Iterator[Thunderbird]:
    """Started with a fresh profile that is subscribed to `url`."""
    profile, port = folder / "profile", free_port()
    profile.mkdir()
    preferences = {**PREFERENCES, f"calendar.registry.{CALENDAR}.uri": url, "marionette.port": port}
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items())
    (profile / "user.js").write_text("".join(lines), "utf-8")
    with display(folder) as name, (folder / "thunderbird.log").open("wb") as log:
        own = {"DISPLAY": name, "HOME": str(folder), "TZ": "America/New_York", "LC_ALL": "C.UTF-8"}
        environment = {**os.environ, **own}
        remote = ("--no-remote", "--marionette", "--remote-allow-system-access")
        command = [str(THUNDERBIRD), "--profile", str(profile), *remote]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        try:
            wire = until(lambda: connect(port))
            with wire:
                yield Thunderbird(name, wire)
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


@contextmanager
def display(folder: Path) -> Iterator[str]:
    """An X server that takes the first free number and tells it."""
    read, write = os.pipe()
    command = [str(XVFB), "-displayfd", str(write), "-screen", "0", "1500x950x24", "-nolisten", "tcp"]
    with (folder / "xvfb.log").open("wb") as log:
        process = subprocess.Popen(command, pass_fds=[write], stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def connect(port: int) -> socket.socket | None:
    try:
        return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    except OSError:
        return None


def until(look: Callable[[], Found | None]) -> Found:
    """What `look` finds, as soon as it finds anything."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("waited in vain")
