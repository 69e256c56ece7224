"""Two dates of one sentence that stand for each other, with no word such as "instead" to say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.reading.clauses import Clause
from tracker.reading.dates import DateMention
from tracker.reading.lexicon import Hit
from tracker.reading.statements import Statement

_GONE = ("scope.negation", "state.released")
_COME = re.compile(
    rb"\s?[,;:]\s(?:(?:and|but|y|pero|e|mas|et|mais|epi|men)\s)?"
    rb"(?:(?:you|usted|ud[.]|voce|o senhor|a senhora|vous|(?:ou|w))\s)?"
    rb"(?:(?:now|ahora|agora|kounye a)\s)?"
    rb"(?:(?:are |will )?(?:now )?(?:come|coming|report)|viene|vendra|venga|se presenta|se presentara|vem|vira|venha"
    rb"|venez|viendrez|passez|passerez|(?:ap|pral) vini|vini)\s"
    rb"(?:(?:now|ahora|agora|donc|desormais|maintenant|plutot|pito)\s)?"
    rb"(?:(?:on|el|em|no dia|na|no|le|nan|jou)\s)?"
)


def called_instead(clause: Clause, mention: DateMention) -> bool:
    """Such as the second date of "You no longer come on April 5, you come on May 3".

    What stands before the first one takes it away; right behind it, and with no word between, somebody is called.
    """
    first = max((span for span in clause.dates if span[1] <= mention.start), default=None)
    if first is None or clause.sentence.question or clause.has("scope.condition"):
        return False
    gone = any(hit.end <= first[0] for hit in clause.of(*_GONE))
    return gone and _COME.fullmatch(clause.scan, first[1], mention.start) is not None


def leads_away(clause: Clause, hit: Hit, verbs: Sequence[Statement]) -> bool:
    """Such as the "moved to" of the title "Wed Sept 8 check-in moved to Friday": it says nothing of the date before."""
    verb = any(verb.start <= hit.start < verb.end and verb.action == "move" for verb in verbs)
    return verb and any(to.end == hit.end for to in clause.of("date.to"))
