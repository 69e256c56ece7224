"""`tracker log` and `tracker appointments`: what was found, and what stands."""

from __future__ import annotations

from collections.abc import Iterator

import typer
from rich.table import Table
from rich.text import Text

from tracker import clock
from tracker.appointments.events import Appointment, Effect, Entry, MessageRead, Status
from tracker.cli.options import Json, Person
from tracker.cli.output import out, print_json, say, table, word
from tracker.contracts import AppointmentLine, LogLine
from tracker.reading.types import Language
from tracker.settings import load_settings
from tracker.words.load import words
from tracker.worker.home import Home, open_home
from tracker.worker.shelf import judged, readings

EN = words(Language.EN)


def add_to(app: typer.Typer) -> None:
    app.command("log")(log)
    app.command("appointments")(appointments)


def log(json: Json = False, person: Person = None) -> None:
    """Show every message and act that was recorded, and what each did."""
    with open_home(load_settings()) as home:
        entries = list(log_entries(home, person))
    if json:
        print_json(LogLine.of(entry, read) for entry, read in entries)
        return
    print_log(entries)


def appointments(json: Json = False, person: Person = None) -> None:
    """Show what stands, what was asked for, and what became of the other dates."""
    with open_home(load_settings()) as home:
        found = [one for who in home.chosen(person) for one in home.state(who.id, clock.now()).appointments]
    if json:
        print_json(AppointmentLine.of(one) for one in found)
        return
    print_appointments(found)


def log_entries(home: Home, person: str | None) -> Iterator[tuple[Entry, MessageRead | None]]:
    """Every judged entry with the reading behind it, person by person."""
    for who in home.chosen(person):
        reads = readings(home, who.id)
        for entry in judged(home, who.id, clock.now()):
            yield entry, reads.get(entry.event)


def print_log(entries: list[tuple[Entry, MessageRead | None]]) -> None:
    """For 80 columns: the day, then what it is and how far it can be believed, then a line for each thing it did."""
    rows = Table.grid(padding=(0, 2, 0, 0))
    rows.add_column(no_wrap=True)
    rows.add_column(overflow="fold")
    for entry, read in entries:
        rows.add_row(entry.at.strftime("%Y-%m-%d"), _headline(entry, read))
        for done in _what_it_did(entry):
            rows.add_row("", Text("→ ") + done)
    out().print(rows)
    if not entries:
        say("Nothing is in the record yet.")


def _headline(entry: Entry, read: MessageRead | None) -> Text:
    if entry.kind is None or entry.authenticity is None:  # what a person did bears the kind of its message
        return Text(EN.say(f"event.{entry.type}"))
    language = f" [{read.reading.language}]" if read and read.reading.language else ""
    believed = Text(EN.say(f"authenticity.{entry.authenticity}"), style=word(entry.authenticity).style)
    return Text(EN.say(f"kind.{entry.kind}") + language + " · ", style="bold") + believed


def _what_it_did(entry: Entry) -> list[Text]:
    """What it changed, what a person should know of it, and what waits for them."""
    if entry.withdrawn:
        return [Text("withdrawn", style="dim")]
    if entry.same_as:
        return [Text(f"the same message as {entry.same_as[:8]}", style="dim")]
    done = [Text(EN.say(f"change.{change.verb}", date=change.when)) for change in entry.changes]
    done += [Text(EN.say(f"notice.{notice}"), style="bold") for notice in entry.notices]
    if entry.effect is Effect.REVIEW:
        done += [Text(EN.say(f"doubt.{doubt}"), style="yellow") for doubt in entry.doubts]
        done.append(Text(f"waits for you: `tracker review accept {(entry.sha256 or '')[:8]}`", style="yellow"))
    return done or ([Text(EN.say(f"effect.{entry.effect}"), style="dim")] if entry.kind else [])


def print_appointments(found: list[Appointment]) -> None:
    """What stands first, what it replaced after it."""
    rows = table("date and time", "status", "office", "id")
    for one in sorted(found, key=lambda one: (one.status is not Status.CONFIRMED, one.starts_at.day, one.id)):
        status = EN.say(f"status.{one.status}")
        if one.status is Status.CONFIRMED and one.confirmed_by:
            status = EN.say(f"confirmed_by.{one.confirmed_by}")
        rows.add_row(EN.when(one.starts_at), Text(status, style=word(one.status).style), one.office or "", one.id[:12])
    out().print(rows)
    if not found:
        say("No date is known yet.")
    elif not any(one.status is Status.CONFIRMED for one in found):
        say("No date is confirmed.")
