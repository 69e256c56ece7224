"""`tracker export`: a person's record, to keep or to hand to a lawyer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tracker import clock
from tracker.cli.options import Person
from tracker.cli.output import say
from tracker.settings import load_settings
from tracker.worker.export import export as write
from tracker.worker.home import open_home


def add_to(app: typer.Typer) -> None:
    app.command("export")(export)


def export(
    to: Annotated[Path, typer.Option("--to", help="The file to make, such as record.zip.", metavar="FILE.zip")],
    person: Person = None,
) -> None:
    """Write a person's record into one file: originals, log, dates, calendar, a summary to read, hashes.

    It is not encrypted: whoever has the file can read it.
    """
    with open_home(load_settings()) as home:
        who = home.person(person)
        originals = write(home, who, to, clock.now())
    count = "1 message" if originals == 1 else f"{originals} messages"
    say(f"The record of {who.id} with {count} is in {to}. It is not encrypted: keep it where only you can read it.")
