"""Takes one defence out of the code at a time and sees whether the tests that are said to prove it fail.

python -m tests.programmes.defences [--table NAME] [--row WORDS]

The rows stand in `tests/defences`. Of each row every change must be noticed by one of its tests, and each of its tests
must notice one of its changes. It works on a copy in a temporary folder. Exit code 1 where a row is not proven so.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.defences import ROOT, TABLES, Edit, Row

_NEEDED = ("tracker", "tests", "rules", "pyproject.toml", "README.md")
_FAILED = re.compile(r"^(?:FAILED|ERROR) tests/(.*?)(?: - .*)?$", re.MULTILINE)
# Only the plugin that the settings need: to load them all takes longer than most tests.
_PYTEST = ("-m", "pytest", "-q", "--tb=no", "--no-header", "-p", "pytest_timeout", "-rfE")


@dataclass
class Copy:
    """The project in a folder of its own, where files can be changed."""

    folder: Path
    _ticks: itertools.count[int] = field(default_factory=itertools.count)

    @contextmanager
    def without(self, edits: tuple[Edit, ...]) -> Iterator[None]:
        """While it lasts, those words of the copy are others."""
        before: dict[Path, str] = {}
        for edit in edits:
            path = self.folder / "tracker" / edit.file
            source = path.read_text("utf-8")
            before.setdefault(path, source)
            self._write(path, edit.applied(source))
        try:
            yield
        finally:
            for path, source in before.items():
                self._write(path, source)

    def _write(self, path: Path, source: str) -> None:
        """Compiled files are known by time and size, so each writing has a time of its own."""
        path.write_text(source, "utf-8")
        moment = time.time() + next(self._ticks)
        os.utime(path, (moment, moment))

    def failed(self, tests: tuple[str, ...]) -> set[str]:
        """Which of those tests fail, by the names under which they were asked for."""
        command = [sys.executable, *_PYTEST, *(f"tests/{name}" for name in tests)]
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        fell = _FAILED.findall(done.stdout)
        if not fell and done.returncode:
            raise SystemExit(f"pytest could not run {tests}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        # A test that asks for nothing of a broken file may not even be collected: then all of that file failed.
        return {name for name in tests for one in fell if one == name or one.startswith(f"{name}[") or _of(name) == one}


def _of(test: str) -> str:
    return test.partition("::")[0]


@contextmanager
def copied() -> Iterator[Copy]:
    with tempfile.TemporaryDirectory(prefix="defences-") as folder:
        for name in _NEEDED:
            source, target = ROOT / name, Path(folder) / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
            else:
                shutil.copy(source, target)
        yield Copy(Path(folder))


def unproven(copy: Copy, row: Row) -> list[str]:
    """What of the row its tests do not prove; nothing where they do."""
    told: list[str] = []
    noticed: set[str] = set()
    for number, edits in enumerate(row.without, 1):
        with copy.without(edits):
            failed = copy.failed(row.tests)
        noticed |= failed
        told += [] if failed else [f"nobody notices change {number}: {edits[0].file}, {edits[0].old!r}"]
    return told + [f"it notices no change: {name}" for name in row.tests if name not in noticed]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programmes.defences")
    parser.add_argument("--table", choices=sorted(TABLES))
    parser.add_argument("--row", default="", help="only rows that say these words")
    given = parser.parse_args()
    rows = [
        (name, row)
        for name, table in TABLES.items()
        for row in table.row
        if given.table in {None, name} and given.row in row.says
    ]
    bad = changes = 0
    with copied() as copy:
        for name, row in rows:
            found = unproven(copy, row)
            bad += bool(found)
            changes += len(row.without)
            print(f"{'NOT PROVEN' if found else 'proven'}: {name}: {row.says}", *found, sep="\n  ", flush=True)  # noqa: T201
    print(f"{len(rows) - bad} of {len(rows)} rows proven by {changes} changes")  # noqa: T201 - a programme prints
    return 1 if bad or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
