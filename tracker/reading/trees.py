"""What is learned of a letter as a whole: boosted trees over a few figures of it, whose forks are data in rules/.

`assurance` asks them. A leaf is a sum of log odds; those of all trees are added up.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from pydantic import TypeAdapter

from tracker.frozen import Frozen


class Fork(Frozen):
    """Where the figure is `most` at most, the way goes `below`, else `above`: to another fork, or to a leaf."""

    figure: str
    most: float
    below: float | Fork
    above: float | Fork


class Trees(Frozen):
    """`offset`: the log odds before any tree is asked."""

    offset: float
    trees: tuple[Fork, ...]


def parse_trees(text: str) -> Trees:
    """The text of such a file. Raises pydantic's ValidationError for any mistake in it."""
    return TypeAdapter(Trees).validate_json(text)


def odds_of(figures: Mapping[str, float], learned: Trees) -> float:
    """Log odds. A figure that is not known counts as the least."""
    return learned.offset + sum(_leaf(tree, figures) for tree in learned.trees)


def _leaf(branch: float | Fork, figures: Mapping[str, float]) -> float:
    while isinstance(branch, Fork):
        branch = branch.below if figures.get(branch.figure, -inf) <= branch.most else branch.above
    return branch
