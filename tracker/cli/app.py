"""The commands, put together, and the one place that turns an error into a sentence and an exit code."""

from __future__ import annotations

import os
import sys

import typer

from tracker.cli import (
    accounts,
    acts,
    alerts,
    demo,
    doctor,
    duties,
    erase,
    export,
    feeds,
    mailboxes,
    people,
    reading,
    record,
    replay,
    reviews,
    rules,
    running,
    setup,
    webhooks,
)
from tracker.cli.output import say
from tracker.errors import TrackerError

app = typer.Typer(
    name="tracker",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Reads a mailbox for ICE appointment messages. A change of date counts only once ICE confirms it. "
    "This is information, not legal advice.",
)
for part in (demo, setup, running, reading, record, replay, export, erase, doctor, duties):
    part.add_to(app)
for name, group in (
    ("person", people.app),
    ("mailbox", mailboxes.app),
    ("request", acts.requests),
    ("appointment", acts.appointments),
    ("review", reviews.app),
    ("feed", feeds.app),
    ("alerts", alerts.app),
    ("webhook", webhooks.app),
    ("account", accounts.app),
    ("rules", rules.app),
):
    app.add_typer(group, name=name)
acts.add_to(app)


def main() -> None:
    """Run the command line; never a traceback for a user's mistake."""
    try:
        app()
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
