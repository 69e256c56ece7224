"""How far a "no" reaches: not into what its own stretch of the sentence only leads to."""

from __future__ import annotations

import re

from tracker.reading.clauses import Clause
from tracker.reading.lexicon import Hit
from tracker.reading.subjects import HENCE

_AND_SO = re.compile(
    rb"[ \n](?:and|y|e|et|epi)[ \n](?:therefore |thus |por eso |por isso |donc )?(?:we|it|has been|was|is|la|lo|se|ha"
    rb"|fue|foi|esta|a ete|est|nous|l'|nou|yo|li)\b[^,;]*\Z"
)
_TOUCHING = 5  # characters from "rather than" to its date


def reaches(clause: Clause, negation: Hit, verb: int) -> bool:
    aside = (
        _excused(clause, negation, verb) or _told_apart(clause, negation, verb) or _of_a_cancelling(clause, negation)
    )
    aside = aside or leads_to(clause, negation.end, verb) or _let_off(clause, negation, verb)
    aside = aside or _called_instead(clause, negation, verb)
    return not aside and not _of_a_date(clause, negation)


def _of_a_date(clause: Clause, negation: Hit) -> bool:
    """Such as "rather than April 5, ..."."""
    return any(0 <= start - negation.end <= _TOUCHING for start, _ in clause.dates)


def _told_apart(clause: Clause, negation: Hit, verb: int) -> bool:
    """Such as "Do not come on April 5: your appointment has been cancelled"."""
    colon = clause.scan.find(b": ", negation.end, verb)
    called = clause.of("state.report", "state.released", "state.have")
    return colon >= 0 and any(hit.end >= negation.start and hit.start < colon for hit in called)


def _called_instead(clause: Clause, negation: Hit, verb: int) -> bool:
    """Such as "Do not come on April 5, come on May 3": the "no" belongs to the day that it names."""
    spared = [hit.end for hit in clause.of("state.released") if hit.start <= negation.start and negation.end <= hit.end]
    let_go = [end for _, end in clause.dates if spared and spared[0] <= end <= verb]
    return bool(let_go) and b"," in clause.scan[let_go[0] : verb]


def leads_to(clause: Clause, start: int, verb: int) -> bool:
    """Whether what stands at `start` is but the reason of the verb: "no place was left, so we moved you"."""
    return HENCE.search(clause.scan, start, verb) is not None


def _of_a_cancelling(clause: Clause, negation: Hit) -> bool:
    """Such as the "sem" of Portuguese "foi dada sem efeito": a part of a verb that ended, and no "no" to another."""
    return any(
        verb.start <= negation.start
        and negation.end <= verb.end
        and verb.end - verb.start > negation.end - negation.start
        for verb in clause.of("cancel.done")
    )


def _let_off(clause: Clause, negation: Hit, verb: int) -> bool:
    """Such as "The visit is no longer needed and has been cancelled": the "no" belongs to what nobody needs."""
    needless = any(hit.start <= negation.start < hit.end for hit in clause.of("state.released"))
    return needless and _AND_SO.search(clause.scan, negation.end, verb) is not None


def _excused(clause: Clause, negation: Hit, verb: int) -> bool:
    """A negation inside a reason or an aside that ended with a comma: "because you could not come, your ..."."""
    lead = [
        hit
        for hit in clause.of("scope.reason")
        if hit.start <= negation.start and hit.start <= clause.sentence.start + 4
    ]
    return bool(lead) and b"," in clause.scan[negation.end : verb]
