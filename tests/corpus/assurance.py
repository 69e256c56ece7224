"""Learns how sure a letter is as a whole that its words confirm (rules/assurance.json).

    python -m tests.corpus.assurance            # writes the file
    python -m tests.corpus.assurance --figures  # prints how many letters are believed that it was not taught with

The letters are those of the open part of the corpus that are not brief and of which nothing but this decides whether
they confirm. Each is seen as a letter is that nobody has met: by a second opinion and a wariness that were learned
without it. The sealed part is not looked at. Whoever mends a word or a rule teaches this last; it takes ten minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from tests.corpus import learning, teach, wary
from tests.corpus.score import APART, in_part
from tests.reading.rules_in_use import OFFICES
from tests.reading.wordings import OFFICIAL
from tracker.message.parse import parse
from tracker.message.types import Authenticity, Message
from tracker.reading.assurance import BRIEF, SURE, figures_of
from tracker.reading.balance import Balance, odds_of
from tracker.reading.classify import read, witness_layers
from tracker.reading.engine import analyse
from tracker.reading.rules import Rules
from tracker.reading.second_thoughts import in_question, second_thoughts
from tracker.reading.types import ASSURANCE, CONFIRMING, Kind
from tracker.rulebook import load, rules_directory

FOLDS = 5
STRICTNESS = 0.1  # inverse of the regularisation
CREDULOUS = Balance(offset=99.0, weights={})  # believes every letter that is not brief
BARS = (1.5, 2.0, SURE, 2.5, 3.0, 3.5)


class Row(NamedTuple):
    source: str
    figures: dict[str, float]
    final: bool


def rows(folder: Path, rules: Rules) -> Iterator[Row]:
    """Every letter in question, as seen by what was learned without it."""
    opinions, cautions = teach.lessons_of(rules), wary.lessons(rules)
    paths = [path for path in sorted(folder.rglob("*.eml")) if in_part(path, "open") and _official(path)]
    for fold in range(FOLDS):
        asked = paths[fold::FOLDS]
        apart = {path.relative_to(folder).as_posix() for path in asked}
        weights = teach.learned([each for each in opinions if each.source not in apart])
        wariness = learning.learned([each for each in cautions if each.source not in apart])
        unmet = replace(rules, weights=weights, wariness=wariness, assurance=CREDULOUS)
        for path in asked:
            yield from _row(path, path.relative_to(folder).as_posix(), unmet)


def _official(path: Path) -> bool:
    return bool(_golden(path).get("authenticity") == Authenticity.OFFICIAL)


def _golden(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return told


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
        if decided in CONFIRMING and in_question(seen, second_thoughts(seen, decided, message.text, rules.forms)):
            found = figures_of(seen, decided, seen.opinion)
            yield from [(decided, found)] if found["sentences"] >= BRIEF else []


def learned(some: Sequence[Row]) -> Balance:
    """Logistic regression over the figures, each by how much it differs from letter to letter."""
    names = sorted(some[0].figures)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=STRICTNESS, max_iter=1000))
    model.fit([[row.figures[name] for name in names] for row in some], [row.final for row in some])
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    offset = regression.intercept_[0] - (weights * scaler.mean_).sum()
    found = dict(zip(names, weights.round(3).tolist(), strict=True))
    return Balance(offset=round(float(offset), 3), weights=found)


def held_out(some: Sequence[Row]) -> Iterator[tuple[Row, float]]:
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    for taught, asked in folds.split(some, [row.final for row in some], [row.source for row in some]):
        balance = learned([some[place] for place in taught])
        yield from ((some[place], odds_of(some[place].figures, balance)) for place in asked)


def figures(told: Iterable[tuple[Row, float]]) -> Iterator[str]:
    """A letter of two parts is as sure as the less sure of them."""
    letters: dict[tuple[str, bool], float] = {}
    for row, odds in told:
        letters[row.source, row.final] = min(odds, letters.get((row.source, row.final), odds))
    for bar in BARS:
        right, wrong = (
            [odds >= bar for (_, is_final), odds in letters.items() if is_final is final] for final in (True, False)
        )
        yield (
            f"odds >= {bar} ({1 / (1 + exp(-bar)):.3f}): believed {sum(right)} of {len(right)} that confirm, "
            f"{sum(wrong)} of {len(wrong)} others"
        )


def written(balance: Balance) -> str:
    return json.dumps(balance.model_dump(), indent=1) + "\n"


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
