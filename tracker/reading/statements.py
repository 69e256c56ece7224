"""What each sentence asserts: an action, how it is put, what it is about, and why it may not count.

"Your check-in has not been moved" is the action `move`, put as `done`, about an appointment, refused as `negated`.
"If you need to reschedule" asserts nothing. Which statements make which kind is data: rules/kinds.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.reading.lexicon import ACTIONS, Hit, Lexicon
from tracker.reading.scan import scan_of
from tracker.reading.sentences import Sentence
from tracker.reading.subjects import head_of
from tracker.reading.types import Language

_PURPOSE = re.compile(rb"(?:to|para|pour|pou)\s")
_AND = re.compile(rb"\s*(?:,\s*)?(?:and|y|e|et|epi|ak|&|then)\s+")
_WORD = re.compile(rb"[a-z0-9']+")
_LINK = re.compile(rb"\s*(?:\w+\s*)?")
# "the appointment that was scheduled for April 5" asserts nothing: it only says which one is meant.
_AUXILIARIES = {"aux.done": "done", "aux.active": "active", "aux.open": "open", "aux.relative": "relative"}
_TITLE_WORDS = 12  # a line with more words than this, dates apart, is prose
_LABEL_END = re.compile(rb"\s*[:\t|=?-]\s*")


@dataclass(slots=True)
class Clause:
    """One sentence with what was found in it."""

    sentence: Sentence
    scan: bytes  # of the whole message
    languages: frozenset[Language]
    hits: list[Hit] = field(default_factory=list)
    dates: list[tuple[int, int]] = field(default_factory=list)

    def of(self, *concepts: str) -> list[Hit]:
        return [hit for hit in self.hits if hit.concept in concepts]

    def helps(self) -> list[Hit]:
        """Offers and instructions; "to cancel your visit" is one only where a clause begins with it."""
        return [h for h in self.of("scope.help") if not _PURPOSE.match(self.scan, h.start) or self._begins(h.start)]

    def _begins(self, position: int) -> bool:
        lead = self.scan[self.sentence.start : position].rstrip()
        return len(lead) <= 1 or lead.endswith((b",", b":", b"(", b"-", b"\n"))

    def has(self, concept: str) -> bool:
        return any(hit.concept == concept for hit in self.hits)

    @property
    def short(self) -> bool:
        """Whether it reads like a title: few words, dates apart."""
        text = bytearray(self.scan[self.sentence.start : self.sentence.end])
        for start, end in self.dates:
            text[max(0, start - self.sentence.start) : max(0, end - self.sentence.start)] = b" " * (end - start)
        return self.sentence.titled or len(_WORD.findall(bytes(text))) <= _TITLE_WORDS


@dataclass(frozen=True, slots=True)
class Statement:
    action: str  # one of ACTIONS, or the name of a state: "pending", "unable", "have"...
    mood: str  # done, bare, open, noun, state, status
    head: str  # what it is about: appointment, request, anaphor, other_thing, hearing, move, cancel, ... or ""
    refusal: str  # why it does not count: negated, conditional, question, hearsay, other subject; or ""
    clause: Clause
    start: int
    end: int

    @property
    def counts(self) -> bool:
        return not self.refusal


def clauses_of(sentences: list[Sentence], scan: bytes, lexicon: Lexicon, dates: list[tuple[int, int]]) -> list[Clause]:
    """The sentences with their hits; words of a language count only in sentences of that language."""
    whole = lexicon.votes(scan)
    present = {language for language, votes in whole.items() if votes >= max(6, 0.2 * max(whole.values()))}
    clauses = [Clause(s, scan, _languages(scan[s.start : s.end], lexicon, present, whole)) for s in sentences]
    starts = [s.start for s in sentences]
    for hit in lexicon.hits(scan, present or set(Language)):
        place = bisect_right(starts, hit.start) - 1
        if place >= 0 and hit.end <= sentences[place].end + 1:
            clause = clauses[place]
            if hit.language is None or hit.language in clause.languages:
                clause.hits.append(hit)
    for clause in clauses:
        clause.dates = [span for span in dates if clause.sentence.start <= span[0] < clause.sentence.end]
        clause.hits = [hit for hit in _unmasked(clause.hits) if not _inside(hit, clause.dates)]
    return clauses


def _inside(hit: Hit, spans: list[tuple[int, int]]) -> bool:
    """A month is no verb: "May 3"."""
    return any(start <= hit.start and hit.end <= end + 1 for start, end in spans)


def _languages(
    text: bytes, lexicon: Lexicon, present: set[Language], whole: dict[Language, int]
) -> frozenset[Language]:
    votes = lexicon.votes(text)
    scores = {language: 4 * votes[language] + (whole[language] > 0.6 * max(whole.values())) for language in present}
    best = max(scores.values(), default=0)
    if best == 0:
        return frozenset(present or Language)
    return frozenset(language for language, score in scores.items() if score >= best)


def _unmasked(hits: list[Hit]) -> list[Hit]:
    """Without what lies inside a set phrase that means nothing here ("as requested", "do not reply")."""
    masks = [(hit.start, hit.end) for hit in hits if hit.concept in {"scope.exempt", "topic.place"}]
    return [hit for hit in hits if not any(start <= hit.start and hit.end <= end for start, end in masks)]


def statements_of(clause: Clause, lexicon: Lexicon) -> list[Statement]:
    found = [*_verbs(clause, lexicon), *_states(clause, lexicon)]
    return sorted(found, key=lambda statement: (statement.start, statement.end))


def _verbs(clause: Clause, lexicon: Lexicon) -> Iterator[Statement]:
    moods: dict[int, str] = {}
    forms = {f"{action}.{form}" for action in ACTIONS for form in ("done", "finite", "open", "noun")}
    for hit in clause.hits:
        if hit.concept not in forms:
            continue
        action, form = hit.concept.split(".")
        opening = hit.start
        if form == "done":
            mood, opening = _mood(clause, hit, lexicon, moods)
            moods[hit.end] = mood
        else:
            mood = "done" if form == "finite" else form
        head = head_of(clause, hit, opening, lexicon, active=mood == "active" or form in {"finite", "open"})
        yield Statement(action, mood, head, _refusal(clause, hit.start, hit.end), clause, hit.start, hit.end)


def _mood(clause: Clause, verb: Hit, lexicon: Lexicon, moods: dict[int, str]) -> tuple[str, int]:
    """How a participle is put, by the auxiliary before it; and where the verb group begins."""
    for end, mood in moods.items():
        if end <= verb.start and _AND.fullmatch(clause.scan[end : verb.start]):
            return mood, verb.start
    before = [
        hit
        for hit in clause.of(*_AUXILIARIES)
        if hit.end <= verb.start
        and hit.language == verb.language
        and _adverbs_only(_gap(clause, hit.end, verb.start), hit, lexicon)
    ]
    if before:
        nearest = max(before, key=lambda hit: (hit.end, -hit.start, hit.concept == "aux.open"))
        return _AUXILIARIES[nearest.concept], nearest.start
    status = _status_before(clause, verb)
    if status:
        return "status", verb.start
    assert verb.language is not None
    if lexicon.grammars[verb.language].bare_verbs_assert and any(
        hit.end <= verb.start for hit in clause.of("noun.appointment", "noun.request")
    ):
        return "done", verb.start
    return "bare", verb.start


def _gap(clause: Clause, start: int, end: int) -> bytes:
    """What stands between an auxiliary and its verb, negations apart."""
    text = bytearray(clause.scan[start:end])
    for hit in clause.of("scope.negation"):
        if start <= hit.start and hit.end <= end:
            text[hit.start - start : hit.end - start] = b" " * (hit.end - hit.start)
    return bytes(text)


def _adverbs_only(gap: bytes, aux: Hit, lexicon: Lexicon) -> bool:
    words = gap.strip()
    if not words:
        return True
    assert aux.language is not None
    left = lexicon.grammars[aux.language].adverbs
    rest = _WORD.findall(b" ".join(_without(words, left)))
    return b"," not in words and b":" not in words and all(w.endswith((b"ly", b"mente", b"ment", b"man")) for w in rest)


def _without(words: bytes, pattern: object) -> list[bytes]:
    spans = [(m.start(), m.end()) for m in pattern.finditer(words)]  # type: ignore[attr-defined]
    kept, at = [], 0
    for start, end in spans:
        kept.append(words[at:start])
        at = end
    return [*kept, words[at:]]


def _status_before(clause: Clause, verb: Hit) -> bool:
    """Whether the verb is the value of a status field: `Status: Confirmed`."""
    return any(
        label.start == clause.sentence.start and _LABEL_END.fullmatch(clause.scan[label.end : verb.start])
        for label in clause.of("label.status")
    )


def _refusal(clause: Clause, start: int, end: int) -> str:
    """Why a verb at `[start, end)` asserts nothing, or ''."""
    if clause.sentence.question:
        return "question"
    if _denied_after(clause, end):
        return "negated"
    if any(
        hit.end <= start and not _excused(clause, hit, start) for hit in clause.of("scope.negation", "state.unable")
    ):
        return "negated"
    if any(hit.start < start for hit in clause.helps()):
        return "conditional"
    if clause.has("scope.hearsay"):
        return "hearsay"
    return "conditional" if any(_binds(clause, hit, end) for hit in clause.of("scope.condition")) else ""


def _denied_after(clause: Clause, end: int) -> bool:
    """`Confirmed: no`"""
    return any(_LABEL_END.fullmatch(clause.scan[end : hit.start]) for hit in clause.of("label.no") if hit.start >= end)


def _excused(clause: Clause, negation: Hit, verb: int) -> bool:
    """A negation inside a reason or an aside that ended with a comma: "because you could not come, your ..."."""
    lead = [
        hit
        for hit in clause.of("scope.reason")
        if hit.start <= negation.start and hit.start <= clause.sentence.start + 4
    ]
    return bool(lead) and b"," in clause.scan[negation.end : verb]


def _binds(clause: Clause, condition: Hit, verb_end: int) -> bool:
    """Whether a condition reaches the verb: not where it opens an offer of help behind it, nor before a date."""
    if clause.scan[condition.start - 1 : condition.start] == b"-":  # Portuguese "confirma-se": a pronoun
        return False
    if any(hit.start <= condition.start < hit.end and hit.start >= verb_end for hit in clause.helps()):
        return False
    return not any(0 <= start - condition.end <= 5 for start, _ in clause.dates)


def _states(clause: Clause, lexicon: Lexicon) -> Iterator[Statement]:
    for hit in clause.hits:
        if hit.concept.startswith("state.") or hit.concept == "aux.be":
            name = hit.concept.split(".")[1]
            if name == "be" and not _before_date(clause, hit):
                continue
            head = head_of(clause, hit, hit.start, lexicon, active=False) if name == "be" else ""
            yield Statement(name, "state", head, _state_refusal(clause, name, hit), clause, hit.start, hit.end)


def _state_refusal(clause: Clause, name: str, hit: Hit) -> str:
    if name in {"be", "have", "report"}:
        return _refusal(clause, hit.start, hit.end)
    if clause.sentence.question:
        return "question"
    return "conditional" if any(h.start < hit.start for h in clause.helps()) or _if_before(clause, hit) else ""


def _if_before(clause: Clause, state: Hit) -> bool:
    return any(
        hit.end <= state.start and hit.start <= clause.sentence.start + 1 and hit.end - hit.start <= 3
        for hit in clause.of("scope.condition")
    )


def _before_date(clause: Clause, be: Hit) -> bool:
    return any(
        0 <= start - be.end <= 24
        and b"," not in clause.scan[be.end : start]
        and len(_WORD.findall(clause.scan[be.end : start])) <= 2
        for start, _ in clause.dates
    )


__all__ = ["Clause", "Statement", "clauses_of", "scan_of", "statements_of"]
