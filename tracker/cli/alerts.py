"""`tracker alerts`: the ways to reach people, and what was told."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Annotated

import typer
from pydantic import SecretStr

from tracker import clock
from tracker.alerts.letter import compose
from tracker.alerts.outbox import service_of
from tracker.alerts.samples import samples
from tracker.cli.options import Person
from tracker.cli.output import out, say, table, word
from tracker.errors import AlertError, UserError
from tracker.reading.types import Language
from tracker.settings import load_settings
from tracker.storage.types import AlertChannel, AlertRecord, Delivery
from tracker.words.load import words
from tracker.worker.acts import only
from tracker.worker.gates import gate_of
from tracker.worker.home import open_home
from tracker.worker.sending import send_test

app = typer.Typer(no_args_is_help=True, help="News that must reach you, and over which channels.")

Channel = Annotated[str | None, typer.Argument(help="The channel's id; all of them where it is left out.")]
SHOWN = timedelta(days=60)


def add_to(whole: typer.Typer) -> None:
    whole.add_typer(app, name="alerts")


@app.command("add")
def add(
    url: Annotated[
        str, typer.Argument(help="Apprise's address, such as mailto://..., tgram://..., ntfy://...; - asks for it.")
    ] = "-",
    name: Annotated[str, typer.Option(help="What you call it, such as 'my phone'.")] = "",
    full: Annotated[
        bool, typer.Option("--full", help="With ICE, the office and how to check; lock screens may show it.")
    ] = False,
    language: Annotated[Language | None, typer.Option(help="By default each person's own.")] = None,
    person: Annotated[str | None, typer.Option(help="Whose news; by default everybody's.", metavar="ID")] = None,
) -> None:
    """Add a way to reach you. Its address is kept encrypted; given on the command line, others may see it there."""
    secret = SecretStr(_asked() if url == "-" else url)
    with open_home(load_settings()) as home:
        service = service_of(secret, gate_of(home))
        whose = home.person(person).id if person else None
        made = home.store.alerts.add_channel(
            name or service, secret, person=whose, full=full, language=language, now=clock.now()
        )
    say(f"{service} was added as {made.id}. `tracker alerts test {made.id}` sends one message there.")
    if not full:
        say("It names neither ICE nor an office, since others may see a screen; --full says more.")


@app.command("list")
def show(person: Person = None) -> None:
    """Show the channels, and what was told over them lately."""
    with open_home(load_settings()) as home:
        channels = home.store.alerts.channels()
        whose = home.person(person).id if person else None
        records = home.store.alerts.list(whose, since=clock.now() - SHOWN)
    names = {one.id: one.name for one in channels}
    rows = table("id", "name", "whose", "form", "language", "state")
    for one in channels:
        form = "full" if one.full else "neutral"
        rows.add_row(
            one.id, one.name, one.person or "everyone", form, one.language or "the person's", word(_health(one))
        )
    out().print(rows)
    for record in records:
        _print_alert(record, names)
    if not channels:
        say("No channel yet: `tracker alerts add mailto://...`. Until then news stands only on the page.")


@app.command("remove")
def remove(channel: Annotated[str, typer.Argument(help="The channel's id.")]) -> None:
    """Forget a channel and its address; what was sent over it stays in the list."""
    with open_home(load_settings()) as home:
        home.store.alerts.remove_channel(channel, now=clock.now())
    say(f"The channel {channel} is forgotten.")


@app.command("test")
def try_out(channel: Channel = None) -> None:
    """Send one message over a channel, or over each, and say what happened."""
    failed = 0
    with open_home(load_settings()) as home:
        for way in (home.store.alerts.channel(channel),) if channel else home.store.alerts.channels():
            try:
                send_test(home, way, clock.now())
            except AlertError as error:
                failed += 1
                out().print(f"NOT  {way.id}  {way.name}: {error}")
            else:
                out().print(f"ok   {way.id}  {way.name}: it took the message; see whether it arrived.")
    if failed:
        raise AlertError(f"{failed} of the channels did not take the message; check address, password and network.")


@app.command("texts")
def texts(
    language: Annotated[Language | None, typer.Option(help="Only this language; otherwise all five.")] = None,
    full: Annotated[bool, typer.Option("--full", help="As channels that were added with --full are told.")] = False,
) -> None:
    """Show what you would be told: one invented alert of every kind."""
    for one in [language] if language else list(Language):
        for alert in samples(one):
            letter = compose([alert], words(one), full=full)
            out().print(f"[{one.value} {alert.kind.value}] {letter.title}")
            out().print("\n".join(f"    {line}" for line in letter.body.splitlines() if line) + "\n")


@app.command("acknowledge")
def acknowledge(alert: Annotated[str, typer.Argument(help="Its id or reference, as the message bears it.")]) -> None:
    """Note that you have seen it: what was not sent yet is sent no more."""
    with open_home(load_settings()) as home:
        known = [one.id for one in home.store.alerts.list()]
        home.store.alerts.acknowledge(only(alert, known, "alert"), now=clock.now())
    say("Noted.")


def _health(one: AlertChannel) -> str:
    return one.last_error or ("works" if one.last_ok_at else "nothing sent yet")


def _print_alert(record: AlertRecord, names: dict[str, str]) -> None:
    due = record.due_at.strftime("%Y-%m-%d %H:%M UTC")
    seen = " (seen)" if record.acknowledged_at else ""
    out().print(f"{record.id}  {due}  {record.person}  {record.kind}{seen}")
    for one in record.deliveries:
        out().print(f"    {names.get(one.channel, one.channel)}: {_how_it_went(one)}")
    if not record.deliveries:
        out().print("    no channel was there to send it over")


def _how_it_went(one: Delivery) -> str:
    if one.sent_at:
        return f"{one.state.value} {one.sent_at:%Y-%m-%d %H:%M UTC}"
    return f"{one.state.value}, {one.last_error}" if one.last_error else one.state.value


def _asked() -> str:
    """The address, typed without being shown, or the first line of standard input."""
    if sys.stdin.isatty():
        return str(typer.prompt("Address", hide_input=True, err=True))
    given = sys.stdin.readline().strip()
    if not given:
        raise UserError("No address was given; write it like mailto://user:password@gmail.com, or send it on stdin.")
    return given
