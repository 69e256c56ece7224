"""`tracker person`: whose appointments these are."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker import clock
from tracker.cli.output import out, say, table
from tracker.cli.setup import DEFAULT_ZONE
from tracker.reading.types import Language
from tracker.settings import load_settings
from tracker.worker.home import Home, open_home
from tracker.worker.identity import learn
from tracker.worker.typed import check_zone

app = typer.Typer(no_args_is_help=True, help="Whose appointments these are.")

Names = Annotated[list[str] | None, typer.Option("--name", help="A name as it stands in messages; may be repeated.")]
ANumber = Annotated[str | None, typer.Option(help="A-number; only a keyed hash and the last 3 digits are kept.")]
SubjectId = Annotated[str | None, typer.Option(help="Subject ID; only a keyed hash and the last 3 digits are kept.")]
Addresses = Annotated[list[str] | None, typer.Option("--address", help="An e-mail address that ICE writes to.")]


def add_to(whole: typer.Typer) -> None:
    whole.add_typer(app, name="person")


@app.command("add")
def add(
    person: Annotated[str, typer.Argument(help="A short id of your choice, such as maria.")],
    name: Names = None,
    a_number: ANumber = None,
    subject_id: SubjectId = None,
    address: Addresses = None,
    language: Language = Language.EN,
    zone: str = DEFAULT_ZONE,
) -> None:
    """Add a person."""
    check_zone(zone)
    with open_home(load_settings()) as home, home.store.transaction():
        label = (name or [""])[0]
        home.store.people.add(person, name=label, language=language, zone=zone, now=clock.now())
        _learn(home, person, name, a_number, subject_id, address)
    say(f"{person} was added.")


@app.command("set")
def change(
    person: Annotated[str, typer.Argument(help="The person's id.")],
    name: Names = None,
    a_number: ANumber = None,
    subject_id: SubjectId = None,
    address: Addresses = None,
    language: Language | None = None,
    zone: str | None = None,
) -> None:
    """Change what is given: a name or number replaces those known, an address is added to them."""
    if zone:
        check_zone(zone)
    with open_home(load_settings()) as home, home.store.transaction():
        home.person(person)
        home.store.people.change(person, name=name[0] if name else None, language=language, zone=zone)
        _learn(home, person, name, a_number, subject_id, address)
    say(f"{person} was changed. Every message in the record is judged by what is known now.")


@app.command("list")
def show() -> None:
    """Show who is in the record; numbers only by their last digits."""
    rows = table("id", "name", "language", "zone", "numbers", "addresses")
    with open_home(load_settings()) as home:
        for one in home.store.people.list():
            known = home.identity(one.id, clock.now())
            numbers = ", ".join(hint.masked for hint in known.numbers) if known else ""
            addresses = ", ".join(known.addresses) if known else ""
            rows.add_row(one.id, one.name, one.language.value, one.zone, numbers, addresses)
    out().print(rows)


def _learn(
    home: Home,
    person: str,
    names: list[str] | None,
    a_number: str | None,
    subject_id: str | None,
    addresses: list[str] | None,
) -> None:
    learn(
        home,
        person,
        clock.now(),
        names=names or (),
        a_number=a_number,
        subject_id=subject_id,
        addresses=addresses or (),
    )
