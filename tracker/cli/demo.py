"""`tracker demo`: the main job on embedded parts, no account needed."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from tracker import clock
from tracker.appointments import ids
from tracker.appointments.events import IdentityRecorded
from tracker.cli.output import out, say
from tracker.cli.record import log_entries, print_appointments, print_log
from tracker.cli.running import working
from tracker.demo.story import ADDRESS, NAME, ZONE, messages
from tracker.mailbox.demo import EmbeddedServer, embedded_server
from tracker.reading.types import Language
from tracker.settings import Settings, load_settings
from tracker.storage.types import FeedKind, MailboxAccount
from tracker.web.serve import Server
from tracker.worker.home import Home, open_home
from tracker.worker.publishing import Publisher
from tracker.worker.sync import Connections, sync_mailbox

PERSON = "maria"
DEMO_LINK_LASTS = timedelta(days=1)  # nothing in it is real


def add_to(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    once: Annotated[bool, typer.Option("--once", help="Print the log and the calendar, and end.")] = False,
    port: Annotated[int, typer.Option(help="Where the page is served; 0 takes any free port.")] = 8765,
) -> None:
    """The main job on an invented mailbox: a real IMAP server on this machine, read, logged and published."""
    with tempfile.TemporaryDirectory(prefix="tracker-demo-") as folder, embedded_server(messages(clock.now())) as mail:
        settings = demo_settings(Path(folder), port)
        with open_home(settings, create=True) as home:
            settle_in(home, mail)
            if once:
                look_once(home)
            else:
                serve_demo(home, settings)


def demo_settings(folder: Path, port: int) -> Settings:
    """A home of its own in a temporary folder; nothing of a real home is touched."""
    (folder / "key").mkdir(mode=0o700)
    return load_settings(
        home=folder / "home", key_file=folder / "key" / "key", port=port, database_url=None, poll_minutes=0.05
    )


def settle_in(home: Home, mail: EmbeddedServer) -> None:
    """The person and the mailbox of the story."""
    now = clock.now()
    home.store.people.add(PERSON, name=NAME, language=Language.EN, zone=ZONE, now=now)
    home.append(ids.record(IdentityRecorded, PERSON, now - timedelta(days=30), addresses=(ADDRESS,)))
    account = MailboxAccount(
        id="demo",
        address=ADDRESS,
        user=mail.user,
        secret=mail.password,
        host=mail.host,
        port=mail.port,
        tls="plain",
        profile="gmail",
        folders=("INBOX",),
    )
    home.store.mailboxes.add(account, people=[PERSON], now=now)


def look_once(home: Home) -> None:
    """One look over IMAP, then the log, what stands, and the calendar."""
    with connections() as kept:
        synced = sync_mailbox(home, home.store.mailboxes.get("demo"), kept, now=clock.now)
    out().print(f"Read over IMAP: {synced.fetched} messages.")
    out().print("They are invented; a real mailbox is read in the same way.\n")
    print_log(list(log_entries(home, PERSON)))
    out().print("\nWhat stands:")
    print_appointments(list(home.state(PERSON, clock.now()).appointments))
    out().print("\nThe calendar that a phone gets:")
    sys.stdout.flush()
    person = home.person(PERSON)
    preview = Publisher(home).preview(person, kind=FeedKind.FULL, language=Language.EN, now=clock.now())
    sys.stdout.write(preview.decode().replace("\r\n", "\n"))


@contextmanager
def connections() -> Iterator[Connections]:
    kept = Connections()
    try:
        yield kept
    finally:
        kept.close()


def serve_demo(home: Home, settings: Settings) -> None:
    """The worker polls the embedded server every few seconds; the page and the calendar are served until Ctrl-C."""
    made = home.store.feeds.create(PERSON, name="demo", now=clock.now(), kind=FeedKind.FULL, language=Language.EN)
    with connections() as kept:
        sync_mailbox(home, home.store.mailboxes.get("demo"), kept, now=clock.now)
    Publisher(home).publish_changed(clock.now())
    server = Server(home, settings, link_lasts=DEMO_LINK_LASTS)
    with working(home):
        say("An invented mailbox is being read. Nothing here is real, and nothing of yours is touched.")
        say(f"Page:     {server.link()}")
        say(f"Calendar: {server.base}/feed/{made.token.get_secret_value()}.ics")
        say("Stop with Ctrl-C; nothing is kept.")
        server.run()
