"""What the rest of a text says about the day of its appointment that cannot be true together with the date itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from itertools import chain, pairwise

from tracker.reading.calendar_words import WEEKDAYS
from tracker.reading.clause_hours import hours_in
from tracker.reading.clauses import Clause
from tracker.reading.dates import DateMention
from tracker.reading.roles import Placed
from tracker.reading.statements import Statement
from tracker.reading.types import Doubt, Language, Role

_ASIDE = frozenset({Role.OLD, Role.ASKED, Role.OTHER})
_LATER_WORDS = ("state.report", "state.have", "noun.appointment")
_BESIDE = 12  # characters from "formerly" to its hour
_EARLY = 90  # minutes before the hour at which one may be asked to be there
_FIELDS_AWAY = 2  # "Day: Friday" stands this many fields from "Date: April 5" at most
_SHORTEST = 4  # letters; shorter names of weekdays are words of their own ("mar", "sex")
_WEEKDAY_FIELD = re.compile(
    rb"(?:[^:\t|=.\n]{1,24}[:\t|=.]+)?\s*(%s)[\s.]*"
    % "|".join(sorted((word for word in WEEKDAYS if len(word) >= _SHORTEST), key=len, reverse=True)).encode()
)
_FIELD = "NAME|DATE|TIME|OFFICE|ADDRESS|NOMBRE|FECHA|HORA|OFICINA|NOME|DATA|ESCRITORIO|NOM|HEURE|BUREAU|NON|DAT|BIWO"
_UNFILLED = re.compile(rf"\(\?+\)|\{{\{{|<<|%%|%[A-Z_]{{3,24}}%|\[\[|[\[<{{](?:{_FIELD})(?:[ _][A-Z_ ]*)?[\]>}}]")


_BRACKETS = re.compile(r"\[([^\[\]\n]{6,120})\]")
# Of a button, a picture or a banner of some program, or a number: such brackets leave nothing open.
_OF_PROGRAMS = re.compile(r"\A\s|\d|@|:|\bext\b|extern|outside|image|logo", re.IGNORECASE)
_CHOICE_WORDS = 3


def _leaves_open(words: str) -> bool:
    """Such as "or leave as it is", in brackets."""
    return len(words.split()) >= _CHOICE_WORDS and _OF_PROGRAMS.search(words) is None


def unfilled(text: str) -> bool:
    """Whether a program forgot to put something in, or a hand left it open.

    Such as `{{DATE}}`, `[NAME]`, `%NAME%`, `(?)`, "[or leave as it is]".
    """
    return _UNFILLED.search(text) is not None or any(_leaves_open(found[1]) for found in _BRACKETS.finditer(text))


_MARK = re.compile('[“«„"‘]')
_QUOTED = re.compile(
    r"“[^”\n]{12,400}”|«[^»\n]{12,400}»|„[^“”\n]{12,400}[“”]|(?<!\w)\"[^\"\n]{12,400}\"|(?<!\w)‘[^’\n]{24,400}’(?!\w)"
)


def in_quotes(statements: Iterable[Statement], text: str) -> bool:
    """Whether all of them stand between quotation marks: somebody says what a letter says, or said."""
    spans = [match.span() for match in _QUOTED.finditer(text)] if _MARK.search(text) else []
    return bool(spans) and all(any(a <= s.start and s.end <= b for a, b in spans) for s in statements)


# "8 a.m. to 4 p.m. except November 27, when all is closed": the hours are of other days.
_EXCEPT = re.compile(rb"\b(?:except|but not|excepto|salvo|menos|exceto|sauf|excepte|eksepte|sof)\b")
_SHUT = re.compile(rb"\b(?:closed|shut|cerrad[oa]s?|fechad[oa]s?|fermee?s?|femen)\b")
_LISTED = re.compile(rb"(?:,\s|,?\s(?:and|or|y|o|e|ou|et|ak|oswa)\s)(?:and |y |e |et |ak )?(?:on |el |em |le |o )?")
_DONE = frozenset(
    {f"{action}.{form}" for action in ("set", "confirm", "move", "cancel", "grant") for form in ("done", "finite")}
)
_IN_FORCE = _DONE | {"state.stands", "state.validity"}
_VALUE = re.compile(rb"[:\t|=.][\s.:|=]*([a-z][a-z' -]{2,60})")
_PART_OF_IT = re.compile(rb"[:\t|=.]\s*\(?(\d{1,2}) ?(?:/|of|de|sur|sou|di|out of) ?(\d{1,2})\b")
_PAGE = re.compile(rb"pag|paj|feuil|sheet|hoja|folha|fey")


def unsettled_field(clauses: Iterable[Clause]) -> bool:
    """Whether a field says less than the letter: a status that is none of what is done, or one of several steps."""
    return any(_says_less(clause) or _in_part(clause) for clause in clauses if not clause.sentence.titled)


def _says_less(clause: Clause) -> bool:
    if clause.field != "status" or clause.has_any(_IN_FORCE):
        return False
    value = _VALUE.search(clause.scan, clause.sentence.start, clause.sentence.end)
    if value is None:
        return False
    ends = value.start(1) + len(value[1].rstrip())
    return not any(
        (hit.start, hit.end) == (value.start(1), ends) for hit in clause.of("label.complete", "label.recorded")
    )


def _in_part(clause: Clause) -> bool:
    """Such as "Approvals: 1 of 2"; pages are counted so too."""
    found = None if clause.dates else _PART_OF_IT.search(clause.scan, clause.sentence.start, clause.sentence.end)
    if found is None or _PAGE.search(clause.scan, clause.sentence.start, found.start()):
        return False
    return int(found[1]) < int(found[2])


def contradictions(
    told: DateMention | None, placed: Sequence[Placed], clauses: Sequence[Clause], text: str, language: Language | None
) -> set[Doubt]:
    """Another hour for the same day, or another weekday in a field of its own."""
    if told is None or told.day is None:
        return set()
    hours = chain(
        _other_hours(told, placed, text, language),
        _hours_of_the_visit(told, placed, clauses, text, language),
        _hours_of_entry(told, placed, clauses, text, language),
    )
    doubts = {Doubt.SEVERAL_DATES} if any(hours) else set[Doubt]()
    return doubts | ({Doubt.WEEKDAY_MISMATCH} if any(_other_weekdays(told, clauses)) else set())


def closed_then(told: DateMention | None, placed: Iterable[Placed], text: str) -> bool:
    """Such as "The office is closed on May 3", the day of the visit, or "April 30 to May 4"; not for some hours."""
    closings: dict[int, list[Placed]] = {}
    for one in placed:
        if one.role is not Role.OLD and one.mention.time is None and _closes(one.clause, text):
            closings.setdefault(id(one.clause), []).append(one)
    day = told.day if told else None
    return day is not None and any(_covers(day, stretch) for days in closings.values() for stretch in _parted(days))


def _parted(closed: Sequence[Placed]) -> Iterator[Sequence[Placed]]:
    """The days of one sentence: those of a list one by one, of anything else all together, from the first to the last.

    Such as "closed on November 11 and November 26", which says nothing of the days between.
    """
    listed = all(_LISTED.fullmatch(a.clause.scan, a.mention.end, b.mention.start) for a, b in pairwise(closed))
    yield from ([one] for one in closed) if listed else (closed,)


def _covers(day: date, closed: Sequence[Placed]) -> bool:
    days = [one for p in closed for one in (p.mention.day, *p.mention.candidates) if one]
    return bool(days) and min(days) <= day <= max(days)


def _closes(clause: Clause, text: str) -> bool:
    spared = _EXCEPT.search(clause.scan, clause.sentence.start, clause.sentence.end)
    shut = spared and _SHUT.search(clause.scan, spared.end(), clause.sentence.end)
    if not (shut or clause.has("state.closed")) or clause.has_any(("scope.negation", "scope.condition")):
        return False
    hours = hours_in(clause, text, None, spared.end() if spared else None)
    return all(hour.begins is None for hour in hours)  # its dates are not blotted out: "2027 to" has no beginning


def _other_hours(told: DateMention, placed: Iterable[Placed], text: str, language: Language | None) -> Iterator[bool]:
    known = {told.time, told.end_time, None}
    for one in placed:
        same_day = told.day in (one.mention.day, *one.mention.candidates)
        if not same_day or one.role in _ASIDE or one.denied:
            continue
        yield one.mention.time not in known
        if one.mention.time is None and told.time is not None and one.clause.has_any(_LATER_WORDS):
            hours = hours_in(one.clause, text, language, one.mention.end)
            yield any(hour.begins is None or hour.begins not in known for hour in hours)


def _hours_of_the_visit(
    told: DateMention, placed: Iterable[Placed], clauses: Iterable[Clause], text: str, language: Language | None
) -> Iterator[bool]:
    """Another hour to come at, in a sentence without a day: "we expect you at 1:30 PM" below a field of 8:00 AM."""
    if told.time is None:
        return
    known = {one.mention.time for one in placed}
    for clause in clauses:
        if clause.dates or clause.sentence.titled or not clause.has_any(_LATER_WORDS):
            continue
        for hour in hours_in(clause, text, language):
            alone = hour.begins is not None and hour.ends is None and hour.begins not in known
            alone = alone and not any(0 <= hour.start - hit.end <= _BESIDE for hit in clause.of("date.old"))
            alone = alone and not _TODAY.search(clause.scan, clause.sentence.start, hour.start)
            alone = alone and not (clause.has_any(_ACTED) and _TODAY_BEHIND.match(clause.scan, hour.end))
            yield alone and not 0 <= _minutes(told.time) - _minutes(hour.begins) <= _EARLY


_TODAY = re.compile(
    rb"\b(?:today|hoy|hoje|aujourd'hui|jodi a),? (?:(?:at|a las?|as|a) )?\Z"
)  # "You signed in today at"
_ACTED = ("set.done", "move.done", "cancel.done")
_TODAY_BEHIND = re.compile(
    rb"\.?,? (?:today|this (?:morning|afternoon|evening)|(?:de )?hoy|(?:de )?hoje|aujourd'hui|jodi a)\b"
)


_ENTRY = re.compile(
    rb"(?:entrada|llegada|chegada|arrival|arrive(?: at| by)?|entry|entree|arrivee|antre|arive)[ .]*:?[\t ]*"
)


def _hours_of_entry(
    told: DateMention, placed: Iterable[Placed], clauses: Sequence[Clause], text: str, language: Language | None
) -> Iterator[bool]:
    """Another hour in a field of its own: "Arrival: 8:00 AM", in one line or in two, beside a visit at 11:00 AM."""
    if told.time is None:
        return
    known = {one.mention.time for one in placed}
    for label, clause in zip((None, *clauses[:-1]), clauses, strict=True):
        if clause.dates:
            continue
        start, end = clause.sentence.start, clause.sentence.end
        lead = _ENTRY.match(clause.scan, start, end)
        above = label is not None and _ENTRY.fullmatch(label.scan, label.sentence.start, label.sentence.end)
        begin = lead.end() if lead else start
        if not (lead or above):
            continue
        for hour in hours_in(clause, text, language, begin):
            alone = hour.start == begin and hour.ends is None and hour.begins is not None and hour.begins not in known
            yield alone and not 0 <= _minutes(told.time) - _minutes(hour.begins) <= _EARLY


def _minutes(hour: time | None) -> int:
    return hour.hour * 60 + hour.minute if hour else 0


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
