"""`tracker feed`: the calendar and its links, one for each device."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tracker import clock
from tracker.cli.options import Person
from tracker.cli.output import out, say, table
from tracker.reading.types import Language
from tracker.settings import load_settings
from tracker.storage.types import FeedKind
from tracker.worker.home import open_home
from tracker.worker.publishing import Publisher

app = typer.Typer(no_args_is_help=True, help="The calendar and its links, one for each device.")


@app.command("print")
def print_(
    person: Person = None,
    full: Annotated[bool, typer.Option("--full", help="With ICE, office and address, not only 'appointment'.")] = False,
    language: Annotated[Language | None, typer.Option(help="By default the person's language.")] = None,
) -> None:
    """Print the calendar, as a link would give it."""
    with open_home(load_settings()) as home:
        who = home.person(person)
        kind = FeedKind.FULL if full else FeedKind.PRIVATE
        content = Publisher(home).preview(who, kind=kind, language=language or who.language, now=clock.now())
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


@app.command("new")
def new(
    name: Annotated[str, typer.Argument(help="What it is for, such as 'my phone'.")],
    person: Person = None,
    full: Annotated[bool, typer.Option("--full", help="With ICE, office and address, not only 'appointment'.")] = False,
    language: Annotated[Language | None, typer.Option(help="By default the person's language.")] = None,
) -> None:
    """Make a link for one device. It is shown once: whoever has it sees the dates."""
    settings = load_settings()
    with open_home(settings) as home:
        who = home.person(person)
        kind = FeedKind.FULL if full else FeedKind.PRIVATE
        made = home.store.feeds.create(who.id, name=name, now=clock.now(), kind=kind, language=language or who.language)
        Publisher(home).publish_changed(clock.now())
    out().print(f"http://{settings.host}:{settings.port}/feed/{made.token.get_secret_value()}.ics")
    say(f"Link {made.link.id} ({kind.value}) was made, shown only now; `tracker feed revoke {made.link.id}` ends it.")
    say("It answers while `tracker run` runs, on this machine; calendars may take up to a day to look again.")


@app.command("list")
def show(person: Person = None) -> None:
    """Show the links, without their secret part."""
    rows = table("id", "name", "person", "kind", "language", "made", "state")
    with open_home(load_settings()) as home:
        for who in home.chosen(person):
            for link in home.store.feeds.list(who.id):
                state = "ended" if link.revoked_at else "works"
                made = link.created_at.strftime("%Y-%m-%d")
                rows.add_row(link.id, link.name, who.id, link.kind.value, link.language.value, made, state)
    out().print(rows)


@app.command("revoke")
def revoke(link: Annotated[str, typer.Argument(help="The link's id.")]) -> None:
    """End a link. The calendar behind it then holds one entry that says so."""
    with open_home(load_settings()) as home:
        home.store.feeds.revoke(link, now=clock.now())
        Publisher(home).publish_changed(clock.now())
    say(f"The link {link} is ended; its calendar now says only that.")
