"""Many people at once: who needs attention first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import ceil

from tracker.frozen import Frozen
from tracker.storage.types import PersonRecord
from tracker.web.views.logs import folded
from tracker.web.views.moments import wall
from tracker.words.catalogue import Words
from tracker.worker.overview import Summary

ON_A_PAGE = 50
NEAR = timedelta(days=14)
FAR = date.max


class Show(StrEnum):
    ALL = "all"
    URGENT = "urgent"
    WAITING = "waiting"
    UNREAD = "unread"


class Mail(Frozen):
    """How far a person's mailboxes were read."""

    mailboxes: int = 0
    read: bool = True  # each of them, ever
    unread_since: date | None = None


class Level(StrEnum):
    """How pressing it is, the most pressing first."""

    NEAR = "1"  # something is not confirmed, and a date is near
    UNREAD = "2"
    LOOK = "3"  # a date or message to check
    WAITS = "4"
    CALM = "5"


class CrowdRow(Frozen):
    person: str
    name: str
    level: Level
    lines: tuple[str, ...]
    day: date  # the next one; `FAR` for none
    waiting: bool
    unread: bool


class Crowd(Frozen):
    rows: tuple[CrowdRow, ...]
    found: int
    page: int
    pages: int


def crowd(
    people: Iterable[PersonRecord],
    summaries: Mapping[str, Summary],
    mail: Mapping[str, Mail],
    now: datetime,
    t: Words,
    *,
    show: Show = Show.ALL,
    q: str = "",
    page: int = 1,
) -> Crowd:
    rows = [_row(one, summaries[one.id], mail.get(one.id, Mail()), now, t) for one in people]
    chosen = [one for one in rows if _shown(one, show) and folded(q.strip()) in folded(f"{one.name} {one.person}")]
    chosen.sort(key=lambda one: (one.level, one.day, one.person))
    pages = max(1, ceil(len(chosen) / ON_A_PAGE))
    page = min(max(1, page), pages)
    return Crowd(
        rows=tuple(chosen[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]), found=len(chosen), page=page, pages=pages
    )


def _shown(row: CrowdRow, show: Show) -> bool:
    match show:
        case Show.URGENT:
            return row.level is not Level.CALM
        case Show.WAITING:
            return row.waiting
        case Show.UNREAD:
            return row.unread
    return True


def _row(who: PersonRecord, summary: Summary, mail: Mail, now: datetime, t: Words) -> CrowdRow:
    days = [one.starts_at.day for one in (*summary.standing, *summary.unverified)]
    unread = mail.mailboxes > 0 and (mail.unread_since is not None or not mail.read)
    return CrowdRow(
        person=who.id,
        name=who.name or who.id,
        level=_level(summary, unread, min(days, default=FAR), wall(now, who.zone).day),
        lines=tuple(_lines(summary, mail, t)),
        day=min(days, default=FAR),
        waiting=summary.open_requests > 0,
        unread=unread,
    )


def _level(summary: Summary, unread: bool, day: date, today: date) -> Level:
    unsure = summary.open_requests > 0 or bool(summary.unverified) or summary.reviews > 0
    if unsure and day - today <= NEAR:
        return Level.NEAR
    if unread:
        return Level.UNREAD
    if summary.unverified or summary.reviews:
        return Level.LOOK
    return Level.WAITS if unsure else Level.CALM


def _lines(summary: Summary, mail: Mail, t: Words) -> Iterable[str]:
    yield from (t.say("crowd.next", when=one.starts_at) for one in summary.standing)
    if not summary.standing:
        yield t.say("crowd.no_date")
    if summary.open_requests:
        yield t.say("crowd.asked")
    if summary.unverified:
        yield t.say("crowd.unverified")
    if summary.reviews:
        yield t.say("crowd.reviews", count=str(summary.reviews))
    if mail.mailboxes and mail.unread_since:
        yield t.say("crowd.not_read", day=mail.unread_since)
    elif mail.mailboxes and not mail.read:
        yield t.say("crowd.never_read")
