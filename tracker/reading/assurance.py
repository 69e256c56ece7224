"""How sure it is, all in all, that a letter whose words confirm means what it says.

A sentence that sounds wary, a second opinion that differs, a "no" beside weak words: each of them is often harmless,
the more so the longer a letter is, and a bar for each would hold most letters. Weighed together they tell far more. The
figures are those below; what each is worth is data (rules/assurance.json), learned from letters
(tests/corpus/assurance.py) in such a way that nothing which sounds warier, less like the kind, or more denied ever
makes a letter surer.
"""

from __future__ import annotations

from collections import Counter
from math import log

from tracker.reading.engine import Analysis
from tracker.reading.opinion import Opinion
from tracker.reading.second_thoughts import weighing
from tracker.reading.trees import Trees, odds_of
from tracker.reading.types import Kind, Role
from tracker.reading.wariness import shared

# Log odds from which a letter is taken at its word. What lies above and below of letters that were not learned from is
# printed by `tests.corpus.assurance --figures`.
SURE = 3.0
_QUIET = -12.0  # how wary a sentence sounds that is not there
_LIKELY, _LEAST = 0.1, 0.001  # a share that is not known; and the least that counts
_ALIKE = (Kind.SCHEDULED, Kind.SUMMONS)  # a date to come on, either way
_MANY = 3  # of the sentences that say it, more count no more
_REFUSED = ("negated", "conditional", "hearsay", "question")
# What a letter is the surer for, the less there is of it; and the more. The trees are learned so.
LESS_SURE = frozenset(
    {"wary", "second wary", "third wary", "mean wary", "shared wary", "like none", "hesitates", *_REFUSED}
)
SURER = frozenset({"like it"})


def sure(analysis: Analysis, kind: Kind, opinion: Opinion, learned: Trees) -> bool:
    return odds_of(figures_of(analysis, kind, opinion), learned) >= SURE


def figures_of(analysis: Analysis, kind: Kind, opinion: Opinion) -> dict[str, float]:
    """What is asked of a letter of that kind; `opinion` is the second one on it."""
    refused = Counter(statement.refusal for statement in analysis.statements)
    roles = Counter(one.role for one in analysis.placed)
    told = Counter(signal.strength for signal in analysis.decision.signals)
    return {
        **_of_wary_sentences(analysis, kind),
        "like it": _log_odds(opinion, *(_ALIKE if kind in _ALIKE else (kind,))),
        "like none": _log_odds(opinion, Kind.UNRECOGNISED),
        "hesitates": float(analysis.decision.hesitant),
        "dates": len(analysis.placed),
        "old dates": roles[Role.OLD],
        "new dates": roles[Role.NEW],
        "dates asked for": roles[Role.ASKED],
        "other dates": roles[Role.OTHER],
        "stated": min(told["stated"], _MANY),
        "titled": min(told["titled"], _MANY),
        "summons": min(told["summons"], _MANY),
        "moves": float(kind is Kind.RESCHEDULED),
        "cancels": float(kind is Kind.CANCELLED),
        **{name: refused[name] for name in _REFUSED},
    }


def _of_wary_sentences(analysis: Analysis, kind: Kind) -> dict[str, float]:
    weighed = [clause.wary for clause in weighing(analysis, kind)]
    heard = sorted((wary for wary in weighed if wary is not None), reverse=True)
    first, second, third = (heard + [_QUIET] * 3)[:3]
    return {
        "wary": first,
        "second wary": second,
        "third wary": third,
        "mean wary": sum(heard) / len(heard) if heard else _QUIET,
        "shared wary": shared(first, len(heard)),
        "sentences": len(heard),
        "too short to tell": len(weighed) - len(heard),
    }


def _log_odds(opinion: Opinion, *kinds: Kind) -> float:
    share = sum(opinion.shares.get(kind, 0.0) for kind in kinds) if opinion.shares else _LIKELY
    share = min(max(share, _LEAST), 1 - _LEAST)
    return log(share / (1 - share))
