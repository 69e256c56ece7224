"""The links of a person's calendar as a page shows them: what each shows, and which programs fetched it since when."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.feed.clients import BROWSER, UNKNOWN
from tracker.frozen import Frozen
from tracker.storage.feeds import OTHER_CLIENTS
from tracker.storage.types import FeedClient, FeedLink
from tracker.web.views.moments import local, wall
from tracker.words.catalogue import Words

NAMED = {BROWSER: "device.browser", UNKNOWN: "device.unknown", OTHER_CLIENTS: "device.others"}  # the rest are names


class LinkView(Frozen):
    id: str
    name: str
    kind: str
    several: bool
    language: str
    made: str
    fetched: str
    programs: tuple[str, ...]  # the one it was made for first


def link_views(links: Iterable[FeedLink], clients: Iterable[FeedClient], zone: str, t: Words) -> tuple[LinkView, ...]:
    """`clients` are those of all these links, the earliest of a link first."""
    seen = list(clients)
    return tuple(_view(one, [client for client in seen if client.link == one.id], zone, t) for one in links)


def _view(one: FeedLink, clients: list[FeedClient], zone: str, t: Words) -> LinkView:
    fetched = one.last_fetched_at
    return LinkView(
        id=one.id,
        name=one.name,
        kind=t.say(f"device.kind_{one.kind}"),
        several=one.everyone or len(one.members) > 1,
        language=one.language.value,
        made=t.say("device.since", day=wall(one.created_at, zone).day),
        fetched=t.say("device.fetched", moment=local(fetched, zone, t)) if fetched else t.say("device.not_fetched"),
        programs=tuple(_program(client, zone, t) for client in clients),
    )


def _program(client: FeedClient, zone: str, t: Words) -> str:
    name = t.say(NAMED[client.client]) if client.client in NAMED else client.client
    since, last = wall(client.first_seen_at, zone).day, local(client.last_seen_at, zone, t)
    return t.say("device.program", program=name, since=since, last=last)
