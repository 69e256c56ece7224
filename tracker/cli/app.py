"""The commands, put together, and the one place that turns an error into a sentence and an exit code."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import typer

from tracker.cli.output import say
from tracker.errors import TrackerError

# Each module of this room that adds commands (`add_to`), with the first words by which they are called.
PARTS = {
    "demo": ("demo",),
    "setup": ("init",),
    "running": ("run", "worker", "web", "sync"),
    "reading": ("read", "import"),
    "record": ("log", "appointments"),
    "replay": ("replay",),
    "export": ("export",),
    "erase": ("erase",),
    "doctor": ("doctor",),
    "duties": ("duties",),
    "people": ("person",),
    "mailboxes": ("mailbox",),
    "acts": ("request", "appointment", "confirm", "undo"),
    "reviews": ("review",),
    "feeds": ("feed",),
    "alerts": ("alerts",),
    "webhooks": ("webhook",),
    "accounts": ("account",),
    "rules": ("rules",),
}
HELP = (
    "Reads a mailbox for ICE appointment messages. A change of date counts only once ICE confirms it. "
    "This is information, not legal advice."
)


def command_line(first: str | None = None) -> typer.Typer:
    """The commands; where `first` calls one of them, only those that come with it: loading all takes a second more."""
    app = typer.Typer(
        name="tracker", no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None, help=HELP
    )
    app.callback()(_whole)
    asked = [module for module, names in PARTS.items() if first in names]
    for module in asked or PARTS:
        import_module(f"tracker.cli.{module}").add_to(app)
    return app


def _whole() -> None:
    """Without this, a command that is alone would not be called by its name."""


def main() -> None:
    """Run the command line; never a traceback for a user's mistake."""
    try:
        command_line(next(iter(sys.argv[1:]), None))()
    except TrackerError as error:
        say(str(error))
        sys.exit(1)
    except KeyboardInterrupt:
        say("Stopped. What was done is kept; run the same command again to go on.")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): not our error, and nothing is left to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
