"""What the modules that open mail may not even know: archives, documents, and the parser that hostile headers hang."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TRACKER = Path(__file__).parents[1] / "tracker"
ROAD = [
    *sorted((TRACKER / "message").rglob("*.py")),
    *sorted((TRACKER / "reading").rglob("*.py")),
    *(TRACKER / name for name in ("pipeline.py", "worker/bench.py", "worker/child.py")),
]
OPENERS = {"zipfile", "tarfile", "gzip", "bz2", "lzma", "zlib", "shutil", "pypdf", "fitz", "pdfminer", "PIL", "docx"}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", ROAD, ids=lambda path: path.relative_to(TRACKER).as_posix())
def test_a_module_that_opens_mail_opens_nothing_that_is_packed_in_it(path: Path) -> None:
    names = list(imported(ast.parse(path.read_text("utf-8"))))
    assert [name for name in names if name.partition(".")[0] in OPENERS] == []


def test_the_modern_parser_of_the_standard_library_never_sees_a_mail() -> None:
    """It hangs on many addresses, quotes and parameters: only its older policy, `compat32`, is used."""
    used = {
        f"{path.relative_to(TRACKER)}: policy.{node.attr}"
        for path in TRACKER.rglob("*.py")
        if "policy." in (source := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "policy"
    }
    assert used
    assert [one for one in used if not one.endswith(": policy.compat32")] == []
