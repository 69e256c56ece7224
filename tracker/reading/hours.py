"""Hours as they are written, one by one, without their day: "9:00 AM", "9h30", "2zè apremidi", "8 a.m. to 4 p.m.".

A number is an hour only with a mark of one: a colon, am/pm, h, hrs, horas, è, a part of the day. An hour that could
be in the morning as well as in the afternoon ("2:00") is no hour, but a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import NamedTuple

from tracker.message.text import fold
from tracker.reading.calendar_words import (
    AFTERNOON,
    CREOLE_HOURS,
    EVENING,
    MIDNIGHT,
    MORNING,
    NOON,
    alternatives,
)
from tracker.reading.clock_face import NOON as TWELVE
from tracker.reading.clock_face import Clock, after, before, read_clock
from tracker.reading.day_forms import LOOK_BACK, ROOM_BEFORE
from tracker.reading.scan import Finder, Found, near
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


def _bracketed(words: tuple[str, ...]) -> str:
    return alternatives(words).replace(" ", "[ ]")


_PARTS: dict[str, tuple[str, ...]] = {"morning": MORNING, "noon": NOON, "afternoon": AFTERNOON, "evening": EVENING}
_PART_OF = {word: part for part, words in _PARTS.items() for word in words}
_CREOLE = {fold(word): hour for word, hour in CREOLE_HOURS.items()}

_PART = f"(?: {_bracketed(tuple(_PART_OF))} )"
_AT_PART = rf"[ ,(]{{0,3}} (?: del[ ]|do[ ] )? {_PART} \b [)]?"
_MERIDIEM = r"[ ]? [(]? [ap] [.]? [ ]? m \b [.]? [)]?"
_UNIT = r"(?: hours|horas|hora|heures|heure|hrs|hr|hs|h )"
_TAIL = rf"(?: {_MERIDIEM} )? (?: {_AT_PART} )?"
_CREOLE_E = r"[zvtyn]? e"
_CLOCK = rf"""(?:
      \d{{1,2}} : \d{{2}} (?: :\d{{2}} (?: [.]\d{{1,6}} )? )? (?: [ ]? {_UNIT} \b )? {_TAIL}
    | \d{{1,2}} [ ]? (?: h|heures|horas ) [ ]? \d{{2}} (?: [ ]?min )? \b {_TAIL}
    | \d{{1,2}} [.] \d{{2}} {_MERIDIEM} (?: {_AT_PART} )?
    | \d{{1,2}} {_MERIDIEM} (?: {_AT_PART} )?
    | \d{{1,2}} [ ]? {_UNIT} \b {_TAIL}
    | \d{{1,2}} {_AT_PART}
    | \d{{1,2}} {_CREOLE_E} [ ]? \d{{2}} \b {_TAIL}
    | \d{{1,2}} [ ]? {_CREOLE_E} \b {_TAIL}
    | \d{{4}} [ ]? {_UNIT} \b
    | \b (?: {alternatives(_CREOLE)} ) \b (?: {_AT_PART} )?
    | \b (?: {_bracketed(NOON)} | {_bracketed(MIDNIGHT)} ) \b
    )"""
_UP_TO = r"to|until|till|thru|through|a|a[ ]las?|as|hasta|hasta[ ]las?|ate|ate[ ]as|jiska|rive|pou|jusqu'a"
_AND = r"and|y|y[ ]las|y[ ]la|e|e[ ]as|et|ak|or|o|ou|oswa"
_OPENING = r"from|between|entre|de|des|desde|das|ant|depi"
_JOINT_WORD = rf"- | \b(?: {_UP_TO}|{_AND} )\b"
_BARE = r"(?: \d{1,2} (?: :\d{2} )? )"
_ARTICLE = r"(?: (?: las|la|as )[ ] )?"

_HOURS = Finder(rf"""(?:
      (?: \b ({_OPENING}) [ ]{{1,2}} {_ARTICLE} )?
      (?: \b ( {_CLOCK} | {_BARE} ) [ ]{{0,2}} \n? [ ]? ( {_JOINT_WORD} ) [ ]{{0,2}} \n? [ ]? )? \b ( {_CLOCK} )
    | \b (?: from|between|de[ ]las|desde[ ]las|das|entre[ ]las|entre[ ]as ) [ ] (\d{{1,2}}) [ ]
      (?: to|and|a[ ]las|y[ ]las|as|e[ ]as ) [ ] (\d{{1,2}}) \b
    )""")
_FIELDS = near(rf"""(\d{{1,2}})
    (?: (?: [:.] | [ ]?(?:h|heures|horas)[ ]? | {_CREOLE_E} [ ]? )? (\d{{2}}) )? (?: :\d{{2}} (?: [.]\d{{1,6}} )? )?
    (?: [ ]? (?: {_UNIT} | {_CREOLE_E} | min ) )?
    (?: [ ]? [(]? ([ap]) [.]? [ ]? m [.]? [)]? )? (?: [ ,(]{{0,3}} (?: del[ ]|do[ ] )? ({_PART}) [)]? )?""")
_FRACTION_FOLLOWS = near(r"""[ ]? (?:
      y[ ]media|y[ ]cuarto|menos|e[ ]meia|et[ ]demie?|et[ ]quart|moins|edmi|eka|mwen|ak[ ]edmi|ak[ ]ka
    | (?: y|e|et )[ ]\d{1,2}
    | (?: (?: y|e|et )[ ] )? (?: treinta|quince|diez|veinte|cuarenta|trinta|quinze|dez|vinte|quarenta|trente|dix|vingt
      |quarante|trant|kenz )
    ) \b""")
_FRACTION_BEFORE = near(r"""(?: half[ ]past|quarter[ ](?:to|of|past|after)|minutes[ ](?:to|past)|ka[ ]pou
    | (?: cuarto|quinze|cinco|diez|dez|veinte|vinte )[ ]para[ ](?:las?|as) ) [ ]{1,2} \Z""")
_SPAN_FOLLOWS = near(
    r"[ ]? (?: antes|before|avant|avan|anvan|depois|despues|apres|apre|later|early|ago|de[ ]espera ) \b"
)
_LIMIT_BEFORE = near(r"""\b (?: before|by|until|till|than|after|antes[ ]de(?:[ ]las?)?|antes[ ]das
    | despues[ ]de(?:[ ]las?)?|depois[ ]das|avant|apres|avan|anvan|apre|hasta(?:[ ]las?)?|ate(?:[ ]as)?|jusqu'a|jiska
    | (?: close[sd]?|opens?|cierra|abre|ferme|ouvre|fecha )(?:[ ](?:at|a[ ]las?|a|as))? ) [ ]{1,2} \Z""")
_NUMBER_GOES_ON = near(r"[0-9a-z] | [:.,/]\d | %")
_OPEN_END = near(r"\s* (?: $ | [^0-9a-z\s] | on\b | el\b | del\b | [ecmp][sd]?t\b )")

_OPENING_WORD, _FIRST, _JOINT, _SECOND, _FROM, _TO = range(1, 7)  # the groups of _HOURS
_BETWEEN, _BOTH, _PLAINLY_TO = {"between", "entre", "ant"}, set(_AND.replace("[ ]", " ").split("|")), {"-", "to"}
_LOOK_BACK = 24
_HOURS_A_DAY = 24


class _Source(NamedTuple):
    match: Found
    text: str
    scan: bytes
    language: Language | None


def find_hours(text: str, scan: bytes, language: Language | None) -> Iterator[HourPiece]:
    """All hours and windows in order. `scan` is that of `text` with its dates blotted out."""
    for match in _HOURS.finditer(scan):
        source = _Source(match, text, scan, language)
        piece = _unmarked_window(source) if match.start(_SECOND) < 0 else _piece(source)
        if piece and not _LIMIT_BEFORE.search(scan[max(0, piece.start - _LOOK_BACK) : piece.start]):
            yield piece


def _piece(source: _Source) -> HourPiece | None:
    match = source.match
    first = _clock(source, _FIRST) if match[_FIRST] and not match[_FIRST].isdigit() else None
    if first and _by_machine(source.scan, match.start(_FIRST)):  # what follows is an offset
        return _built(source, match.start(_FIRST), first)
    second = _clock(source, _SECOND)
    if second is None:
        return _built(source, match.start(_FIRST), first) if first else None
    if match[_FIRST] and _is_window(source, first):
        return _window(source, first or read_clock(0, int(match[_FIRST]), 0), second)
    if match[_FIRST] and (first is None or first.time != second.time):  # "9:00 AM or 1:00 PM", "8 às 10h"
        return _built(source, match.start(_FIRST), second._replace(time=None, doubt=Doubt.NO_TIME))
    return _built(source, match.start(_SECOND), second)


def _is_window(source: _Source, first: Clock | None) -> bool:
    """Whether two numbers are the two ends of a window; a bare first number ("8 to 10 a.m.") needs a plain word."""
    match = source.match
    opening, joint, start = (match[_OPENING_WORD] or b"").decode(), match[_JOINT].decode(), match.start(_FIRST)
    if joint in _BOTH:
        return opening in _BETWEEN
    if first is not None or not match[_FIRST].isdigit():
        return first is not None
    if ROOM_BEFORE.search(source.scan[max(0, start - LOOK_BACK) : start]):  # "Room 9 - 10:00 AM"
        return False
    return joint in _PLAINLY_TO or bool(opening)


def _window(source: _Source, first: Clock, second: Clock) -> HourPiece:
    start = source.match.start() if source.match[_OPENING_WORD] else source.match.start(_FIRST)
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
    if not _OPEN_END.match(source.scan, end):
        return None
    first, second = read_clock(end, int(match[_FROM]), 0), read_clock(end, int(match[_TO]), 0)
    ends = after(second)
    if first.time is None or ends is None or ends <= first.time:
        return _built(source, match.start(), second._replace(time=None, doubt=Doubt.NO_TIME))
    return _built(source, match.start(), first, ends)


def _clock(source: _Source, group: int) -> Clock | None:
    """The hour of one group, or None where the number is none."""
    scan, start, end = source.scan, source.match.start(group), source.match.end(group)
    machine = _by_machine(scan, start)
    alone = (group == _SECOND and source.match[_FIRST]) or _stands_alone(scan, start)
    if not (machine or (alone and not _NUMBER_GOES_ON.match(scan, end))):
        return None
    raw = source.match[group]
    fields = _FIELDS.fullmatch(raw)
    if fields is None:
        clock = _in_words(raw.decode(), end)
        return clock._replace(time=None, doubt=Doubt.NO_TIME) if _is_fraction(source, group) else clock
    hour, digits, letter, part = int(fields[1]), fields[2], fields[3], (fields[4] or b"").decode()
    if not _is_hour(source, raw, start, hour, bare=not (digits or letter or part)):
        return None
    meridiem = f"{letter.decode()}m" if letter else ""
    clock = read_clock(end, hour, int(digits or 0), meridiem=meridiem, part=_PART_OF.get(part, ""), exact=machine)
    return clock if digits or not _is_fraction(source, group) else clock._replace(time=None, doubt=Doubt.NO_TIME)


def _in_words(raw: str, end: int) -> Clock:
    """Noon, midnight, or a Creole hour such as "nevè nan maten"."""
    if raw in MIDNIGHT:  # the night before it, or the night after?
        return Clock(end, 0, 0, time(0), Doubt.AMBIGUOUS_DATE, "am")
    if raw in NOON:
        return Clock(end, TWELVE, 0, time(TWELVE), None, "pm")
    word = next(word for word in _CREOLE if raw.startswith(word))
    part = raw.removeprefix(word).strip(" ,()")
    return read_clock(end, _CREOLE[word], 0, part=_PART_OF.get(part, ""))


def _is_hour(source: _Source, raw: bytes, start: int, hour: int, *, bare: bool) -> bool:
    """Refuses "9e étage" (an ordinal), "48 h" and "2 horas antes" (how long, not when)."""
    rest = raw.lstrip(b"0123456789")
    unspaced = rest.lstrip(b" zvtyn")
    if unspaced[:1] == b"e":
        letter = source.text[start + len(raw) - len(unspaced)]
        return letter in "èÈ" or (rest[:1] != b" " and (not bare or source.language is Language.HT))
    if bare and len(raw) - len(rest) <= len("23"):
        return (
            hour < _HOURS_A_DAY
            and rest.strip() not in (b"hours", b"hora")
            and not _SPAN_FOLLOWS.match(source.scan, start + len(raw))
        )
    return True


def _is_fraction(source: _Source, group: int) -> bool:
    """Whether words change the hour: "half past 9", "las 9 y media", "9 è mwen ka"."""
    scan, start, end = source.scan, source.match.start(group), source.match.end(group)
    if _FRACTION_BEFORE.search(scan[max(0, start - _LOOK_BACK) : start]):
        return True
    return group == _SECOND and _FRACTION_FOLLOWS.match(scan, end) is not None


def _by_machine(scan: bytes, start: int) -> bool:
    return start > 0 and scan[start - 1] == MACHINE_T


def _stands_alone(scan: bytes, start: int) -> bool:
    """Whether the number is no part of a longer one, of money, of a form's name."""
    earlier, previous = scan[max(0, start - 2) : max(0, start - 1)], scan[max(0, start - 1) : start]
    if previous.isalnum() or previous in (b"$", b"#"):
        return False
    return not (earlier.isdigit() and previous in (b":", b".", b"/", b",")) and not (
        earlier.isalnum() and previous == b"-" and not earlier.isdigit()
    )


def _built(source: _Source, start: int, clock: Clock, ends: time | None = None) -> HourPiece:
    zone = zone_after(source.text, source.scan, clock.end)
    end = zone[1] if zone else clock.end
    closing = source.scan[end : end + 1] == b")" and source.scan.rfind(b"(", start, end) > source.scan.rfind(
        b")", start, end
    )
    doubts = frozenset({clock.doubt} if clock.doubt else ())
    return HourPiece(start, end + closing, clock.time, ends, zone, doubts)
