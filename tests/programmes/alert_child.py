"""What is killed: one process that sends what is due. The library of the channels is loaded before it is forked."""

from __future__ import annotations

import signal
from datetime import datetime
from pathlib import Path

from tracker.alerts.outbox import _library
from tracker.settings import load_settings
from tracker.worker.alerting import Planner
from tracker.worker.home import open_home
from tracker.worker.sending import Sender

_library()


def send_due(folder: str, moment: str) -> None:
    """Send everything that is due at that moment, over every channel."""
    now = datetime.fromisoformat(moment)
    settings = load_settings(home=Path(folder) / "home", key_file=Path(folder) / "key", dns=False)
    with open_home(settings) as home:
        sender = Sender(home, Planner(home), lambda: now)
        for channel in home.store.alerts.due_channels(now):
            sender.send_due(channel)


def send_and_wait(folder: str, moment: str) -> None:
    """The same, and then stay to be killed."""
    send_due(folder, moment)
    signal.pause()
