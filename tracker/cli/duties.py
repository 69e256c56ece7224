"""`tracker duties`: what has to be done by when, as information."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from tracker import clock
from tracker.appointments.duties import duties
from tracker.cli.options import Person
from tracker.cli.output import out, say
from tracker.errors import UserError
from tracker.reading.types import Language
from tracker.settings import load_settings
from tracker.words.duties import say_duty
from tracker.words.load import words
from tracker.worker.home import open_home

Moved = Annotated[str | None, typer.Option("--moved", help="The day on which you moved, such as 2027-03-05.")]
Said = Annotated[Language | None, typer.Option(help="By default the person's own.")]


def add_to(app: typer.Typer) -> None:
    app.command("duties")(show)


def show(moved: Moved = None, language: Said = None, person: Person = None) -> None:
    """Show what has to be done by when: for each date that stands, and after a move. Nothing of it is kept."""
    day = _day(moved) if moved else None
    with open_home(load_settings()) as home:
        who = home.person(person)
        spoken = words(language or who.language)
        found = duties(home.state(who.id, clock.now()), clock.now(), zone=who.zone, moved_on=day)
    for duty in found:
        out().print(f"- {say_duty(duty, spoken)}")
    say(spoken.say("page.not_advice"))


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UserError(f"{text!r} is no date; write it like 2027-03-05.") from None
    return day
