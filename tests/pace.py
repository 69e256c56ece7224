"""How long something takes, in the machine's own measure: whatever else it does, it is as slow for both."""

from __future__ import annotations

import time
from collections.abc import Callable

STEPS = 400_000


def lengths(action: Callable[[], object]) -> float:
    """CPU time of `action` in lengths of a fixed loop of plain Python, tried right before and right after.

    A length is some 20 ms on a fast machine. Only for what would take a hundred times its share when it goes wrong.
    """
    before = _seconds(_loop)
    took = _seconds(action)
    return took / max(before, _seconds(_loop))


def _seconds(action: Callable[[], object]) -> float:
    began = time.thread_time()
    action()
    return time.thread_time() - began


def _loop() -> None:
    number = 1
    for _ in range(STEPS):
        number = (number * 31 + 7) & 0xFFFF
