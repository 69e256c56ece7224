"""Every measurement of speed, one after the other: `python -m tests.benchmarks`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    for file in sorted(Path(__file__).parent.glob("bench_*.py")):
        sys.stdout.write(f"\n{file.stem}\n")
        import_module(f"tests.benchmarks.{file.stem}").main()


if __name__ == "__main__":
    main()
