"""`tracker replay`: what mended rules would change, shown before anything is appended."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from tracker import clock
from tracker.cli.options import Json
from tracker.cli.output import out, print_json, print_wrapped, progress_bar, say, word
from tracker.cli.record import EN
from tracker.contracts import ReplayDateLine, ReplayLine, ReplayReading
from tracker.errors import NotFoundError
from tracker.settings import load_settings
from tracker.worker.home import open_home
from tracker.worker.publishing import Publisher
from tracker.worker.replay import Changed, DateChanged, Replay, append, dates_changed, replay

Apply = Annotated[bool, typer.Option("--apply", help="Append what is different, and publish.")]


def add_to(app: typer.Typer) -> None:
    app.command("replay")(replay_)


def replay_(apply: Apply = False, json: Json = False) -> None:
    """Read every kept message again with the rules of today, and show what would be different."""
    now = clock.now()
    with open_home(load_settings()) as home:
        with progress_bar("Reading", total=None) as bar:
            found = replay(
                home, now=now, on_message=lambda done, total: bar.update(bar.task_ids[0], completed=done, total=total)
            )
        dates = list(dates_changed(home, found, now))
        if json:
            print_json(ReplayLine.of(change.before, change.after) for change in found.changed)
            print_json(ReplayDateLine.of(one.shown, one.before, one.after) for one in dates)
        else:
            _show(found.changed, dates)
        if apply and found.changed:
            append(home, found)
            Publisher(home).publish_changed(now)
    say(_told(found, len(dates), applied=apply))
    if found.unreadable:
        raise NotFoundError(f"{len(found.unreadable)} of the messages cannot be read; what the log says of them stays.")


def _told(found: Replay, dates: int, *, applied: bool) -> str:
    if not found.changed:
        return f"{found.read} messages were read again; none says anything else than before."
    heading = f"{len(found.changed)} readings of {found.read} messages are different, and the status of {dates} dates."
    return heading + (" They are in the log now." if applied else " Nothing was changed; --apply appends them.")


def _show(changed: list[Changed], dates: list[DateChanged]) -> None:
    for one in changed:
        _show_reading(one)
    if dates:
        out().print(Text("\nwhat becomes of the dates", style="bold"))
    for date in dates:
        was, will = (EN.say(f"status.{status}") if status else "not known" for status in (date.before, date.after))
        out().print(Text(f"  {EN.when(date.shown.starts_at)}: {was} → ") + Text(will, style=word(date.after).style))


def _show_reading(change: Changed) -> None:
    """The message, then a line for each field that differs."""
    after = ReplayReading.of(change.after).model_dump(mode="json")
    before = ReplayReading.of(change.before).model_dump(mode="json") if change.before else {}
    lines = [Text(f"{change.after.at:%Y-%m-%d}  {change.after.sha256[:12]}  {change.after.person}", style="bold")]
    if change.before is None:
        lines[0].append("  not in the log yet", style="")
    for name, value in after.items():
        if before.get(name) != value:
            was, will = _plain(before.get(name)), _plain(value)
            label = Text(f"  {name.replace('_', ' '):<18} ", style="dim")
            lines.append(label + Text(was) + Text(" → ") + Text(will, style="bold"))
    print_wrapped(lines)


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) or "none" if isinstance(value, list) else "none" if value is None else str(value)
