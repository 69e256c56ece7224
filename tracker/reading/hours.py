"""Hours as they are written, one by one, without their day: "9:00 AM", "9h30", "2zè apremidi", "8 a.m. to 4 p.m.".

A number is an hour only with a mark of one: a colon, am/pm, h, hrs, horas, è, a part of the day. An hour that could
be in the morning as well as in the afternoon ("2:00") is no hour, but a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import NamedTuple

from tracker.reading.clock_face import NOON as TWELVE
from tracker.reading.clock_face import Clock, after, before, read_clock, shifted
from tracker.reading.clock_words import CREOLE_HOURS, FRACTIONS, FRACTIONS_BEFORE, MIDNIGHT, NOON
from tracker.reading.day_forms import LOOK_BACK, follows_room
from tracker.reading.hour_forms import (
    ARTICLE_BEFORE,
    BARE_END,
    BARE_FIRST,
    BARE_LEAD,
    BARE_SECOND,
    BETWEEN,
    BOTH,
    FIELDS,
    FIRST,
    FOUR_BETWEEN,
    FOUR_DIGITS,
    FOUR_MORE,
    FRACTION_FOLLOWS,
    FROM,
    HOURS,
    JOINT,
    LED,
    LINE_ENDS,
    NUMBER_GOES_ON,
    OPEN_END,
    OPENING_WORD,
    PART_OF,
    PLAINLY_TO,
    SAID,
    SECOND,
    SPAN_FOLLOWS,
    TENS_BEFORE,
    TO,
    WORDS,
    follows_fraction,
    follows_limit,
    of_that_part,
    stands_alone,
)
from tracker.reading.scan import Found
from tracker.reading.types import Doubt, Language
from tracker.reading.zones import zone_after

MACHINE_T = 2  # the byte that stands for the "T" of ISO 8601 in a scan whose dates are blotted out


class HourPiece(NamedTuple):
    start: int
    end: int
    begins: time | None
    ends: time | None
    zone: tuple[int, int] | None
    doubts: frozenset[Doubt]


_LOOK_BACK = 24
_HOURS_A_DAY = 24
_NONE = frozenset[Doubt]()


class _Source(NamedTuple):
    match: Found
    text: str
    scan: bytes
    language: Language | None


def find_hours(text: str, scan: bytes, language: Language | None, within: tuple[int, int]) -> Iterator[HourPiece]:
    """All hours and windows in order that begin `within`. `scan` is that of `text` with its dates blotted out."""
    position, limit = within
    while position < limit and (match := HOURS.search(scan, position)):
        if match.start() >= limit:
            return
        if match.start(LED) >= 0:  # "las 9": is it "las 9:00 a. m."?
            match = HOURS.here(scan, match.start(LED)) or match
        position = match.end(LED) if match.start(LED) >= 0 else match.end()
        piece = _found(_Source(match, text, scan, language))
        if piece and not follows_limit(scan, piece.start):
            yield piece


def _found(source: _Source) -> HourPiece | None:
    match = source.match
    if match.start(SECOND) >= 0:
        return _piece(source)
    if match.start(FROM) >= 0:
        return _unmarked_window(source)
    if match.start(FOUR_MORE) >= 0:
        return _four_digits(source)
    return _led(source) if match.start(LED) >= 0 else _bare(source)


def _led(source: _Source) -> HourPiece | None:
    """An hour whose only mark is its article: "a las 9", "às nove"."""
    match, start, end = source.match, source.match.start(LED), source.match.end(LED)
    article, clock = match[ARTICLE_BEFORE], said(match[LED].decode(), end)
    plainly = article == b"las" or (clock.hour == 1 if article == b"la" else source.text[start - 3] in "àÀ")
    fraction = FRACTION_FOLLOWS.match(source.scan, end)
    ends = fraction or OPEN_END.match(source.scan, end) or LINE_ENDS.match(source.scan, end)
    if not plainly or clock.hour > TWELVE or not ends:
        return None
    if fraction or (source.scan[end : end + 1] == b"\n" and not BARE_END.match(source.scan, end)):
        clock = clock._replace(time=None, doubt=Doubt.NO_TIME)
    return _built(source, start, clock)


def _bare(source: _Source) -> HourPiece | None:
    """An hour with no mark but its four digits, right behind a date or "at", at the end of what is said."""
    match, scan, start, end = source.match, source.scan, source.match.start(BARE_FIRST), source.match.end()
    clocks = [_digits(raw, end) for raw in (match[BARE_FIRST], match[BARE_SECOND]) if raw]
    led = BARE_LEAD.search(scan[max(0, start - LOOK_BACK) : start]) and stands_alone(scan, start)
    if not led or not LINE_ENDS.match(scan, end) or any(c.doubt is Doubt.IMPOSSIBLE_DATE for c in clocks):
        return None
    marked = match[BARE_FIRST][:1] == b"0" or b"." in match[BARE_FIRST]
    year = any(raw and raw[:2] in (b"19", b"20", b"21") for raw in (match[BARE_FIRST], match[BARE_SECOND]))
    if year or not (marked or BARE_END.match(scan, end)):
        return _built(source, start, clocks[0]._replace(time=None, doubt=Doubt.NO_TIME))
    return _window(source, start, *clocks) if len(clocks) > 1 else _built(source, start, clocks[0])


def _four_digits(source: _Source) -> HourPiece | None:
    """The window of "0830-1000 hrs": the clock has 24 hours, so its end is never moved to the afternoon."""
    match, scan, end = source.match, source.scan, source.match.end()
    start = max(match.start(FOUR_DIGITS), match.start(FOUR_BETWEEN))
    if not stands_alone(scan, start):
        return None
    second = _digits(match[FOUR_MORE], end)
    if second.time is None:
        return _built(source, start, second)
    return _window(source, start, _digits(match[FOUR_DIGITS] or match[FOUR_BETWEEN], end), second)


def _digits(raw: bytes, end: int) -> Clock:
    """The hour of "0930" or "9.30"."""
    return read_clock(end, int(raw[:-2].rstrip(b".")), int(raw[-2:]))


def _piece(source: _Source) -> HourPiece | None:
    match = source.match
    first = _clock(source, FIRST) if match[FIRST] and not match[FIRST].isdigit() else None
    if first and _by_machine(source.scan, match.start(FIRST)):  # what follows is an offset
        return _built(source, match.start(FIRST), first)
    second = _clock(source, SECOND)
    if second is None:
        return _built(source, match.start(FIRST), first) if first else None
    if match[FIRST] and _is_window(source, first):
        start = match.start() if match[OPENING_WORD] else match.start(FIRST)
        piece = _window(source, start, first or read_clock(0, int(match[FIRST]), 0), second)
        odd = piece.begins and not of_that_part(source.scan[start : match.start(FIRST)], piece.begins)
        return piece._replace(begins=None, ends=None, doubts=frozenset({Doubt.IMPOSSIBLE_DATE})) if odd else piece
    if match[FIRST] and (first is None or first.time != second.time):  # "9:00 AM or 1:00 PM", "8 às 10h"
        return _built(source, match.start(FIRST), second._replace(time=None, doubt=Doubt.NO_TIME))
    return _built(source, match.start(SECOND), second)


def _is_window(source: _Source, first: Clock | None) -> bool:
    """Whether two numbers are the two ends of a window; a bare first number ("8 to 10 a.m.") needs a plain word."""
    match = source.match
    opening, joint, start = (match[OPENING_WORD] or b"").decode(), match[JOINT].decode(), match.start(FIRST)
    if joint in BOTH:
        return opening in BETWEEN
    if first is not None or not match[FIRST].isdigit():
        return first is not None
    if follows_room(source.scan, start):  # "Room 9 - 10:00 AM"
        return False
    return joint in PLAINLY_TO or bool(opening)


def _window(source: _Source, start: int, first: Clock, second: Clock) -> HourPiece:
    begins = before(first, second.time) if second.time and second.half and not first.half else first.time
    ends = after(second)
    if begins is None or ends is None:
        doubt = (first.doubt if begins is None else second.doubt) or Doubt.NO_TIME
        return _built(source, start, second._replace(time=begins, doubt=doubt))
    if ends <= begins:
        return _built(source, start, second._replace(time=None, doubt=Doubt.IMPOSSIBLE_DATE))
    doubts = {first.doubt, second.doubt} - {None, Doubt.NO_TIME}
    return _built(source, start, second._replace(time=begins, doubt=next(iter(doubts), None)), ends)


def _unmarked_window(source: _Source) -> HourPiece | None:
    """The two hours of "from 9 to 11": only the words around them say that they are hours."""
    match, end = source.match, source.match.end()
    if not OPEN_END.match(source.scan, end):
        return None
    first, second = read_clock(end, int(match[FROM]), 0), read_clock(end, int(match[TO]), 0)
    ends = after(second)
    if first.time is None or ends is None or ends <= first.time:
        return _built(source, match.start(), second._replace(time=None, doubt=Doubt.NO_TIME))
    return _built(source, match.start(), first, ends)


def _clock(source: _Source, group: int) -> Clock | None:
    """The hour of one group, or None where the number is none."""
    scan, start, end = source.scan, source.match.start(group), source.match.end(group)
    machine = _by_machine(scan, start)
    alone = (group == SECOND and source.match[FIRST]) or stands_alone(scan, start)
    if not (machine or (alone and not NUMBER_GOES_ON.match(scan, end))):
        return None
    raw = source.match[group]
    fields = FIELDS.fullmatch(raw)
    if fields is None:
        return _in_words(source, group)
    hour, digits, letter, part = int(fields[1]), fields[2], fields[3], (fields[4] or b"").decode()
    if not _is_hour(source, raw, start, hour, bare=not (digits or letter or part)):
        return None
    clock = read_clock(end, hour, int(digits or 0), meridiem=_half(letter), part=_part(part), exact=machine)
    return clock if digits or not _is_fraction(source, group) else clock._replace(time=None, doubt=Doubt.NO_TIME)


def _half(letter: bytes | None) -> str:
    return f"{letter.decode()}m" if letter else ""


def _part(words: str) -> str:
    return PART_OF[" ".join(words.split())] if words else ""


def _in_words(source: _Source, group: int) -> Clock | None:
    """Noon, midnight, a Creole hour such as "nevè nan maten", or a fraction of an hour; None where it is no hour."""
    match, end = source.match, source.match.end(group)
    raw = " ".join(match[group].decode().split())
    if raw in MIDNIGHT:  # the night before it, or the night after?
        clock = read_clock(end, TWELVE, 0, meridiem="am")
    elif raw in NOON:
        clock = read_clock(end, TWELVE, 0, meridiem="pm")
    elif _lasts(source, group):
        return None
    else:
        clock = said(match[group].decode(), end)
    return clock._replace(time=None, doubt=Doubt.NO_TIME) if _is_fraction(source, group) else clock


def _lasts(source: _Source, group: int) -> bool:
    """Whether it says how long, not when: "dos horas antes", "cuarenta y ocho horas"; or how many: "onze jours"."""
    scan, raw, start = source.scan, source.match[group], source.match.start(group)
    if raw[:1].isdigit():
        return not _is_hour(source, raw, start, 0, bare=True)
    before = scan[max(0, start - _LOOK_BACK) : start]
    if raw.decode() in CREOLE_HOURS and source.language is not Language.HT:
        return source.text[start + len(raw) - 1] not in "èÈ"
    return bool(TENS_BEFORE.search(before) or SPAN_FOLLOWS.match(scan, source.match.end(group)))


def said(raw: str, end: int) -> Clock:
    """An hour in words, or with a fraction: "las nueve y media de la mañana", "9 h et quart", "half past nine"."""
    ((earlier, word, later, letter, part),) = SAID.findall(" ".join(raw.split()).encode())
    hour = int(word) if word.isdigit() else WORDS[word.decode()]
    clock = read_clock(end, hour, 0, meridiem=_half(letter), part=_part(part.decode()))
    return shifted(clock, FRACTIONS_BEFORE.get(earlier.decode(), 0) + FRACTIONS.get(later.decode(), 0))


def _is_hour(source: _Source, raw: bytes, start: int, hour: int, *, bare: bool) -> bool:
    """Refuses "9e étage" (an ordinal), "48 h" and "2 horas antes" (how long, not when)."""
    rest = raw.lstrip(b"0123456789")
    unspaced = rest.lstrip(b" zvtyn")
    if unspaced[:1] == b"e":
        letter = source.text[start + len(raw) - len(unspaced)]
        return letter in "èÈ" or (rest[:1] != b" " and (not bare or source.language is Language.HT))
    if bare:
        return (
            hour < _HOURS_A_DAY
            and rest.strip() not in (b"hours", b"hora")
            and not SPAN_FOLLOWS.match(source.scan, start + len(raw))
        )
    return True


def _is_fraction(source: _Source, group: int) -> bool:
    """Whether words change the hour: "half past 9", "las 9 y media", "9 è mwen ka"."""
    scan, start, end = source.scan, source.match.start(group), source.match.end(group)
    if follows_fraction(scan, start):
        return True
    return group == SECOND and FRACTION_FOLLOWS.match(scan, end) is not None


def _by_machine(scan: bytes, start: int) -> bool:
    return start > 0 and scan[start - 1] == MACHINE_T


def _built(source: _Source, start: int, clock: Clock, ends: time | None = None) -> HourPiece:
    zone = zone_after(source.text, source.scan, clock.end)
    end = zone[1] if zone else clock.end
    closing = source.scan[end : end + 1] == b")" and source.scan.rfind(b"(", start, end) > source.scan.rfind(
        b")", start, end
    )
    doubts = frozenset({clock.doubt}) if clock.doubt else _NONE
    return HourPiece(start, end + closing, clock.time, ends, zone, doubts)
