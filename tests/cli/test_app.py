"""The commands, put together: the whole line, and what is loaded for one of them alone."""

from __future__ import annotations

import subprocess
import sys

import pytest
import typer.main
from typer.testing import CliRunner

from tracker.cli.app import PARTS, command_line


def called(first: str | None = None) -> set[str]:
    return set(typer.main.get_command(command_line(first)).commands)  # type: ignore[attr-defined]


def test_every_command_is_called_by_the_words_that_are_written_of_its_module() -> None:
    assert called() == {name for names in PARTS.values() for name in names}
    assert {module: called(names[0]) for module, names in PARTS.items()} == {
        module: set(names) for module, names in PARTS.items()
    }


@pytest.mark.parametrize("first", ["nonsense", "--help", None])
def test_whoever_calls_none_of_them_sees_them_all(first: str | None) -> None:
    assert called(first) == called()


def test_a_command_that_is_loaded_alone_is_still_called_by_its_name() -> None:
    answer = CliRunner().invoke(command_line("duties"), ["duties", "--help"])
    assert answer.exit_code == 0
    assert "tracker duties" in answer.output.replace("root duties", "tracker duties")


def test_a_command_that_serves_no_pages_loads_none_of_them() -> None:
    loaded = "import sys; from tracker.cli.app import command_line; command_line('log'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert "tracker.cli.record" in done.stdout.split()
    assert not {"tracker.cli.demo", "tracker.web", "fastapi"} & set(done.stdout.split())
