"""A second opinion on the kind of a message, from all of its words and findings at once.

The rules of kinds.toml look for one sentence that says it. Here whatever was found, and every word, speaks a little for
each kind, and the sum decides: a multinomial logistic regression whose weights are data (rules/weights.json), learned
from letters (tests/corpus/teach.py). It never confirms anything. Where it contradicts the rules a person looks; where
the rules found nothing it says what the message is most like. Only whether a date to come on is that of a summons or of
an appointment it decides, for that changes nothing of what the message does.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache, cached_property

from pydantic import ConfigDict, TypeAdapter

from tracker.frozen import Frozen
from tracker.reading.clauses import Clause, Wording
from tracker.reading.roles import Placed
from tracker.reading.statements import Statement
from tracker.reading.types import Kind

Span = tuple[int, int]
Findings = dict[str, Span]  # each with the place where it first stands
Traits = tuple[Findings, AbstractSet[str]]  # what the rules' words found in a message, and its words themselves
_NOWHERE = (0, 0)
_MOST_WORDS = 2000  # of one message; a letter has a few hundred
_GROUNDS = 3


class Weights(Frozen):
    """What each trait speaks for: numbers in the order of `kinds`. `rarity` is how much rarer a word is than others."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    kinds: tuple[Kind, ...]
    offset: tuple[float, ...]
    found: Mapping[str, tuple[float, ...]]
    words: Mapping[str, tuple[float, ...]]
    rarity: Mapping[str, float]

    @cached_property
    def spoken(self) -> Mapping[str, tuple[float, ...]]:
        """The weights of the words, each times its rarity; behind them the square of that."""
        rarity = self.rarity
        return {
            name: (*(rarity[name] * weight for weight in row), rarity[name] ** 2) for name, row in self.words.items()
        }


@dataclass(frozen=True, slots=True)
class Opinion:
    """`share`: how likely `kind` is by the letters that taught the weights, 0 to 1. `grounds`: what spoke most."""

    kind: Kind | None = None
    share: float = 0.0
    grounds: tuple[Span, ...] = ()
    shares: Mapping[Kind, float] = field(default_factory=dict)  # of every kind; none where there is no opinion


NO_OPINION = Opinion()


def certain(kind: Kind) -> Opinion:
    """That of whoever has a proven rule: it is not asked."""
    return Opinion(kind, 1.0, shares={kind: 1.0})


def traits_of(clauses: Sequence[Clause], statements: Iterable[Statement], placed: Sequence[Placed]) -> Traits:
    found: Findings = {}
    for name, span in _findings(clauses, statements, placed):
        found.setdefault(name, span)
    return found, _words(clauses)


def _findings(
    clauses: Sequence[Clause], statements: Iterable[Statement], placed: Sequence[Placed]
) -> Iterator[tuple[str, Span]]:
    for statement in statements:
        span = (statement.start, statement.end)
        place = "title" if statement.clause.sentence.titled else "text"
        yield f"says {statement.action} {statement.mood} {statement.head} {statement.refusal}", span
        yield f"says {statement.action} {statement.refusal} in {place}", span
    for clause in clauses:
        titled, dated = clause.sentence.titled, bool(clause.dates)
        for name, hits in clause.named.items():
            span = (hits[0].start, hits[0].end)
            plain, in_title, beside_a_date = _named(name)
            yield plain, span
            if titled:
                yield in_title, span
            if dated:
                yield beside_a_date, span
    for one in placed:
        yield f"date {one.role} {one.asserted} {one.denied}", (one.mention.start, one.mention.end)
    yield f"dates {' '.join(sorted({one.role for one in placed}))}", _NOWHERE


@cache
def _named(concept: str) -> tuple[str, str, str]:
    return f"names {concept}", f"names {concept} in title", f"names {concept} beside a date"


def _words(clauses: Sequence[Clause]) -> set[str]:
    """The words by their beginnings, and each two that follow one another in a sentence; dates left out."""
    found: set[str] = set()
    left = _MOST_WORDS
    for clause in clauses:
        words = clause.wording
        found |= words.spoken if len(words.stems) <= left else Wording(words.stems[:left]).spoken
        left -= min(left, len(words.stems))
    return found


def opinion_of(traits: Traits, weights: Weights) -> Opinion:
    """The likeliest kind. Without a finding of the rules' own words there is none: mere words decide nothing."""
    found = [name for name in traits[0] if name in weights.found]
    if all(name.startswith("date") for name in found):
        return NO_OPINION
    shares = _shares(weights, found, sorted(traits[1] & weights.spoken.keys()))
    best = max(range(len(shares)), key=shares.__getitem__)
    of_kinds = dict(zip(weights.kinds, shares, strict=True))
    return Opinion(weights.kinds[best], shares[best], _grounds(weights, best, found, traits[0]), of_kinds)


def _shares(weights: Weights, found: Sequence[str], words: Sequence[str]) -> list[float]:
    """Softmax over the sums. Findings and words are each scaled to length 1: a long message weighs no more."""
    sums = _added(weights.offset, _columns(map(weights.found.__getitem__, found)), len(found))
    if words:
        *columns, squares = _columns(map(weights.spoken.__getitem__, words))
        sums = _added(sums, columns, squares)
    top = max(sums)
    powers = [math.exp(each - top) for each in sums]
    whole = sum(powers)
    return [power / whole for power in powers]


def _columns(rows: Iterable[tuple[float, ...]]) -> list[float]:
    return list(map(sum, zip(*rows, strict=True)))


def _added(sums: Iterable[float], columns: Iterable[float], squares: float) -> list[float]:
    length = math.sqrt(squares) or 1.0
    return [total + column / length for total, column in zip(sums, columns, strict=True)]


def _grounds(weights: Weights, best: int, found: Iterable[str], places: Findings) -> tuple[Span, ...]:
    spoke = {name: weight for name in found if (weight := weights.found[name][best]) > 0}
    spans = dict.fromkeys(places[name] for name in sorted(spoke, key=spoke.__getitem__, reverse=True))
    return tuple(sorted([span for span in spans if span != _NOWHERE][:_GROUNDS]))


def parse_weights(text: str) -> Weights:
    """The text of weights.json. Raises pydantic's ValidationError for any mistake in it."""
    return TypeAdapter(Weights).validate_json(text)
