"""`tracker run`, `worker`, `web` and `sync`: the machine at work."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from tracker import clock
from tracker.cli.output import err, out, say
from tracker.errors import MailboxError, TrackerError
from tracker.settings import Settings, load_settings
from tracker.web.serve import Server
from tracker.worker.alerting import Planner
from tracker.worker.home import Home, open_home
from tracker.worker.hook_news import HookPlanner
from tracker.worker.hook_post import Courier
from tracker.worker.local import Ticker, live_in_utc
from tracker.worker.publishing import Publisher
from tracker.worker.rounds import Rounds, StoredDueTimes
from tracker.worker.sending import Sender
from tracker.worker.sync import Connections, OnProgress, Synced, sync_mailbox


def add_to(app: typer.Typer) -> None:
    app.command("run")(run)
    app.command("worker")(worker)
    app.command("web")(web)
    app.command("sync")(sync)


def run() -> None:
    """Read the mailboxes, publish the calendars and serve them, until stopped."""
    settings = _started()
    with open_home(settings) as home:
        server = Server(home, settings)
        with working(home):
            _serve(server)


def worker() -> None:
    """Only read the mailboxes and publish the calendars."""
    settings = _started()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with open_home(settings) as home, working(home):
        say("Reading. Stop with Ctrl-C.")
        stop.wait()


def web() -> None:
    """Only serve what is published."""
    settings = _started()
    with open_home(settings) as home:
        _serve(Server(home, settings))


def sync(
    mailbox: Annotated[str | None, typer.Option(help="Only this mailbox, by its id.")] = None,
) -> None:
    """Look into the mailboxes once, now."""
    failed = 0
    with open_home(load_settings()) as home:
        records = [home.store.mailboxes.get(mailbox)] if mailbox else home.store.mailboxes.list()
        if not records:
            say("There is no mailbox yet: `tracker mailbox add ADDRESS`.")
        connections = Connections()
        for record in records:
            try:
                with progress_of(record.id) as progress:
                    report(sync_mailbox(home, record, connections, now=clock.now, progress=progress))
            except TrackerError as error:
                failed += 1
                say(f"{record.id}: {error}")
        connections.close()
        Publisher(home).publish_changed(clock.now())
        tell_now(home)
    if failed:
        raise MailboxError(f"{failed} of {len(records)} mailboxes could not be read; what was known stays as it is.")


def tell_now(home: Home) -> None:
    """Plan the alerts and events that are due and send them, each channel and web hook after the other."""
    planner = Planner(home)
    planner.turn(clock.now())
    sender = Sender(home, planner, clock.now)
    for channel in home.store.alerts.due_channels(clock.now()):
        sender.send_due(channel)
    hooks = HookPlanner(home)
    hooks.turn(clock.now())
    courier = Courier(home, hooks, clock.now)
    for hook in home.store.webhooks.due(clock.now()):
        courier.send_due(hook)


def report(synced: Synced) -> None:
    for remark in synced.remarks:
        say(f"{synced.mailbox}: {remark}")
    out().print(f"{synced.mailbox}: {synced.fetched} fetched, {synced.new} new in the log")


@contextmanager
def progress_of(mailbox: str) -> Iterator[OnProgress]:
    """A line on stderr that follows a long first read."""
    with err().status(f"{mailbox}: connecting") as status:
        yield lambda folder, done, total: status.update(f"{mailbox}: {folder}, {done} of {total} looked at")


@contextmanager
def working(home: Home) -> Iterator[None]:
    """The worker in a thread of its own; left only when what it was doing has come to its end."""
    rounds = Rounds(home, Publisher(home), clock.now)
    ticker = Ticker(jobs=rounds.jobs(), due=StoredDueTimes(home), now=clock.now)
    rounds.begin(clock.now())
    stop = threading.Event()
    thread = threading.Thread(target=ticker.run, args=(stop,), name="worker", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        rounds.close()


def _started() -> Settings:
    live_in_utc()
    logging.basicConfig(level=logging.INFO, format="%(asctime)sZ %(levelname)s %(name)s: %(message)s")
    return load_settings()


def _serve(server: Server) -> None:
    say(f"Open {server.link()} on this machine. Stop with Ctrl-C.")
    server.run()
