"""`tracker feed copy`: for those whose machine no phone can reach."""

from __future__ import annotations

import secrets
import sys
from typing import Annotated

import typer
from pydantic import JsonValue

from tracker import clock
from tracker.cli.output import out, say
from tracker.errors import TrackerError, UserError
from tracker.feed.place import check_address
from tracker.settings import load_settings
from tracker.storage.types import FeedPlace
from tracker.worker.copies import Copier
from tracker.worker.home import open_home
from tracker.worker.publishing import Publisher


def add_to(app: typer.Typer) -> None:
    app.command("copy")(copy)


def copy(
    link: Annotated[str, typer.Argument(help="The link's id.")],
    place: Annotated[
        str | None,
        typer.Argument(help="https:// (WebDAV), sftp://, s3:// or file://; ending in / it gets an unguessable name."),
    ] = None,
    user: Annotated[str | None, typer.Option(help="Who signs in there.")] = None,
    password: Annotated[
        bool, typer.Option("--password", help="Ask for a password, or read it from standard input.")
    ] = False,
    option: Annotated[
        list[str] | None, typer.Option(help="A setting of fsspec for that place.", metavar="NAME=VALUE")
    ] = None,
    stop: Annotated[bool, typer.Option("--stop", help="Copy it no longer. What lies there stays.")] = False,
) -> None:
    """Copy a link's calendar to a place of your own that phones can reach, and keep the copy up to date."""
    if (place is None) is not stop:
        raise UserError("Say where to copy it to, or --stop.")
    with open_home(load_settings()) as home:
        home.store.feeds.get(link)
        if place is None:
            home.store.feeds.send_to(link, None)
            say("It is copied no longer. Delete what lies there yourself.")
            return
        wanted = _place(place, user, option or [], ask=password)
        linked = home.store.feeds.send_to(link, wanted)
        Publisher(home).publish_changed(clock.now())
        try:
            Copier(home).copy_now(linked, clock.now())
        except TrackerError:
            home.store.feeds.send_to(link, None)
            raise
    out().print(wanted.url)
    say("It was copied and read back. While `tracker run` runs, every change follows within minutes.")
    say("Give the phone the address under which that place is read: https, and without a sign-in.")


def _place(url: str, user: str | None, settings: list[str], *, ask: bool) -> FeedPlace:
    if url.endswith("/"):
        url += f"{secrets.token_urlsafe(32)}.ics"
    check_address(url)
    options: dict[str, JsonValue] = dict(_setting(one) for one in settings)
    if user:
        options["username"] = user
    if ask:
        terminal = sys.stdin.isatty()
        options["password"] = typer.prompt("Password", hide_input=True) if terminal else sys.stdin.readline().strip()
    return FeedPlace(url=url, options=options)


def _setting(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals:
        raise UserError(f"{given!r} is no setting; write it NAME=VALUE.")
    return name, value
