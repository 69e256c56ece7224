"""Which fields the forms of ordinary notices have: `Office: ...`, `HORA .....: ...`, a row of a table.

A field that no ordinary notice has ("RECORDS: copy of 1 March", "Conflict: an order to cancel came at the same hour")
makes the notice doubtful, whatever the other fields say; so does a sort of visit that is no check-in. Both are known by
lists (rules/forms/), not by what might be wrong: what nobody listed is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.frozen import Frozen
from tracker.reading.clauses import Clause
from tracker.reading.scan import scan_of

_FIELD = re.compile(
    rb"[ >*|-]{0,8}(?:\d{1,2}[.)] {1,3})?([a-z][a-z'/(). -]{0,40}?)"
    rb"(?: ?:[ \t]+(?![^\n]*(?:\n|[.;!?]\Z))| ?\t|[ .]{2,40}: *|\.{2,40} *| {3,40})"
    rb"(?=[^\t\n]{0,16}[a-z0-9])([^\t\n]*+)(?:\n|\Z)"
)
_BARE = re.compile(rb"[a-z][a-z'/() -]{1,40}:?")  # a label above its value
_ABOVE = re.compile(rb"([a-z][a-z'/() -]{1,40}?) ?:\n([^\n]{1,80})")
_WORD = re.compile(rb"[a-z]+")
_LONGEST = 5  # words of a label; more are a sentence
_WIDEST = 240  # characters of a field; more are prose
_SHORT = 2  # letters; words of so many say nothing


class FormFile(Frozen):
    """The labels of one language, as they are written; accents and case do not matter."""

    plain: tuple[str, ...]  # of ordinary notices, whatever their value
    person: tuple[str, ...]  # of fields that name whoever must come
    visit: tuple[str, ...]  # of the field that tells what sort of visit it is
    visits: tuple[str, ...]  # the values of that field that mean a check-in
    never: tuple[str, ...]  # of no ordinary notice


@dataclass(frozen=True, slots=True)
class Forms:
    """The labels of all languages together: a letter in Creole says "Reference" as well."""

    labels: frozenset[bytes]
    words: frozenset[bytes]  # of labels of several words; a label half of whose words are these is no stranger
    person: frozenset[bytes]
    visit: frozenset[bytes]
    visits: frozenset[bytes]
    visit_words: frozenset[bytes]
    never: frozenset[bytes]


def forms_of(files: Iterable[FormFile]) -> Forms:
    told = list(files)
    plain, person, visit, visits, never = (
        frozenset(label_of(one) for file in told for one in getattr(file, name))
        for name in ("plain", "person", "visit", "visits", "never")
    )
    labels = plain | person | visit
    return Forms(
        labels=labels,
        words=frozenset(word for label in labels if b" " in label for word in label.split()),
        person=person,
        visit=visit,
        visits=visits,
        visit_words=frozenset(word for value in visits for word in value.split()),
        never=never,
    )


def label_of(written: str) -> bytes:
    """Its words without accents and signs, as labels are compared."""
    return b" ".join(_WORD.findall(scan_of(written)))


def strange_fields(clauses: Iterable[Clause], forms: Forms) -> Iterator[Clause]:
    """The fields among those lines that no ordinary notice has."""
    lines = [(clause, clause.scan[clause.sentence.start : clause.sentence.end].strip()) for clause in clauses]
    for clause, line in lines:
        found = _field_of(line, forms) if len(line) <= _WIDEST else None
        if found and _is_strange(_WORD.findall(found[1]), _WORD.findall(found[2]), forms):
            yield clause
    yield from _strange_below(lines, forms)


def _field_of(line: bytes, forms: Forms) -> re.Match[bytes] | None:
    """Label and value; of two lines only where the first is a label that matters: "Dear Ana:" stands so as well."""
    if found := _FIELD.match(line):
        return found
    above = _ABOVE.fullmatch(line)
    name = b" ".join(_WORD.findall(above[1])) if above else b""
    return above if name in forms.visit or name in forms.never else None


def _strange_below(lines: Sequence[tuple[Clause, bytes]], forms: Forms) -> Iterator[Clause]:
    """The same of a form whose values stand below their labels, each on a line of its own.

    A label that is known stands two lines from another one, any other label between two of them.
    """
    words = [_WORD.findall(line) if _BARE.fullmatch(line) else [] for _, line in lines]
    known = [b" ".join(each) in forms.labels for each in words]
    for place, label in enumerate(words[:-1]):
        beside = [known[other] for other in (place - 2, place + 2) if 0 <= other < len(lines)]
        stacked = any(beside) if known[place] else beside == [True, True]
        value = _WORD.findall(lines[place + 1][1])
        if label and stacked and not known[place + 1] and _is_strange(label, value, forms):
            yield lines[place][0]


def _is_strange(label: list[bytes], value: list[bytes], forms: Forms) -> bool:
    name = b" ".join(label)
    if len(label) > _LONGEST:
        return False
    if name in forms.visit:
        return bool(value) and not _of_a_visit(value, forms)
    if name in forms.labels:
        return False
    told = [word in forms.words for word in label if len(word) > _SHORT]
    return name in forms.never or len(label) == 1 or not any(told) or 2 * sum(told) < len(told)


def _of_a_visit(value: list[bytes], forms: Forms) -> bool:
    """Whether that is a check-in: its words are those of one, or a whole name of one stands in it."""
    said = b" %s " % b" ".join(value)
    return all(word in forms.visit_words for word in value if len(word) > _SHORT) or any(
        b" " in visit and b" %s " % visit in said for visit in forms.visits
    )
