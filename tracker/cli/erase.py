"""`tracker erase`: removes a person's record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tracker import clock
from tracker.cli.options import Person, Yes
from tracker.cli.output import say
from tracker.errors import UserError
from tracker.settings import load_settings
from tracker.storage.types import PersonRecord
from tracker.worker.erase import Outcome
from tracker.worker.erase import erase as remove
from tracker.worker.export import export
from tracker.worker.home import Home, open_home

Export = Annotated[
    Path | None,
    typer.Option(
        "--export", help="Write the record into this file first, as `tracker export` does.", metavar="FILE.zip"
    ),
]


def add_to(app: typer.Typer) -> None:
    app.command("erase")(erase)


def erase(person: Person = None, export_to: Export = None, *, yes: Yes = False) -> None:
    """Remove a person's record for good: messages, log, proofs, calendars, alerts, and who may open only that.

    Asks for the person's name first, and whether to export the record before. No date of ICE's is changed by it.
    """
    with open_home(load_settings()) as home:
        who = home.person(person)
        if not yes:
            say(_what_goes(home, who))
            export_to = export_to or _asked_for_file()
        if export_to:
            export(home, who, export_to, clock.now())
            say(f"The record is in {export_to}, not encrypted.")
        if not yes:
            _confirm(who)
        outcome = remove(home, who.id, clock.now())
        for sentence in _sentences(home, who, outcome):
            say(sentence)


def _what_goes(home: Home, who: PersonRecord) -> str:
    messages, entries = len(home.store.messages.of(who.id)), len(home.store.events.of(who.id))
    links = len(home.store.feeds.list(who.id))
    return (
        f"The whole record of {who.name or who.id} will be erased for good: {entries} entries of the log, up to "
        f"{messages} messages with proofs, {links} calendar links, alerts, and accounts that may open nothing else. "
        "Calendars on phones will say that they have ended."
    )


def _asked_for_file() -> Path | None:
    named: str = typer.prompt("File to export it to first (empty: none)", default="", show_default=False, err=True)
    return Path(named.strip()).expanduser() if named.strip() else None


def _confirm(who: PersonRecord) -> None:
    name = who.name or who.id
    typed: str = typer.prompt(f"To erase it, type {name}", default="", show_default=False, err=True)
    if typed.strip() != name:
        raise UserError("That is not the name; nothing was erased.")


def _sentences(home: Home, who: PersonRecord, outcome: Outcome) -> list[str]:
    done = outcome.erased
    what = f"{done.entries} entries, {done.messages} messages, {done.mailboxes} mailboxes, {done.accounts} accounts"
    said = [f"The record of {who.id} is erased: {what}. Calendars that ended: {len(done.ended)}."]
    if done.kept:
        said.append(f"{done.kept} messages stay: they are in the record of somebody else, too.")
    if outcome.not_copied:
        said.append(
            f"The copies of these calendars elsewhere still show dates: {', '.join(outcome.not_copied)}. "
            "The worker tries again; else remove them there by hand."
        )
    if not outcome.scrubbed:
        said.append(
            "Another program is at work on the record: stop it once, so that the database's side file is emptied."
        )
    said.append("Programs that are running forget it when they are started again. Backups still hold it: destroy them.")
    if not home.store.people.ids():
        said.append(f"Nobody is in the record any more. {home.where_key_is} Without it no old backup can be read.")
    return said
