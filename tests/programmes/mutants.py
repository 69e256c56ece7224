"""Changes one small thing in the code at a time (mutmut) and sees whether the near tests notice.

python -m tests.programmes.mutants --room dates|authenticity|decide [--sample N] [--seed N] [--keep]

A mutant that no test kills shows what is not tested, or not needed. It works on a copy in a temporary folder, which
`--keep` leaves there for `mutmut show NAME`. Module-level tables and patterns are not mutated. The functions that build
them run before mutmut chooses a mutant, so those that live are tried once more in a process of their own. Exit code 1
where less than 90 % is killed.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOAL = 0.9
_NEEDED = ("tracker", "tests", "rules", "pyproject.toml", "README.md")
_STATUS = re.compile(r"^ +(?P<name>[\w.ǁ]+): (?P<status>[a-z ]+)$", re.MULTILINE)
_PLUGIN = ("-p", "tests.programmes.mutants")
_CALLED_BY_IMPORT = """
import sys
called = set()
sys.setprofile(lambda frame, *_: called.add(f"{frame.f_globals.get('__name__')}.{frame.f_code.co_name}"))
for name in sys.argv[1:]:
    __import__(name)
sys.setprofile(None)
print(*called, sep="\\n")
"""
_NOTICED = frozenset({"killed", "timeout", "segfault", "suspicious", "caught by type check"})


@dataclass(frozen=True)
class Room:
    """`tests` are tried in this order, so the quick ones come first; those `left_out` tell of tables, not of code."""

    sources: tuple[str, ...]
    tests: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    @property
    def chosen(self) -> tuple[str, ...]:
        return (*self.tests, *(f"--deselect={test}" for test in self.left_out))


_DATES = ("dates", "plain_dates", "days", "day_forms", "hour_forms", "hours", "clock_face", "chains")
ROOMS = {
    "dates": Room(
        tuple(f"tracker/reading/{name}.py" for name in _DATES),
        tuple(f"tests/reading/test_dates_{name}.py" for name in ("edges", "forms", "traps", "plain", "written")),
        ("tests/reading/test_dates_plain.py::test_no_word_that_the_careful_reader_knows_is_passed_over",),
    ),
    "authenticity": Room(
        tuple(f"tracker/message/{name}.py" for name in ("authenticity", "place", "results", "coverage")),
        tuple(
            f"tests/message/test_{name}.py"
            for name in ("results", "profiles", "coverage", "authenticity", "attacks", "evidence", "own_check")
        ),
    ),
    "decide": Room(("tracker/appointments/decide.py",), ("tests/appointments/test_decide.py",)),
}


@dataclass(frozen=True)
class Outcome:
    made: int
    noticed: tuple[str, ...]
    survived: tuple[str, ...]

    @property
    def tried(self) -> int:
        return len(self.noticed) + len(self.survived)

    @property
    def sound(self) -> bool:
        return bool(self.noticed) and len(self.noticed) >= GOAL * self.tried


def prepared(folder: Path, room: Room) -> Path:
    """A copy of the project with mutmut told what to change and which tests to run."""
    for name in _NEEDED:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    listed = {
        "source_paths": ("tracker",),
        "also_copy": ("tests", "rules", "README.md"),
        "only_mutate": room.sources,
        "pytest_add_cli_args_test_selection": room.chosen,
        "pytest_add_cli_args": _PLUGIN,
    }
    lines = [f"{name} = {list(values)!r}" for name, values in listed.items()]
    told = ["", "[tool.mutmut]", "timeout_multiplier = 3", *lines]
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write("\n".join(told) + "\n")
    return folder


def run(folder: Path, sample: int | None, seed: int) -> Outcome:
    """The mutants in the folder, or so many of them, one after the other."""
    chosen: list[str] = []
    if sample:
        # It makes its mutants, and only then finds that none bears this name.
        _mutmut(folder, "run", "--max-children", "1", "none-of-them", may_fail=True)
        made = sorted(match["name"] for match in _STATUS.finditer(_mutmut(folder, "results", "--all", "true")))
        chosen = random.Random(seed).sample(made, min(sample, len(made)))
    _mutmut(folder, "run", "--max-children", "1", *chosen)
    return read_results(_mutmut(folder, "results", "--all", "true"))


def tried_again(folder: Path, room: Room, outcome: Outcome) -> Outcome:
    """The outcome once those survivors that act while the sources are imported were tried in processes of their own."""
    modules = [source.removesuffix(".py").replace("/", ".") for source in room.sources]
    called = set(_python(folder, "", "-c", _CALLED_BY_IMPORT, *modules).stdout.split())
    early = [name for name in outcome.survived if re.sub(r"\d+$", "orig", name) in called]
    tests = ("-m", "pytest", "-x", "-q", "-p", "no:randomly", *_PLUGIN, *room.chosen)
    noticed = tuple(name for name in early if _python(folder, name, *tests).returncode)
    survived = tuple(name for name in outcome.survived if name not in noticed)
    return Outcome(outcome.made, outcome.noticed + noticed, survived)


def _python(folder: Path, mutant: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MUTANT_UNDER_TEST": mutant, "PYTHONPATH": str(folder / "mutants")}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=folder / "mutants", env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def read_results(told: str) -> Outcome:
    """What `mutmut results` says of each mutant that was tried."""
    statuses = {match["name"]: match["status"] for match in _STATUS.finditer(told)}
    tried = {name: status for name, status in statuses.items() if status != "not checked"}
    noticed = tuple(name for name, status in tried.items() if status in _NOTICED)
    return Outcome(len(statuses), noticed, tuple(name for name, status in tried.items() if status not in _NOTICED))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """As a plugin: a mutant dies of the first test that fails, so the quick ones are run first."""
    order = {file: number for number, file in enumerate(file for room in ROOMS.values() for file in room.tests)}
    items.sort(key=lambda item: (order.get(item.location[0], len(order)), item.nodeid))


def _mutmut(folder: Path, *arguments: str, may_fail: bool = False) -> str:
    command = [sys.executable, "-m", "mutmut", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode and not may_fail:
        raise SystemExit(f"mutmut {arguments[0]} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programmes.mutants")
    parser.add_argument("--room", choices=sorted(ROOMS), required=True)
    parser.add_argument("--sample", type=int, help="try only so many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="leave the folder, to look at survivors with mutmut show")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mutants-"))
    try:
        room = ROOMS[given.room]
        outcome = tried_again(folder, room, run(prepared(folder, room), given.sample, given.seed))
    finally:
        if not given.keep:
            shutil.rmtree(folder)
    told = [f"survived: {name}" for name in outcome.survived]
    share = 100 * len(outcome.noticed) / max(outcome.tried, 1)
    told.append(f"{given.room}: {len(outcome.noticed)} of {outcome.tried} killed ({share:.1f} %), {outcome.made} made")
    told += [f"a sample by seed {given.seed}"] if given.sample else []
    told += [f"kept in {folder}"] if given.keep else []
    print("\n".join(told))  # noqa: T201 - a programme prints
    return 0 if outcome.sound else 1


if __name__ == "__main__":
    sys.exit(main())
