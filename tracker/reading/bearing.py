"""Whether a date is one of the appointment or is told for another matter, by all the words around it.

A letter names the day on which it was written, the one by which a form is due, days on which the counter is closed.
`roles` knows some of the words for that. Here every word on either side of a date speaks a little for or against it
(`leaning`); the weights are data (rules/bearing.json), learned from letters whose dates are known
(tests/corpus/bearing.py). What surely is another matter's is no date to choose among, and a date that sounds like one
is not gone by unasked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from tracker.reading.clauses import Clause, stems_of
from tracker.reading.dates import DateMention
from tracker.reading.leaning import Leaning, leaning_of
from tracker.reading.roles import Placed
from tracker.reading.types import Role

# Log odds: of a day that is put aside where no word says what it is, and where one does or it has an hour; and of one
# asked about. What lies above and below them is printed by `tests.corpus.bearing --figures`.
APART, PLAINLY_APART, FOREIGN = 1.0, 2.0, -1.0
_SURELY_OF_IT = -2.0  # of the visit's own date with its hour: beside it a bare day needs no more than `APART`
_BEFORE, _BEHIND = 240, 120  # characters on either side that are listened to
_NEAREST = 3  # words before it that count by their place
_ALONE = 2  # words beside it; with no more than these the line above says what it is
_MANY, _SEVERAL = 3, 4  # dates of a sentence, and of a letter: more are counted as so many
_SOON = timedelta(days=14)
_LONG_AHEAD = timedelta(days=270)  # a day without year that would lie so far ahead may be one of those just gone
_UNMARKED = frozenset({Role.NONE, Role.CURRENT})
_TOLD_APART = frozenset({Role.OLD, Role.NEW})
_OF_THE_VISIT = _UNMARKED | _TOLD_APART


def put_aside(
    placed: Sequence[Placed], clauses: Sequence[Clause], weights: Leaning, today: date | None
) -> list[Placed]:
    """The dates, each with its bearing; what surely is another matter's in the role `other`. `today`: of the letter."""
    above = {id(clause): before for before, clause in pairwise(clauses)}
    judged = [
        _judged(one, leaning_of(traits_of_date(placed, place, above.get(id(one.clause)), today), weights))
        for place, one in enumerate(placed)
    ]
    return [replace(one, role=Role.OTHER) if _is_beside_it(one, judged, today) else one for one in judged]


def _judged(one: Placed, apart: float) -> Placed:
    plainly = one.role not in _UNMARKED or one.mention.time is not None
    aside = apart >= (PLAINLY_APART if plainly else APART)
    return replace(one, apart=apart, role=Role.OTHER if aside else one.role)


def _is_beside_it(one: Placed, judged: Sequence[Placed], today: date | None) -> bool:
    """Such as the days of "The lift is being replaced from August 17 to August 28", in a letter that moves a visit.

    They are days to come, without hour, that sound like another matter's, and the visit's own date stands elsewhere
    with its hour. What was before the letter, or when it was written, may be told of letters like this one.
    """
    bare = one.role in _TOLD_APART and one.mention.time is None and one.apart >= APART and _lies_ahead(one, today)
    return bare and any(
        other.mention.time and other.role in _OF_THE_VISIT and other.apart <= _SURELY_OF_IT for other in judged
    )


def _lies_ahead(one: Placed, today: date | None) -> bool:
    """Whether the day is surely one to come; of a day without year, that it is none of the weeks before the letter."""
    day = one.mention.day
    if day is None or today is None or day <= today:
        return False
    return not one.mention.yearless or day - today < _LONG_AHEAD


def foreign(told: DateMention | None, placed: Iterable[Placed]) -> bool:
    """Whether every sentence that names that day sounds as if it were told for another matter."""
    if told is None or told.day is None:
        return False
    heard = [one.apart for one in placed if told.day in days_of(one.mention)]
    return bool(heard) and min(heard) >= FOREIGN


def days_of(mention: DateMention) -> tuple[date, ...]:
    """The day, or those that it may be."""
    return (mention.day,) if mention.day else mention.candidates


def traits_of_date(placed: Sequence[Placed], place: int, above: Clause | None, today: date | None) -> frozenset[str]:
    """What speaks for or against it: words by side and nearness, findings, its form, and the rules' own word for it."""
    one = placed[place]
    before, behind = _beside(one)
    return frozenset((*_spoken(before, behind, above), *_formed(one, today), f"first {place == 0}", _of(len(placed))))


def _of(count: int) -> str:
    return f"of {min(count, _SEVERAL)}"


def _beside(one: Placed) -> tuple[list[str], list[str]]:
    """The words before and behind it in its sentence, other dates left out."""
    clause, mention = one.clause, one.mention
    start, end = max(clause.sentence.start, mention.start - _BEFORE), min(clause.sentence.end, mention.end + _BEHIND)
    return _words(clause, start, mention.start), _words(clause, mention.end, end)


def _words(clause: Clause, start: int, end: int) -> list[str]:
    text = bytearray(clause.scan[start:end])
    for first, last in clause.dates:
        if first < end and start < last:
            text[max(0, first - start) : last - start] = b" " * (min(last, end) - max(first, start))
    return stems_of(bytes(text))


def _spoken(before: Sequence[str], behind: Sequence[str], above: Clause | None) -> Iterator[str]:
    for side, words in (("before", before), ("behind", behind)):
        for word in words:
            yield f"{side} {word}"
            yield f"beside {word}"
        yield from (f"{side} {first} {second}" for first, second in pairwise(words))
    yield from (f"{nearness} before {word}" for nearness, word in enumerate(before[: -_NEAREST - 1 : -1]))
    yield f"up to it {' '.join(before[-2:])}"
    yield f"from it {' '.join(behind[:2])}"
    if above is not None and len(before) + len(behind) <= _ALONE:
        start = max(above.sentence.start, above.sentence.end - _BEHIND)
        yield from (f"above {word}" for word in _words(above, start, above.sentence.end))


def _formed(one: Placed, today: date | None) -> Iterator[str]:
    clause, timed = one.clause, one.mention.time is not None
    when = _when(one.mention, today)
    yield from (f"names {concept}" for concept in clause.named)
    yield from (f"timed {timed}", f"yearless {one.mention.yearless}", f"when {when}", f"when {when} {timed}")
    yield from (f"field {clause.field}", f"field {clause.field} {timed}", f"titled {clause.sentence.titled}")
    yield from (f"dates {min(len(clause.dates), _MANY)}", f"role {one.role}", f"role {one.role} {timed}")


def _when(mention: DateMention, today: date | None) -> str:
    """Where the day lies, seen from the letter's own."""
    if mention.day is None or today is None:
        return "unknown"
    if mention.day <= today:
        return "today" if mention.day == today else "past"
    return "soon" if mention.day - today < _SOON else "later"
