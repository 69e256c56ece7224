"""A day ahead that a letter names with its hour and that its reading has no use for: perhaps that to come on."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.message.types import Message
from tracker.reading.engine import written_on
from tracker.reading.outcome import Outcome
from tracker.reading.roles import Placed
from tracker.reading.types import Kind, Role

# A letter that moves says of the new date what it is, if in words that nobody knows; one that cancels may set another
# in words that sound like a deadline.
_UNUSED = {Kind.RESCHEDULED: frozenset({Role.NONE}), Kind.CANCELLED: frozenset({Role.NONE, Role.OTHER, Role.NEW})}


def overlooks(kind: Kind, outcome: Outcome, placed: Sequence[Placed], message: Message) -> bool:
    """Such as "your visit of May 3 was cancelled. Your next one: May 17 at 9:00", or a new date without words for it.

    Of a cancellation that names no date of its own, any day ahead counts.
    """
    today = written_on(message)
    used = {told.day for told in (outcome.starts, outcome.previous) if told}
    dateless = kind is Kind.CANCELLED and outcome.previous is None
    return any(
        one.role in _UNUSED.get(kind, ())
        and one.mention.day is not None
        and one.mention.day not in used
        and (one.mention.time is not None or (dateless and one.role is Role.NONE))
        and (today is None or one.mention.day > today)
        for one in placed
    )
