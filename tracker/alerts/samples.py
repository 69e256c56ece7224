"""One invented alert of each kind, so that people can see what they would be told, before it happens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from tracker.alerts.make import digest
from tracker.alerts.types import Alert, AlertKind
from tracker.reading.types import Kind, Language, When

ZONE = "America/New_York"
STANDS = When(day=date(2027, 4, 5), time=time(9), zone=ZONE)
NEW = When(day=date(2027, 5, 10), time=time(13, 30), zone=ZONE)
EARLIER = When(day=date(2027, 3, 29), time=time(8), zone=ZONE)
SINCE = When(day=date(2027, 3, 1))
OFFICE = {"place": "New York City, 26 Federal Plaza, New York, NY 10278", "phone": "(212) 555-0100"}

# What an alert of that kind speaks of; several where it may be said in several ways.
_SAID: dict[AlertKind, tuple[dict[str, Any], ...]] = {
    AlertKind.MOVED: ({"dates": {"old": STANDS, "new": NEW}}, {"dates": {"old": STANDS, "new": NEW}, "by_you": True}),
    AlertKind.NEW_DATE: ({"dates": {"start": STANDS}}, {"dates": {"start": When(day=STANDS.day, zone=ZONE)}}),
    AlertKind.EARLIER_DATE: ({"dates": {"start": EARLIER}},),
    AlertKind.CANCELLED: ({"dates": {"old": STANDS}}, {"dates": {"old": STANDS}, "by_you": True}),
    AlertKind.REMOVED: ({"dates": {"old": STANDS}}, {"dates": {"old": STANDS}, "by_you": True}),
    AlertKind.DENIED: ({"dates": {"standing": STANDS}}, {}),
    AlertKind.STILL_WAITING: (
        {"dates": {"standing": STANDS, "wished": NEW}},
        {"dates": {"standing": STANDS}, "near": True},
        {"dates": {"wished": NEW}},
    ),
    AlertKind.REMINDER: ({"dates": {"start": STANDS}, "near": True}, {"dates": {"start": STANDS}}),
    AlertKind.TWO_DATES: ({"dates": {"old": STANDS, "other": NEW}},),
    AlertKind.UNVERIFIED: ({"dates": {"start": NEW, "standing": STANDS}}, {"dates": {"start": NEW}}),
    AlertKind.EARLIER_UNVERIFIED: ({"dates": {"start": EARLIER, "standing": STANDS}},),
    AlertKind.REMINDER_DISAGREES: ({"dates": {"start": NEW, "standing": STANDS}},),
    AlertKind.UNREAD: ({"dates": {"day": SINCE}, "words": {"name": "mail1"}},),
    AlertKind.SIGN_IN: ({"dates": {"day": SINCE}, "words": {"name": "mail1"}},),
    AlertKind.FEED: ({"dates": {"day": SINCE}},),
    AlertKind.CHANNEL: ({"dates": {"day": SINCE}, "words": {"name": "Telegram"}},),
    AlertKind.WEBHOOK: ({"dates": {"day": SINCE}, "words": {"name": "Cases"}},),
    AlertKind.NEW_READER: ({"dates": {"day": SINCE}, "words": {"name": "iPhone", "client": "Outlook"}},),
    AlertKind.RULE_SILENT: ({"dates": {"day": SINCE}, "topic": Kind.RESCHEDULED},),
}


def samples(language: Language) -> Iterator[Alert]:
    """Every kind, in the order in which `AlertKind` names them."""
    for kind in AlertKind:
        for number, said in enumerate(_SAID.get(kind, ({},))):
            yield Alert.model_validate(
                {
                    "id": digest("sample", kind, str(number)),
                    "person": "",
                    "kind": kind,
                    "due_at": datetime(2027, 3, 1, 12, tzinfo=UTC),
                    "language": language,
                    "place": OFFICE,
                    **said,
                }
            )
