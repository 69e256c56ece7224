"""What the rest of a text says about the day of its appointment that cannot be true together with the date itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tracker.reading.calendar_words import WEEKDAYS
from tracker.reading.clauses import Clause
from tracker.reading.dates import DateMention
from tracker.reading.hours import find_hours
from tracker.reading.roles import Placed
from tracker.reading.statements import Statement
from tracker.reading.types import Doubt, Language, Role

_ASIDE = frozenset({Role.OLD, Role.ASKED, Role.OTHER})
_LATER_WORDS = ("state.report", "state.have", "noun.appointment")
_FIELDS_AWAY = 2  # "Day: Friday" stands this many fields from "Date: April 5" at most
_SHORTEST = 4  # letters; shorter names of weekdays are words of their own ("mar", "sex")
_WEEKDAY_FIELD = re.compile(
    rb"(?:[^:\t|=.\n]{1,24}[:\t|=.]+)?\s*(%s)[\s.]*"
    % "|".join(sorted((word for word in WEEKDAYS if len(word) >= _SHORTEST), key=len, reverse=True)).encode()
)
_FIELD = "NAME|DATE|TIME|OFFICE|ADDRESS|NOMBRE|FECHA|HORA|OFICINA|NOME|DATA|ESCRITORIO|NOM|HEURE|BUREAU|NON|DAT|BIWO"
_UNFILLED = re.compile(rf"\{{\{{|<<|%%|\[\[|[\[<{{](?:{_FIELD})(?:[ _][A-Z_ ]*)?[\]>}}]")


def unfilled(text: str) -> bool:
    """Whether a program forgot to put something in: `{{DATE}}`, `[NAME]`."""
    return _UNFILLED.search(text) is not None


_QUOTED = re.compile(
    r"“[^”\n]{12,400}”|«[^»\n]{12,400}»|„[^“”\n]{12,400}[“”]|(?<!\w)\"[^\"\n]{12,400}\"|(?<!\w)‘[^’\n]{24,400}’(?!\w)"
)


def in_quotes(statements: Iterable[Statement], text: str) -> bool:
    """Whether all of them stand between quotation marks: somebody says what a letter says, or said."""
    spans = [match.span() for match in _QUOTED.finditer(text)]
    return bool(spans) and all(any(a <= s.start and s.end <= b for a, b in spans) for s in statements)


def contradictions(
    told: DateMention | None, placed: Sequence[Placed], clauses: Sequence[Clause], text: str, language: Language | None
) -> set[Doubt]:
    """Another hour for the same day, or another weekday in a field of its own."""
    if told is None or told.day is None:
        return set()
    doubts = {Doubt.SEVERAL_DATES} if any(_other_hours(told, placed, text, language)) else set[Doubt]()
    return doubts | ({Doubt.WEEKDAY_MISMATCH} if any(_other_weekdays(told, clauses)) else set())


def _other_hours(told: DateMention, placed: Iterable[Placed], text: str, language: Language | None) -> Iterator[bool]:
    known = {told.time, told.end_time, None}
    for one in placed:
        same_day = told.day in (one.mention.day, *one.mention.candidates)
        if not same_day or one.role in _ASIDE or one.denied:
            continue
        yield one.mention.time not in known
        if one.mention.time is None and told.time is not None and one.clause.has_any(_LATER_WORDS):
            hours = find_hours(text, one.clause.scan, language, (one.mention.end, one.clause.sentence.end))
            yield any(hour.begins is None or hour.begins not in known for hour in hours)


def _other_weekdays(told: DateMention, clauses: Sequence[Clause]) -> Iterator[bool]:
    at = next((n for n, c in enumerate(clauses) if c.sentence.start <= told.start < c.sentence.end), None)
    if at is None or told.day is None:
        return
    for step in (-1, 1):
        for clause in clauses[at + step :: step][:_FIELDS_AWAY]:
            if clause.dates:
                break
            field = _WEEKDAY_FIELD.fullmatch(clause.scan, clause.sentence.start, clause.sentence.end)
            yield field is not None and WEEKDAYS[field[1].decode()] != told.day.weekday()
