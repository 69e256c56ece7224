"""`tracker doctor`: everything that is wrong, in words, with the mend."""

from __future__ import annotations

import typer

from tracker import clock
from tracker.cli.output import print_findings
from tracker.errors import UserError
from tracker.settings import load_settings
from tracker.worker.doctor import examine
from tracker.worker.home import open_home


def add_to(app: typer.Typer) -> None:
    app.command("doctor")(doctor)


def doctor() -> None:
    """Say everything that is wrong here and how to mend it; ends with 1 while a date could be missed."""
    with open_home(load_settings()) as home:
        findings = list(examine(home, clock.now()))
    print_findings(findings)
    wrong = sum(not one.works for one in findings)
    if wrong:
        count = "1 thing needs" if wrong == 1 else f"{wrong} things need"
        raise UserError(f"{count} mending: the lines that begin with NOT.")
