"""Time zones as people write them, in five languages, to IANA zones.

Offices write "EST" all year round; it means the clock on the wall in the East, summer or winter, never a fixed
offset. Which of the eastern zones it is, the office decides.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.message.text import fold
from tracker.message.types import EPOCH, Message
from tracker.reading.scan import near
from tracker.reading.types import Doubt, When

# The first zone of a family is the one meant where no office is known; Phoenix keeps Mountain Standard Time all year.
_FAMILIES: dict[str, tuple[str, ...]] = {
    "eastern": (
        "America/New_York",
        "America/Detroit",
        "America/Indiana/Indianapolis",
        "America/Kentucky/Louisville",
    ),
    "central": ("America/Chicago",),
    "mountain": ("America/Denver", "America/Boise", "America/Phoenix"),
    "daylight mountain": ("America/Denver", "America/Boise"),
    "pacific": ("America/Los_Angeles",),
    "alaska": ("America/Anchorage",),
    "hawaii": ("Pacific/Honolulu",),
    "arizona": ("America/Phoenix",),
    "atlantic": ("America/Puerto_Rico",),
    "chamorro": ("Pacific/Guam", "Pacific/Saipan"),
}

# Written in capitals only: "et" is French for "and", "est" for "is".
_LETTERS: dict[str, str] = {
    **dict.fromkeys(("ET", "EST", "EDT"), "eastern"),
    **dict.fromkeys(("CT", "CST", "CDT"), "central"),
    **dict.fromkeys(("MT", "MST"), "mountain"),
    "MDT": "daylight mountain",
    **dict.fromkeys(("PT", "PST", "PDT"), "pacific"),
    **dict.fromkeys(("AKT", "AKST", "AKDT"), "alaska"),
    **dict.fromkeys(("HST", "HT"), "hawaii"),
    "AST": "atlantic",
    "CHST": "chamorro",
}

_NAMES: dict[str, tuple[str, ...]] = {
    "eastern": ("eastern", "este", "leste", "est", "les", "lès", "new york", "nueva york", "nova york", "nou yok"),
    "central": ("central", "centro", "centre", "centrale", "santral"),
    "mountain": ("mountain", "montana", "montanas", "montanha", "montanhas", "montagnes", "rocheuses", "montay"),
    "pacific": ("pacific", "pacifico", "pacifique", "pasifik"),
    "alaska": ("alaska", "alaskan"),
    "hawaii": ("hawaii", "hawaiian", "hawai", "havai"),
    "arizona": ("arizona", "phoenix"),
    "atlantic": ("atlantic", "atlantico", "atlantique"),
    "chamorro": ("chamorro", "guam"),
}
_FAMILY_OF = {fold(name): family for family, names in _NAMES.items() for name in names}
_LOCAL = ("local time", "hora local", "horario local", "heure locale", "le lokal")

_NAME = "|".join(sorted((name.replace(" ", "[ ]") for name in _FAMILY_OF), key=len, reverse=True))
_SEASON = r"(?: [ -] (?: standard|daylight|prevailing ) )?"
_OF = r"(?: del|de[ ]la|de[ ]las|do|da|das|de|du|des|de[ ]l' )"
_LATIN_SEASON = r"(?: (?: estandar|de[ ]verano|padrao|de[ ]verao|normale|avancee|d'ete ) [ ] )?"
_OFFSET = r"[+-] \d{1,2} (?: :?\d{2} )?"
_ZONE = rf"""(?:
      (?: {_NAME} ) {_SEASON} [ ] time
    | (?: u[.]?s[.]?[ ] )? (?: hora|horario|heure|le ) [ ] {_LATIN_SEASON} (?: {_OF} [ ]? )?
      (?: (?: zon|costa|bo )[ ] )? (?: {_NAME} )
    | (?: {"|".join(_LOCAL).replace(" ", "[ ]")} )
    | (?: eastern|pacific|mountain ) {_SEASON}
    | (?: utc|gmt ) (?: [ ]? {_OFFSET} )?
    | z
    | [+-] \d{{2}} :? \d{{2}}
    | (?: {"|".join(sorted(_LETTERS, key=len, reverse=True)).lower()} )
    )"""
_LABEL = r"(?: \s{0,2} (?: time[ ]zone|zona[ ]horaria|fuso[ ]horario|fuseau[ ]horaire|zon[ ]le ) \s{0,2} :? )?"
_ZONE_FOLLOWS = near(rf"{_LABEL} [\t ,]{{0,3}} [(\[]? ( {_ZONE} ) (?: \b|$ )")
_NUMERIC = near(r"(?: utc|gmt )? [ ]? ([+-]) (\d{1,2}) (?: :? (\d{2}) )?")


def zone_after(text: str, scan: bytes, position: int) -> tuple[int, int] | None:
    """Where a zone is written right behind a time: its stretch `[start, end)` of `text`, or None."""
    match = _ZONE_FOLLOWS.match(scan, position)
    if match is None:
        return None
    start, end = match.start(1), match.end(1)
    word = text[start:end]
    if word.upper() in _LETTERS and not word.replace("h", "H").isupper():
        return None
    glued = match[1] == b"z" or match[1][:1] in b"+-"
    return None if glued and start != position else (start, end)


class _Named(NamedTuple):
    """What a zone text says: a family of zones, the local clock, or an offset from UTC."""

    family: tuple[str, ...] = ()
    local: bool = False
    offset: timedelta | None = None


@cache
def _named(zone_text: str) -> _Named:
    word, folded = zone_text.strip(" ()[].,"), fold(zone_text.strip(" ()[].,"))
    if word.upper() in _LETTERS:
        return _Named(_FAMILIES[_LETTERS[word.upper()]])
    if folded in _LOCAL:
        return _Named(local=True)
    if folded in {"z", "utc", "gmt"}:
        return _Named(offset=timedelta(0))
    if match := _NUMERIC.fullmatch(folded.encode("ascii", "replace")):
        size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return _Named(offset=-size if match[1] == b"-" else size)
    words = folded.replace("'", " ").split()
    names = {" ".join(words[i:j]) for i in range(len(words)) for j in (i + 1, i + 2)}
    family = next((_FAMILY_OF[name] for name in sorted(names) if name in _FAMILY_OF), None)
    summer = family == "mountain" and "daylight" in words
    return _Named(_FAMILIES["daylight mountain" if summer else family]) if family else _Named()


def zone_of(zone_text: str | None, office_zone: str | None, local: datetime | None = None) -> str | None:
    """The IANA zone of a time.

    `zone_text` is what stands beside the time, `office_zone` the IANA zone of its office, `local` the naive local
    time it belongs to. None means that nobody can say: neither is known, or the two contradict each other. An
    offset ("-04:00") must be the office's own offset at `local`; without an office, or without `local`, an offset
    names no zone.
    """
    if not zone_text:
        return office_zone
    named = _named(zone_text)
    if named.local:
        return office_zone
    if named.offset is not None:
        return office_zone if office_zone and local and _offset(office_zone, local) == named.offset else None
    if office_zone:
        return office_zone if office_zone in named.family else None
    # Without an office, "MST" may be Denver's clock or Arizona's, an hour apart in summer.
    return None if zone_text.strip(" ()") == "MST" else next(iter(named.family), None)


def _offset(zone: str, local: datetime) -> timedelta | None:
    return local.replace(tzinfo=ZoneInfo(zone)).utcoffset()


def zone_doubts(zone_text: str | None, office_zone: str | None, local: datetime | None = None) -> tuple[Doubt, ...]:
    """`unknown_time_zone` where `zone_of` knows no zone, also where text and office contradict each other."""
    return () if zone_of(zone_text, office_zone, local) else (Doubt.UNKNOWN_TIME_ZONE,)


def clock_change_doubts(day: date, hour: time, zone: str) -> tuple[Doubt, ...]:
    """Whether the clocks change over this wall-clock time: in spring it never comes, in autumn it comes twice."""
    early = datetime.combine(day, hour, tzinfo=ZoneInfo(zone))
    difference = (early.replace(fold=1).utcoffset() or timedelta()) - (early.utcoffset() or timedelta())
    if not difference:
        return ()
    return (Doubt.IMPOSSIBLE_DATE,) if difference > timedelta() else (Doubt.AMBIGUOUS_DATE,)


def is_past(when: When, message: Message) -> bool:
    """Whether it was over when the message was written; False where the message does not say when that was."""
    if message.moment == EPOCH:
        return False
    instant = when.instant()
    if instant is not None:
        return instant < message.moment
    return when.day < message.moment.astimezone(UTC).date()
