"""What a person tells us: requests, dates from paper or phone, confirmations, reviews. Each is an entry of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker import clock
from tracker.appointments import ids
from tracker.appointments.events import (
    Appointment,
    AppointmentEntered,
    ConfirmedOtherwise,
    How,
    MessageRead,
    RequestAdded,
    RequestWithdrawn,
    Withdrawn,
)
from tracker.cli.changes import keep, tell
from tracker.cli.options import Person, Yes, parse_when, zone_for
from tracker.cli.output import out, say, table
from tracker.cli.record import EN
from tracker.errors import NotFoundError, UserError
from tracker.settings import load_settings
from tracker.worker.home import Home, open_home

requests = typer.Typer(no_args_is_help=True, help="Changes that you asked ICE for. Asking never moves a date.")
appointments = typer.Typer(no_args_is_help=True, help="Dates that ICE told you in another way than by e-mail.")

Zone = Annotated[str | None, typer.Option(help="Time zone; by default the office's, else the person's.")]
Office = Annotated[str | None, typer.Option(help="Office id, such as new-york-city-ny.")]


def add_to(app: typer.Typer) -> None:
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
        changed = find_appointment(home, who, original) if original else None
        where = zone_for(home, who, zone=zone, office=changed.office if changed else None)
        event = ids.record(
            RequestAdded,
            who,
            clock.now(),
            how=how,
            original=changed.starts_at if changed else None,
            wished=parse_when(wished, where) if wished else None,
        )
        keep(home, event)
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
        known = [one.id for one in home.state(who, clock.now()).requests]
        keep(home, ids.record(RequestWithdrawn, who, clock.now(), request=only(request, known, "request")))
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
        where = zone_for(home, who, zone=zone, office=office)
        event = ids.record(
            AppointmentEntered,
            who,
            clock.now(),
            how=how,
            starts_at=parse_when(starts_at, where),
            ends_at=parse_when(ends_at, where) if ends_at else None,
            office=office,
        )
        tell(home, event, yes=yes)


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
    if starts_at is None and replaces is None:
        raise UserError("Say what was confirmed: a new date, or with --replaces the appointment that was cancelled.")
    with open_home(load_settings()) as home:
        who = home.person(person).id
        old = find_appointment(home, who, replaces) if replaces else None
        place = office or (old.office if old else None)
        where = zone_for(home, who, zone=zone, office=place)
        event = ids.record(
            ConfirmedOtherwise,
            who,
            clock.now(),
            how=how,
            starts_at=parse_when(starts_at, where) if starts_at else None,
            ends_at=parse_when(ends_at, where) if ends_at else None,
            replaces=old.id if old else None,
            office=place,
        )
        tell(home, event, yes=yes)


def undo(
    entry: Annotated[str, typer.Argument(help="The entry's id, as `tracker log --json` shows it.")],
    person: Person = None,
    yes: Yes = False,
) -> None:
    """Take back something that a person entered. The entry stays in the log, marked as withdrawn."""
    with open_home(load_settings()) as home:
        who = home.person(person).id
        acts = [event for event in home.store.events.of(who) if not isinstance(event, MessageRead)]
        target = only(entry, [event.id for event in acts], "entry")
        tell(home, ids.record(Withdrawn, who, clock.now(), event=target), yes=yes)


def find_appointment(home: Home, person: str, beginning: str) -> Appointment:
    """The person's appointment of that id, or whose id begins so."""
    known = {one.id: one for one in home.state(person, clock.now()).appointments}
    return known[only(beginning, list(known), "appointment")]


def only(beginning: str, known: list[str], what: str) -> str:
    """The one id that begins so; raises `NotFoundError` for none and `UserError` for several."""
    found = [one for one in known if one == beginning] or [
        one for one in known if one.startswith(beginning) or one.partition("_")[2].startswith(beginning)
    ]
    if not found:
        raise NotFoundError(f"There is no {what} {beginning!r}; `tracker {LISTS[what]}` shows the ids.")
    if len(set(found)) > 1:
        raise UserError(f"{len(found)} ids begin with {beginning!r}; give more of it.")
    return found[0]


LISTS = {
    "appointment": "appointments",
    "request": "request list",
    "entry": "log --json",
    "message": "review list",
    "alert": "alerts list",
}
