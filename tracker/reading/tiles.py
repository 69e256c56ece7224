"""Days as calendars on a wall show them: the month and the year, below them a big number, below it the weekday."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.reading.calendar_words import MONTHS, SHARED_MONTH, SHARED_MONTHS, WEEKDAYS
from tracker.reading.day_forms import Context, Written, weekday_of
from tracker.reading.scan import WordFinder, alternatives, line_before

_DOWN = r"[ \t]{0,3} \n [ \t]{0,3}"
TILE = WordFinder(
    rf"""({alternatives(MONTHS)}) [.]? [ ]{{1,2}} (?: (?: de|del )[ ] )? ((?:19|20|21)\d{{2}}) {_DOWN}
    (\d{{1,2}}) {_DOWN} ({alternatives(WEEKDAYS)}) [.]? (?= [ \t]{{0,3}} (?: \n | $ ) )""",
)


def tiled(context: Context) -> Iterator[Written]:
    """Those whose parts stand on three lines of their own; without its weekday none is believed."""
    for match in TILE.finditer(context.scan):
        month, end = match[1].decode(), match.end()
        known = MONTHS.get(month) if month != SHARED_MONTH else context.language and SHARED_MONTHS.get(context.language)
        if known and not line_before(context.scan, match.start()).strip():
            meaning = (int(match[2]), known, int(match[3]))
            yield Written(match.start(), end, end, weekday_of(match[4]), (meaning,), refused=False, worded=True)
