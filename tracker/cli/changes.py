"""Before a person's act is kept, it is shown what it will do; afterwards, how to take it back."""

from __future__ import annotations

import sys

import typer

from tracker import clock
from tracker.appointments.events import AnyEvent, Entry
from tracker.appointments.state import fold
from tracker.cli.output import out, say
from tracker.cli.record import EN
from tracker.worker.alerting import Planner
from tracker.worker.home import Home
from tracker.worker.publishing import Publisher


def tell(home: Home, event: AnyEvent, *, yes: bool) -> None:
    """Say what the act will do, ask (unless told not to, or nobody is there to ask), and keep it."""
    lines = foresee(home, event)
    for line in lines or ["This changes no date."]:
        out().print(line)
    if not yes and sys.stdin.isatty() and not typer.confirm("Do this?", err=True):
        say("Nothing was changed.")
        return
    keep(home, event)
    say(f"Done. To take it back: `tracker undo {event.id}`.")


def keep(home: Home, event: AnyEvent) -> None:
    """Append the entry, with the alerts that it brings, and publish at once: the calendar must not lag behind."""
    with home.store.transaction():
        home.append(event)
        Planner(home).follow(home.person(event.person), clock.now())
    Publisher(home).publish_changed(clock.now())


def foresee(home: Home, event: AnyEvent) -> list[str]:
    """What would be different with this entry, in words: one line for each date whose status changes."""
    events = home.store.events.of(event.person)
    before = {one.id: one for one in fold(events, person=event.person, now=clock.now()).appointments}
    after = fold([*events, event], person=event.person, now=clock.now()).appointments
    lines = []
    for one in after:
        was = before.get(one.id)
        if was is None or was.status is not one.status:
            old = EN.say(f"status.{was.status}") if was else "not known"
            lines.append(f"{EN.when(one.starts_at)}: {old} → {EN.say(f'status.{one.status}')}")
    return lines


__all__ = ["Entry", "foresee", "keep", "tell"]
