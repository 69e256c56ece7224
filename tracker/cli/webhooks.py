"""`tracker webhook`: programs elsewhere that are told when something changes."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from pydantic import SecretStr

from tracker import clock
from tracker.cli.output import out, say, table, word
from tracker.errors import UserError, WebhookError
from tracker.settings import load_settings
from tracker.storage.webhook_types import DeliveryState, Pause, Webhook
from tracker.webhooks.addresses import target_of
from tracker.webhooks.types import OFFERED, EventType
from tracker.worker import hooks
from tracker.worker.home import Home, open_home
from tracker.worker.hook_post import send_test

app = typer.Typer(no_args_is_help=True, help="Programs elsewhere that are told at once when something changes.")

Hook = Annotated[str, typer.Argument(help="The web hook's id, as `tracker webhook list` shows it.")]
LATELY = 5  # deliveries that are shown of each


def add_to(whole: typer.Typer) -> None:
    whole.add_typer(app, name="webhook")


@app.command("add")
def add(
    url: Annotated[str, typer.Argument(help="https://... on the public network; - asks for it.")] = "-",
    name: Annotated[str, typer.Option(help="What you call it, such as 'our cases'.")] = "",
    types: Annotated[
        list[EventType] | None, typer.Option("--type", help="What it is told; may be given again. By default all.")
    ] = None,
    people: Annotated[
        list[str] | None, typer.Option("--person", help="Whose news; by default everybody's.", metavar="ID")
    ] = None,
) -> None:
    """Tell a program from now on: ids alone, in posts that are signed. Prints the secret that signs, once."""
    secret = SecretStr(sys.stdin.readline().strip() if url == "-" else url)
    chosen = tuple(dict.fromkeys(types or OFFERED))
    if EventType.TEST in chosen:
        raise UserError("`webhook.test` is sent by `tracker webhook test` alone; choose another --type.")
    settings = load_settings()
    host = target_of(secret.get_secret_value(), settings.webhook_networks).shown
    with open_home(settings) as home:
        whose = [home.person(one).id for one in people or ()]
        made, key = hooks.add_hook(
            home, secret, name=name or host, types=chosen, account=None, people=whose, now=clock.now()
        )
    out().print(key.get_secret_value())
    say(f"{host} was added as {made.id}. Keep the secret above: it is shown only now, and proves that posts are ours.")


@app.command("list")
def show() -> None:
    """Show where programs are told, and what became of the last deliveries."""
    rows = table("id", "name", "whose", "events", "state")
    with open_home(load_settings()) as home:
        found = home.store.webhooks.list()
        for one in found:
            kinds = "all" if len(one.types) == len(OFFERED) else ", ".join(one.types)
            whose = ", ".join(one.people) or "everyone" if one.account is None else "of an account"
            rows.add_row(one.id, one.name, whose, kinds, word(_health(one)))
        out().print(rows)
        for one in found:
            _print_deliveries(home, one)
    if not found:
        say("No program is told yet: `tracker webhook add https://...`, or through the API.")


@app.command("test")
def try_out(webhook: Hook) -> None:
    """Post one test event now, and say what was answered."""
    with open_home(load_settings()) as home:
        done = send_test(home, webhook, clock.now())
    if done.state is not DeliveryState.TAKEN:
        raise WebhookError(str(done.last_error))
    out().print(f"ok   {webhook}: it answered {done.last_status}.")


@app.command("pause")
def pause(webhook: Hook) -> None:
    """Post nothing there for now; what becomes so meanwhile is kept for a month."""
    with open_home(load_settings()) as home:
        home.store.webhooks.pause(home.store.webhooks.get(webhook).id, Pause.ASKED, now=clock.now())
    say(f"Nothing is posted to {webhook} until `tracker webhook resume {webhook}`.")


@app.command("resume")
def resume(webhook: Hook) -> None:
    """Post there again, first what has waited and is still so."""
    with open_home(load_settings()) as home:
        home.store.webhooks.resume(webhook, now=clock.now())
    say(f"{webhook} is told again.")


@app.command("rotate")
def rotate(webhook: Hook) -> None:
    """Print a new secret, once; for a day posts bear a signature by each of the two."""
    with open_home(load_settings()) as home:
        key = hooks.rotate(home, webhook, clock.now())[1]
    out().print(key.get_secret_value())
    say("The secret before it holds for one more day.")


@app.command("remove")
def remove(webhook: Hook) -> None:
    """Forget a web hook, its address, its secret and its receipts."""
    with open_home(load_settings()) as home:
        home.store.webhooks.remove(webhook, now=clock.now())
    say(f"The web hook {webhook} is forgotten.")


def _health(one: Webhook) -> str:
    if one.pause is not None:
        return "paused" if one.pause is Pause.ASKED else f"paused: {one.last_error}"
    return one.last_error or ("works" if one.last_ok_at else "nothing sent yet")


def _print_deliveries(home: Home, one: Webhook) -> None:
    for delivery in home.store.webhook_events.list(one.id, limit=LATELY):
        said = f", {delivery.last_error}" if delivery.last_error else ""
        moment = f"{delivery.at:%Y-%m-%d %H:%M UTC}"
        out().print(f"{one.id}  {moment}  {delivery.person or '-'}  {delivery.type}: {delivery.state.value}{said}")
