"""`tracker rules gaps`: what the rules of today do not understand, and what nobody has written for long."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from tracker import clock
from tracker.cli.output import out, say, table
from tracker.settings import load_settings
from tracker.worker.gaps import gaps, idle, readings_of
from tracker.worker.home import open_home

Days = Annotated[int, typer.Option(help="A rule that no message met for so many days is named.", min=1)]


def add_to(app: typer.Typer) -> None:
    app.command("gaps")(gaps_)


def gaps_(days: Days = 180) -> None:
    """Show official senders whose messages no rule understood, and rules that no message met for long."""
    with open_home(load_settings()) as home:
        readings = readings_of(home)
        found = gaps(home, readings)
        names = [rule.name for rule in home.bench.rulebook.rules.kinds]
        silent = idle(names, readings, now=clock.now(), longer_than=timedelta(days=days))
    if found:
        rows = table("official sender, no rule", "messages", "first", "last", "newest message")
        for gap in found:
            rows.add_row(gap.domain, str(gap.count), f"{gap.first:%Y-%m-%d}", f"{gap.last:%Y-%m-%d}", gap.newest[:12])
        out().print(rows)
    if silent:
        rows = table("rule, met before", f"not since ({days} days or more)")
        for one in silent:
            rows.add_row(one.rule, f"{one.last:%Y-%m-%d}")
        out().print(rows)
    count = sum(gap.count for gap in found)
    say(
        f"{count} official messages were not understood; `tracker rules new ID` drafts a rule from one of them."
        if count
        else "Every official message was understood."
    )
    if silent:
        say(f"{len(silent)} rules met nothing for {days} days: perhaps the wording has changed.")
