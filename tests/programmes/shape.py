"""Prints the size and shape of the package: `python -m tests.programmes.shape`."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Function:
    place: str
    lines: int


@dataclass(frozen=True)
class Shape:
    modules: dict[str, int]
    functions: tuple[Function, ...]
    test_lines: int

    def lines(self) -> list[str]:
        """The figures, one a line."""
        lengths = sorted(function.lines for function in self.functions)
        longest = max(self.functions, key=lambda function: function.lines)
        high = lengths[int(len(lengths) * 0.9)]
        module = max(self.modules, key=lambda name: self.modules[name])
        total = sum(self.modules.values())
        return [
            f"modules {len(self.modules)}, lines {total}, median module {statistics.median(self.modules.values()):.0f}",
            f"longest module {module} ({self.modules[module]} lines)",
            f"functions {len(lengths)}, median {statistics.median(lengths):.0f} lines, 90th percentile {high}",
            f"longest function {longest.place} ({longest.lines} lines)",
            f"test lines {self.test_lines}, tests to source {self.test_lines / total:.2f}",
        ]


def measure(root: Path = ROOT) -> Shape:
    """The shape of `tracker/` (migrations excepted: they are history) and the size of `tests/`."""
    files = [path for path in sorted((root / "tracker").rglob("*.py")) if "versions" not in path.parts]
    return Shape(
        modules={str(path.relative_to(root)): _count(path) for path in files},
        functions=tuple(function for path in files for function in _functions(path, root)),
        test_lines=sum(_count(path) for path in (root / "tests").rglob("*.py")),
    )


def _count(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def _functions(path: Path, root: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            end = node.end_lineno or node.lineno
            yield Function(f"{path.relative_to(root)}:{node.name}", end - node.lineno + 1)


if __name__ == "__main__":
    print("\n".join(measure().lines()))  # noqa: T201 - a programme prints
