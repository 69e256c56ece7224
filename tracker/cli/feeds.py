"""`tracker feed`: the calendar and its links, one for each device."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Annotated

import typer

from tracker import clock
from tracker.cli import feed_check, feed_copy
from tracker.cli.options import Person
from tracker.cli.output import out, say, table
from tracker.errors import UserError
from tracker.feed.subscribe import ways
from tracker.reading.types import Language
from tracker.settings import load_settings
from tracker.storage.types import FeedKind, FeedLink, NewFeedLink
from tracker.words.load import words
from tracker.worker.home import Home, open_home
from tracker.worker.links import address_of, new_link, rotate
from tracker.worker.publishing import Publisher

app = typer.Typer(no_args_is_help=True, help="The calendar and its links, one for each device.")
feed_check.add_to(app)
feed_copy.add_to(app)

Full = Annotated[bool, typer.Option("--full", help="With ICE, office and address, not only 'appointment'.")]
Link = Annotated[str, typer.Argument(help="The link's id.")]


def add_to(whole: typer.Typer) -> None:
    whole.add_typer(app, name="feed")


@app.command("print")
def print_(
    person: Person = None,
    full: Full = False,
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
    person: Annotated[
        list[str] | None,
        typer.Option(help="Whose dates; several times for one calendar of several people.", metavar="ID[=NAME]"),
    ] = None,
    for_all: Annotated[bool, typer.Option("--for-all", help="Everybody's dates, also of people added later.")] = False,
    full: Full = False,
    language: Annotated[Language | None, typer.Option(help="By default the person's language.")] = None,
) -> None:
    """Make a link for one device. It is shown once: whoever has it sees the dates.

    In a calendar of several people each title ends in NAME, which you choose, or in the id.
    """
    if for_all and person:
        raise UserError("Give either --for-all or --person, not both.")
    with open_home(load_settings()) as home:
        labels = {} if for_all else dict(_label(one) for one in person or [home.person().id])
        people = [home.person(one) for one in labels]
        spoken = language or (people[0].language if people else Language.EN)
        kind = FeedKind.FULL if full else FeedKind.PRIVATE
        made = new_link(
            home,
            *labels,
            name=name,
            now=clock.now(),
            kind=kind,
            language=spoken,
            labels=labels,
            everyone=for_all,
        )
        _publish_and_show(home, made)


@app.command("list")
def show(person: Person = None) -> None:
    """Show the links, without their secret part, with every program that ever fetched them."""
    rows = table("id", "name", "people", "kind", "language", "made", "last fetched", "by", "state")
    with open_home(load_settings()) as home:
        for link in home.store.feeds.list(home.person(person).id if person else None):
            clients = ", ".join(one.client for one in home.store.feeds.clients(link.id))
            people = "everyone" if link.everyone else ", ".join(member.person for member in link.members)
            fetched = _minute(link.last_fetched_at) if link.last_fetched_at else "not seen yet"
            made = link.created_at.strftime("%Y-%m-%d")
            rows.add_row(
                *(link.id, link.name, people, link.kind.value, link.language.value, made),
                *(fetched, clients, _state(link)),
            )
    out().print(rows)


@app.command("rotate")
def rotate_(link: Link) -> None:
    """Replace a link by a new one, say because somebody else may know it. The old one then says only that it ended."""
    with open_home(load_settings()) as home:
        made = rotate(home, link, clock.now())
        _publish_and_show(home, made)
    say(f"The link {link} is ended: put the new one into the device.")


@app.command("revoke")
def revoke(link: Link) -> None:
    """End a link. The calendar behind it then holds one entry that says so."""
    with open_home(load_settings()) as home:
        home.store.feeds.revoke(link, now=clock.now())
        Publisher(home).publish_changed(clock.now())
    say(f"The link {link} is ended; its calendar now says only that.")


def _label(given: str) -> tuple[str, str]:
    person, _, label = given.partition("=")
    return person, label


def _publish_and_show(home: Home, made: NewFeedLink) -> None:
    Publisher(home).publish_changed(clock.now())
    address, link, said = address_of(home, made.token), made.link, words(made.link.language)
    out().print(address)
    say(f"Link {link.id} ({link.kind.value}) was made, shown only now; `tracker feed revoke {link.id}` ends it.")
    for way in ways(address, said):
        say(f"- {way.program}: {way.address}\n  {way.note}")
    say(said.say("subscribe.alarms"))
    say(f"`tracker feed check {link.id}` says from where it can be reached.")


def _minute(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def _state(link: FeedLink) -> str:
    if link.revoked_at:
        return "ended"
    if link.place is None:
        return "works"
    placed = f"copied {_minute(link.placed_at)}" if link.placed_at else "not copied yet"
    return f"{placed}; {link.place_error}" if link.place_error else placed
