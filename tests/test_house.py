"""The house rules that a machine can hold: the import law, the shape of the code, what the documents promise."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.programmes.shape import measure

ROOT = Path(__file__).parents[1]


def test_the_import_law_holds() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_and_function_fits_a_hand() -> None:
    shape = measure()
    assert {name: lines for name, lines in shape.modules.items() if lines > 300} == {}
    assert [function for function in shape.functions if function.lines > 60] == []


def test_every_command_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in command_names() if f"tracker {name}" not in readme] == []


def test_every_room_stands_in_the_architecture_page() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rooms = [path.name for path in (ROOT / "tracker").iterdir() if path.is_dir() and not path.name.startswith("_")]
    assert [room for room in rooms if f"`{room}/`" not in page] == []


def test_every_dependency_has_its_reason_in_the_architecture_page() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [re.split(r"[=<>\[]", line)[0] for line in project["dependencies"]]
    assert [name for name in names if f"`{name}`" not in page] == []


def test_the_lock_file_names_no_host_and_hashes_everything() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    for block in re.split(r"\n(?=\S)", lock.strip()):
        assert "--hash=sha256:" in block, block


def command_names() -> list[str]:
    """Every command of the command line as a user types it: `feed new`, `sync`..."""
    import typer.main  # noqa: PLC0415 - only this test needs the whole command line

    from tracker.cli.app import command_line  # noqa: PLC0415

    root = typer.main.get_command(command_line())
    names = []
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        names += [f"{name} {sub}" for sub in command.commands] if hasattr(command, "commands") else [name]
    return names
