"""The links of a person's calendar as a page shows them: what each shows, and which programs fetched it since when.

Of those that have ended it says when, and whether a device still asks for one: its owner sees no date there any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tracker.feed.clients import BROWSER, UNKNOWN
from tracker.frozen import Frozen
from tracker.storage.feeds import OTHER_CLIENTS
from tracker.storage.types import FeedClient, FeedLink
from tracker.web.views.moments import local, wall
from tracker.words.catalogue import Words

MOST_ENDED = 10  # that are shown: the newest
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


class EndedView(Frozen):
    name: str
    several: bool
    ended: str
    asked: str


class EndedLinks(Frozen):
    count: int
    newest: tuple[EndedView, ...]  # the last one to end first
    older: int  # that are not among them


def ended_links(links: Iterable[FeedLink], zone: str, t: Words) -> EndedLinks:
    ended = [(one.revoked_at, one) for one in links if one.revoked_at is not None]
    ended.sort(key=lambda pair: (pair[0], pair[1].id), reverse=True)
    newest = tuple(_ended(one, at, zone, t) for at, one in ended[:MOST_ENDED])
    return EndedLinks(count=len(ended), newest=newest, older=len(ended) - len(newest))


def _ended(one: FeedLink, at: datetime, zone: str, t: Words) -> EndedView:
    last = one.last_fetched_at
    since = last is not None and last > at
    return EndedView(
        name=one.name,
        several=_several(one),
        ended=t.say("device.ended_on", day=wall(at, zone).day),
        asked=t.say("device.ended_asked", moment=local(last, zone, t))
        if last and since
        else t.say("device.ended_quiet"),
    )


def _several(one: FeedLink) -> bool:
    return one.everyone or len(one.members) > 1


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
        several=_several(one),
        language=one.language.value,
        made=t.say("device.since", day=wall(one.created_at, zone).day),
        fetched=t.say("device.fetched", moment=local(fetched, zone, t)) if fetched else t.say("device.not_fetched"),
        programs=tuple(_program(client, zone, t) for client in clients),
    )


def _program(client: FeedClient, zone: str, t: Words) -> str:
    name = t.say(NAMED[client.client]) if client.client in NAMED else client.client
    since, last = wall(client.first_seen_at, zone).day, local(client.last_seen_at, zone, t)
    return t.say("device.program", program=name, since=since, last=last)
