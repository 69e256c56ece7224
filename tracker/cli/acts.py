"""What a person tells us: requests, dates from paper or phone, confirmations, reviews. Each is an entry of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker import clock
from tracker.appointments.events import How
from tracker.cli.changes import tell
from tracker.cli.options import Person, Yes
from tracker.cli.output import out, say, table
from tracker.cli.record import EN
from tracker.settings import load_settings
from tracker.worker import acts
from tracker.worker.acts import Told, find_appointment
from tracker.worker.home import open_home

requests = typer.Typer(no_args_is_help=True, help="Changes that you asked ICE for. Asking never moves a date.")
appointments = typer.Typer(no_args_is_help=True, help="Dates that ICE told you in another way than by e-mail.")

Zone = Annotated[str | None, typer.Option(help="Time zone; by default the office's, else the person's.")]
Office = Annotated[str | None, typer.Option(help="Office id, such as new-york-city-ny.")]


def add_to(app: typer.Typer) -> None:
    app.add_typer(requests, name="request")
    app.add_typer(appointments, name="appointment")
    app.command("confirm")(confirm)
    app.command("undo")(undo)


@requests.command("add")
def add_request(
    wished: Annotated[str | None, typer.Option(help="The date you asked for: '2027-04-05 09:00'.")] = None,
    original: Annotated[str | None, typer.Option(help="The appointment you asked to change (its id).")] = None,
    how: Annotated[How, typer.Option(help="How you asked.")] = How.WEB,
    zone: Zone = None,
    person: Person = None,
) -> None:
    """Note that you asked ICE to change a date. The old date stands until ICE confirms."""
    with open_home(load_settings()) as home:
        who = home.person(person).id
        changed = find_appointment(home, who, clock.now(), original) if original else None
        event = acts.asked(home, who, clock.now(), how=how, wished=wished, original=changed, zone=zone)
        acts.keep(home, event, clock.now())
    say("Noted. The date that stands does not change until ICE confirms: `tracker appointments` shows it.")


@requests.command("list")
def list_requests(person: Person = None) -> None:
    """Show what was asked and what became of it."""
    rows = table("asked on", "wished date", "status", "id")
    with open_home(load_settings()) as home:
        for who in home.chosen(person):
            for one in home.state(who.id, clock.now()).requests:
                wished = EN.when(one.wished) if one.wished else "any other"
                rows.add_row(one.opened_at.strftime("%Y-%m-%d"), wished, one.status.value, one.id)
    out().print(rows)


@requests.command("withdraw")
def withdraw_request(request: Annotated[str, typer.Argument(help="The request's id.")], person: Person = None) -> None:
    """Note that you no longer ask for this change."""
    with open_home(load_settings()) as home:
        who = home.person(person).id
        acts.keep(home, acts.asks_no_more(home, who, clock.now(), request), clock.now())
    say("The request is withdrawn.")


@appointments.command("add")
def add_appointment(
    starts_at: Annotated[str, typer.Argument(help="'2027-04-05 09:00', or 2027-04-05 where the hour is not known.")],
    how: Annotated[How, typer.Option(help="How ICE told you.")] = How.PAPER,
    ends_at: Annotated[str | None, typer.Option(help="The end, where ICE named one.")] = None,
    office: Office = None,
    zone: Zone = None,
    person: Person = None,
    yes: Yes = False,
) -> None:
    """Add a date that ICE told you on paper, by phone or in person. It is shown as confirmed by you."""
    with open_home(load_settings()) as home:
        who = home.person(person).id
        date = Told(starts_at=starts_at, ends_at=ends_at, office=office, zone=zone)
        tell(home, acts.told(home, who, clock.now(), how=how, date=date), yes=yes)


def confirm(
    starts_at: Annotated[
        str | None, typer.Argument(help="The new date that ICE confirmed; leave it out for a cancellation.")
    ] = None,
    replaces: Annotated[str | None, typer.Option(help="The appointment that no longer holds (its id).")] = None,
    how: Annotated[How, typer.Option(help="How ICE confirmed it.")] = How.PHONE,
    ends_at: Annotated[str | None, typer.Option(help="The end, where ICE named one.")] = None,
    office: Office = None,
    zone: Zone = None,
    person: Person = None,
    yes: Yes = False,
) -> None:
    """Record that ICE confirmed a change in another way than by e-mail. Shown as confirmed by you."""
    with open_home(load_settings()) as home:
        who = home.person(person).id
        old = find_appointment(home, who, clock.now(), replaces) if replaces else None
        date = Told(starts_at=starts_at, ends_at=ends_at, office=office, zone=zone)
        tell(home, acts.confirmed(home, who, clock.now(), how=how, date=date, replaces=old), yes=yes)


def undo(
    entry: Annotated[str, typer.Argument(help="The entry's id, as `tracker log --json` shows it.")],
    person: Person = None,
    yes: Yes = False,
) -> None:
    """Take back something that a person entered. The entry stays in the log, marked as withdrawn."""
    with open_home(load_settings()) as home:
        who = home.person(person).id
        tell(home, acts.taken_back(home, who, clock.now(), entry), yes=yes)
