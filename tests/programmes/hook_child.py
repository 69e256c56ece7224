"""What is killed: one process that plans for web hooks and posts what is due."""

from __future__ import annotations

import signal
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path

from tracker.settings import Settings, load_settings
from tracker.worker.home import open_home
from tracker.worker.hook_news import HookPlanner
from tracker.worker.hook_post import Courier


def settings_of(folder: Path) -> Settings:
    allowed = (ip_network("127.0.0.0/8"),)
    return load_settings(home=folder / "home", key_file=folder / "key", dns=False, webhook_networks=allowed)


def post_due(folder: str, moment: str) -> None:
    """Plan and post everything that is due at that moment."""
    now = datetime.fromisoformat(moment)
    with open_home(settings_of(Path(folder))) as home:
        planner = HookPlanner(home)
        planner.turn(now)
        courier = Courier(home, planner, lambda: now)
        for hook in home.store.webhooks.due(now):
            courier.send_due(hook)


def post_and_wait(folder: str, moment: str) -> None:
    """The same, and then stay to be killed."""
    post_due(folder, moment)
    signal.pause()
