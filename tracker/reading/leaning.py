"""What is learned of a question that is answered by yes or no: what each trait speaks for, and their sum.

A logistic regression over traits scaled to length 1, whose weights are data in rules/. `wariness` asks it about
sentences, `bearing` about dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from math import sqrt

from pydantic import ConfigDict, TypeAdapter

from tracker.frozen import Frozen


class Leaning(Frozen):
    """What each trait speaks for, and how much rarer it is than others; `offset` is the sum without any."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    offset: float
    weights: Mapping[str, float]
    rarity: Mapping[str, float]

    @cached_property
    def spoken(self) -> Mapping[str, tuple[float, float]]:
        """The weight of each trait times its rarity, and the square of that rarity."""
        rarity = self.rarity
        return {name: (weight * rarity[name], rarity[name] ** 2) for name, weight in self.weights.items()}


def parse_leaning(text: str) -> Leaning:
    """The text of such a file. Raises pydantic's ValidationError for any mistake in it."""
    return TypeAdapter(Leaning).validate_json(text)


def leaning_of(traits: Iterable[str], weights: Leaning) -> float:
    """Log odds. The traits are scaled to length 1: many weigh no more than few."""
    known = sorted(filter(None, map(weights.spoken.get, traits)))
    if not known:
        return weights.offset
    spoken, squares = map(sum, zip(*known, strict=True))
    return weights.offset + spoken / sqrt(squares)
