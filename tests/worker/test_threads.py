"""Each receiver has a thread of its own, and what goes wrong in one stays there."""

from __future__ import annotations

import logging
import threading

import pytest

from tracker.errors import WebhookError
from tracker.worker.threads import Threads

WAIT = 20.0


def test_one_that_hangs_is_known_to_and_leaves_room_for_another() -> None:
    threads, gate, done = Threads("channel"), threading.Event(), threading.Event()
    assert threads.busy_for("slow") is None
    threads.start("slow", lambda _: gate.wait(WAIT))
    threads.start("quick", lambda _: done.set())
    assert done.wait(WAIT)
    assert threads.busy_for("slow") is not None
    gate.set()
    threads.close(WAIT)
    assert threads.ending.is_set()
    assert (threads.busy_for("slow"), threads.busy_for("quick")) == (None, None)


def test_closing_waits_for_none_that_hangs() -> None:
    threads, gate = Threads("channel"), threading.Event()
    threads.start("slow", lambda _: gate.wait(WAIT))
    threads.close(0.0)
    assert threads.busy_for("slow") is not None
    gate.set()
    threads.close(WAIT)


def test_an_error_is_told_by_its_sentence_if_it_is_ours_and_by_its_name_if_not(
    caplog: pytest.LogCaptureFixture,
) -> None:
    threads, raised = (
        Threads("web hook"),
        {"a": WebhookError("It is away."), "b": ValueError("https://x/?key=hushhush")},
    )

    def fail(receiver: str) -> None:
        raise raised[receiver]

    with caplog.at_level(logging.DEBUG):
        for receiver in raised:
            threads.start(receiver, fail)
            threads.close(WAIT)
    assert caplog.messages == ["web hook a: It is away.", "web hook b failed (ValueError); it is tried again"]
