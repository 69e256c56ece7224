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


def settings_of(folder: Path, url: str | None = None) -> Settings:
    """With the record at `url`, else in the folder."""
    return load_settings(
        home=folder / "home",
        key_file=folder / "key",
        database_url=url,
        dns=False,
        webhook_networks=(ip_network("127.0.0.0/8"),),
    )


def post_due(folder: str, moment: str, url: str | None) -> None:
    """Plan and post everything that is due at that moment."""
    now = datetime.fromisoformat(moment)
    with open_home(settings_of(Path(folder), url)) as home:
        planner = HookPlanner(home)
        planner.turn(now)
        courier = Courier(home, planner, lambda: now)
        for hook in home.store.webhooks.due(now):
            courier.send_due(hook)


def post_and_wait(folder: str, moment: str, url: str | None) -> None:
    """The same, and then stay to be killed."""
    post_due(folder, moment, url)
    signal.pause()
