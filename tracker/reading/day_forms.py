"""The ways in which a day is written, found in a text; what they mean is settled elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tracker.reading.calendar_words import (
    DAY_WORDS,
    EVERYDAY,
    MONTHS,
    SHARED_MONTH,
    SHARED_MONTHS,
    WEEKDAYS,
)
from tracker.reading.scan import Found, WordFinder, alternatives, near, preceded_by
from tracker.reading.types import Language


class Context(NamedTuple):
    text: str
    scan: bytes
    language: Language | None
    written_on: date | None


class Written(NamedTuple):
    """One match: where it stands, the weekday beside it, and each (year, month, day) that it can mean."""

    start: int
    end: int
    core: int  # where the date itself starts, after a weekday
    weekday: int | None
    meanings: tuple[tuple[int | None, int, int], ...]
    refused: bool  # a year of two digits
    worded: bool


_GAP = r"[ \t]{0,3} \n? [ \t]{0,3}"
_WEEKDAY = alternatives(WEEKDAYS)
_BEFORE = rf"""(?: \b({_WEEKDAY}) [.]? {_GAP} [,|:(-]? {_GAP}
    (?: (?: the|on|el|dia|el[ ]dia|o[ ]dia|no[ ]dia|le|jou|jou[ ]ki ) {_GAP} )? )?"""
WEEKDAY_BEHIND = rf"(?: (?: a|un|uma|yon )[ ] )? ((?> {_WEEKDAY} )) \b [.]? [)]?"
_ORDINAL = r"(?: [.]? (?: st|nd|rd|th|er|ero|ro|do|to|re|ye|eme|em|e|o|a ) )?"
_AGAIN = r"(?: [ ]? \( ([a-z0-9 -]{1,20}) \) )?"  # "5 (cinco) de abril", "cinco (5) de abril"
_OF = r"(?: (?: day[ ]of|of|de|del|do|d' ) [ \n]{1,3} | [-/.,] )?"
_YEAR = rf"""(?: {_GAP} (?: [,/-] | [.],? )? {_GAP}
    (?: (?: del[ ]ano|do[ ]ano|do[ ]ano[ ]de|de[ ]l'annee|de[ ]l'an|lane|ane|of|de|del|do ) [ \n]{{1,3}} )?
      ((?:19|20|21)\d{{2}})
    | [ ]?[,]?[ ]?[-/'] (\d{{2}}) )?"""
_MONTH = f"({alternatives(MONTHS)})(?![a-z])"
_DAY = rf"(\d{{1,2}}|{alternatives(DAY_WORDS)})"
# Whose weekday is it in "April 5, 2027\nTuesday, April 6, 2027"?
_OWN_DATE = rf"""[.]? [ \t]{{0,3}} [,|:(-]? [ \t]{{0,3}} (?: (?: the|on|el|dia|le|jou )[ ] )? (?:
      {alternatives(MONTHS)} [.]? [ ] \d | \d{{1,2}} {_ORDINAL} [ /-] (?: (?: of|de )[ ] )? {alternatives(MONTHS)} \b
    | \d{{1,4}} (?: [/-] \d{{1,2}} [/-] | [.] \d{{1,2}} [.] ) \d )"""
_AFTER = rf"""(?: [ ]? (?: [ \n(,] | ,\n ) [ ]? {WEEKDAY_BEHIND} (?: (?<= [)] ) | (?! {_OWN_DATE} ) ) )?"""

_YEAR_LEADS = rf"\b ((?:19|20|21)\d{{2}}) [-/., ]{{1,2}} {_MONTH} [-/. ]{{1,2}} (\d{{1,2}})"
_DAY_LEADS = rf"\b {_DAY} {_ORDINAL} {_AGAIN} {_GAP} {_OF} {_GAP} {_MONTH}"
_MONTH_LEADS = rf"\b {_MONTH} [.]? {_GAP} [,-]? {_GAP} (?: the[ ] )? {_DAY}"
WORDED = WordFinder(
    rf"""{_BEFORE}
      (?: {_YEAR_LEADS} | {_DAY_LEADS} [.]? {_YEAR} | {_MONTH_LEADS} {_ORDINAL} {_AGAIN} {_YEAR} ) {_AFTER}""",
    begins=rf"{_BEFORE} (?: {_YEAR_LEADS} | {_DAY_LEADS} | {_MONTH_LEADS} )",
)
_SIGN = r"[ ]?[-/.][ ]?"
_LONGER = r"\d | [/%:] | [-.]\d | [a-su-z] | t[^0-9] | t$"
_NUMBERS = rf"""
      (?:19|20|21)\d{{2}} [-/.] \d{{1,2}} [-/.] \d{{1,2}}
    | \d{{1,2}} {_SIGN} \d{{1,2}} {_SIGN} (?: \d{{4}} | \d{{2}} )
    | \d{{1,2}} / \d{{1,2}}"""
NUMERIC = WordFinder(rf"{_BEFORE} \b ( {_NUMBERS} ) (?! {_LONGER} ) {_AFTER}", begins=rf"{_BEFORE} \b (?: {_NUMBERS} )")

_ORDINAL_ENDS = near(rf"(?<= \d ) {_ORDINAL} $")
_DAY_AGAIN = near(rf"{_ORDINAL} {_GAP} {_OF} {_GAP} {_MONTH}")
_OWN_DAY_AND_YEAR = near(r"[.]? [ ]{1,2} \d{1,2} (?: st|nd|rd|th )? [ ]?,?[ ]{1,2} (?:19|20|21)\d{2} \b")
_CLOCK_FOLLOWS = near(r"[ ]? (?: :\d | [.]\d | h\b | h\d | [ap][.]?[ ]?m\b | hrs?\b | hours?\b | hs\b | horas?\b )")
_UNIT_FOLLOWS = near(r"[ ]? (?: hrs?|hours|h|hs|horas ) \b")
_RANGE_FOLLOWS = near(r"[ ]? (?: - | (?: to|through|thru|a|al|y|e|et|and|or|o|ou|ak|jiska )[ ] )")
_CHOICE_BEFORE = near(
    rf"""\b(?: {_WEEKDAY} ) s?[.]? [ ]{{0,2}},?[ ]?
    (?: [-/] | \b(?: to|through|thru|until|and|or|a|al|y|o|u|e|et|ou|au|ak|oswa|rive|jiska ) ) [ ]? \Z"""
)
_CHOICE_LOOK_BACK = 32
_JOINTS = "to through thru until and or a al y o u e et ou au ak oswa rive jiska - /"
_follows_joint = preceded_by(_JOINTS.split(), r"[ ]{1,2}")
_ROOM_WORDS = """room rm suite ste floor apt unit window no sala piso oficina cuarto ventanilla bureau salle chanm biwo
section page form"""
follows_room = preceded_by(_ROOM_WORDS.split(), r"[ ]? [.]?")
_DIGITS_GO_ON = near(r"(?<= \d ) \d")  # behind "(Monday)" another number may begin
_ANNOUNCED = near(r"(?: \b(?: on|for|to|el|del|dia|em|le|du|pou|para|date|fecha|data|dat ) | : ) \s{0,3} \Z")

_WEEKDAY_OF = {word.replace(" ", gap).encode(): day for word, day in WEEKDAYS.items() for gap in " \n"}
LOOK_BACK = 16
_FULL, _CENTURY_WRITTEN = 3, 4  # numbers in a full date; digits of a year that can be believed
_LONGEST_MONTH = 31


class _Shape(NamedTuple):
    """The groups of one way of writing a date in words."""

    day: int
    month: int
    year: int
    short_year: int | None = None
    again: int | None = None


_YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST = _Shape(4, 3, 2), _Shape(5, 7, 8, 9, 6), _Shape(11, 10, 13, 14, 12)
_WORDED_AFTER, _NUMERIC_AFTER = 15, 3


def worded(context: Context) -> Iterator[Written]:
    scan, position = context.scan, 0
    while match := WORDED.search(scan, position):
        shape = _shape(match)
        if shape is _MONTH_FIRST and match.start(shape.year) < 0 and _DAY_AGAIN.match(scan, match.end(shape.day)):
            position = match.start(shape.day)  # "mar. 5 abr 2027": the first word was a weekday
            continue
        if (
            shape is _DAY_FIRST
            and match.start(shape.year) < 0
            and _OWN_DAY_AND_YEAR.match(scan, match.end(shape.month))
        ):
            position = match.start(shape.month)  # "1 April 5, 2027": the first number was something else
            continue
        written = _as_worded(match, shape, context)
        position = max(written.end, match.end(shape.day), match.end(shape.month))
        if _is_date(match, shape, written, context):
            yield written


def _shape(match: Found) -> _Shape:
    if match.start(_DAY_FIRST.day) >= 0:
        return _DAY_FIRST
    return _MONTH_FIRST if match.start(_MONTH_FIRST.day) >= 0 else _YEAR_FIRST


def _as_worded(match: Found, shape: _Shape, context: Context) -> Written:
    end, year = match.end(), int(match[shape.year] or 0) or None
    short_end = match.end(shape.short_year) if shape.short_year else -1
    if (year and _UNIT_FOLLOWS.match(context.scan, match.end(shape.year))) or (
        short_end >= 0 and _CLOCK_FOLLOWS.match(context.scan, short_end)
    ):
        year, short_end, end = None, -1, max(match.end(shape.day), match.end(shape.month))  # it was an hour
    return Written(
        match.start(),
        end,
        min(match.start(shape.day), match.start(shape.month)) if shape is not _YEAR_FIRST else match.start(shape.year),
        _weekday(match, _WORDED_AFTER, context.scan),
        tuple(
            (year, month, _day(match[shape.day])) for month in _months(match[shape.month].decode(), context.language)
        ),
        refused=short_end >= 0 or _contradicts(match, shape),
        worded=True,
    )


def _day(word: bytes) -> int:
    return int(word) if word.isdigit() else DAY_WORDS[" ".join(word.decode().split())]


def _again(match: Found, shape: _Shape) -> bytes:
    """The day as it is written once more behind itself: "24" in "veinticuatro (24) de noviembre"."""
    return _ORDINAL_ENDS.sub(b"", match[shape.again] or b"") if shape.again else b""


def _contradicts(match: Found, shape: _Shape) -> bool:
    """Whether words and digits of the day differ; what else stands between brackets says nothing of it."""
    again = _again(match, shape)
    known = again.isdigit() or again.decode() in DAY_WORDS
    return known and _day(again) != _day(match[shape.day])


def _months(word: str, language: Language | None) -> tuple[int, ...]:
    if word != SHARED_MONTH:
        return (MONTHS[word],)
    return (SHARED_MONTHS[language],) if language in SHARED_MONTHS else tuple(sorted(SHARED_MONTHS.values()))


def _is_date(match: Found, shape: _Shape, written: Written, context: Context) -> bool:
    """Whether a day and a month word that stand together are meant as a date."""
    scan, (year, _, day) = context.scan, written.meanings[0]
    if not _stands_alone(scan, written):
        return False
    if year is not None or written.refused:
        return not _DIGITS_GO_ON.match(scan, written.end)
    after_day = scan[match.end(shape.day) : match.end(shape.day) + 1]
    if (
        day > _LONGEST_MONTH
        or after_day.isdigit()
        or not (match[shape.day].isdigit() or _again(match, shape).isdigit())
        or _CLOCK_FOLLOWS.match(scan, match.end(shape.day))
    ):
        return False
    word = match[shape.month].decode()
    if word == "may":  # "you may 5 days before"
        return context.text[match.start(shape.month)].isupper()
    return context.language is None or context.language in EVERYDAY.get(word, (context.language,))


def numeric(context: Context) -> Iterator[Written]:
    for match in NUMERIC.finditer(context.scan):
        numbers = _numbers(match[2])
        weekday = _weekday(match, _NUMERIC_AFTER, context.scan)
        refused = len(numbers) == _FULL and _CENTURY_WRITTEN not in (len(numbers[0]), len(numbers[2]))
        written = Written(match.start(), match.end(), match.start(2), weekday, _orders(numbers), refused, worded=False)
        if written.meanings and _stands_alone(context.scan, written) and _is_numeric_date(numbers, written, context):
            yield written


def _numbers(core: bytes) -> list[bytes]:
    """The two or three numbers of a numeric date; none where its separators differ, or in "gates 9 - 11 - 14"."""
    separator = next(sign for sign in (b"/", b"-", b".") if sign in core)
    numbers = [number.strip() for number in core.split(separator)]
    spaced = b" " in core and separator != b"/" and len(numbers[-1]) != _CENTURY_WRITTEN
    return numbers if all(map(bytes.isdigit, numbers)) and not spaced else [b""]


def _orders(numbers: list[bytes]) -> tuple[tuple[int | None, int, int], ...]:
    """Month first and day first; a leading year allows only month and day after it."""
    if len(numbers) == 1:
        return ()
    if len(numbers[0]) == _CENTURY_WRITTEN:
        return ((int(numbers[0]), int(numbers[1]), int(numbers[2])),)
    first, second = int(numbers[0]), int(numbers[1])
    year = int(numbers[2]) if len(numbers) == _FULL else None
    if max(first, second) > _LONGEST_MONTH or min(first, second) == 0:
        return ()
    return tuple(dict.fromkeys(((year, first, second), (year, second, first))))


def _is_numeric_date(numbers: list[bytes], written: Written, context: Context) -> bool:
    if len(numbers) == _FULL:
        return True
    before = context.scan[max(0, written.core - LOOK_BACK) : written.core]
    announced = written.weekday is not None or _ANNOUNCED.search(before)
    return bool(announced) and numbers != [b"24", b"7"]


def _weekday(match: Found, after_group: int, scan: bytes) -> int | None:
    """The weekday before the date, else the one right behind it; None where it is one end of a range of weekdays."""
    if word := match[1]:
        start = match.start()
        joint = scan[max(0, start - 1) : start] in (b"-", b"/") or _follows_joint(scan, start)
        chosen = joint and _CHOICE_BEFORE.search(scan[max(0, start - _CHOICE_LOOK_BACK) : start])
        return None if chosen else weekday_of(word)
    if (word := match[after_group]) and not _RANGE_FOLLOWS.match(scan, match.end()):
        return weekday_of(word)
    return None


def weekday_of(word: bytes) -> int:
    return _WEEKDAY_OF[word]


def _stands_alone(scan: bytes, written: Written) -> bool:
    """Whether the date is no part of a longer number, of money, of a form's name."""
    at = written.core
    if at == 0 or at > written.start:
        return True
    before, earlier = scan[at - 1 : at], scan[max(0, at - 2) : at - 1]
    if before.isalnum() or before in b"$#":
        return False
    ranged = b"/-" if written.worded else b""  # "5-7 April 2027" is a doubtful date, "3-04-05-2027" none at all
    return not (earlier.isdigit() and before in b"/.:,-" and before not in ranged) and not (
        earlier.isalpha() and before == b"-"
    )
