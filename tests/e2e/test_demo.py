"""The README's first command, as a user runs it."""

from __future__ import annotations

import re
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from tests.programmes.homes import Home


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> str:
    home = Home(tmp_path_factory.mktemp("demo"), TRACKER_NOW="2026-11-23T15:00:00Z", COLUMNS="80")
    return home.run("demo", "--once").stdout


@pytest.mark.parametrize(
    "words",
    [
        "new appointment [en]",
        "request received, not a confirmation [es]",
        "request refused [fr]",
        "appointment moved [ht]",
        "appointment cancelled [pt]",
        "looks fake",
        "official sender, not understood",
        "not about an appointment",
    ],
)
def test_the_demo_shows_every_kind_of_message(printed: str, words: str) -> None:
    assert words in " ".join(re.sub(r"\s+", " ", printed).split())


def test_the_demo_polls_a_real_imap_socket(printed: str) -> None:
    assert "Read over IMAP: 10 messages." in printed


def test_the_demo_prints_a_calendar_in_which_only_the_confirmed_date_is_to_be_kept(printed: str) -> None:
    calendar = printed[printed.index("BEGIN:VCALENDAR") :]
    titles = re.findall(r"^SUMMARY:(.*)$", calendar, re.MULTILINE)
    assert sum(title.startswith("✅ GO") for title in titles) == 1
    assert sum(title.startswith("❓ NOT CONFIRMED") for title in titles) == 1
    assert sum(title.startswith("❌") for title in titles) >= 4


def test_the_demo_fits_eighty_columns(printed: str) -> None:
    log = printed[: printed.index("BEGIN:VCALENDAR")]
    assert max(map(len, log.splitlines())) <= 80


def test_the_demo_serves_a_page_and_a_calendar(tmp_path: Path) -> None:
    home = Home(tmp_path)
    process = home.start("demo", "--port", "0")
    try:
        calendar = address(home, process, "Calendar")
        page = address(home, process, "Page")
        with urllib.request.urlopen(calendar, timeout=30) as answer:
            assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
            assert answer.read().endswith(b"END:VCALENDAR\r\n")
        assert "/enter?token=" in page
    finally:
        process.terminate()
        process.wait(timeout=30)


def address(home: Home, process: subprocess.Popen[bytes], label: str) -> str:
    """The address printed behind that label, once it is printed."""
    deadline = time.monotonic() + 30
    while True:
        found = re.search(rf"{label}: +(\S+)", (home.folder / "log").read_text("utf-8"))
        if found and "Stop with" in (home.folder / "log").read_text("utf-8"):
            return found.group(1)
        assert process.poll() is None, (home.folder / "log").read_text("utf-8")
        assert time.monotonic() < deadline
