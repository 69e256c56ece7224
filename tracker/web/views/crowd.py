"""Many people at once: who needs attention first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from math import ceil
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.frozen import Frozen
from tracker.reading.types import Language
from tracker.storage.glances import Glance
from tracker.web.views.finding import folded
from tracker.words.catalogue import Words
from tracker.worker.overview import Summary
from tracker.worker.views import STALE_AFTER

ON_A_PAGE = 50
NEAR = timedelta(days=14)
FAR = date.max
A_DAY = timedelta(days=1)
PASSING = timedelta(days=3)  # before a date is over anywhere, its day is no nearer than this


class Show(StrEnum):
    ALL = "all"
    URGENT = "urgent"
    WAITING = "waiting"
    UNREAD = "unread"


class Level(StrEnum):
    """How pressing it is, the most pressing first."""

    NEAR = "1"  # something is not confirmed, and a date is near
    UNREAD = "2"
    LOOK = "3"  # a date or message to check
    WAITS = "4"
    CALM = "5"


class CrowdRow(NamedTuple):
    person: str
    name: str
    level: Level
    lines: tuple[str, ...]
    day: date  # the next one; `FAR` for none


class Ranked(NamedTuple):
    """Where one person stands among the others, and what is said of them; true from then until then."""

    place: tuple[Level, date, str]
    name: str
    summary: Summary
    unread_since: date | None
    never_read: bool
    since: datetime
    until: datetime
    searched: str
    rows: dict[Language, CrowdRow]  # what is said of them, kept by whoever says it

    @property
    def person(self) -> str:
        return self.place[2]

    @property
    def unread(self) -> bool:
        return self.never_read or self.unread_since is not None


class Crowd(Frozen):
    rows: tuple[CrowdRow, ...]
    found: int
    page: int
    pages: int


def rank(glance: Glance, summary: Summary, now: datetime) -> Ranked:
    zone = ZoneInfo(glance.zone)
    today = now.astimezone(zone).date()
    read = glance.oldest_read
    stale = read is not None and now - read > STALE_AFTER
    never = glance.ever_read < glance.mailboxes
    day = min((one.starts_at.day for one in (*summary.standing, *summary.unverified)), default=FAR)
    return Ranked(
        place=(_level(summary, stale or never, day - today), day, glance.person),
        name=glance.name or glance.person,
        summary=summary,
        unread_since=read.astimezone(zone).date() if read and stale else None,
        never_read=never,
        since=now,
        until=min(_midnight(today, zone), min(_turns(summary, read if not stale else None), default=now + A_DAY)),
        searched=folded(f"{glance.name or glance.person} {glance.person}"),
        rows={},
    )


def crowd(people: Iterable[Ranked], t: Words, *, show: Show = Show.ALL, q: str = "", page: int = 1) -> Crowd:
    wanted = folded(q.strip())
    chosen = [one for one in people if _shown(one, show)] if show is not Show.ALL else list(people)
    if wanted:
        chosen = [one for one in chosen if wanted in one.searched]
    chosen.sort(key=lambda one: one.place)
    pages = max(1, ceil(len(chosen) / ON_A_PAGE))
    page = min(max(1, page), pages)
    shown = chosen[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return Crowd(rows=tuple(_row(one, t) for one in shown), found=len(chosen), page=page, pages=pages)


def _shown(one: Ranked, show: Show) -> bool:
    match show:
        case Show.URGENT:
            return one.place[0] is not Level.CALM
        case Show.WAITING:
            return one.summary.open_requests > 0
        case Show.UNREAD:
            return one.unread
    return True


def _midnight(today: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(today + A_DAY, time(), tzinfo=zone).astimezone(UTC)


def _turns(summary: Summary, read: datetime | None) -> Iterable[datetime]:
    """When time alone may change what is said of somebody: a date comes near its end, the mail grows old."""
    if read is not None:
        yield read + STALE_AFTER
    for one in (*summary.standing, *summary.unverified, *summary.asked):
        yield datetime.combine(one.starts_at.day, time(), tzinfo=UTC) - PASSING


def _level(summary: Summary, unread: bool, left: timedelta) -> Level:
    unsure = summary.open_requests > 0 or bool(summary.unverified) or summary.reviews > 0
    if unsure and left <= NEAR:
        return Level.NEAR
    if unread:
        return Level.UNREAD
    if summary.unverified or summary.reviews:
        return Level.LOOK
    return Level.WAITS if unsure else Level.CALM


def _row(one: Ranked, t: Words) -> CrowdRow:
    if t.language not in one.rows:
        level, day, person = one.place
        lines = tuple(_lines(one, t))
        one.rows[t.language] = CrowdRow(person=person, name=one.name, level=level, lines=lines, day=day)
    return one.rows[t.language]


def _lines(one: Ranked, t: Words) -> Iterable[str]:
    summary = one.summary
    yield from (t.say("crowd.next", when=slot.starts_at) for slot in summary.standing)
    if not summary.standing:
        yield t.say("crowd.no_date")
    if summary.open_requests:
        yield t.say("crowd.asked")
    if summary.unverified:
        yield t.say("crowd.unverified")
    if summary.reviews:
        yield t.say("crowd.reviews", count=str(summary.reviews))
    if one.unread_since:
        yield t.say("crowd.not_read", day=one.unread_since)
    elif one.never_read:
        yield t.say("crowd.never_read")
