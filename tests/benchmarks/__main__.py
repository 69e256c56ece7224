"""Every measurement of speed, one after the other: `python -m tests.benchmarks`; one alone: `--only pages`."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

PREFIX = "bench_"


def main() -> None:
    names = [file.stem.removeprefix(PREFIX) for file in sorted(Path(__file__).parent.glob(f"{PREFIX}*.py"))]
    parser = argparse.ArgumentParser(description=__doc__, epilog="What else is given goes to the measurement itself.")
    parser.add_argument("--only", choices=names)
    only = parser.parse_known_args()[0].only
    for name in [only] if only else names:
        sys.stdout.write(f"\n{name}\n")
        import_module(f"tests.benchmarks.{PREFIX}{name}").main()


if __name__ == "__main__":
    main()
