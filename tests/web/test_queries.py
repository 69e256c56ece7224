"""However many people and messages are in the record, a page asks the database the same number of times."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.bench_pages import all_pages, count, ids_of
from tests.benchmarks.organisation import build
from tests.shell import NOW, opened

MOST = 20


def asked_for(folder: Path, *, persons: int, messages: int) -> dict[str, int]:
    """Statements of each page, once it has been looked at before."""
    folder.mkdir()
    with opened(folder) as home:
        people, pages = build(home, persons=persons, messages=messages), all_pages()
        count(home, pages, ids_of(home, people[0]))
    return {page.path: page.asked for page in pages}


def test_the_number_of_statements_grows_neither_with_people_nor_with_messages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_NOW", NOW.isoformat())
    few = asked_for(tmp_path / "few", persons=4, messages=4 * 14)
    assert asked_for(tmp_path / "many", persons=60, messages=60 * 14) == few
    assert asked_for(tmp_path / "long", persons=4, messages=4 * 120) == few
    assert max(few.values()) <= MOST
