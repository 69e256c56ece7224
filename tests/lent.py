"""Reading processes that live on from test to test.

A child of the sandbox loads all the rules before it reads anything, which takes longer than most tests that need one.
So one that is left idle when a sandbox is closed is lent to the next sandbox that would start one just like it: told
the same, in the same environment, with the rules of this checkout. How children are started and ended is tested with
children of the sandbox's own (the fixture `own_children`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tracker.rulebook import rules_directory
from tracker.worker import sandbox
from tracker.worker.child import Limits, Start
from tracker.worker.sandbox import Sandbox

MOST = 3  # of one kind
_Like = tuple[str, tuple[tuple[str, str], ...]]


class Lent:
    """The children that nobody uses now."""

    def __init__(self) -> None:
        self._idle: dict[_Like, list[sandbox._Child]] = {}

    def take(self, start: Start) -> sandbox._Child:
        waiting = self._idle.get(_like(start), [])
        while waiting:
            child = waiting.pop()
            if child.process.poll() is None:
                return child
            child.end()
        return sandbox._Child(start)

    def give(self, start: Start, child: sandbox._Child) -> None:
        waiting = self._idle.setdefault(_like(start), [])
        if len(waiting) < MOST and start.settings.rules == rules_directory() and start.limits == Limits():
            waiting.append(child)
        else:
            child.end()

    def end(self) -> None:
        for waiting in self._idle.values():
            while waiting:
                waiting.pop().end()


def _like(start: Start) -> _Like:
    return start.model_dump_json(), tuple(sorted(sandbox._environment().items()))


@contextmanager
def lent_children() -> Iterator[None]:
    lent = Lent()

    def new(self: Sandbox) -> sandbox._Child:
        self.started += 1
        return lent.take(self._start)

    def close(self: Sandbox) -> None:
        while self._idle:
            lent.give(self._start, self._idle.pop())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sandbox, "_new", new)
        patch.setattr(Sandbox, "close", close)
        yield
    lent.end()


_NEW, _CLOSE = Sandbox._new, Sandbox.close


@contextmanager
def own_children() -> Iterator[None]:
    """Each sandbox starts its own children again, and ends them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sandbox, "_new", _NEW)
        patch.setattr(Sandbox, "close", _CLOSE)
        yield
