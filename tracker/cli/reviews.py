"""`tracker review`: messages that wait for a person."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from tracker import clock
from tracker.appointments import ids
from tracker.appointments.events import Entry, NoticeKind, Review, ReviewAccepted, ReviewRejected
from tracker.cli.acts import only
from tracker.cli.changes import tell
from tracker.cli.options import Person, Yes, known_office, parse_when, zone_for
from tracker.cli.output import out, say, word
from tracker.cli.record import EN
from tracker.errors import UserError
from tracker.reading.types import CONFIRMING, Kind, When
from tracker.settings import load_settings
from tracker.worker.home import Home, open_home
from tracker.worker.shelf import unreadable

app = typer.Typer(no_args_is_help=True, help="Messages that wait for you: accept what ICE wrote, or reject it.")

Sha = Annotated[str, typer.Argument(help="The message, by the beginning of its id in `tracker review list`.")]


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
        review = _find(home, who, message)
        chosen = kind or review.reading.kind
        if chosen not in CONFIRMING:
            raise UserError("Say what it is: --kind scheduled, rescheduled, cancelled or summons.")
        if office:
            known_office(home, office)
        place = office or review.reading.office
        where = zone or review.reading.time_zone or zone_for(home, who, zone=None, office=place)
        event = ids.record(
            ReviewAccepted,
            who,
            clock.now(),
            sha256=review.sha256,
            kind=chosen,
            starts_at=_given(starts_at, review.reading.starts_at, where),
            ends_at=_given(ends_at, review.reading.ends_at, where),
            previous_starts_at=_given(previous, review.reading.previous_starts_at, where),
            office=place,
        )
        if event.starts_at is None and event.previous_starts_at is None:
            raise UserError("No date is known for it: give --starts-at, or --previous for a cancellation.")
        tell(home, event, yes=yes)


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
        review = _find(home, who, message)
        event = ids.record(ReviewRejected, who, clock.now(), sha256=review.sha256, reason=reason)
        tell(home, event, yes=yes)


def _find(home: Home, person: str, beginning: str) -> Review:
    waiting = {one.sha256: one for one in home.state(person, clock.now()).reviews}
    return waiting[only(beginning, list(waiting), "message")]


def _given(text: str | None, read: When | None, zone: str) -> When | None:
    """What the person typed, else what was read, its zone filled in where the message named none."""
    if text:
        return parse_when(text, zone)
    return read.model_copy(update={"zone": read.zone or zone}) if read else None


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
