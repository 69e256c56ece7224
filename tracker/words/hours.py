"""The hours of an office, published in English, as another language writes them.

The pages of the field offices write them in a few shapes: days in a row or one by one or one a month, then from when
to when. Whatever has another shape stays as it was published: hours are never guessed.
"""

from __future__ import annotations

import re
from datetime import time

from tracker.reading.types import Language
from tracker.words.catalogue import Words
from tracker.words.dates import TABLES, write_clock

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORKING_DAYS = 5
_DAY = rf"(?:{'|'.join(_DAYS)})"
_CLOCK = r"(1[0-2]|[1-9])(?::([0-5]\d))? ([ap])\.m\."
_SHAPE = re.compile(rf"(?:(?P<days>.+?),? )?{_CLOCK} ?- ?{_CLOCK}", re.IGNORECASE)
_ROW = re.compile(rf"({_DAY}) ?- ?({_DAY})", re.IGNORECASE)
_LIST = re.compile(rf"{_DAY}(?:(?:, | and |, and ){_DAY})*", re.IGNORECASE)
_MONTHLY = re.compile(rf"(1st|2nd|3rd|4th|last) ({_DAY}) of (?:the|each) month", re.IGNORECASE)


def say_hours(published: str, t: Words) -> str | None:
    """None where they are in no known shape."""
    shape = _SHAPE.fullmatch(published)
    if shape is None:
        return None
    opens, closes = (_clock(*parts) for parts in (shape.groups()[1:4], shape.groups()[4:7]))
    hours = t.say("hours.from_to", opens=write_clock(opens, t.language), closes=write_clock(closes, t.language))
    if shape["days"] is None:
        return hours
    days = _say_days(shape["days"], t)
    return t.say("hours.when", days=days, hours=hours) if days else None


def _say_days(written: str, t: Words) -> str | None:
    if row := _ROW.fullmatch(written):
        return t.say("hours.days", first=_name(row[1], t.language), last=_name(row[2], t.language))
    if monthly := _MONTHLY.fullmatch(written):
        # Portuguese calls the working days by feminine names and the others by masculine ones.
        working = _DAYS.index(monthly[2].lower()) < _WORKING_DAYS
        return t.say(f"hours.monthly_{monthly[1].lower()}", day=_name(monthly[2], t.language)) if working else None
    if _LIST.fullmatch(written):
        names = [_name(one, t.language) for one in re.findall(_DAY, written, re.IGNORECASE)]
        return t.say("hours.and", first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else names[0]
    return None


def _name(day: str, language: Language) -> str:
    tables = TABLES[language]
    return (tables.full_weekdays or tables.weekdays)[_DAYS.index(day.lower())]


def _clock(hour: str, minute: str | None, half: str) -> time:
    return time(int(hour) % 12 + (12 if half.lower() == "p" else 0), int(minute or 0))
