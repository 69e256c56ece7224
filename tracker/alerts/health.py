"""What does not work: mailboxes, calendars, channels, messages that nobody could read. Silence is no health."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from tracker.alerts.make import Maker
from tracker.alerts.types import Alert, AlertKind, MailboxHealth, Trouble, overdue_at
from tracker.reading.types import When


def troubles(maker: Maker) -> Iterator[Alert]:
    """Each trouble when it is found, and again every day while it lasts."""
    of_mailboxes = [found for health in maker.around.mailboxes if (found := of_mailbox(maker, health))]
    for one in (*of_mailboxes, *maker.around.troubles):
        lasts = max(0, (maker.now - one.since) // maker.settings.again_after)
        day = one.since.astimezone(ZoneInfo(maker.who.zone)).date()
        yield maker.make(
            one.kind,
            one.about,
            one.since.isoformat(),
            str(lasts),
            dates={"day": When(day=day)},
            words={"name": one.name},
            about=one.about,
        )


def of_mailbox(maker: Maker, health: MailboxHealth) -> Trouble | None:
    """What is wrong with it. The trouble begins where the last success was, so it has one name as long as it lasts."""
    since = health.last_ok_at or health.created_at
    if health.needs_person:
        return Trouble(kind=AlertKind.SIGN_IN, about=health.id, name=health.name, since=since)
    if overdue_at(health, maker.settings.unread_after) > maker.now:
        return None
    return Trouble(kind=AlertKind.UNREAD, about=health.id, name=health.name, since=since)


def unreadable(maker: Maker) -> Iterator[Alert]:
    for one in maker.around.shelf:
        if not maker.is_old(one.at):
            yield maker.make(AlertKind.UNREADABLE, one.sha256)
