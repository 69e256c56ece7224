"""`tracker review`: messages that wait for a person."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from tracker import clock
from tracker.appointments.events import Entry, NoticeKind, Review
from tracker.cli.changes import tell
from tracker.cli.options import Person, Yes
from tracker.cli.output import out, say, word
from tracker.cli.record import EN
from tracker.reading.types import Kind
from tracker.settings import load_settings
from tracker.worker.acts import Correction, accepted, find_review, rejected
from tracker.worker.home import open_home
from tracker.worker.shelf import unreadable

app = typer.Typer(no_args_is_help=True, help="Messages that wait for you: accept what ICE wrote, or reject it.")

Sha = Annotated[str, typer.Argument(help="The message, by the beginning of its id in `tracker review list`.")]


def add_to(whole: typer.Typer) -> None:
    whole.add_typer(app, name="review")


@app.command("list")
def show(person: Person = None) -> None:
    """Show the messages that wait, and why."""
    count = 0
    with open_home(load_settings()) as home:
        for who in home.chosen(person):
            for one in home.state(who.id, clock.now()).reviews:
                count += 1
                _print_review(one)
            _tell_shelf(unreadable(home, who.id))
    say(f"{count} wait for you." if count else "Nothing waits for you.")


@app.command("accept")
def accept(
    message: Sha,
    kind: Annotated[Kind | None, typer.Option(help="scheduled, rescheduled, cancelled or summons.")] = None,
    starts_at: Annotated[str | None, typer.Option(help="The date, where the message was misread.")] = None,
    ends_at: Annotated[str | None, typer.Option(help="The end, where the message names one.")] = None,
    previous: Annotated[str | None, typer.Option(help="The date that it moves or cancels.")] = None,
    office: Annotated[str | None, typer.Option(help="Office id.")] = None,
    zone: Annotated[str | None, typer.Option(help="Time zone.")] = None,
    person: Person = None,
    yes: Yes = False,
) -> None:
    """Take this message as ICE's word, after reading it yourself. Shown as confirmed by you."""
    with open_home(load_settings()) as home:
        who = home.person(person).id
        review = find_review(home, who, clock.now(), message)
        corrected = Correction(
            kind=kind, starts_at=starts_at, ends_at=ends_at, previous=previous, office=office, zone=zone
        )
        tell(home, accepted(home, who, clock.now(), review, corrected), yes=yes)


@app.command("reject")
def reject(
    message: Sha,
    reason: Annotated[str, typer.Option(help="Why, for the log.")] = "",
    person: Person = None,
    yes: Yes = False,
) -> None:
    """Set this message aside. Nothing that stands is changed; the message stays in the log."""
    with open_home(load_settings()) as home:
        who = home.person(person).id
        review = find_review(home, who, clock.now(), message)
        tell(home, rejected(who, clock.now(), review, reason), yes=yes)


def _tell_shelf(shelf: tuple[Entry, ...]) -> None:
    if shelf:
        say(f"{len(shelf)} could not be read and are kept; look for them in the mailbox itself:")
    for entry in shelf:
        out().print(f"{entry.sha256 or '':.12}  {entry.at:%Y-%m-%d}  {EN.say(f'notice.{NoticeKind.UNREADABLE}')}")


def _print_review(one: Review) -> None:
    title = f"{one.sha256[:12]}  {EN.say(f'kind.{one.reading.kind}')}  "
    out().print(Text(title) + Text(EN.say(f"authenticity.{one.authenticity}"), style=word(one.authenticity).style))
    if one.reading.starts_at:
        out().print(f"    date: {EN.when(one.reading.starts_at)}")
    if one.reading.previous_starts_at:
        out().print(f"    instead of: {EN.when(one.reading.previous_starts_at)}")
    for doubt in one.doubts:
        out().print(f"    {EN.say(f'doubt.{doubt}')}")
