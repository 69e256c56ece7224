"""One kept message under the lamp: read anew, as a replay reads all of them, and nothing appended."""

from __future__ import annotations

from datetime import datetime

from tracker.errors import NotFoundError
from tracker.pipeline import Understood
from tracker.worker.acts import only
from tracker.worker.home import Home
from tracker.worker.intake import STRENGTH, best_readings


def read_again(home: Home, beginning: str, now: datetime) -> Understood:
    """One kept message, by its id or how that begins, as the rules of today read it for whom it means most.

    Raises `NotFoundError`, `UserError` where several begin so, and `UnreadableError`.
    """
    digest = only(beginning, [message.sha256 for message in home.store.messages.list()], "kept message")
    understood = best_readings(home, digest, now).values()
    if not understood:
        raise NotFoundError(f"Message {beginning!r} belongs to nobody in the record any more.")
    return max(understood, key=lambda one: STRENGTH.index(one.verdict.authenticity))
