"""Feeds every target for a while, with atheris where it is installed, else with Hypothesis.

python -m tests.fuzz.run --seconds 60 [--target NAME]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from time import monotonic

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

Target = Callable[[bytes], None]
SEEDS = 40
LONGEST = 20_000  # bytes of one input
OVERHEAD = 60  # seconds for loading and instrumenting


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seconds", type=int, default=60, help="for each target")
    arguments.add_argument("--target")
    chosen = arguments.parse_args()
    if chosen.target:
        feed(chosen.target, chosen.seconds)
        return 0
    names = list(targets())
    failed = [name for name in names if not feed_apart(name, chosen.seconds)]
    print(f"{len(names)} targets, {chosen.seconds} s each; failed: {', '.join(failed) or 'none'}")  # noqa: T201
    return 1 if failed else 0


def feed_apart(name: str, seconds: int) -> bool:
    """In a process of its own, since a fuzzer ends its process; says what went wrong, with the input."""
    command = [sys.executable, "-m", "tests.fuzz.run", "--target", name, "--seconds", str(seconds)]
    done = subprocess.run(
        command, capture_output=True, text=True, errors="replace", check=False, timeout=seconds + 2 * OVERHEAD
    )
    told = [line for line in (done.stdout + done.stderr).splitlines() if "Done " in line or "inputs" in line]
    print(f"{name}: {told[-1] if told else 'ended'}")  # noqa: T201
    if done.returncode:
        print(done.stderr[-3_000:])  # noqa: T201
    return done.returncode == 0


def targets() -> dict[str, Target]:
    """Loaded late, so that a fuzzer can watch the code being loaded."""
    from tests.fuzz.targets import TARGETS  # noqa: PLC0415

    return TARGETS


def seeds() -> tuple[bytes, ...]:
    from tests.fuzz.mutations import pool  # noqa: PLC0415

    return pool()[:: max(1, len(pool()) // SEEDS)]


def feed(name: str, seconds: int) -> None:
    if find_spec("atheris"):
        _feed_with_atheris(name, seconds)
    else:
        _feed_with_hypothesis(targets()[name], seconds)


def _feed_with_atheris(name: str, seconds: int) -> None:
    import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore] # noqa: PLC0415 - not made for every system

    with atheris.instrument_imports(include=["tracker", "mailparser"]):
        target = targets()[name]
    with tempfile.TemporaryDirectory() as place:
        for number, raw in enumerate(seeds()):
            (Path(place) / str(number)).write_bytes(raw)
        options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=10", f"-artifact_prefix={place}/"]
        atheris.Setup([sys.argv[0], *options, place], target)
        atheris.Fuzz()


def _feed_with_hypothesis(target: Target, seconds: int) -> None:
    until, inputs = monotonic() + seconds, 0

    @settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(st.binary(max_size=2_000) | st.sampled_from(seeds()))
    def one(data: bytes) -> None:
        nonlocal inputs
        inputs += 1
        target(data)

    while monotonic() < until:
        one()
    print(f"{inputs} inputs")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
