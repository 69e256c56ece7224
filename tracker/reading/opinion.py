"""A second opinion on the kind of a message, from all of its words and findings at once.

The rules of kinds.toml look for one sentence that says it. Here whatever was found, and every word, speaks a little for
each kind, and the sum decides: a multinomial logistic regression whose weights are data (rules/weights.json), learned
from letters (tests/corpus/teach.py). It never confirms anything. Where it contradicts the rules a person looks; where
the rules found nothing it says what the message is most like.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from pydantic import TypeAdapter

from tracker.frozen import Frozen
from tracker.reading.clauses import Clause
from tracker.reading.roles import Placed
from tracker.reading.statements import Statement
from tracker.reading.types import Kind

Span = tuple[int, int]
Findings = dict[str, Span]  # each with the place where it first stands
Traits = tuple[Findings, AbstractSet[str]]  # what the rules' words found in a message, and its words themselves
_WORD = re.compile(r"[a-z']+")
_NOWHERE = (0, 0)
_STEM = 6  # letters by which a word is known: "rescheduled" and "rescheduling" are one
_MOST_WORDS = 2000  # of one message; a letter has a few hundred
_GROUNDS = 3


class Weights(Frozen):
    """What each trait speaks for: numbers in the order of `kinds`. `rarity` is how much rarer a word is than others."""

    kinds: tuple[Kind, ...]
    offset: tuple[float, ...]
    found: Mapping[str, tuple[float, ...]]
    words: Mapping[str, tuple[float, ...]]
    rarity: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Opinion:
    """`share`: how likely it is by the letters that taught the weights, 0 to 1. `grounds`: what spoke most."""

    kind: Kind | None = None
    share: float = 0.0
    grounds: tuple[Span, ...] = ()


NO_OPINION = Opinion()


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
        for name, hits in clause.named.items():
            span = (hits[0].start, hits[0].end)
            yield f"names {name}", span
            if clause.sentence.titled:
                yield f"names {name} in title", span
            if clause.dates:
                yield f"names {name} beside a date", span
    for one in placed:
        yield f"date {one.role} {one.asserted} {one.denied}", (one.mention.start, one.mention.end)
    yield f"dates {' '.join(sorted({one.role for one in placed}))}", _NOWHERE


def _words(clauses: Sequence[Clause]) -> set[str]:
    """The words by their beginnings, and each two that follow one another in a sentence; dates left out."""
    found: set[str] = set()
    left = _MOST_WORDS
    for clause in clauses:
        words = [word[:_STEM] for word in _WORD.findall(_undated(clause))][:left]
        left -= len(words)
        found.update(words)
        found.update(f"{one} {other}" for one, other in pairwise(words))
    return found


def _undated(clause: Clause) -> str:
    at, kept = clause.sentence.start, []
    for start, end in sorted(clause.dates):
        kept.append(clause.scan[at:start])
        at = max(at, end)
    return b" ".join((*kept, clause.scan[at : clause.sentence.end])).decode("ascii")


def opinion_of(traits: Traits, weights: Weights) -> Opinion:
    """The likeliest kind. Without a finding of the rules' own words there is none: mere words decide nothing."""
    found, words = evened(traits, weights)
    if not any(not name.startswith("date") for name in found):
        return NO_OPINION
    shares = _shares(weights, found, words)
    best = max(range(len(shares)), key=shares.__getitem__)
    return Opinion(weights.kinds[best], shares[best], _grounds(weights, best, found, traits[0]))


def evened(traits: Traits, weights: Weights) -> tuple[dict[str, float], dict[str, float]]:
    """The traits that have weights, scaled so that a long message weighs no more than a short one: length 1 each."""
    found = {name: 1.0 for name in traits[0] if name in weights.found}
    return _even(found), _even({name: weights.rarity[name] for name in sorted(traits[1] & weights.words.keys())})


def _even(values: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in values.values())) or 1.0
    return {name: value / length for name, value in values.items()}


def _shares(weights: Weights, found: Mapping[str, float], words: Mapping[str, float]) -> list[float]:
    """Softmax over the sums."""
    sums = list(weights.offset)
    for values, table in ((found, weights.found), (words, weights.words)):
        for name, value in values.items():
            sums = [total + value * weight for total, weight in zip(sums, table[name], strict=True)]
    top = max(sums)
    powers = [math.exp(each - top) for each in sums]
    whole = sum(powers)
    return [power / whole for power in powers]


def _grounds(weights: Weights, best: int, found: Iterable[str], places: Findings) -> tuple[Span, ...]:
    spoke = sorted(found, key=lambda name: weights.found[name][best], reverse=True)
    spans = dict.fromkeys(places[name] for name in spoke if weights.found[name][best] > 0)
    return tuple(sorted([span for span in spans if span != _NOWHERE][:_GROUNDS]))


def parse_weights(text: str) -> Weights:
    """The text of weights.json. Raises pydantic's ValidationError for any mistake in it."""
    return TypeAdapter(Weights).validate_json(text)
