"""The unit in `deploy/`, as systemd itself judges it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.webservers import DEPLOY

ANALYZE = shutil.which("systemd-analyze")
UNIT = "confirmation-tracker.service"
MOST_EXPOSED = 20  # tenths of systemd's scale from 0 to 10; a unit without limits has 96

pytestmark = pytest.mark.skipif(not ANALYZE, reason="install systemd")


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with a program that is on this machine: systemd looks whether it is."""
    there = (DEPLOY / UNIT).read_text().replace("=/opt/confirmation-tracker/bin/tracker", f"={sys.executable}")
    assert there.count(sys.executable) == 2
    file = tmp_path / UNIT
    file.write_text(there)
    return file


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(ANALYZE), *map(str, arguments)], capture_output=True, text=True, check=False)


def test_systemd_finds_no_mistake_in_the_unit(unit: Path) -> None:
    answer = analyze("verify", unit)
    assert (answer.returncode, answer.stderr) == (0, "")


def test_the_program_that_opens_mail_is_exposed_to_little(unit: Path) -> None:
    answer = analyze("security", "--offline=yes", f"--threshold={MOST_EXPOSED}", unit)
    assert answer.returncode == 0, answer.stdout[-400:]


def test_the_threshold_tells_a_unit_without_limits(unit: Path) -> None:
    unit.write_text(unit.read_text().partition("# It opens")[0].replace("DynamicUser=yes\n", ""))
    assert analyze("security", "--offline=yes", f"--threshold={MOST_EXPOSED}", unit).returncode != 0
