"""Logistic regression over traits, as `tracker.reading.leaning` sums them: what `wary` and `bearing` learn with."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from tests.corpus.teach import a_trait_a_line
from tracker.reading.leaning import Leaning, leaning_of
from tracker.rulebook import rules_directory

RARE = 2  # a trait of fewer lessons than this teaches nothing
STRICTNESS = 12.0  # inverse of the regularisation
FOLDS = 5


class Lesson(NamedTuple):
    """What one sentence or date shows, whether it is of the sort that is asked about, and what it came from."""

    text: str
    traits: frozenset[str]
    yes: bool
    weight: float = 1.0
    source: str = ""  # lessons of one source are left out together; each is its own where it is empty


def learned(some: Sequence[Lesson]) -> Leaning:
    """The weights that fit the lessons: logistic regression over traits scaled to length 1."""
    counts = Counter(trait for each in some for trait in each.traits)
    rarity = {name: round(log((1 + len(some)) / (1 + n)) + 1, 2) for name, n in counts.items() if n >= RARE}
    table = DictVectorizer()
    rows = table.fit_transform([_row(each, rarity) for each in some])
    model = LogisticRegression(C=STRICTNESS, max_iter=1000)
    model.fit(rows, [each.yes for each in some], [each.weight for each in some])
    weights = dict(zip(table.get_feature_names_out(), model.coef_[0].round(2).tolist(), strict=True))
    return Leaning(
        offset=round(float(model.intercept_[0]), 2),
        weights={name: weights[name] for name in sorted(rarity)},
        rarity={name: rarity[name] for name in sorted(rarity)},
    )


def _row(each: Lesson, rarity: Mapping[str, float]) -> dict[str, float]:
    known = {name: rarity[name] for name in each.traits if name in rarity}
    length = sqrt(sum(value * value for value in known.values())) or 1.0
    return {name: value / length for name, value in known.items()}


def held_out(some: Sequence[Lesson]) -> Iterator[tuple[Lesson, float]]:
    """Each lesson with the log odds that weights give it which were learned without it and all else of its source."""
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    sources = [each.source or str(number) for number, each in enumerate(some)]
    for taught, asked in folds.split(some, [each.yes for each in some], sources):
        weights = learned([some[place] for place in taught])
        yield from ((some[place], leaning_of(some[place].traits, weights)) for place in asked)


def written(weights: Leaning) -> str:
    tables = (a_trait_a_line("weights", weights.weights), a_trait_a_line("rarity", weights.rarity))
    return f'{{\n"offset": {weights.offset},\n' + ",\n".join(tables) + "\n}\n"


def program(
    aim: str, lessons: Sequence[Lesson], figures: Callable[[Sequence[Lesson]], Iterator[str]], name: str
) -> int:
    """Learns from the lessons and writes rules/`name`; with `--figures` prints how well that tells instead."""
    parser = argparse.ArgumentParser(description=aim)
    parser.add_argument("--figures", action="store_true", help="print how well it tells, write nothing")
    if parser.parse_args().figures:
        sys.stdout.write("\n".join(figures(lessons)) + "\n")
    else:
        (rules_directory() / name).write_text(written(learned(lessons)), encoding="utf-8")
    return 0
