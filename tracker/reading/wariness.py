"""How much a sentence sounds like one that takes a confirmation back, in words that no rule foresaw.

"Entered by hand while the calendar was down" denies nothing and names no condition, and yet nobody should go by what
stands beside it. Every word and finding of a sentence speaks for or against that (`leaning`); the weights are data
(rules/wariness.json), learned from sentences that stand beside confirmations (tests/corpus/wary.py). It makes nothing
final: what sounds wary makes a letter less sure (`assurance`), and what surely does not is forgiven the words that a
rule would otherwise have stumbled over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log

from tracker.reading.clauses import Clause
from tracker.reading.leaning import Leaning, leaning_of
from tracker.reading.opinion import traits_of
from tracker.reading.statements import Statement

# Log odds of a sentence below which it is forgiven. What lies above or below it of sentences that were not taught with
# is printed by `tests.corpus.wary --figures`.
HARMLESS = -1.5
_FEW, _MANY = 8, 32  # sentences of a letter: fewer count as so many, and of more no more count
_FEWEST = 4  # words that it knows; a label with a name says too little
_PLAINLY = 3.0  # from which fewer words are enough: "Role: observer", "Dear trainees"
# Of a sentence that speaks of one of these no word is forgiven.
_MATTER_OF_IT = frozenset(
    {
        "noun.appointment", "noun.anaphor", "noun.request", "noun.decision", "noun.someone_else", "confirm.noun",
        "confirm.done", "state.validity", "state.retract", "state.passed_on", "date.asked",
    }
)  # fmt: skip


def harmless(clause: Clause) -> bool:
    """Whether its words can be forgiven: it surely takes nothing back, and does not speak of the appointment."""
    sure = clause.wary is not None and clause.wary < HARMLESS
    return sure and not clause.dates and not clause.has_any(_MATTER_OF_IT)


def shared(wary: float, sentences: int) -> float:
    """How wary the most wary of so many sentences sounds.

    One of many sounds wary by chance more easily than one of few: what speaks for each is shared among all.
    """
    return wary - log(min(max(sentences, _FEW), _MANY))


def traits_of_sentence(clause: Clause, statements: Iterable[Statement]) -> frozenset[str]:
    """Its words, each two that follow one another, and what the rules' words found in it."""
    found, words = traits_of((clause,), statements, ())
    return frozenset(words).union(name for name in found if not name.startswith("date"))


def weigh(clauses: Sequence[Clause], statements: Sequence[Statement], weights: Leaning) -> None:
    """Notes in each clause how wary it sounds; not in one that is too short to tell, unless it is plain."""
    told: dict[int, list[Statement]] = {}
    for statement in statements:
        told.setdefault(id(statement.clause), []).append(statement)
    for clause in clauses:
        traits = traits_of_sentence(clause, told.get(id(clause), ()))
        wary = leaning_of(traits, weights)
        if wary >= _PLAINLY or sum(" " not in trait for trait in traits & weights.spoken.keys()) >= _FEWEST:
            clause.wary = wary
