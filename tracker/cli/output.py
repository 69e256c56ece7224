"""What is printed where: answers on stdout, everything said about them on stderr; `--json` prints JSON Lines only."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from pydantic import BaseModel
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

WIDTH = 80


def out() -> Console:
    """Answers. Made anew each time, so that it follows a replaced stdout; plain where stdout is no terminal."""
    return Console(file=sys.stdout, highlight=False, soft_wrap=not sys.stdout.isatty(), emoji=False, markup=False)


def err() -> Console:
    return Console(file=sys.stderr, highlight=False, soft_wrap=True, emoji=False, markup=False)


def say(sentence: str) -> None:
    """One sentence about what was done, on stderr, so that stdout stays the answer alone."""
    err().print(sentence)


def print_json(lines: Iterable[BaseModel]) -> None:
    """JSON Lines on stdout, keys in the model's order, text unescaped UTF-8 whatever the locale."""
    for line in lines:
        sys.stdout.buffer.write(line.model_dump_json().encode() + b"\n")
    sys.stdout.buffer.flush()


class Finding(Protocol):
    """What was found about one thing that must work."""

    @property
    def works(self) -> bool: ...
    @property
    def sentence(self) -> str: ...


def print_findings(findings: Iterable[Finding]) -> None:
    """One a line, `ok` or `NOT` in front; the lines that continue one stand below its words."""
    rows = Table.grid(padding=(0, 2, 0, 0))
    rows.add_column(no_wrap=True)
    rows.add_column(overflow="fold")
    for one in findings:
        rows.add_row("ok" if one.works else Text("NOT", style="bold red"), one.sentence)
    out().print(rows)


def print_wrapped(lines: Iterable[Text]) -> None:
    """Each line broken at words to fit 80 columns, whether or not a terminal is there to do it."""
    console = out()
    for line in lines:
        for part in line.wrap(console, min(WIDTH, console.width)) or [Text()]:
            part.rstrip()
            console.print(part)


def table(*columns: str) -> Table:
    """A table that fits 80 columns: long cells wrap, nothing is cut."""
    made = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


STYLES = {
    "confirmed": "bold green",
    "confirms": "bold green",
    "official": "green",
    "requested": "yellow",
    "pending": "yellow",
    "unverified": "yellow",
    "review": "yellow",
    "fake": "bold red",
    "warns": "bold red",
    "cancelled": "red",
    "superseded": "dim",
    "closed": "dim",
    "past": "dim",
    "none": "dim",
}


def word(value: str | None) -> Text:
    """One of our words in its colour; never markup, so that nothing in a message can style the terminal."""
    return Text(value or "", style=STYLES.get(value or "", ""))


@contextmanager
def progress_bar(label: str, total: int | None) -> Iterator[Progress]:
    """A bar on stderr, shown only on a terminal; the caller advances task 0."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err(), transient=True, disable=not sys.stderr.isatty()) as progress:
        progress.add_task(label, total=total)
        yield progress
