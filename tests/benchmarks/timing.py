"""Time that does not depend on what else the machine does."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time


def best(work: Callable[[], object], rounds: int = 3) -> float:
    """Seconds of our own computing, in the quickest of so many rounds."""
    return min(_timed(work) for _ in range(rounds))


def _timed(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began
