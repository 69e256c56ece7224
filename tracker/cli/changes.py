"""Before a person's act is kept, it is shown what it will do; afterwards, how to take it back."""

from __future__ import annotations

import sys

import typer

from tracker import clock
from tracker.appointments.events import AnyEvent
from tracker.cli.output import out, say
from tracker.cli.record import EN
from tracker.worker.acts import Foreseen, foresee, keep
from tracker.worker.home import Home


def tell(home: Home, event: AnyEvent, *, yes: bool) -> None:
    """Say what the act will do, ask (unless told not to, or nobody is there to ask), and keep it."""
    lines = [_line(one) for one in foresee(home, event, clock.now())]
    for line in lines or ["This changes no date."]:
        out().print(line)
    if not yes and sys.stdin.isatty() and not typer.confirm("Do this?", err=True):
        say("Nothing was changed.")
        return
    keep(home, event, clock.now())
    say(f"Done. To take it back: `tracker undo {event.id}`.")


def _line(one: Foreseen) -> str:
    was, becomes = (EN.say(f"status.{status}") if status else "not known" for status in (one.was, one.becomes))
    return f"{EN.when(one.when)}: {was} → {becomes}"
