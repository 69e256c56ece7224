"""`tracker person`: whose appointments these are."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker import clock
from tracker.appointments import ids
from tracker.appointments.events import IdentityRecorded, KeyedHint
from tracker.cli.output import out, say, table
from tracker.cli.setup import DEFAULT_ZONE
from tracker.errors import UserError
from tracker.pipeline import keyed
from tracker.reading.people import name_words
from tracker.reading.types import HintKind, Language, PersonHint
from tracker.settings import load_settings
from tracker.worker.home import Home, open_home
from tracker.worker.typed import check_zone

A_NUMBER_DIGITS, A_NUMBER_LEAST = 9, 7  # older numbers are shorter, and padded with zeros

app = typer.Typer(no_args_is_help=True, help="Whose appointments these are.")

Names = Annotated[list[str] | None, typer.Option("--name", help="A name as it stands in messages; may be repeated.")]
ANumber = Annotated[str | None, typer.Option(help="A-number; only a keyed hash and the last 3 digits are kept.")]
SubjectId = Annotated[str | None, typer.Option(help="Subject ID; only a keyed hash and the last 3 digits are kept.")]
Addresses = Annotated[list[str] | None, typer.Option("--address", help="An e-mail address that ICE writes to.")]


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
    """Append who the person is, if anything of it is new."""
    known = home.identity(person, clock.now())
    numbers = {hint.kind: hint for hint in (known.numbers if known else ())}
    numbers |= {hint.kind: keyed(hint, home.store.fingerprint) for hint in _number_hints(a_number, subject_id)}
    given = tuple(_name(home, name) for name in names) if names else (known.names if known else ())
    every = tuple(sorted({*(known.addresses if known else ()), *(one.lower() for one in addresses or [])}))
    if not (names or a_number or subject_id or addresses):
        return
    home.append(
        ids.record(
            IdentityRecorded,
            person,
            clock.now(),
            names=given,
            numbers=tuple(numbers[kind] for kind in sorted(numbers)),
            addresses=every,
        )
    )


def _number_hints(a_number: str | None, subject_id: str | None) -> list[PersonHint]:
    hints = []
    if a_number:
        digits = _digits(a_number)
        if not A_NUMBER_LEAST <= len(digits) <= A_NUMBER_DIGITS:
            raise UserError("That is no A-number: it has 7 to 9 digits, such as A 234 567 890.")
        hints.append(PersonHint(kind=HintKind.A_NUMBER, value=digits.zfill(A_NUMBER_DIGITS)))
    if subject_id:
        digits = _digits(subject_id)
        if not digits:
            raise UserError("That is no Subject ID: it is made of digits.")
        hints.append(PersonHint(kind=HintKind.SUBJECT_ID, value=digits))
    return hints


def _digits(number: str) -> str:
    return "".join(char for char in number if char in "0123456789")


def _name(home: Home, name: str) -> KeyedHint:
    canonical = name_words(name)
    if not canonical:
        raise UserError("That is no name; write it as it stands in messages, such as 'Maria Lopez'.")
    return keyed(PersonHint(kind=HintKind.NAME, value=canonical), home.store.fingerprint)
