"""The one place that makes `now`; everything else is handed it."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from tracker.errors import SettingsError


def now() -> datetime:
    """The present, aware and in UTC; `TRACKER_NOW` (ISO 8601, UTC where it names no offset) fixes it."""
    fixed = os.environ.get("TRACKER_NOW")
    return parse_now(fixed) if fixed else datetime.now(UTC)


def parse_now(text: str) -> datetime:
    """Read the value of `TRACKER_NOW`; raises `SettingsError` when it is no ISO 8601 date and time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise SettingsError(
            f"TRACKER_NOW is {text!r}, which is not a date and time; write it like 2027-04-05T09:00:00Z."
        ) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
