"""What each sentence asserts: an action, how it is put, what it is about, and why it may not count.

"Your check-in has not been moved" is the action `move`, put as `done`, about an appointment, refused as `negated`.
"If you need to reschedule" asserts nothing. Which statements make which kind is data: rules/kinds.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tracker.reading.clauses import Clause
from tracker.reading.labelled import LABEL_END, in_a_label, names_a_field, names_who
from tracker.reading.lexicon import ACTIONS, Hit, Lexicon
from tracker.reading.negations import reaches
from tracker.reading.subjects import head_of, you_are_moved

_FORMS = frozenset(f"{action}.{form}" for action in ACTIONS for form in ("done", "finite", "open", "noun"))
_AND = re.compile(rb"\s*(?:,\s*)?(?:and|y|e|et|epi|ak|&|then)\s+")
_WORD = re.compile(rb"[a-z0-9']+")
# "the appointment that was scheduled for April 5" asserts nothing: it only says which one is meant.
_AUXILIARIES = {
    "aux.done": "done",
    "aux.active": "active",
    "aux.open": "open",
    "aux.relative": "relative",
    "aux.achieved": "active",
}
_OPENING, _TOUCHING, _SOON = 4, 5, 24  # characters: from the start of a sentence, and from a word to a date
_PRONOUNS = frozenset({b"", b"vous", b"you", b"voce", b"ou", b"le", b"la", b"lo", b"l", b"li"})
_YOU = re.compile(rb"\s+(?:you|vous|voce|[oa] senhora?|ou)[\s,;.]")
_BESIDE = 10  # letters of "a senhora" behind a verb
_NEAR, _REACH = 16, 80  # characters from one verb to another behind "and", and from an auxiliary to its verb
_LABELLED = frozenset({"next", "named"})  # these say something only as the label of a date
_OR_ELSE = b"faute de quoi"  # "or else": what follows threatens, what stands before it is ordered
_SHORT, _FEW = 3, 2  # letters of a plain "if", words between "is" and its date
# Portuguese "para se apresentar", "deve se apresentar": a pronoun, not "if".
_REFLEXIVE = re.compile(rb"\b(?:para|de|a|que|deve|devera|precisa|queira|favor|pode|vai|nao|v\.) se\Z")


class Statement(NamedTuple):
    action: str  # one of ACTIONS, or the name of a state: "pending", "unable", "have"...
    mood: str  # done, active, bare, open, noun, state, status, label
    head: str  # what it is about: appointment, request, anaphor, other_thing, hearing, move, cancel, ... or ""
    refusal: str  # why it does not count: negated, conditional, question, hearsay, asked; or ""
    clause: Clause
    start: int
    end: int

    @property
    def counts(self) -> bool:
        return not self.refusal

    @property
    def only_names(self) -> bool:
        """Whether it is but a phrase like "new date", which asserts nothing and denies nothing."""
        named = self.clause.of("date.new") if self.mood == "open" else []
        return any(self.start <= hit.start and hit.end <= self.end for hit in named)


def statements_of(clause: Clause, lexicon: Lexicon) -> list[Statement]:
    if not clause.hits:
        return []
    found = [*_verbs(clause, lexicon), *_states(clause, lexicon)]
    return sorted(found, key=lambda statement: (statement.start, statement.end))


def _verbs(clause: Clause, lexicon: Lexicon) -> Iterator[Statement]:
    moods: dict[int, str] = {}
    for hit in clause.hits if clause.has_any(_FORMS) else ():
        if hit.concept not in _FORMS or in_a_label(clause, hit) or names_who(clause, hit) or _of_the_way(clause, hit):
            continue
        action, form = hit.concept.split(".")
        opening = hit.start
        if form == "done":
            mood, opening = _mood(clause, hit, lexicon, moods)
            moods[hit.end] = mood
        else:
            mood = "active" if form == "open" and _achieved(clause, hit) else "done" if form == "finite" else form
        mood = "label" if names_a_field(clause, hit) else mood
        head = head_of(clause, hit, opening, lexicon, active=mood == "active" or form in {"finite", "open"})
        head = "" if mood == "status" and head == "other_thing" else head  # "Decision: approved"
        acted = (mood == "active" or form == "finite") and _moves_you(clause, hit, form)
        head = head or ("anaphor" if acted or (mood == "done" and you_are_moved(clause, hit, opening)) else "")
        yield Statement(action, mood, head, _refusal(clause, hit.start, hit.end), clause, hit.start, hit.end)


def _mood(clause: Clause, verb: Hit, lexicon: Lexicon, moods: dict[int, str]) -> tuple[str, int]:
    """How a participle is put, by the auxiliary before it; and where the verb group begins."""
    for end, mood in reversed(moods.items()):
        if verb.start - end > _NEAR:
            break
        if end <= verb.start and _AND.fullmatch(clause.scan[end : verb.start]):
            return mood, verb.start
    before = [
        hit
        for hit in clause.of(*_AUXILIARIES)
        if hit.end <= verb.start <= hit.end + _REACH
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


def _achieved(clause: Clause, verb: Hit) -> bool:
    """Such as "We had to change", "pudimos adelantar": an infinitive that was carried out."""
    return any(
        clause.scan[hit.end : verb.start].strip(b" '\n") in _PRONOUNS
        for hit in clause.of("aux.achieved")
        if hit.end <= verb.start
    )


def _moves_you(clause: Clause, verb: Hit, form: str) -> bool:
    """Such as "we moved you to May 3", "tuvimos que moverla al 3 de mayo": the person stands for the appointment."""
    return verb.concept.startswith("move.") and (form == "open" or _names_you(clause, verb))


def _of_the_way(clause: Clause, verb: Hit) -> bool:
    """Such as Creole "pa deplase w": nobody need set out, which says nothing of where the date went.

    Nor does "changed from 'no date' to 'booked'" move anything: it sets. "Ficando sem efeito a de" marks a date.
    "We will put you on the calendar" is not "on the calendar" yet, and a visit whose status changed was not moved.
    """
    moves = verb.concept.startswith("move.")
    spared = clause.of("state.released") if moves else []
    told = clause.of("state.status_changed") if moves else []
    told += clause.of("set.finite") if moves or verb.concept == "set.done" else []
    told += clause.of("set.open") if verb.concept == "set.done" else []
    told += clause.of("date.old_left") if verb.concept.startswith("cancel.") else []
    return any(phrase.start <= verb.start and verb.end <= phrase.end for phrase in spared) or any(
        one.start < verb.end <= one.end and verb.end - verb.start < one.end - one.start for one in told
    )


def _names_you(clause: Clause, verb: Hit) -> bool:
    """Whether the verb is followed by "you", or its form holds that word itself: "passamos você"."""
    if verb.concept.endswith("finite"):
        return _YOU.search(clause.scan, verb.start, verb.end + _BESIDE) is not None
    return _YOU.match(clause.scan, verb.end) is not None


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
    return b"," not in words and b":" not in words and not rest


def _without(words: bytes, pattern: object) -> list[bytes]:
    spans = [(m.start(), m.end()) for m in pattern.finditer(words)]  # type: ignore[attr-defined]
    kept, at = [], 0
    for start, end in spans:
        kept.append(words[at:start])
        at = end
    return [*kept, words[at:]]


def _status_before(clause: Clause, verb: Hit) -> bool:
    """Whether the verb is the value of a status field: `Status: Confirmed`."""
    if clause.field == "status" and verb.start - clause.sentence.start <= _OPENING:
        return True
    return any(
        label.start == clause.sentence.start and LABEL_END.fullmatch(_gap(clause, label.end, verb.start))
        for label in clause.of("label.status")
    )


def _refusal(clause: Clause, start: int, end: int) -> str:
    """Why a verb at `[start, end)` asserts nothing, or ''."""
    if clause.sentence.question or clause.field == "requested":
        return "question" if clause.sentence.question else "asked"
    denials = [h for h in clause.of("scope.negation", "state.unable") if h.end <= start and reaches(clause, h, start)]
    unless = denials and any(hit.start >= end for hit in clause.of("scope.unless"))
    first = min((hit.start for hit in denials), default=start)
    helped = any(hit.start < start for hit in clause.helps())
    conditions = _conditions(clause, end)
    if unless or helped or any(hit.start < first for hit in conditions):
        return "conditional"
    if denials or _denied_after(clause, end):
        return "negated"
    heard = any(not (start <= hit.start and hit.end <= end) for hit in clause.of("scope.hearsay"))
    return "hearsay" if heard else "conditional" if conditions else ""


def _conditions(clause: Clause, end: int) -> list[Hit]:
    return [hit for hit in clause.of("scope.condition") if _binds(clause, hit, end)]


def _denied_after(clause: Clause, end: int) -> bool:
    """`Confirmed: no`"""
    return any(LABEL_END.fullmatch(clause.scan[end : hit.start]) for hit in clause.of("label.no") if hit.start >= end)


def _binds(clause: Clause, condition: Hit, verb_end: int) -> bool:
    """Whether a condition reaches the verb: not where it opens an offer of help or a threat behind it, nor a date."""
    if _REFLEXIVE.search(clause.scan, max(0, condition.start - _SOON), condition.end):
        return False
    if any(hit.start <= condition.start < hit.end and hit.start >= verb_end for hit in clause.helps()):
        return False
    if any(noun.start <= condition.start and condition.end <= noun.end for noun in clause.of("noun.appointment")):
        return False
    if condition.start >= verb_end and clause.scan.startswith(_OR_ELSE, condition.start):
        return False
    return not any(0 <= start - condition.end <= _TOUCHING for start, _ in clause.dates)


def _states(clause: Clause, lexicon: Lexicon) -> Iterator[Statement]:
    states = {concept for concept in clause.named if concept == "aux.be" or concept.startswith("state.")}
    for hit in clause.hits if states else ():
        if hit.concept in states:
            name = hit.concept.split(".")[1]
            silent = name == "be" and (not _before_date(clause, hit) or _orders(clause, hit))
            if silent or (name in _LABELLED and not (_labels_date(clause, hit) or _heads_fields(clause, name, hit))):
                continue
            head = head_of(clause, hit, hit.start, lexicon, active=False) if name == "be" else ""
            yield Statement(name, "state", head, _state_refusal(clause, name, hit), clause, hit.start, hit.end)


def _labels_date(clause: Clause, hit: Hit) -> bool:
    """Whether these words begin a line and a date is their value: `Next visit: May 3`."""
    return hit.start - clause.sentence.start <= _OPENING and any(
        LABEL_END.fullmatch(clause.scan[hit.end : start]) for start, _ in clause.dates if start >= hit.end
    )


def _heads_fields(clause: Clause, name: str, hit: Hit) -> bool:
    """Whether these words are all of a line, as a title above fields is: `Your next visit`."""
    whole = hit.start - clause.sentence.start <= 1 and clause.sentence.end - hit.end <= 1
    return name == "next" and whole and not clause.dates


def _state_refusal(clause: Clause, name: str, hit: Hit) -> str:
    if name in {"be", "have", "report", "replaces"}:
        return _refusal(clause, hit.start, hit.end)
    if clause.sentence.question:
        return "question"
    return "conditional" if any(h.start < hit.start for h in clause.helps()) or _if_before(clause, hit) else ""


def _if_before(clause: Clause, state: Hit) -> bool:
    return any(
        hit.end <= state.start and hit.start <= clause.sentence.start + 1 and hit.end - hit.start <= _SHORT
        for hit in clause.of("scope.condition")
    )


def _orders(clause: Clause, be: Hit) -> bool:
    """Such as the "is" of "your attendance is mandatory on May 3": it calls somebody, and tells of no appointment."""
    return any(hit.start <= be.start and be.end < hit.end for hit in clause.of("state.report"))


def _before_date(clause: Clause, be: Hit) -> bool:
    return any(
        0 <= start - be.end <= _SOON
        and b"," not in clause.scan[be.end : start]
        and len(_WORD.findall(clause.scan[be.end : start])) <= _FEW
        for start, _ in clause.dates
    )
