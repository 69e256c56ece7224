"""`tracker read` and `tracker import`: message files, said in words or as JSON Lines."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from tracker import clock
from tracker.cli.options import AuthservId, Json, Person
from tracker.cli.output import out, print_json, progress_bar, say, word
from tracker.cli.record import EN
from tracker.cli.whose import asking
from tracker.contracts import ImportLine, ReadLine
from tracker.errors import NotFoundError, UnreadableError
from tracker.mailbox.files import SourceMessage, read_sources
from tracker.pipeline import Understood
from tracker.reading.types import When
from tracker.settings import load_settings
from tracker.storage.types import Origin
from tracker.worker.bench import ReadingSettings, find_profile
from tracker.worker.checking import look_up_for, understand
from tracker.worker.child import Circumstances
from tracker.worker.home import open_home
from tracker.worker.intake import take_in
from tracker.worker.publishing import Publisher
from tracker.worker.sandbox import Sandbox

Paths = Annotated[list[str], typer.Argument(help="Files or folders: .eml, mbox, Maildir; - is standard input.")]
Address = Annotated[
    str | None,
    typer.Option(help="The address of the mailbox: mail from it is the person's own, and a letter to another is not."),
]
For = Annotated[str | None, typer.Option("--person", help="For whom it is judged whose each message is.", metavar="ID")]


def add_to(app: typer.Typer) -> None:
    app.command("read")(read)
    app.command("import")(import_)


def read(
    paths: Paths, json: Json = False, authserv_id: AuthservId = None, address: Address = None, person: For = None
) -> None:
    """Say what message files mean, and why; whose they are only with --address or --person. Stores nothing."""
    unreadable, settings = 0, load_settings()
    look_up = look_up_for(settings)
    with asking(settings, person, address, clock.now()) as whose, Sandbox(ReadingSettings.of(settings)) as sandbox:
        own = whose.addresses if whose else frozenset()
        known = Circumstances(profile=find_profile(authserv_id), own_addresses=own)
        for source in read_sources(paths):
            try:
                understood = understand(sandbox, _bytes_of(source), known, look_up)
                understood = whose.judged(understood) if whose else understood
            except UnreadableError as error:
                unreadable += 1
                say(str(error) if source.error else f"{source.file}: {error}")
                continue
            if json:
                print_json([ReadLine.of(source.file, understood)])
            else:
                describe(source.file, understood)
    refuse_unreadable(unreadable)


def _bytes_of(source: SourceMessage) -> bytes:
    """Raises `UnreadableError` where the file itself cannot be read."""
    if source.error is not None:
        raise UnreadableError(source.error)
    return source.raw


def import_(
    paths: Paths,
    json: Json = False,
    person: Person = None,
    authserv_id: AuthservId = None,
    address: Annotated[str | None, typer.Option(help="The address that these messages were sent to.")] = None,
) -> None:
    """Read message files into the record. Doing it again is harmless."""
    unreadable, new, known, kept = 0, 0, 0, 0
    with open_home(load_settings()) as home, progress_bar("Reading", total=None) as bar:
        who = home.person(person)
        find_profile(authserv_id)
        home.sandbox.warm()
        origin = Origin(person=who.id, authserv_id=authserv_id, address=address.lower() if address else None)
        if address:
            home.learn_address(who.id, address, clock.now())
        for source in read_sources(paths):
            bar.advance(bar.task_ids[0])
            if source.error is not None:
                unreadable += 1
                say(source.error)
                continue
            taken = take_in(home, source.raw, now=clock.now(), origins=(origin,))
            if taken.understood is None:
                kept += 1
                say(f"{source.file} could not be read; it is kept, and read again later.")
                continue
            new, known = new + taken.new, known + (not taken.new)
            if json:
                print_json([ImportLine.recorded(source.file, taken.understood, person=who.id, new=taken.new)])
        Publisher(home).publish_changed(clock.now())
    if not json:
        say(f"{new} new, {known} already in the record. `tracker appointments` shows what stands.")
    refuse_unreadable(unreadable + kept)


def refuse_unreadable(count: int) -> None:
    """Exit code 1 for what could not be read, once the rest has been."""
    if count:
        raise NotFoundError(f"{count} of the inputs could not be read; the rest was. The lines above say why.")


def describe(file: str, understood: Understood) -> None:
    """One message in words."""
    reading, verdict = understood.reading, understood.verdict
    out().print(Text(file, style="bold"))
    line("what", Text(EN.say(f"kind.{reading.kind}") + (f" ({reading.language})" if reading.language else "")))
    line("sender", Text(EN.say(f"authenticity.{verdict.authenticity}"), style=word(verdict.authenticity).style))
    for sentence in verdict.evidence:
        line("", sentence)
    line("so it", Text(EN.say(f"effect.{understood.effect}"), style=word(understood.effect).style))
    line("date", _when(reading.starts_at, reading.ends_at))
    line("before", _when(reading.previous_starts_at, None))
    line("office", reading.office or "")
    line("reference", reading.reference or "")
    line("for", ", ".join(hint.masked() for hint in reading.people))
    for doubt in reading.doubts:
        line("doubt", Text(EN.say(f"doubt.{doubt}"), style="yellow"))
    line("because", "; ".join(f"“{match.text}”" for match in reading.matched))
    line("rule", reading.rule)


def line(label: str, value: str | Text) -> None:
    """One labelled line, left out where there is nothing to say."""
    if value:
        out().print(Text(f"  {label:<9} ", style="dim") + value)


def _when(start: When | None, end: When | None) -> str:
    if start is None:
        return ""
    until = f" to {EN.when(end)}" if end else ""
    return EN.when(start) + until + (f" ({start.zone})" if start.zone else "")
