"""What a verb is about: the appointment, the request, or something else that is no business of ours."""

from __future__ import annotations

import re

from tracker.reading.clauses import Clause
from tracker.reading.lexicon import Hit, Lexicon

_NOUNS = {
    "noun.appointment": "appointment",
    "noun.request": "request",
    "noun.anaphor": "anaphor",
    "noun.other_thing": "other_thing",
    "noun.decision": "other_thing",
    "noun.hearing": "hearing",
    "move.noun": "move",
    "cancel.noun": "cancel",
    "confirm.noun": "confirmation",
    "set.noun": "appointment",
    "receive.noun": "receipt",
}
_BREAK = re.compile(
    rb"[,;:(\t|]|\s(?:-|and|but|so|y|e|pero|por lo que|mas|porem|et|mais|donc|epi|men|that|que|ke)\s|\squ'"
)
_POSSESSED = re.compile(rb"[a-z](?:'s|s')\s+(?:\w+\s+)?$")  # "your attorney's appointment"
_LABEL_ENDS = frozenset({b"for", b"on", b"para", b"el", b"le", b"au", b"pou", b"em", b"to", b"as", b"nan"})
_ARTICLE = re.compile(rb"\s(?:the |your )?[\"'(]?")
# Before a date that is the subject of a sentence.
_LEADS = re.compile(rb"(?:^|[,;:]\s|\b(?:so|that|and|but|therefore|the|your)\s)[\"'(]?\Z")
_TOWARDS = re.compile(rb" (?:para|para [oa]|para o dia|para el|para el dia|al|pour le|au|a) ?")
# "No place was left, so we moved you": what is told behind it was done all the same. Not so "not, therefore, moved".
HENCE = re.compile(
    rb"[,;] (?:and )?(?:so|therefore|hence|entao|por isso|portanto|assim|entonces|por eso|por ello|asi que|por lo que"
    rb"|donc|c'est pourquoi|se poutet sa|konsa|donk|kidonk)\b(?! (?:far|to|long|como|que)\b)[^,;]*\Z"
)
_YOU_WHO = re.compile(
    rb"(?:\A|[.,;:\n]\s*|\b(?:and|y|e|et|epi)\s)(?:you|usted|voce|[oa] senhora?|vous(?:\savez)?|ou)\s\Z"
)
_TO_A_DAY = re.compile(rb"\s(?:to|for|until|al?|para|o|el|no|dia|au|le|pour|pou|jou|\s)*")
_COMPOUND = 1  # "reschedule request": the next noun begins one blank after the first


def head_of(clause: Clause, verb: Hit, opening: int, lexicon: Lexicon, *, active: bool) -> str:
    """The noun that the verb at `verb`, whose group begins at `opening`, speaks of; '' where none is known."""
    if any(verb.start <= hit.start and hit.end <= verb.end for hit in clause.of("noun.appointment")):
        return "appointment"
    nouns = [hit for hit in clause.of(*_NOUNS) if not (hit.start < verb.end and verb.start < hit.end)]
    before = _subject(clause, [hit for hit in nouns if hit.end <= opening], opening)
    after = next((hit for hit in _leading(nouns) if hit.start >= verb.end), None)
    if active and after is None and _goes_to_a_date(clause, verb) and (before is None or _parted(clause, before, verb)):
        return "anaphor"
    chosen = (after or before) if active else (before or after)
    if chosen is None:
        return _without_noun(clause, verb, opening, active=active)
    if chosen.concept == "noun.anaphor" and _of_the_appointment(clause, chosen, lexicon):
        return "appointment"
    possessed = _POSSESSED.search(clause.scan[clause.sentence.start : chosen.start])
    if possessed or (chosen is before and _belongs_to_another(clause, chosen, lexicon)):
        return "other_thing"
    return _NOUNS[chosen.concept]


def _goes_to_a_date(clause: Clause, verb: Hit) -> bool:
    """Such as Portuguese "remarcamos para 22/09": what is moved need not be named."""
    if verb.concept != "move.finite":
        return False
    return any(_TOWARDS.fullmatch(clause.scan, verb.end, start) for start, _ in clause.dates if start >= verb.end)


def _parted(clause: Clause, noun: Hit, verb: Hit) -> bool:
    """Whether "so" parts the two: "no place was left, so we moved to May 3"."""
    return _NOUNS[noun.concept] == "other_thing" and HENCE.search(clause.scan, noun.end, verb.start) is not None


