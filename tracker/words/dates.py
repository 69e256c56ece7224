"""Dates and hours as each language writes them. Wall clock in, wall clock out: nothing is converted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import lru_cache

from tracker.reading.types import Language, When


class DateStyle(StrEnum):
    LONG = "long"  # Mon, Apr 5, 2027, 9:00 AM
    SHORT = "short"  # Apr 5, 2027, 9:00 AM
    TIME = "time"  # 9:00 AM
    DAY = "day"  # Mon, Apr 5, 2027
    BRIEF = "brief"  # Apr 5
    WORDS = "words"  # Monday, April 5, 2027: large on a page


@dataclass(frozen=True)
class Tables:
    months: tuple[str, ...]
    weekdays: tuple[str, ...]  # Monday first
    dated: str  # day, month and year
    brief: str  # day and month
    weekday_mark: str  # between the weekday and the date
    clock: str  # 24 hours, or 12 with the halves below
    halves: tuple[str, str] | None = None
    full_months: tuple[str, ...] = ()  # where they are not the months above
    full_weekdays: tuple[str, ...] = ()
    in_words: str = "{weekday} {ordinal} {month} {year}"


TABLES = {
    Language.EN: Tables(
        months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        dated="{month} {day}, {year}",
        brief="{month} {day}",
        weekday_mark=", ",
        clock="{hour}:{minute:02} {half}",
        halves=("AM", "PM"),
        full_months=("January", "February", "March", "April", "May", "June",
                     "July", "August", "September", "October", "November", "December"),
        full_weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        in_words="{weekday}, {month} {day}, {year}",
    ),
    Language.ES: Tables(
        months=("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
        weekdays=("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
        dated="{day} {month} {year}",
        brief="{day} {month}",
        weekday_mark=" ",
        clock="{hour}:{minute:02} {half}",
        halves=("a. m.", "p. m."),
        full_months=("enero", "febrero", "marzo", "abril", "mayo", "junio",
                     "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
        full_weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        in_words="{weekday} {day} de {month} de {year}",
    ),
    Language.PT: Tables(
        months=("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"),
        weekdays=("seg", "ter", "qua", "qui", "sex", "sáb", "dom"),
        dated="{day} {month} {year}",
        brief="{day} {month}",
        weekday_mark=", ",
        clock="{hour}h{minute:02}",
        full_months=("janeiro", "fevereiro", "março", "abril", "maio", "junho",
                     "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
        full_weekdays=("segunda-feira", "terça-feira", "quarta-feira", "quinta-feira",
                       "sexta-feira", "sábado", "domingo"),
        in_words="{weekday}, {day} de {month} de {year}",
    ),
    Language.FR: Tables(
        months=("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
        weekdays=("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
        dated="{ordinal} {month} {year}",
        brief="{ordinal} {month}",
        weekday_mark=" ",
        clock="{hour} h {minute:02}",
        full_months=("janvier", "février", "mars", "avril", "mai", "juin",
                     "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
        full_weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    ),
    Language.HT: Tables(
        months=(
            "janvye", "fevriye", "mas", "avril", "me", "jen",
            "jiyè", "out", "septanm", "oktòb", "novanm", "desanm",
        ),
        weekdays=("lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch"),
        dated="{ordinal} {month} {year}",
        brief="{ordinal} {month}",
        weekday_mark=" ",
        clock="{hour}:{minute:02} {half}",
        halves=("AM", "PM"),
    ),
}  # fmt: skip
FIRST = {Language.FR: "1er", Language.HT: "premye"}


@lru_cache(20_000)  # a page of many people names few dates many times
def format_when(value: When | date, language: Language, style: DateStyle = DateStyle.LONG) -> str:
    """Write a date, with its hour where one is known and the style asks for it.

    `ValueError` where the style is TIME and no hour is known: an hour is never made up.
    """
    when = value if isinstance(value, When) else When(day=value)
    if style is DateStyle.TIME:
        if when.time is None:
            raise ValueError("This date has no hour, so no hour can be written.")
        return write_clock(when.time, language)
    day = _day(when.day, language, style)
    hour = when.time if style in {DateStyle.LONG, DateStyle.SHORT} else None
    return f"{day}, {write_clock(hour, language)}" if hour else day


def _day(day: date, language: Language, style: DateStyle) -> str:
    tables = TABLES[language]
    if style is DateStyle.WORDS:
        return _in_words(day, language)
    pattern = tables.brief if style is DateStyle.BRIEF else tables.dated
    ordinal = FIRST.get(language, str(day.day)) if day.day == 1 else str(day.day)
    text = pattern.format(day=day.day, ordinal=ordinal, month=tables.months[day.month - 1], year=day.year)
    if style in {DateStyle.LONG, DateStyle.DAY}:
        return f"{tables.weekdays[day.weekday()]}{tables.weekday_mark}{text}"
    return text


def _in_words(day: date, language: Language) -> str:
    tables = TABLES[language]
    return tables.in_words.format(
        weekday=(tables.full_weekdays or tables.weekdays)[day.weekday()],
        day=day.day,
        ordinal=FIRST.get(language, str(day.day)) if day.day == 1 else str(day.day),
        month=(tables.full_months or tables.months)[day.month - 1],
        year=day.year,
    )


def write_clock(hour: time, language: Language) -> str:
    """An hour alone."""
    tables = TABLES[language]
    if tables.halves is None:
        return tables.clock.format(hour=hour.hour, minute=hour.minute)
    return tables.clock.format(hour=hour.hour % 12 or 12, minute=hour.minute, half=tables.halves[hour.hour // 12])
