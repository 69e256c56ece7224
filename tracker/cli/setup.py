"""`tracker init`: makes the home."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker import clock
from tracker.cli.output import out
from tracker.reading.types import Language
from tracker.settings import load_settings
from tracker.worker.home import open_home
from tracker.worker.typed import check_zone

DEFAULT_ZONE = "America/New_York"


def add_to(app: typer.Typer) -> None:
    app.command("init")(init)


def init(
    person: Annotated[str, typer.Option(help="The id of the first person.")] = "me",
    language: Annotated[Language, typer.Option(help="The person's language.")] = Language.EN,
    zone: Annotated[str, typer.Option(help="The person's time zone.")] = DEFAULT_ZONE,
) -> None:
    """Make the home: the record, its key and the first person. Doing it again is harmless."""
    settings = load_settings()
    check_zone(zone)
    with open_home(settings, create=True) as home:
        if not home.store.people.list():
            person = home.store.people.free_id(person)
            home.store.people.add(person, name="", language=language, zone=zone, now=clock.now())
        out().print(f"The record is in {settings.home}.")
        out().print(home.where_key_is)
        out().print("Keep a copy of the key in another place: without it nobody can read the record, you neither.")
        people = ", ".join(one.id for one in home.store.people.list())
        out().print(f"In the record: {people}. Next: `tracker mailbox add ADDRESS`, then `tracker run`.")
