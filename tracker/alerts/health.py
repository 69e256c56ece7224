"""What does not work: mailboxes, calendars, channels, messages that nobody could read. Silence is no health.

And what may not be as it should: a link that a new program fetches, a wording that comes no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from tracker.alerts.make import Maker
from tracker.alerts.types import Alert, AlertKind, MailboxHealth, Trouble, overdue_at
from tracker.reading.types import CONFIRMING, Kind, When

OF_APPOINTMENTS = CONFIRMING | {Kind.REQUEST_RECEIVED, Kind.REQUEST_DENIED, Kind.REMINDER}


def troubles(maker: Maker) -> Iterator[Alert]:
    """Each trouble when it is found, and again every day while it lasts."""
    of_mailboxes = [found for health in maker.around.mailboxes if (found := of_mailbox(maker, health))]
    for one in (*of_mailboxes, *maker.around.troubles):
        lasts = max(0, (maker.now - one.since) // maker.settings.again_after)
        yield maker.make(
            one.kind,
            one.about,
            one.since.isoformat(),
            str(lasts),
            dates={"day": _day(maker, one.since)},
            words={"name": one.name},
            about=one.about,
            shared=one.first,
        )


def unheard(maker: Maker) -> Iterator[Alert]:
    """Twice, and not every day: it is no danger to anybody who looks here themselves."""
    for one in maker.around.unheard:
        yield maker.make(
            AlertKind.WEBHOOK,
            one.about,
            one.since.isoformat(),
            "paused" if one.paused else "tried",
            dates={"day": _day(maker, one.since)},
            words={"name": one.name},
            about=one.about,
        )


def of_mailbox(maker: Maker, health: MailboxHealth) -> Trouble | None:
    """What is wrong with it. The trouble begins where the last success was, so it has one name as long as it lasts."""
    since = health.last_ok_at or health.created_at
    if health.needs_person:
        return Trouble(kind=AlertKind.SIGN_IN, about=health.id, name=health.name, since=since, first=health.first)
    if overdue_at(health, maker.settings.unread_after) > maker.now:
        return None
    return Trouble(kind=AlertKind.UNREAD, about=health.id, name=health.name, since=since, first=health.first)


def unreadable(maker: Maker) -> Iterator[Alert]:
    for one in maker.around.shelf:
        if not maker.is_old(one.at):
            yield maker.make(AlertKind.UNREADABLE, one.sha256)


def new_readers(maker: Maker) -> Iterator[Alert]:
    """Who has the link sees the dates: once for each program after the first."""
    for one in maker.around.readers:
        if not maker.is_old(one.since):
            yield maker.make(
                AlertKind.NEW_READER,
                one.link,
                one.client,
                dates={"day": _day(maker, one.since)},
                words={"name": one.name, "client": one.client},
                about=one.link,
            )


def silent_rules(maker: Maker) -> Iterator[Alert]:
    """Once for each silence, and only of messages about appointments: that others stay away is no loss."""
    for one in maker.around.silent:
        became = one.last + maker.settings.rule_silent_after
        if one.kind in OF_APPOINTMENTS and became <= maker.now and not maker.is_old(became):
            yield maker.make(
                AlertKind.RULE_SILENT,
                one.rule,
                one.last.isoformat(),
                dates={"day": _day(maker, one.last)},
                topic=one.kind,
                about=one.rule,
            )


def _day(maker: Maker, moment: datetime) -> When:
    return When(day=moment.astimezone(ZoneInfo(maker.who.zone)).date())
