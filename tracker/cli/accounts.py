"""`tracker account`: who may sign in to the pages."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tracker import clock
from tracker.cli.output import out, say, table
from tracker.cli.record import EN
from tracker.errors import NotFoundError, UserError
from tracker.settings import Settings, load_settings
from tracker.storage.access_types import Role
from tracker.web.refusal import RefusalError
from tracker.web.signin.doors import console_link
from tracker.web.signin.passwords import hashed
from tracker.worker.home import open_home

app = typer.Typer(no_args_is_help=True, help="Who may sign in to the pages. Helpers are invited on the pages.")

Name = Annotated[str, typer.Argument(help="The name that is given at the sign-in.")]


def add_to(whole: typer.Typer) -> None:
    whole.add_typer(app, name="account")


@app.command("add")
def add(name: Name) -> None:
    """Add an account that runs this installation. Its password is asked for, or read from standard input."""
    password = _hashed(_password())
    with open_home(load_settings()) as home, home.store.transaction():
        made = home.store.accounts.add(name, role=Role.OWNER, everyone=True, now=clock.now())
        home.store.accounts.set_password(made.id, password)
    say("The account was added. With it the pages may also be served to other machines (TRACKER_HOST).")


@app.command("list")
def show() -> None:
    """Show who may sign in, as what, and with what."""
    rows = table("name", "role", "people", "signs in with")
    with open_home(load_settings()) as home:
        for one in home.store.accounts.list():
            people = "everyone" if one.everyone else ", ".join(sorted(one.people(clock.now())))
            ways = ["password"] * one.has_password + ["passkey"] * bool(home.store.passkeys.of(one.id))
            rows.add_row(one.name, one.role.value, people, ", ".join(ways) or "the printed link")
    out().print(rows)


@app.command("link")
def link() -> None:
    """Print a link that signs in whoever runs this installation: once, within ten minutes."""
    settings = load_settings()
    with open_home(settings) as home:
        out().print(console_link(home.store, _base(settings), now=clock.now()).get_secret_value(), soft_wrap=True)
    say("It works once, within ten minutes, while the pages are being served.")


@app.command("remove")
def remove(name: Name) -> None:
    """End an account, its sessions and its tokens. What it did stays in the audit log."""
    with open_home(load_settings()) as home:
        found = home.store.accounts.by_name(name)
        if found is None:
            raise NotFoundError("There is no such account; `tracker account list` shows which there are.")
        home.store.accounts.remove(found.id, now=clock.now())
    say("The account is ended.")


def _base(settings: Settings) -> str:
    return settings.public_url or f"http://localhost:{settings.port}"


def _password() -> str:
    if sys.stdin.isatty():
        given: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return given
    return sys.stdin.readline().rstrip("\r\n")


def _hashed(password: str) -> str:
    try:
        return hashed(password)
    except RefusalError as refusal:
        raise UserError(EN.say(refusal.key)) from None
