"""Moments on a person's own clock, in words."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tracker.reading.types import When
from tracker.storage.types import PersonRecord
from tracker.words.catalogue import Words


def local(moment: datetime, who: PersonRecord, t: Words) -> str:
    there = moment.astimezone(ZoneInfo(who.zone))
    wall = When(day=there.date(), time=there.time().replace(second=0, microsecond=0), zone=who.zone)
    return t.when(wall)
