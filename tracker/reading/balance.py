"""What is learned of a letter as a whole: how much each of a few figures of it speaks for an answer or against it.

`assurance` asks it.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter

from tracker.frozen import Frozen


class Balance(Frozen):
    """The weight of one of each figure; `offset`: the log odds where all are nought."""

    offset: float
    weights: Mapping[str, float]


def parse_balance(text: str) -> Balance:
    """The text of such a file. Raises pydantic's ValidationError for any mistake in it."""
    return TypeAdapter(Balance).validate_json(text)


def odds_of(figures: Mapping[str, float], balance: Balance) -> float:
    """Log odds. A figure that has no weight says nothing."""
    return balance.offset + sum(weight * figures[name] for name, weight in balance.weights.items())
