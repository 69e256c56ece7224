"""What must hold, row by row in words: the tests that prove it, and what they must notice once it is taken out.

Each `*.toml` here is one table. A row says what holds; `tests` are pytest's names below `tests/`; each of `without` is
a change to files below `tracker/` that takes a defence out, made of one edit or of several together where one defence
stands behind another. `python -m tests.programmes.defences` makes the changes and sees the tests fail.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from tracker.frozen import Frozen

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]


class Edit(Frozen):
    """In that file, the words that stand there once become others."""

    file: str
    old: str
    new: str

    def applied(self, source: str) -> str:
        """Raises `ValueError` where the words do not stand there, or not once: the row is then to be written anew."""
        if source.count(self.old) != 1:
            raise ValueError(f"tracker/{self.file} holds {source.count(self.old)} times: {self.old!r}")
        return source.replace(self.old, self.new)


class Row(Frozen):
    says: str
    tests: tuple[str, ...]
    without: tuple[tuple[Edit, ...], ...]


class Table(Frozen):
    title: str
    row: tuple[Row, ...]


def load(path: Path) -> Table:
    return Table(**tomllib.loads(path.read_text("utf-8")))


TABLES = {path.stem: load(path) for path in sorted(FOLDER.glob("*.toml"))}
