"""The sentences of a message with the concepts and the dates that stand in each.

Words of a language count only in sentences of that language: "no" denies in English, and in Portuguese it is "in the".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as default
from itertools import pairwise, zip_longest

from tracker.reading.fields import name_fields
from tracker.reading.lexicon import Hit, Lexicon, Stretch
from tracker.reading.sentences import Sentence
from tracker.reading.types import Language

_PURPOSE = re.compile(rb"(?:to|para|pour|pou)\s")
_WORD = re.compile(rb"[a-z0-9']+")
_STEM = 6  # letters by which a word is known: "rescheduled", "rescheduling"
# Blanks for what stands in no word: cutting a text at blanks is far quicker than a pattern.
_OF_LETTERS, _IN_WORDS = (
    bytes(code if code in letters else 0x20 for code in range(256))
    for letters in (b"abcdefghijklmnopqrstuvwxyz'", b"abcdefghijklmnopqrstuvwxyz'0123456789")
)
_NUMBER = re.compile(
    rb"no(?:\.\s?(?:d[eao]\b|[a-z-]{0,4}\d|[a-z]+\.*\s?:)|\.{2,}|\s?#|\s(?:rdv|randevou|demann|demande|solicit\w*|agend\w*)?\.*\s?:)"
)
_N = ord("n")
_TERSE_WORDS = 6
_TITLE_WORDS = 12  # a line with more words than this, dates apart, is prose
_MOST_HITS = 150  # in one sentence; those of people have a few dozen, and what follows compares each with each
_WHOLE = frozenset({"state.unchanged", "state.replaces"})  # phrases whose words say nothing by themselves
_MASKS = frozenset({"scope.exempt", "topic.place"})
_SET_PHRASES = _WHOLE | _MASKS | {"state.have"}
_HOURS = frozenset({"date.same_hour", "date.hour_stays", "date.hour_remains"})
# "Form I-340" is a set phrase, and names the matter; "no later than" denies nothing, and marks the date behind it.
_NEVER_MASKED = frozenset({"topic.bond", "date.other", "date.same_day", *_HOURS})
_MOST_DATES = 60  # the same for dates
_MARK = 0x1F  # a byte that no pattern matches
_PARTING = bytes([_MARK])


class Wording:
    """The words of a sentence by their beginnings, and each two that follow one another."""

    __slots__ = ("spoken", "stems")

    def __init__(self, stems: list[str]) -> None:
        self.stems = stems
        self.spoken = {*stems, *map(" ".join, pairwise(stems))}


def stems_of(scan: bytes) -> list[str]:
    """The beginnings of its words, in order."""
    return [word[:_STEM] for word in scan.translate(_OF_LETTERS).decode("ascii").split()]


@dataclass(slots=True)
class Clause:
    """One sentence with what was found in it."""

    sentence: Sentence
    scan: bytes  # of the whole message
    languages: frozenset[Language]
    hits: list[Hit] = default(default_factory=list)
    dates: list[tuple[int, int]] = default(default_factory=list)
    field: str = ""  # "requested", "status", "received", "stamped": the field of a form whose value it is
    overfull: bool = False  # it holds so much that only the first was looked at: nobody may act on it
    wary: float | None = None  # log odds that it takes a confirmation back; None where it is not weighed
    named: dict[str, list[Hit]] = default(default_factory=dict)  # the hits by their concepts
    _wording: Wording | None = None
    _count: int | None = None

    def of(self, concept: str, *others: str) -> list[Hit]:
        """The hits of those concepts, in order of place."""
        if not others:
            return self.named.get(concept, [])
        named = [each for each in (concept, *others) if each in self.named]
        if not named:
            return []
        return self.named[named[0]] if len(named) == 1 else [hit for hit in self.hits if hit.concept in named]

    def helps(self) -> list[Hit]:
        """Offers and instructions; "to cancel your visit" is one only where a clause begins with it."""
        return [h for h in self.of("scope.help") if not _PURPOSE.match(self.scan, h.start) or self._begins(h.start)]

    def _begins(self, position: int) -> bool:
        lead = self.scan[self.sentence.start : position].rstrip()
        return len(lead) <= 1 or lead.endswith((b",", b":", b"(", b"-", b"\n"))

    def has(self, concept: str) -> bool:
        return concept in self.named

    def has_any(self, concepts: Iterable[str]) -> bool:
        return not self.named.keys().isdisjoint(concepts)

    @property
    def wording(self) -> Wording:
        """Its words, dates left out; each opinion on it asks for them."""
        if self._wording is None:
            self._wording = Wording(stems_of(self._undated()))
        return self._wording

    def _undated(self) -> bytes:
        at, kept = self.sentence.start, []
        for start, end in sorted(self.dates):
            kept.append(self.scan[at:start])
            at = max(at, end)
        return b" ".join((*kept, self.scan[at : self.sentence.end]))

    @property
    def short(self) -> bool:
        """Whether it may be a title: few words, dates apart."""
        return self.sentence.titled or self._words() <= _TITLE_WORDS

    @property
    def terse(self) -> bool:
        """Whether it can hardly be a sentence."""
        return self.sentence.titled or self._words() <= _TERSE_WORDS

    def _words(self) -> int:
        if self._count is None:
            text = bytearray(self.scan[self.sentence.start : self.sentence.end])
            for start, end in self.dates:
                text[max(0, start - self.sentence.start) : max(0, end - self.sentence.start)] = b" " * (end - start)
            self._count = len(text.translate(_IN_WORDS).split())
        return self._count


Votes = dict[Language, int]


def clauses_of(
    sentences: list[Sentence], scan: bytes, lexicon: Lexicon, dates: list[tuple[int, int]], whole: Votes
) -> list[Clause]:
    """The sentences with their hits; words of a language count only in sentences of that language.

    `whole` are the votes of the scan.
    """
    present = lexicon.present(whole)
    clauses = _spoken(sentences, scan, lexicon, dates, (whole, present))
    parted = _parted(scan, sentences)
    hits, looked = lexicon.hits(parted, _stretches(parted, clauses))
    _share_out(hits, clauses)
    for clause in clauses:
        _settle(clause, dates)
        clause.overfull = clause.overfull or clause.sentence.end > looked
    name_fields(clauses)
    return clauses


def _share_out(hits: list[Hit], clauses: list[Clause]) -> None:
    """Each hit to the clause it stands in; both are in order of place."""
    following = iter(hits)
    hit = next(following, None)
    for clause, after in zip_longest(clauses, clauses[1:]):
        start, end, languages = clause.sentence.start, clause.sentence.end + 1, clause.languages
        until = after.sentence.start if after else len(clause.scan) + 1
        while hit and hit.start < until:
            if start <= hit.start and hit.end <= end and (hit.language is None or hit.language in languages):
                clause.hits.append(hit)
            hit = next(following, None)


def _settle(clause: Clause, dates: list[tuple[int, int]]) -> None:
    """Its dates, and of its hits those that say something; Portuguese "leia-se" holds a pronoun, and no "if"."""
    start, end = clause.sentence.start, clause.sentence.end
    clause.dates = [span for span in dates if start <= span[0] < end]
    clause.hits = [
        hit
        for hit in _unmasked(clause.hits)
        if not (clause.dates and _inside(hit, clause.dates))
        and not (hit.concept == "scope.condition" and clause.scan[hit.start - 1 : hit.start] == b"-")
        and not (clause.scan[hit.start] == _N and _NUMBER.match(clause.scan, hit.start))
    ]
    clause.overfull = len(clause.hits) > _MOST_HITS or len(clause.dates) > _MOST_DATES
    del clause.hits[_MOST_HITS:], clause.dates[_MOST_DATES:]
    for hit in clause.hits:
        clause.named.setdefault(hit.concept, []).append(hit)


def _spoken(
    sentences: list[Sentence],
    scan: bytes,
    lexicon: Lexicon,
    dates: list[tuple[int, int]],
    spoken: tuple[Votes, set[Language]],
) -> list[Clause]:
    """The sentences with their languages. Where the whole is plainly in one, so is each sentence."""
    whole, present = spoken
    if len(present) <= 1:
        languages = frozenset(present or Language)
        return [Clause(sentence, scan, languages) for sentence in sentences]
    undated = _without(scan, dates)
    return [Clause(s, scan, _languages(undated[s.start : s.end], lexicon, present, whole)) for s in sentences]


def _without(scan: bytes, dates: list[tuple[int, int]]) -> bytes:
    """The scan with blanks for its dates, whose words say little of the language."""
    blanked = bytearray(scan)
    for start, end in dates:
        blanked[start:end] = b" " * (end - start)
    return bytes(blanked)


def _parted(scan: bytes, sentences: list[Sentence]) -> bytes:
    """The scan with a mark at each sentence end that no pattern can cross."""
    parted = bytearray(scan)
    for sentence in sentences:
        if sentence.end < len(parted) and parted[sentence.end : sentence.end + 1].isspace():
            parted[sentence.end] = _MARK
    return bytes(parted)


def _stretches(parted: bytes, clauses: list[Clause]) -> Iterator[Stretch]:
    """The sentences with the marks behind them, and with the next one where no mark parts the two."""
    begin, languages = -1, frozenset[Language]()
    for clause in clauses:
        begin = clause.sentence.start if begin < 0 else begin
        languages, end = languages | clause.languages, clause.sentence.end
        if parted[end : end + 1] == _PARTING or clause is clauses[-1]:
            yield begin, min(end + 1, len(parted)), languages
            begin, languages = -1, frozenset()


def _inside(hit: Hit, spans: list[tuple[int, int]]) -> bool:
    """A month is no verb: "May 3"."""
    return any(start <= hit.start and hit.end <= end + 1 for start, end in spans)


def _languages(text: bytes, lexicon: Lexicon, present: set[Language], whole: Votes) -> frozenset[Language]:
    votes, main = lexicon.votes(text), max(whole.values())
    scores = {language: 4 * votes.get(language, 0) + (whole[language] > 0.6 * main) for language in present}
    best = max(scores.values())
    few = len(_WORD.findall(text)) <= _TITLE_WORDS
    return frozenset(name for name, score in scores.items() if score >= best or (few and whole[name] == main))


def _unmasked(hits: list[Hit]) -> list[Hit]:
    """Without what lies inside a set phrase: one that means nothing here ("do not reply"), or that nothing changes."""
    if _SET_PHRASES.isdisjoint({hit.concept for hit in hits}):
        return hits
    masks = [(hit.start, hit.end) for hit in hits if hit.concept in _MASKS]
    whole = [hit for hit in hits if hit.concept in _WHOLE]
    if masks:
        hits = [h for h in hits if h.concept in _NEVER_MASKED or not any(a <= h.start and h.end <= b for a, b in masks)]
    if not any(hit.concept == "noun.request" for hit in hits):
        expected = [hit for hit in hits if hit.concept == "state.have"]
        hits = [h for h in hits if not any(_only_sounds_so(h, phrase) for phrase in expected)] if expected else hits
    return [hit for hit in hits if not any(_spoken_by(hit, phrase) for phrase in whole)] if whole else hits


def _only_sounds_so(hit: Hit, phrase: Hit) -> bool:
    """Such as "received" in "you will be received on May 3": no receipt, and no date of one."""
    sounds = hit.concept.startswith("receive.") or hit.concept in {"date.other", "state.pending"}
    return sounds and hit.language == phrase.language and phrase.start <= hit.start < phrase.end


def _spoken_by(hit: Hit, phrase: Hit) -> bool:
    inside = phrase.start <= hit.start < phrase.end
    return inside and hit.language == phrase.language and hit.concept not in {*_WHOLE, *_HOURS, "state.pending"}
