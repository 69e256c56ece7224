"""`tracker mailbox`: the accounts that may be read."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from pydantic import SecretStr

from tracker import clock
from tracker.cli.output import out, print_findings, say, table, word
from tracker.errors import MailboxError, UserError
from tracker.mailbox.check import check as check_account
from tracker.mailbox.providers import Provider
from tracker.settings import load_settings
from tracker.worker.accounts import account_for, keep_account, provider_of
from tracker.worker.home import open_home
from tracker.worker.sync import account_of

app = typer.Typer(no_args_is_help=True, help="The accounts that may be read. Nothing in them is ever changed.")


def add_to(whole: typer.Typer) -> None:
    whole.add_typer(app, name="mailbox")


@app.command("add")
def add(
    address: Annotated[str, typer.Argument(help="The e-mail address.")],
    host: Annotated[str | None, typer.Option(help="The IMAP server, where it is not the provider's usual one.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535)] = None,
    user: Annotated[str | None, typer.Option(help="The sign-in name, where it is not the address.")] = None,
    tls: Annotated[str | None, typer.Option(help="tls, starttls, or plain (this machine only).")] = None,
    folder: Annotated[
        list[str] | None,
        typer.Option(
            help="A folder to read; may be repeated. By default INBOX, and of sent mail what you wrote to ICE."
        ),
    ] = None,
    authserv_id: Annotated[
        str | None, typer.Option(help="Whose verdict on senders counts, for an unknown provider.")
    ] = None,
    person: Annotated[list[str] | None, typer.Option(help="For whom it is read; may be repeated.")] = None,
    id: Annotated[str | None, typer.Option("--id", help="A short id of your choice.")] = None,  # noqa: A002 - the option's name
) -> None:
    """Add a mailbox. The password is asked for, or read from standard input; it is stored encrypted."""
    if "@" not in address:
        raise UserError(f"{address!r} is no e-mail address; write it like name@example.com.")
    provider = provider_of(address, host)
    if not provider.password_works and host is None:
        raise UserError(provider.how_to)
    with open_home(load_settings()) as home:
        people = [home.person(one).id for one in person] if person else [home.person().id]
        account = account_for(
            home,
            address,
            _password(provider),
            account=id,
            host=host,
            port=port,
            user=user,
            tls=tls,
            folders=folder or (),
            authserv_id=authserv_id,
        )
        keep_account(home, account, people, clock.now())
    say(f"The mailbox {account.id} was added. `tracker mailbox check {account.id}` tells whether it works.")
    if account.profile is None and not account.authserv_id:
        say("Its provider is not known here, so nobody vouches for senders: give --authserv-id, or review messages.")


@app.command("list")
def show() -> None:
    """Show the mailboxes and when each was last really read."""
    rows = table("id", "address", "server", "people", "last read", "state")
    with open_home(load_settings()) as home:
        for one in home.store.mailboxes.list():
            read = one.last_ok_at.strftime("%Y-%m-%d %H:%M UTC") if one.last_ok_at else "never"
            state = one.last_error or ("works" if one.last_ok_at else "not read yet")
            rows.add_row(one.id, one.address, f"{one.host}:{one.port}", ", ".join(one.people), read, word(state))
    out().print(rows)


@app.command("check")
def check(mailbox: Annotated[str, typer.Argument(help="The mailbox's id.")]) -> None:
    """Say in words what works and what does not."""
    with open_home(load_settings()) as home:
        findings = check_account(account_of(home, home.store.mailboxes.get(mailbox)))
    print_findings(findings)
    if not all(finding.works for finding in findings):
        raise MailboxError("The mailbox cannot be read yet; the line above that begins with NOT says why.")


@app.command("remove")
def remove(mailbox: Annotated[str, typer.Argument(help="The mailbox's id.")]) -> None:
    """Forget the password and read this mailbox no more. What was found in it stays in the record."""
    with open_home(load_settings()) as home:
        home.store.mailboxes.get(mailbox)
        home.store.mailboxes.remove(mailbox, now=clock.now())
    say(f"The mailbox {mailbox} is no longer read and its password is forgotten; what was found in it stays.")


def _password(provider: Provider) -> SecretStr:
    if provider.needs_app_password:
        say(provider.how_to)
    if sys.stdin.isatty():
        return SecretStr(typer.prompt("Password", hide_input=True, err=True))
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise UserError("No password was given; type it when asked, or send it on standard input.")
    return SecretStr(password)
