"""Learns how sure a letter is as a whole that its words confirm (rules/assurance.json).

    python -m tests.corpus.assurance            # writes the file
    python -m tests.corpus.assurance --figures  # prints how many letters are believed that it was not taught with

The letters are those of the open part of the corpus of which nothing but this decides whether they confirm. Each is
seen as a letter is that nobody has met: by a second opinion and a wariness that were learned without it. The sealed
part is not looked at. Whoever mends a word or a rule teaches this last; it takes some ten minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import exp
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import StratifiedGroupKFold

from tests.corpus import learning, teach, wary
from tests.corpus.score import APART, in_part
from tests.reading.rules_in_use import OFFICES
from tests.reading.wordings import OFFICIAL
from tracker.message.parse import parse
from tracker.message.types import Authenticity, Message
from tracker.reading.assurance import LESS_SURE, SURE, SURER, figures_of
from tracker.reading.classify import read, witness_layers
from tracker.reading.engine import analyse
from tracker.reading.rules import Rules
from tracker.reading.samples import as_message
from tracker.reading.second_thoughts import in_question, second_thoughts
from tracker.reading.trees import Fork, Trees, odds_of
from tracker.reading.types import ASSURANCE, CONFIRMING, Kind, Language
from tracker.rulebook import load, rules_directory

OFFICE = "26 Federal Plaza, New York, NY 10278"
FOLDS = 5
TREES, DEEP, PACE = 300, 4, 0.05  # fewer or deeper trees are no better
FEWEST, RESTRAINT = 15, 3.0  # letters at a leaf; regularisation
MADE, OF_MADE = 12_000, 0.25  # letters that are put together, and what one of them weighs beside a letter
BESIDE = 3, 24  # sentences of such a letter beside its news
SPOILT = 0.4  # how many of them have a sentence that spoils them
CREDULOUS = Trees(offset=99.0, trees=())  # believes every letter
BARS = (1.5, 2.0, 2.5, SURE, 3.5, 4.0)


class Row(NamedTuple):
    source: str
    figures: dict[str, float]
    final: bool
    weight: float = 1.0


class Told(NamedTuple):
    """What letters can be put together of, in one language."""

    news: list[tuple[Kind, int, str]]
    harmless: list[str]
    spoils: list[str]


def rows(folder: Path, rules: Rules, made: int = MADE) -> Iterator[Row]:
    """Every letter in question, as seen by what was learned without it."""
    opinions, cautions = teach.lessons_of(rules), wary.lessons(rules)
    paths = [path for path in sorted(folder.rglob("*.eml")) if in_part(path, "open") and _official(path)]
    for fold in range(FOLDS):
        asked = paths[fold::FOLDS]
        told = {language: _told(language, fold) for language in Language}
        apart = {path.relative_to(folder).as_posix() for path in asked}
        apart.update(line for some in told.values() for line in some.harmless + some.spoils)
        apart.update(saying for some in told.values() for _, _, saying in some.news)
        weights = teach.learned([each for each in opinions if each.source not in apart])
        wariness = learning.learned([each for each in cautions if each.source not in apart])
        unmet = replace(rules, weights=weights, wariness=wariness, assurance=CREDULOUS)
        for path in asked:
            yield from _row(path, path.relative_to(folder).as_posix(), unmet)
        for language, some in told.items():
            yield from _made(language, some, unmet, made // FOLDS // len(told), Random(fold))


def _official(path: Path) -> bool:
    return bool(_golden(path).get("authenticity") == Authenticity.OFFICIAL)


def _golden(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return told


def _told(language: Language, fold: int) -> Told:
    """Each fifth saying that confirms, and each fifth line that may stand beside it."""
    news = [
        (Kind(kind), number, saying)
        for path in sorted(teach.SAYINGS.glob(f"{language}*.toml"))
        for kind, told in tomllib.loads(path.read_text("utf-8")).items()
        for number, saying in enumerate(told["said"])
        if kind in CONFIRMING
    ]
    lines = {"harmless": list[str](), "spoils": list[str]()}
    for path in sorted(teach.CAUTIONS.glob(f"{language}*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        for name, some in lines.items():
            some += [line for line in told[name] if name == "spoils" or "{" not in line]
    return Told(news[fold::FOLDS], lines["harmless"][fold::FOLDS], lines["spoils"][fold::FOLDS])


def _made(language: Language, told: Told, rules: Rules, many: int, chance: Random) -> Iterator[Row]:
    """Letters put together of news and of sentences that letters have; some with one that spoils them."""
    for made in range(many):
        kind, number, saying = chance.choice(told.news)
        lines = chance.sample(told.harmless, chance.randint(*BESIDE))
        spoilt = chance.random() < SPOILT
        if spoilt:
            line = teach.filled(chance.choice(told.spoils), language, number)
            lines.insert(chance.randint(0, len(lines)), line)
        lines.insert(chance.randint(0, len(lines) // 2), teach.filled(saying, language, number))
        message = as_message("", "\n".join([*lines, OFFICE]))
        for decided, figures in _in_question(message, rules):
            yield Row(f"{language} {made}", figures, not spoilt and decided is kind, OF_MADE)


def _row(path: Path, source: str, rules: Rules) -> Iterator[Row]:
    golden = _golden(path)
    for decided, figures in _in_question(parse(path.read_bytes()), rules):
        yield Row(source, figures, golden.get("effect") == "confirms" and golden.get("kind") == decided)


def _in_question(message: Message, rules: Rules) -> Iterator[tuple[Kind, dict[str, float]]]:
    """Each part that is read for itself, where the letter confirms if only it is sure; else none."""
    got = read(message, OFFICIAL, rules, OFFICES)
    if got.kind not in CONFIRMING or got.doubts:
        return
    for layers in witness_layers(message):
        seen = analyse(message, rules, layers)
        decided = seen.decision.kind
        if decided in CONFIRMING and in_question(seen, second_thoughts(seen, decided, message.text)):
            yield decided, figures_of(seen, decided, seen.opinion)


def learned(some: Sequence[Row]) -> Trees:
    names = sorted(some[0].figures)
    bound = [-1 if name in LESS_SURE else 1 if name in SURER else 0 for name in names]
    model = HistGradientBoostingClassifier(
        max_depth=DEEP, learning_rate=PACE, max_iter=TREES, min_samples_leaf=FEWEST, l2_regularization=RESTRAINT,
        monotonic_cst=bound, early_stopping=False, random_state=0,
    )  # fmt: skip
    model.fit(
        [[row.figures[name] for name in names] for row in some],
        [row.final for row in some],
        [row.weight for row in some],
    )
    grown = (predictor.nodes for (predictor,) in model._predictors)
    trees = tuple(tree for nodes in grown if isinstance(tree := _branch(nodes, 0, names), Fork))
    return Trees(offset=round(float(model._baseline_prediction.item()), 3), trees=trees)


def _branch(nodes: Any, place: int, names: Sequence[str]) -> float | Fork:
    node = nodes[place]
    if node["is_leaf"]:
        return round(float(node["value"]), 3)
    below, above = (_branch(nodes, int(node[side]), names) for side in ("left", "right"))
    return Fork(
        figure=names[node["feature_idx"]], most=round(float(node["num_threshold"]), 3), below=below, above=above
    )


def held_out(some: Sequence[Row]) -> Iterator[tuple[Row, float]]:
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    for taught, asked in folds.split(some, [row.final for row in some], [row.source for row in some]):
        trees = learned([some[place] for place in taught])
        yield from ((some[place], odds_of(some[place].figures, trees)) for place in asked)


def figures(told: Iterable[tuple[Row, float]]) -> Iterator[str]:
    """A letter of two parts is as sure as the less sure of them."""
    letters: dict[tuple[str, bool], float] = {}
    for row, odds in told:
        if row.weight < 1:  # put together
            continue
        letters[row.source, row.final] = min(odds, letters.get((row.source, row.final), odds))
    for bar in BARS:
        right, wrong = (
            [odds >= bar for (_, is_final), odds in letters.items() if is_final is final] for final in (True, False)
        )
        yield (
            f"odds >= {bar} ({1 / (1 + exp(-bar)):.3f}): believed {sum(right)} of {len(right)} that confirm, "
            f"{sum(wrong)} of {len(wrong)} others"
        )


def written(trees: Trees) -> str:
    """A tree a line."""
    lines = ",\n".join(tree.model_dump_json() for tree in trees.trees)
    return f'{{\n"offset": {trees.offset},\n"trees": [\n{lines}\n]\n}}\n'


def main() -> int:
    parser = argparse.ArgumentParser(description="learn how sure a letter is as a whole")
    parser.add_argument("--figures", action="store_true", help="print how many are believed, write nothing")
    options = parser.parse_args()
    some = list(rows(APART, load().rules))
    if options.figures:
        sys.stdout.write("\n".join(figures(held_out(some))) + "\n")
    else:
        (rules_directory() / ASSURANCE).write_text(written(learned(some)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
