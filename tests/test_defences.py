"""The tables of what must hold: each names tests that are there, and changes that can be made."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.defences import ROOT, TABLES, Edit, Row
from tests.programmes.defences import copied, unproven

ROWS = [row for table in TABLES.values() for row in table.row]
BROKEN = Edit(file="message/dkim_signature.py", old='    if "l" in signature.tags:\n', new="    if False:\n")
LENGTHS = "message/test_dkim.py::test_a_length_is_refused_even_where_nothing_was_appended"


@cache
def functions_of(path: Path) -> set[str]:
    return {node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_every_row_names_tests_that_are_there_and_changes_that_can_be_made(row: Row) -> None:
    assert row.tests
    assert row.without
    for test in row.tests:
        file, _, name = test.partition("::")
        assert name.partition("[")[0] in functions_of(ROOT / "tests" / file), test
    for edits in row.without:
        for edit in edits:
            source = (ROOT / "tracker" / edit.file).read_text("utf-8")
            assert edit.applied(source) != source


def test_no_row_is_said_twice() -> None:
    assert [says for says, count in Counter(row.says for row in ROWS).items() if count > 1] == []


@pytest.mark.slow
def test_every_single_case_that_is_named_is_there() -> None:
    named = sorted({f"tests/{test}" for row in ROWS for test in row.tests})
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n", "0", "-p", "no:randomly", *named]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


@pytest.mark.slow
def test_a_defence_that_is_taken_out_is_noticed_and_a_test_that_proves_nothing_is_too() -> None:
    proven = Row(says="lengths", tests=(LENGTHS,), without=((BROKEN,),))
    other = "message/test_dkim.py::test_sha1_is_refused"
    idle = Row(says="lengths", tests=(LENGTHS, other), without=((BROKEN,),))
    blind = Row(says="lengths", tests=(other,), without=((BROKEN,),))
    with copied() as copy:
        assert unproven(copy, proven) == []
        assert unproven(copy, idle) == [f"it notices no change: {other}"]
        assert len(unproven(copy, blind)) == 2
        assert copy.failed((LENGTHS, other)) == set()


def test_words_that_do_not_stand_in_the_code_are_a_row_to_be_written_anew() -> None:
    with pytest.raises(ValueError, match="holds 0 times"):
        BROKEN.applied("nothing of the kind")
