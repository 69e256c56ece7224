"""A process is killed around the moment at which a receiver takes what it posts."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.context import ForkServerProcess

from tests.servers.channels import Hook

CONTEXT = multiprocessing.get_context("forkserver")


def kill_while_posting(
    hook: Hook, draw: random.Random, post_and_wait: Callable[..., None], *given: str | None
) -> int | None:
    """Kill it when the receiver has something: before it answers, after it has, or a little later, when it may have
    been marked as taken. Returns how it ended.
    """
    process: list[ForkServerProcess] = []
    delay = draw.choice([0.0, draw.uniform(0, 0.08)])

    def kill() -> None:
        time.sleep(delay)
        pid = process[0].pid
        assert pid is not None
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    early = draw.random() < 0.3
    hook.before, hook.after = (kill, lambda: None) if early else (lambda: None, kill)
    process.append(CONTEXT.Process(target=post_and_wait, args=given))
    process[0].start()
    process[0].join(60)
    return process[0].exitcode


def run_to_its_end(work: Callable[..., None], *given: str | None) -> None:
    """In a process of its own, as the one that is killed."""
    process = CONTEXT.Process(target=work, args=given)
    process.start()
    process.join()
