"""`tracker feed check`: from where a link can be reached, in words, and what to do."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from pydantic import SecretStr

from tracker.cli.output import out
from tracker.errors import UserError
from tracker.feed.reach import Reach, reach_of
from tracker.settings import Settings, load_settings
from tracker.storage.types import FeedLink
from tracker.worker.home import Home, open_home
from tracker.worker.links import address_of, base_of, checking_agent, links_of, token_of

SECONDS = 10
FROM_WHERE = {
    Reach.MACHINE: "Only programs on this machine reach the links: no phone does.",
    Reach.NETWORK: "Devices in this house's network reach the links. Away from home they keep what they last saw, and "
    "Google and Outlook.com, which fetch from their own machines, never see them.",
    Reach.OVERLAY: "The devices of your private network (such as Tailscale) reach the links. Google and Outlook.com, "
    "which fetch from their own machines, never see them.",
    Reach.WORLD: "The address is a public one: phones, Google and Outlook.com can reach it, if it answers.",
}
WHAT_TO_DO = {
    Reach.MACHINE: "To change that: serve them with deploy/Caddyfile under a name of your own and set "
    "TRACKER_PUBLIC_URL, or copy a calendar to a place that phones reach: `tracker feed copy`.",
    Reach.NETWORK: "For a phone that leaves the house: a public name (deploy/Caddyfile), or `tracker feed copy`.",
    Reach.OVERLAY: "For Google or Outlook.com: a public name (deploy/Caddyfile), or `tracker feed copy`.",
}


def add_to(app: typer.Typer) -> None:
    app.command("check")(check)


def check(link: Annotated[str | None, typer.Argument(help="Only this link, by its id.")] = None) -> None:
    """Say from where the links can be reached, whether they answer as they must, and what to do."""
    settings = load_settings()
    with open_home(settings) as home:
        links = [home.store.feeds.get(link)] if link else list(home.store.feeds.list())
        for line in _reach(settings):
            out().print(line)
        wrong = {one.id: list(_problems(home, one)) for one in links}
    if not links:
        out().print("There is no link yet: `tracker feed new NAME`.")
    for name, problems in wrong.items():
        out().print(f"{name}: {' '.join(problems) if problems else 'answers as it must.'}")
    if any(wrong.values()):
        raise UserError(f"{sum(map(bool, wrong.values()))} of {len(links)} links do not answer as they must.")


def _reach(settings: Settings) -> Iterator[str]:
    base = base_of(settings)
    host = urlsplit(base).hostname or ""
    reach = reach_of(host, _addresses(host) if settings.dns else ())
    yield f"The links begin with {base}."
    yield FROM_WHERE[reach]
    if reach in WHAT_TO_DO:
        yield WHAT_TO_DO[reach]
    if reach is Reach.WORLD and base.startswith("http:"):
        yield "It is not encrypted: anybody on the way can read the dates. Use https."


def _addresses(host: str) -> list[str]:
    try:
        return sorted({str(found[4][0]).partition("%")[0] for found in socket.getaddrinfo(host, None)})
    except OSError:
        return []


def _problems(home: Home, link: FeedLink) -> Iterator[str]:
    if link.place:
        if link.place_error:
            yield link.place_error
        elif link.placed_at is None:
            yield "It was not copied yet; `tracker run` does it."
        return
    token = token_of(links_of(home), link.token_hash)
    if token is None:
        yield "Its secret is not on this machine any more (a restored backup?): `tracker feed rotate` makes a new one."
        return
    address, file = address_of(home, SecretStr(token)), home.feed_file(link.token_hash)
    yield from _answer(address, file, checking_agent(home))


def _answer(address: str, file: Path, agent: str) -> Iterator[str]:
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=SECONDS)
    try:
        connection.request("GET", parts.path, headers={"Accept-Encoding": "gzip", "User-Agent": agent})
        reply = connection.getresponse()
        body = reply.read()
    except (OSError, http.client.HTTPException) as error:
        yield f"Nothing answers at {parts.netloc} ({type(error).__name__}). Does `tracker run` or the web server run?"
        return
    finally:
        connection.close()
    if reply.status != http.client.OK:
        yield f"It answers {reply.status} instead of 200; clients then drop or keep old dates."
    elif reply.headers.get_content_type() != "text/calendar":
        yield "It is not sent as text/calendar; something else answers at that address."
    elif reply.headers.get("Content-Encoding"):
        yield "It is sent compressed, which Outlook.com does not take: switch compression off for /feed."
    elif body != file.read_bytes():
        yield "It holds something else than the calendar that was published here."