def _without_noun(clause: Clause, verb: Hit, opening: int, *, active: bool) -> str:
    finite = verb.concept.endswith(".finite")
    if verb.language == "en" and _is_a_date(clause, verb, opening, active=active):
        return "anaphor"
    if finite and any(verb.start <= hit.start and hit.end <= verb.end for hit in clause.of("noun.anaphor")):
        return "anaphor"
    if active or not verb.concept.endswith(".done"):
        return ""
    return _unspoken(clause, opening, helped=opening < verb.start)


def _is_a_date(clause: Clause, verb: Hit, opening: int, *, active: bool) -> bool:
    """Such as "we cancelled April 5", "April 5 has been dropped"; not "we moved on April 5", "on April 5 was moved"."""
    if active:
        return any(_ARTICLE.fullmatch(clause.scan, verb.end, start) for start, _ in clause.dates if start >= verb.end)
    return any(
        not clause.scan[end:opening].strip(b" \"')") and _LEADS.search(clause.scan, clause.sentence.start, start)
        for start, end in clause.dates
        if end <= opening
    )


def _unspoken(clause: Clause, opening: int, *, helped: bool) -> str:
    """Such as "Ha sido reprogramada": the verb opens the sentence, and speaks of what was named before it."""
    if clause.scan[opening : clause.sentence.end].rsplit(None, 1)[-1] in _LABEL_ENDS:
        return ""  # "Was set for", a label above its date
    return "anaphor" if opening == clause.sentence.start and (helped or not clause.short) else ""


def _subject(clause: Clause, nouns: list[Hit], opening: int) -> Hit | None:
    """The first noun of the nearest stretch between commas that holds one."""
    if not nouns:
        return None
    edges = [m.end() for m in _BREAK.finditer(clause.scan, nouns[0].start, opening)]
    for edge in (*reversed(edges), clause.sentence.start):
        held = [hit for hit in nouns if hit.start >= edge]
        if held:
            return _leading(held)[0]
    return None


def _leading(nouns: list[Hit]) -> list[Hit]:
    """Nouns with compounds reduced to their last word, overlaps to the longest."""
    kept: list[Hit] = []
    for hit in nouns:
        if kept and hit.start < kept[-1].end:
            if hit.end > kept[-1].end:
                kept[-1] = hit
        elif kept and hit.start - kept[-1].end <= _COMPOUND and hit.language == "en":
            kept[-1] = hit
        else:
            kept.append(hit)
    return kept


def _of_the_appointment(clause: Clause, noun: Hit, lexicon: Lexicon) -> bool:
    """Such as "the date of your visit", "your check-in date", "dat randevou ou": the appointment itself."""
    if noun.language is None:
        return False
    joined = lexicon.grammars[noun.language].joined
    for other in clause.of("noun.appointment"):
        if other.start >= noun.end and joined.fullmatch(clause.scan[noun.end : other.start]):
            return True
        if noun.language == "en" and other.start < noun.start and other.end >= noun.start - _COMPOUND:
            return True
    return False


def _belongs_to_another(clause: Clause, noun: Hit, lexicon: Lexicon) -> bool:
    """Such as "The password for your appointment": the appointment only tells whose password it is."""
    if noun.language is None or noun.concept != "noun.appointment":
        return False
    if any(name.start <= noun.start < name.end for name in clause.of("state.title", "label.status")):
        return False
    edges = [m.end() for m in _BREAK.finditer(clause.scan, clause.sentence.start, noun.start)]
    start = edges[-1] if edges else clause.sentence.start
    lead = clause.scan[start : noun.start]
    match = lexicon.grammars[noun.language].preposition_before.search(lead)
    return match is not None and bool(lead[: match.start()].strip())


def you_are_moved(clause: Clause, verb: Hit, opening: int) -> bool:
    """Such as "You have been rescheduled to May 3": a day right behind it; not so "to our office in Dallas"."""
    if not verb.concept.startswith("move.") or not _YOU_WHO.search(clause.scan[clause.sentence.start : opening]):
        return False
    return any(_TO_A_DAY.fullmatch(clause.scan, verb.end, start) for start, _ in clause.dates if start >= verb.end)
