from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tracker.cli.app import command_line

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs commands in this process, in an initialised home at a fixed time; what is refused raises as it would."""
    monkeypatch.setenv("TRACKER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TRACKER_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("TRACKER_NOW", "2026-03-01T12:00:00Z")
    monkeypatch.setenv("TRACKER_DNS", "off")

    def invoke(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(
            command_line(next(iter(arguments), None)), list(arguments), input=stdin, catch_exceptions=False
        )

    assert invoke("init").exit_code == 0
    return invoke


def lines(result: Result) -> list[dict[str, Any]]:
    """The JSON Lines that a command printed."""
    return [json.loads(line) for line in result.stdout.splitlines()]
