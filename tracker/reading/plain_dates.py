"""The plain forms in which most dates are written, each read at one look; whatever else stands there is left alone.

A date is taken only where nothing around it can have a say in it: on both sides stands the edge of the text, or a
word that is part of no date, no hour, no zone and no gap between them. All that is taken here the careful reader of
`dates` reads the same; tests hold the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, time
from functools import lru_cache
from typing import Any, NamedTuple

from tracker.reading import calendar_words, chains, clock_words, day_forms, days, hour_forms, zones
from tracker.reading.calendar_words import MONTHS, SHARED_MONTH, WEEKDAYS
from tracker.reading.chains import same_age
from tracker.reading.clock_face import read_clock
from tracker.reading.clock_words import CREOLE_HOURS, FRACTIONS_BEFORE
from tracker.reading.day_forms import LOOK_BACK, weekday_of
from tracker.reading.days import real_date
from tracker.reading.hour_forms import (
    BARE_END,
    BARE_LEAD,
    CREOLE_E,
    FRACTION,
    LINE_ENDS,
    NUMBER_GOES_ON,
    PART_OF,
    SAID_UNIT,
    WORD,
)
from tracker.reading.hours import said
from tracker.reading.scan import Found, Span, WordFinder, alternatives, near
from tracker.reading.zones import zone_after


class PlainDate(NamedTuple):
    """`[start, end)` in characters; two `days` where only the order of day and month is open."""

    start: int
    end: int
    days: tuple[date, ...]
    time: time | None = None
    zone: Span | None = None


def _words_of(value: object) -> Iterator[str]:
    """All words that a table or a pattern holds, letters of escapes apart; "hours?" is two of them."""
    if isinstance(value, re.Pattern):
        value = value.pattern.decode()
    if isinstance(value, str):
        text = re.sub(r"\\[a-zA-Z]", " ", value.lower())
        yield from re.findall(r"[a-z]+", text)
        yield from re.findall(r"([a-z]+)[a-z][?]", text)
    elif isinstance(value, tuple | list | dict | set | frozenset):
        for part in value:
            yield from _words_of(part)


_MODULES = (calendar_words, clock_words, day_forms, days, hour_forms, chains, zones)
_ONLY_BEFORE = frozenset({"_ROOM_WORDS", "_LIMITS", "_FRACTION_ENDS"})  # tables of words that say something only there
_ONLY_BEHIND = frozenset({"_COME", "_DAY_TO_HOUR"})  # its other words stand in tables of their own
# Labels of a line below the date, of which none is taken that a single line end parts from what follows.
_ON_NEXT_LINE = frozenset({"_LABEL_WORD", "_TIME_FIELD"})
_SHORT = 3  # letters; a word of fewer parts nothing


def _known(passed_over: frozenset[str]) -> set[str]:
    """The words of all tables but those: whatever may have a say before a date, or behind it."""
    tables = (
        value
        for module in _MODULES
        for name, value in vars(module).items()
        if not name.startswith("__") and name not in passed_over
    )
    glued = {
        weekday + article for weekday in WEEKDAYS for article in ("the", "on", "el", "dia", "le", "jou", "o", "no")
    }
    return {word for table in (*tables, glued) for word in _words_of(table) if len(word) >= _SHORT}


# Words that say nothing of a date behind them, unless a number, a weekday or a room stands before them.
_LEADING = """on for is the el le para pou au date day fecha dia data dat jour appointment check in visit cita visita
agendamento rendez vous randevou your su seu votre ou scheduled new nueva nova nouvelle nouvo of de la da
to from em du del do al ao a jou ki se te nan pour en the this that dated until before after since by ate hasta antes
avant apres anvan avan apre jiska desde depuis old previous original anterior ancienne precedente ansyen and y e et ak
was moved reporte interview entrevista presentacion comparecimento presentation convocation report reporting
cancelled canceled cancelada cancelado anulada annule annulee reserved booked assigned venga venez vini rive senhor
o dia time hora heure horario through later than vous w syen"""
_LEADING_PHRASES = ("rendez-vous", "check-in", "no dia", "set for")
_LEADING_TO_HOUR = "at a as la las is your su seu votre ou appointment visit cita visita randevou scheduled"


def _opening(words: Iterable[str]) -> re.Pattern[bytes]:
    """What may stand before a date, read backwards from it: such words, and before them one that parts, or nothing."""
    edge, known = r"[\s:.,;(|*>]", _backwards(_known(_ON_NEXT_LINE | _ONLY_BEHIND))
    return near(rf"""{edge}{{0,12}} (?: (?: {_backwards(words)} ) (?: {edge}{{1,12}} | \Z ) ){{0,5}}
        (?: \Z | \d{{5,9}} (?! [.\d] )
        | (?! (?: {known} ) (?! [0-9a-z] ) ) [a-z]{{{_SHORT},}} (?! [0-9a-z] ) )""")


def _backwards(words: Iterable[str]) -> str:
    return alternatives(word[::-1] for word in words)


# Such words behind it, and the number of a house.
_TRAILING = """at in a au aux en la le el the nan no na em to of ki pou para for your su votre ou and del dans with
vous we you o as si de por w it is was this that be by on se que il nou li ap"""


def _parting(passed_over: frozenset[str]) -> str:
    return rf"""(?: (?: {alternatives(_TRAILING.split())} ) [ ] ){{0,3}} (?: \d{{1,5}} [ ] )?
        (?! (?: {alternatives(_known(passed_over))} ) (?! [0-9a-z] ) ) [a-z]{{{_SHORT},}} (?! [0-9a-z] )"""


_PARTS_FROM_REST = _parting(_ONLY_BEFORE | _ON_NEXT_LINE)
_CLOSES = near(rf"[.,;]{{0,2}} (?: \s{{0,4}} \Z | \s{{1,4}} {_PARTS_FROM_REST} )")
# On the next line may stand the next field of a list, in which the hour still comes.
_CLOSES_DAY = near(rf"""\s{{0,4}} \Z | (?: [.,;]{{1,2}} \s{{1,4}} | [ ]{{1,4}} | \n\n\s{{0,2}} ) {_PARTS_FROM_REST}
    | \n (?! [^\n:\t]{{1,30}} [:\t] ) {_parting(_ONLY_BEFORE)}""")

_MONTH = alternatives(set(MONTHS) - {SHARED_MONTH})
_YEAR = r"(?:19|20|21)\d{2}"
_PARTS = alternatives(PART_OF)
_UNIT = r"(?: horas|heures|heure|hrs|hr|hs|h )"
_SPOKEN = rf"(?: {WORD} | {alternatives(CREOLE_HOURS)} )"
_SPOKEN_PART = rf"(?: [ ]? [ap] [.]? [ ]? m \b [.]? | [ ] (?: {_PARTS} ) \b )"


def _day(led: str) -> str:
    return rf"""(?: (?P<{led}weekday> {alternatives(WEEKDAYS)} ) [.]? ,? [ ] (?: (?: the|le )[ ] )? )? (?: (?:
      (?P<{led}first_month> {_MONTH} ) [.]? [ ] (?P<{led}behind> \d{{1,2}} ) (?: st|nd|rd|th )? ,? [ ] (?: de[ ] )?
    | (?P<{led}day> \d{{1,2}} ) (?:
        (?P<{led}sign> [/.-] ) (?P<{led}number> \d{{1,2}} ) (?P={led}sign)
      | (?: [.]?o|st|nd|rd|th|er|ye )? (?: [ ] (?: (?: of|de )[ \n] )? | [/-] ) (?P<{led}month> {_MONTH} ) [.]?
        (?: ,? [ ] (?: (?: del|de )[ \n] )? | [/-] ) ) ) (?P<{led}year> {_YEAR} )
    | (?P<{led}iso> {_YEAR} - \d{{2}} - \d{{2}} ) )"""


_HOUR = rf"""(?: (?P<hour> \d{{1,2}} ) (?: : (?P<minute> \d{{2}} ) (?: :\d{{2}} )? (?: [ ]? {_UNIT} \b )?
      | [ ]? (?: h|heures|horas ) [ ]? (?P<latin> \d{{2}} ) (?: [ ]?min )? \b
      | (?<= \d\d ) (?: (?P<joined> \d{{2}} ) [ ]? {_UNIT} \b | (?P<bare> \d{{2}} ) \b )
      | (?P<accent> {CREOLE_E} ) (?P<creole> \d{{2}} )? \b | [ ]? {_UNIT} \b
      | (?= [ ]? [ap] [.]? [ ]? m \b ) )
      (?: [ ]? (?P<half> [ap] ) [.]? [ ]? m \b [.]? )? (?: [ ] (?P<part> {_PARTS} ) \b )?
    | (?P<spoken> (?: {alternatives(FRACTIONS_BEFORE)} ) [ ] {_SPOKEN} {_SPOKEN_PART}
      | {WORD} {SAID_UNIT} \b {FRACTION}? {_SPOKEN_PART}? | {_SPOKEN} {FRACTION}? {_SPOKEN_PART} ) )"""
_HOUR_ALONE = near(_HOUR)
_ANY_HOUR = re.sub(r"[?]P<\w+>", "?:", _HOUR)
_TO_HOUR = r"""(?: ,? [ ] (?: (?: at|as|a[ ]las?|a )[ ] )? | [ ]-[ ]
    | (?<= -\d\d ) (?P<machine> t ) (?= \d )
    | \n (?: (?P<aged> new|nueva|novo|nova|nouvelle|nouvo )[ ] )? (?: time|hora|horario|heure|le )
      (?: [.]{0,10} [ ]? : [ ] | \t | \n ) )"""
_TO_DAY = r"(?: ,? [ ] (?: (?: on|del|le|do[ ]dia )[ ] )? )"
PLAIN = WordFinder(
    rf"{_day('')} (?: {_TO_HOUR} (?P<hour> {_ANY_HOUR} ) )? | (?P<led_hour> {_ANY_HOUR} ) {_TO_DAY} {_day('led_')}",
    begins=rf"(?: {_ANY_HOUR} {_TO_DAY} )? {_day('')}",
)


class _Form(NamedTuple):
    """The groups of a date and its hour, and what may stand before the two."""

    day: tuple[int, ...]
    hour: int
    opens: re.Pattern[bytes]


def _form(led: str, words: Iterable[str]) -> _Form:
    names = ("weekday", "first_month", "behind", "day", "number", "month", "year", "iso")
    return _Form(tuple(PLAIN.groups[led + name] for name in names), PLAIN.groups[f"{led}hour"], _opening(words))


_AGED, _MACHINE = PLAIN.groups["aged"], PLAIN.groups["machine"]
_DAY_FIRST, _HOUR_FIRST = _form("", (*_LEADING.split(), *_LEADING_PHRASES)), _form("led_", _LEADING_TO_HOUR.split())
_MONTHS = {word.encode(): number for word, number in MONTHS.items()}
_HALVES = {None: "", b"a": "am", b"p": "pm"}
_CENTURIES = (b"19", b"20", b"21")


def find_plain_dates(text: str, scan: bytes) -> Iterator[PlainDate]:
    """The dates in a plain form, in order. `scan` is that of `text`."""
    backwards, length = scan[::-1], len(scan)
    for match in PLAIN.finditer(scan):
        form = _DAY_FIRST if match.start(_HOUR_FIRST.hour) < 0 else _HOUR_FIRST
        if form.opens.match(backwards, length - match.start()) and (days := _days(match.group(*form.day))):
            found = _timed(text, scan, match, form, days)
            if found:
                yield found


def _timed(text: str, scan: bytes, match: Found, form: _Form, days: tuple[date, ...]) -> PlainDate | None:
    """The days with their hour and zone; None where what stands there or behind it is not plain."""
    (start, end), hour = match.span(), match[form.hour]
    if hour is None:
        return PlainDate(start, end, days) if _CLOSES_DAY.match(scan, end) else None
    clock = _read(hour)
    if clock is None or not _marked(text, scan, match, form, clock):
        return None
    if _CLOSES.match(scan, end):
        return PlainDate(start, end, days, clock.time)
    zone = None if form is _HOUR_FIRST or NUMBER_GOES_ON.match(scan, end) else zone_after(text, scan, end)
    if zone is None or not (text[zone[0]].isalpha() or match[_MACHINE]):
        return None
    stop = zone[1] + (scan[zone[1] : zone[1] + 1] == b")" and b"(" in scan[end : zone[0]])
    return PlainDate(start, stop, days, clock.time, zone) if _CLOSES.match(scan, stop) else None


class _Clock(NamedTuple):
    """An hour, with the letters from its beginning to the end of its Creole "e", and of four bare digits; 0: none."""

    time: time
    accent: int
    bare: int


@lru_cache(maxsize=1024)
def _read(written: bytes) -> _Clock | None:
    """None where it may be another hour, or none."""
    match = _HOUR_ALONE.fullmatch(written)
    if match is None:
        return None
    hour, minute, latin, joined, bare, _, creole, half, part, spoken = match.groups()
    if hour is None:
        clock = said(spoken.decode(), 0)
    else:
        minutes = int(minute or latin or joined or bare or creole or 0)
        words = PART_OF[" ".join(part.decode().split())] if part else ""
        clock = read_clock(0, int(hour), minutes, meridiem=_HALVES[half], part=words)
    found = None if clock.doubt else clock.time
    return _Clock(found, max(0, match.end("accent")), max(0, match.end("bare"))) if found else None


def _marked(text: str, scan: bytes, match: Found, form: _Form, clock: _Clock) -> bool:
    """Whether four bare digits are an hour, the "e" behind a number the Creole one, a "new time" that of a new date."""
    if match[_AGED] and not same_age(scan, match.start(), match[0]):
        return False
    if not (clock.accent or clock.bare):
        return True
    start = match.start(form.hour)
    if clock.accent:
        return text[start + clock.accent - 1] in "èÈ"
    digits = scan[start : start + 2]
    led = form is _DAY_FIRST or BARE_LEAD.search(scan[max(0, start - LOOK_BACK) : start])
    ends = LINE_ENDS if digits[:1] == b"0" else BARE_END
    return bool(led and digits not in _CENTURIES and ends.match(scan, start + clock.bare))


def _days(written: tuple[Any, ...]) -> tuple[date, ...]:
    """The day, or the two that it can mean; none where it is none, or not the weekday that stands beside it."""
    weekday, first_month, behind, day, number, month, year, iso = written
    if first_month:
        days = _one(int(year), _MONTHS[first_month], int(behind))
    elif day is None:
        days = _one(int(iso[:4]), int(iso[5:7]), int(iso[8:]))
    elif number is None:
        days = _one(int(year), _MONTHS[month], int(day))
    else:
        days = _either(int(year), int(day), int(number))
    if weekday is None:
        return days
    wanted = weekday_of(weekday)
    fitting = [one for one in days if one.weekday() == wanted]
    return (fitting[0],) if len(fitting) == 1 else ()


def _one(year: int, month: int, day: int) -> tuple[date, ...]:
    found = real_date(year, month, day)
    return (found,) if found else ()


def _either(year: int, one: int, other: int) -> tuple[date, ...]:
    """In the order of month and day, and in that of day and month."""
    return _one(year, one, other) + (_one(year, other, one) if one != other else ())
