"""Dates with an hour that tell when the letter itself was made: a kiosk's print, "created on March 1 at 6:41 PM"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tracker.message.types import EPOCH
from tracker.reading.dates import DateMention
from tracker.reading.roles import Placed
from tracker.reading.types import Role

_WEST = range(4, 11)  # hours by which the clocks of the United States are behind UTC
_SENT_WITHIN = timedelta(minutes=3)  # from the print to the letter
_STAYS = timedelta(days=2)  # how long what was done may wait until it is told
_OFFICE_STEP = 5  # minutes; no office calls anybody for 12:11


def without_prints(placed: Sequence[Placed], moment: datetime) -> list[Placed]:
    """The dates, those that only tell when the letter was made given as dates of something else."""
    if moment == EPOCH:
        return list(placed)
    return [replace(p, role=Role.OTHER) if _is_print(p, moment) else p for p in placed]


def _is_print(placed: Placed, moment: datetime) -> bool:
    """An hour between the fives is a machine's; one that an office may give must fall on the minute of the letter.

    A date that is said to be moved or cancelled is one of a visit, unless its hour is a machine's.
    """
    mention = placed.mention
    if mention.time is None or mention.end_time is not None:
        return False
    if mention.time.minute % _OFFICE_STEP:
        return any(timedelta() <= age - timedelta(hours=_WEST[0]) <= _STAYS for age in _ages(mention, moment))
    if placed.role not in {Role.NONE, Role.NEW} or placed.asserted:
        return False
    return any(
        timedelta() <= age - timedelta(hours=hours) <= _SENT_WITHIN for age in _ages(mention, moment) for hours in _WEST
    )


def _ages(mention: DateMention, moment: datetime) -> Iterator[timedelta]:
    """How long before the letter it lies, were its clock UTC, for each day it may mean."""
    days = (mention.day,) if mention.day else mention.candidates
    if mention.time is not None:
        for day in days:
            yield moment - datetime.combine(day, mention.time, UTC)
