"""How sure it is, all in all, that a letter whose words confirm means what it says.

A sentence that sounds wary, a second opinion that differs, a "no" beside weak words: each of them is often harmless,
the more so the longer a letter is, and a bar for each would hold most letters. Weighed together they tell far more.
The figures are those below; what each is worth is data (rules/assurance.json), learned from letters
(tests/corpus/assurance.py): nothing that sounds warier, or less like the kind, makes a letter surer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import log

from tracker.reading.balance import Balance, odds_of
from tracker.reading.engine import Analysis
from tracker.reading.opinion import Opinion
from tracker.reading.second_thoughts import weighing
from tracker.reading.types import Kind, Role
from tracker.reading.wariness import shared

# Log odds from which a letter is taken at its word. What lies above and below of letters that were not learned from is
# printed by `tests.corpus.assurance --figures`.
SURE = 2.25
# Of a letter of fewer sentences than these there is no whole to weigh: a bar for each figure tells it better.
BRIEF, WARY, UNLIKE = 4, -3.0, -0.8
# A sentence that takes so much back is outweighed by nothing; and of each figure more than this says no more, or a long
# letter could talk its way out of anything.
PLAINLY = 1.0
MOST = {"sentences": 12, "new dates": 1, "other dates": 1, "conditions": 2, "questions": 1, "asides": 3}
_QUIET = -12.0  # how wary a sentence sounds that is not there
_LEAST = 0.001  # the least share that counts
_ALIKE = (Kind.SCHEDULED, Kind.SUMMONS)  # a date to come on, either way
# Of what a letter is the less sure, the more there is of it; and the surer. What is learned keeps to it.
LESS_SURE, SURER = frozenset({"wary", "second wary", "shared wary", "asides"}), frozenset({"like it"})


def sure(analysis: Analysis, kind: Kind, opinion: Opinion, learned: Balance) -> bool:
    return is_sure(figures_of(analysis, kind, opinion), learned)


def is_sure(figures: Mapping[str, float], learned: Balance) -> bool:
    """Whether a letter of those figures is taken at its word."""
    if figures["sentences"] < BRIEF:
        return figures["shared wary"] < WARY and figures["like it"] >= UNLIKE
    return figures["wary"] < PLAINLY and odds_of(figures, learned) >= SURE


def figures_of(analysis: Analysis, kind: Kind, opinion: Opinion) -> dict[str, float]:
    """What is asked of a letter of that kind; `opinion` is the second one on it."""
    wary = [clause.wary for clause in weighing(analysis, kind) if clause.wary is not None]
    first, second = sorted((*wary, _QUIET, _QUIET), reverse=True)[:2]
    refused = Counter(statement.refusal for statement in analysis.statements)
    roles = Counter(one.role for one in analysis.placed)
    found = {
        "wary": first,
        "second wary": second,
        "shared wary": shared(first, len(wary)),
        "sentences": len(wary),
        "like it": min(0.0, _log_odds(opinion, kind)),  # that it surely is like it says no more than that it may be
        "new dates": roles[Role.NEW],
        "other dates": roles[Role.OTHER],
        "moves": float(kind is Kind.RESCHEDULED),
        "cancels": float(kind is Kind.CANCELLED),
        "conditions": refused["conditional"],
        "questions": refused["question"],
        "asides": analysis.decision.asides,
    }
    return {name: min(value, MOST.get(name, value)) for name, value in found.items()}


def _log_odds(opinion: Opinion, kind: Kind) -> float:
    kinds = _ALIKE if kind in _ALIKE else (kind,)
    if not opinion.shares:  # where nothing is known, nothing speaks against it
        return 0.0
    share = min(max(sum(opinion.shares.get(each, 0.0) for each in kinds), _LEAST), 1 - _LEAST)
    return log(share / (1 - share))
