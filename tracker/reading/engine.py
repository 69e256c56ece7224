"""Reads the words of a message: sentences, statements, signals, dates with their roles, and the kind they make.

    text ──▶ sentences ──▶ clauses (hits, dates) ──▶ statements ──▶ signals ──▶ decision
                                        └──────────────────────▶ roles of the dates

It does not know who sent the message, nor what an office is: `classify` puts that beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from tracker.message.types import EPOCH, Layer, Message
from tracker.reading.bearing import put_aside
from tracker.reading.clauses import Clause, Votes, clauses_of
from tracker.reading.date_fields import instead_of_another, paired
from tracker.reading.dates import DateMention, find_dates
from tracker.reading.decision import Decision, decide
from tracker.reading.ends import with_ends
from tracker.reading.in_passing import without_asides, without_harmless
from tracker.reading.opinion import Opinion, Weights, opinion_of, traits_of
from tracker.reading.prints import without_prints
from tracker.reading.roles import Placed, place
from tracker.reading.rules import Rules
from tracker.reading.same_day import with_new_hour
from tracker.reading.same_hour import with_hour_behind, with_shared_hours
from tracker.reading.scan import scan_of
from tracker.reading.sentences import SPEAKING, split
from tracker.reading.signals import Signal, signals_of
from tracker.reading.statements import Statement, statements_of
from tracker.reading.stretches import as_moved
from tracker.reading.that_day import with_hour_of_that_day
from tracker.reading.types import CONFIRMING, Kind, Language
from tracker.reading.wariness import weigh


@dataclass(frozen=True)
class Analysis:
    """Everything that the words of some layers of a message say."""

    layers: tuple[Layer, ...]
    language: Language | None
    clauses: tuple[Clause, ...]
    statements: tuple[Statement, ...]
    signals: tuple[Signal, ...]
    decision: Decision
    placed: tuple[Placed, ...]
    weights: Weights
    named: frozenset[str]  # every concept of the clauses
    titled: frozenset[str]  # those of the subject

    @cached_property
    def opinion(self) -> Opinion:
        """The second one, made when it is asked for: of most senders it is not."""
        return opinion_of(traits_of(self.clauses, self.statements, self.placed), self.weights)

    def has(self, concept: str, *, subject_only: bool = False) -> bool:
        return concept in (self.titled if subject_only else self.named)

    def count(self, concept: str) -> int:
        return sum(len(clause.of(concept)) for clause in self.clauses)


def analyse(message: Message, rules: Rules, layers: tuple[Layer, ...] = SPEAKING) -> Analysis:
    """What those layers say. Pure, and linear in the length of the text."""
    scan = scan_of(message.text)
    votes = rules.lexicon.votes(scan)
    spoken = message.layer_text(*layers)
    language = _most_voted(votes if spoken == message.text else rules.lexicon.votes(scan_of(spoken)))
    mentions = mentions_of(message, layers, language)
    spans = [(mention.start, mention.end) for mention in mentions]
    clauses = clauses_of(split(message, layers), scan, rules.lexicon, spans, votes)
    statements = [s for clause in clauses for s in statements_of(clause, rules.lexicon)]
    placed = as_moved(place(clauses, statements, mentions, written_on(message)), statements)
    placed = with_ends(without_prints(placed, message.moment))
    placed = with_hour_of_that_day(placed, clauses, statements, message.text, language)
    placed = with_shared_hours(placed, clauses, message.text, language)
    placed = with_new_hour(placed, clauses, statements, message.text, language)
    placed = put_aside(placed, clauses, rules.bearing, written_on(message))
    placed = with_hour_behind(placed, clauses, message.text, language)
    statements += paired(placed, statements)
    signals = signals_of(statements, clauses, rules.by_action)
    if any(signal.kind in CONFIRMING for signal in signals):
        weigh(clauses, statements, rules.wariness)
    decision = _decided(signals, statements, clauses, placed, rules.weights)
    if decision.kind is Kind.SCHEDULED and instead_of_another(placed, written_on(message)):
        decision = _instead(decision, signals)
    return Analysis(
        layers,
        language,
        tuple(clauses),
        tuple(statements),
        tuple(signals),
        decision,
        tuple(placed),
        rules.weights,
        named=frozenset().union(*(clause.named for clause in clauses)),
        titled=frozenset().union(*(clause.named for clause in clauses if clause.sentence.titled)),
    )


def _decided(
    signals: Sequence[Signal],
    statements: Sequence[Statement],
    clauses: Sequence[Clause],
    placed: Sequence[Placed],
    weights: Weights,
) -> Decision:
    """The decision; without a "no" that surely is harmless, where the whole letter bears that out.

    Nor with what is said of requests and answers: but then only lightly.
    """
    decision = decide(signals, statements, clauses)
    if decision.kind in CONFIRMING and not decision.hesitant:
        return decision
    again = without_harmless(signals, statements, clauses) or without_asides(signals, statements, clauses)
    if again is None:
        return decision
    whole = opinion_of(traits_of(clauses, statements, placed), weights)
    return again if whole.kind is again.kind and whole.share >= _BORNE_OUT else decision


def _instead(decision: Decision, signals: Sequence[Signal]) -> Decision:
    """A date set where another was set before; nobody need be asked where the subject says "Change of your visit"."""
    decision = replace(decision, kind=Kind.RESCHEDULED)
    if any(signal.in_subject and signal.rule.name in _TITLES_OF_MOVES for signal in signals):
        return decision
    return replace(decision, hesitant=True, why="it also names the date set before", lightly=False)


_TITLES_OF_MOVES = frozenset({"change-title", "moved-title", "moved"})
_BORNE_OUT = 0.75  # share of the second opinion; of letters it was not taught with it is then right 97 times in 100


def _most_voted(votes: Votes) -> Language | None:
    """The language most of whose small words occur, None where hardly any does."""
    if not votes:
        return None
    best, count = max(votes.items(), key=lambda item: (item[1], item[0]))
    return best if count >= _ENOUGH else None


_ENOUGH = 6  # one word that no other of the languages has


def written_on(message: Message) -> date | None:
    """The day on which the message says that it was written."""
    return None if message.moment == EPOCH else message.moment.date()


def _moved(mention: DateMention, by: int) -> DateMention:
    earlier = mention.earlier and (mention.earlier[0] + by, mention.earlier[1] + by, mention.earlier[2])
    return mention._replace(start=mention.start + by, end=mention.end + by, earlier=earlier)


def mentions_of(message: Message, layers: tuple[Layer, ...], language: Language | None) -> tuple[DateMention, ...]:
    """The dates in those layers, with offsets into `Message.text`."""
    day, whole = written_on(message), scan_of(message.text)
    found: list[DateMention] = []
    for segment in message.segments:
        if segment.layer in layers:
            text, scan = message.text[segment.start : segment.end], whole[segment.start : segment.end]
            mentions = find_dates(text, language=language, written_on=day, scan=scan)
            found += [_moved(mention, segment.start) for mention in mentions]
    return tuple(found)
