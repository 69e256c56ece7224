"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on stdout, and nothing else there.")]
Person = Annotated[
    str | None, typer.Option(help="Whose; needed only where several people are in the record.", metavar="ID")
]
AuthservId = Annotated[
    str | None,
    typer.Option(
        help="Whose verdict on the sender counts, such as mx.google.com; without it nobody vouches for a file.",
        metavar="ID",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
