"""A date that is crossed out in the HTML, beside the one that holds now: the old date of a change."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.message.types import Layer, Message
from tracker.reading.dates import DateMention
from tracker.reading.engine import mentions_of
from tracker.reading.types import Kind, Language

_MARKS = " \t,.;:()-"


def struck_days(message: Message, language: Language | None) -> tuple[DateMention, ...]:
    """All dates that are crossed out."""
    return mentions_of(message, (Layer.STRUCK,), language)


def old_by_strike(
    kind: Kind, starts: DateMention | None, struck: Sequence[DateMention], text: str
) -> DateMention | None:
    """The one date that is crossed out with no other word, if the letter moves a visit to another one.

    "New date: May 3", crossed out whole, says that this is no longer the new date, not which one was the old: None.
    """
    if kind is not Kind.RESCHEDULED or starts is None or starts.day is None or len(struck) != 1:
        return None
    (old,) = struck
    if old.day is None or old.doubts or _is_again(old, starts):
        return None
    if text.strip(_MARKS) != old.written.strip(_MARKS):
        return None
    return old._replace(time=starts.time, zone_text=starts.zone_text) if _keeps_hour(old, starts) else old


def _is_again(old: DateMention, starts: DateMention) -> bool:
    return old.day == starts.day and (old.time is None or old.time == starts.time)


def _keeps_hour(old: DateMention, starts: DateMention) -> bool:
    """Whether the hour stands in a line of its own, where nothing is crossed out."""
    return old.time is None and old.day != starts.day and "\n" in starts.written
