"""Which of several dates is the old one, the new one, the one asked for: told by the words around each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.reading.clauses import Clause
from tracker.reading.dates import DateMention
from tracker.reading.exchanged import called_instead, leads_away
from tracker.reading.headings import MARKERS, from_above, gives_way, label_above, label_beside, side_of, state_of_row
from tracker.reading.lexicon import Hit
from tracker.reading.other_days import is_other
from tracker.reading.statements import Statement
from tracker.reading.types import Language, Role


@dataclass(frozen=True, slots=True)
class Placed:
    mention: DateMention
    role: Role
    clause: Clause
    denied: bool = False  # in a sentence that only says what was not done, or what may be
    asserted: bool = False  # in a sentence that says what is
    apart: float = 0.0  # log odds that it is told for another matter than the appointment


_NEAR = {"date.other": 10, "date.old_left": 14}  # how far before the date these may stand
_BEHIND = 14  # how far behind it any may: "April 5 (previous date)"
_SMALL, _GAP = 5, 24  # letters of "on the", "El"; and what may stand between two dates of "from April 5 to May 3"
_NEAR_RECEIPT = 16  # how far behind "received" its date may stand
_OFFERED = 48  # characters from "you may choose" to its date
_BESIDE_VERB = 5  # letters of "the" between a verb and the date that it moves
_TODAY = 12  # letters of "today", "aujourd'hui"
_ONWARD = re.compile(rb"\s*(?:on|onwards?|en adelante|em diante|ou plus tard)\b")
_LISTED = re.compile(rb"(?:,\s|,?\s(?:and|or|y|o|e|ou|et|ak|oswa)\s)(?:on |el |em |le )?")
_PART = re.compile(rb"[:;]\s")
_ASSERTING = frozenset({"done", "active", "bare", "open"})
_ACTS = frozenset({"set", "confirm", "move", "cancel", "grant"})
_SUBJECT_UNSAID = frozenset({Language.ES, Language.PT})
_STRONGEST_FIRST = ("date.asked", "date.other", "date.old_left", "date.old", "date.new", "date.current")


def place(
    clauses: Sequence[Clause],
    statements: Sequence[Statement],
    mentions: Sequence[DateMention],
    today: date | None = None,
) -> list[Placed]:
    """Every mention with its role, in the order of the text. `today`: the day on which it was written."""
    placed: list[Placed] = []
    for index, clause in enumerate(clauses):
        inside = [m for m in mentions if clause.sentence.start <= m.start < clause.sentence.end]
        if not inside:
            continue
        verbs = [s for s in statements if s.clause is clause and s.action in {"move", "cancel"} and s.mood != "noun"]
        for number, mention in enumerate(inside):
            before = inside[number - 1].end if number else clause.sentence.start
            after = inside[number + 1].start if number + 1 < len(inside) else clause.sentence.end
            role = _of_its_table(clauses, index, mention) or _role(clause, mention, (before, after), verbs)
            role = Role.OTHER if is_other(clause, mention, today) or _opens_a_door(clause, mention) else role
            if role is Role.NONE:
                role = label_above(clauses, index) or from_above(clauses, index, mention.start)
            if role is Role.NONE and number and _listed_behind(inside[number - 1], mention, placed, clause):
                role = Role.OTHER
            role = Role.NEW if role is Role.NONE and called_instead(clause, mention) else role
            denied = _denied(clause, statements) and not (role is Role.NEW and _contrasted(clause, mention))
            placed.append(Placed(mention, role, clause, denied, _asserted(clause, statements)))
    return placed


def _of_its_table(clauses: Sequence[Clause], index: int, mention: DateMention) -> Role | None:
    return side_of(clauses, index, mention.start) or state_of_row(clauses, index, mention.start)


def _listed_behind(last: DateMention, mention: DateMention, placed: Sequence[Placed], clause: Clause) -> bool:
    """Such as the second of "closed on holidays, among them May 3 and May 10": a bare day of the same list."""
    other = bool(placed) and placed[-1].mention is last and placed[-1].role is Role.OTHER
    return other and mention.time is None and _LISTED.fullmatch(clause.scan, last.end, mention.start) is not None


def _opens_a_door(clause: Clause, mention: DateMention) -> bool:
    """Such as "You may choose another day from 14 December on": from when something can be done."""
    if mention.time is not None or not any(0 <= mention.start - hit.end <= _OFFERED for hit in clause.helps()):
        return False
    onward = _ONWARD.match(clause.scan, mention.end) is not None
    return onward and _touches(clause, "date.from", mention)


def _contrasted(clause: Clause, mention: DateMention) -> bool:
    """Such as the second date of "it is no longer on April 5 but on May 3"."""
    contrast = any(0 <= mention.start - hit.end <= _BEHIND for hit in clause.of("date.contrast"))
    return contrast or called_instead(clause, mention)


def _denied(clause: Clause, statements: Sequence[Statement]) -> bool:
    verbs = [
        s
        for s in statements
        if s.clause is clause
        and not s.only_names
        and ((s.mood in _ASSERTING and s.action in _ACTS) or s.action in {"be", "have"})
    ]
    return bool(verbs) and all(_empty(verb) for verb in verbs)


def _asserted(clause: Clause, statements: Sequence[Statement]) -> bool:
    return any(s.clause is clause and s.counts and _affirms(s) for s in statements)


def _affirms(statement: Statement) -> bool:
    if statement.action == "be":
        return bool(statement.head) or _goes_on(statement)
    return statement.action in {"have", "report"} or (
        statement.action in _ACTS and statement.mood in {"done", "active"}
    )


def _goes_on(statement: Statement) -> bool:
    """Such as Spanish "Será el 3 de mayo.": what it speaks of need not be named again."""
    clause = statement.clause
    return statement.start == clause.sentence.start and clause.languages <= _SUBJECT_UNSAID


def _empty(verb: Statement) -> bool:
    """It was not done, may be done, or was done to something else."""
    return bool(verb.refusal) or verb.head in {"other_thing", "hearing"} or (verb.mood == "open" and bool(verb.head))


def _role(clause: Clause, mention: DateMention, room: tuple[int, int], verbs: Sequence[Statement]) -> Role:
    told = label_beside(clause, mention) or _tagged(clause, mention) or gives_way(clause, mention)
    return told or _marked(clause, mention, room, verbs)


def _marked(clause: Clause, mention: DateMention, room: tuple[int, int], verbs: Sequence[Statement]) -> Role:
    """What the words before the date say of it, else those behind it, else the verb."""
    passed = [verb for verb in verbs if verb.end <= mention.start]
    floor = max((verb.start for verb in passed), default=0)
    marker = _nearest_left(clause, mention, max(room[0], floor)) or _behind(clause, mention, room[1], verbs)
    moved = [verb for verb in passed if verb.action == "move"]
    if moved and marker and marker.start <= moved[-1].end and _leads_on(clause, mention):
        return Role.OLD
    if marker:
        return MARKERS[marker.concept]
    if _acknowledged(clause, mention) or _of_the_letter_before(clause, mention):
        return Role.OTHER
    if _let_go(clause, mention) or _leads_on(clause, mention):
        return Role.OLD
    if passed:
        return _of_its_label(clause, mention, room[0], passed[-1]) or _after_verb(clause, mention, passed[-1])
    return Role.OLD if any(verb.mood != "bare" for verb in verbs) else Role.NONE


def _tagged(clause: Clause, mention: DateMention) -> Role | None:
    """What a word alone in brackets right behind the date says of it: "May 3 (new)"."""
    tags = [
        MARKERS[hit.concept]
        for hit in clause.of("date.new", "date.old")
        if clause.scan[mention.end : hit.start] == b" (" and clause.scan[hit.end : hit.end + 1] == b")"
    ]
    return tags[0] if len(set(tags)) == 1 else None


def _of_its_label(clause: Clause, mention: DateMention, floor: int, verb: Statement) -> Role | None:
    """Such as "Original visit (replaced)" before a date: what the label says of it outweighs the participle in it."""
    if verb.mood != "bare" or verb.action != "move" or _touches(clause, "date.to", mention):
        return None
    marker = _nearest_left(clause, mention, floor)
    return MARKERS[marker.concept] if marker and marker.end <= verb.start else None


def _only_titles(clause: Clause, verb: Statement) -> bool:
    """Such as "Updated: Follow-up visit - May 3" in a subject, as calendars write it: the title of what it is now."""
    return clause.sentence.titled and verb.mood == "bare" and clause.scan[verb.end :].lstrip(b" ").startswith(b":")


def _acknowledged(clause: Clause, mention: DateMention) -> bool:
    """Such as "On June 7 we received", "your request, received on June 7": when somebody wrote to the office."""
    for hit in clause.of("receive.done", "receive.finite"):
        before, after = clause.scan[mention.end : hit.start], clause.scan[hit.end : mention.start]
        told = hit.start >= mention.end and len(before) <= _BEHIND and mention.time is None
        if told and _opens(clause, mention) and not _touches(clause, "date.to", mention):
            return True
        between = any(hit.end <= noun.start <= mention.start for noun in clause.of("noun.appointment", "move.open"))
        if mention.start >= hit.end and len(after) <= _NEAR_RECEIPT and mention.time is None and not between:
            return True
    return False


def _of_the_letter_before(clause: Clause, mention: DateMention) -> bool:
    """Such as "this notice replaces that of April 2": the day of a letter, told without year and hour."""
    bare = mention.yearless and mention.time is None
    return bare and any(0 <= mention.start - hit.end <= _SMALL for hit in clause.of("state.replaces"))


def _opens(clause: Clause, mention: DateMention) -> bool:
    """Whether the date begins its stretch of the sentence, but for a small word."""
    lead = clause.scan[clause.sentence.start : mention.start]
    return len(re.split(rb"[,;:(]\s", lead)[-1]) <= _SMALL


def _let_go(clause: Clause, mention: DateMention) -> bool:
    """Such as "we no longer expect you on April 5": the date behind those words, else the one before them."""
    for hit in clause.of("state.released"):
        following = [start for start, _ in clause.dates if start >= hit.start]
        nearest = min(following, default=max((start for start, _ in clause.dates), default=-1))
        if nearest == mention.start:
            return True
    return False


def _leads_on(clause: Clause, mention: DateMention) -> bool:
    """Such as the first of "from April 5 to May 3", with no verb to say so."""
    following = [start for start, _ in clause.dates if mention.end <= start <= mention.end + _GAP]
    between = [hit for hit in clause.of("date.to", "date.new") if hit.start >= mention.end]
    return _touches(clause, "date.from", mention) and any(hit.end <= start for hit in between for start in following)


def _nearest_left(clause: Clause, mention: DateMention, floor: int) -> Hit | None:
    left = [
        hit
        for hit in clause.of(*MARKERS)
        if floor <= hit.start
        and hit.end <= mention.start + 1
        and mention.start - hit.end <= _NEAR.get(hit.concept, 400)
        and not (hit.concept == "date.old_left" and b"," in clause.scan[hit.end : mention.start])
        and not (hit.concept == "date.other" and _of_today(clause, mention, hit))
    ]
    merged = [hit for hit in left if not any(other is not hit and _covers(other, hit) for other in left)]
    return max(merged, key=lambda hit: (hit.end, -_STRONGEST_FIRST.index(hit.concept)), default=None)


def _of_today(clause: Clause, mention: DateMention, hit: Hit) -> bool:
    """Such as "your visit of today, April 5, at 9:00 AM": its own day, not that of the letter."""
    nouns = [noun for noun in clause.of("noun.appointment") if 0 <= hit.start - noun.end <= _BEHIND]
    return bool(nouns) and mention.time is not None and hit.end - hit.start <= _TODAY


def _covers(outer: Hit, inner: Hit) -> bool:
    if (outer.start, outer.end) == (inner.start, inner.end):
        return _STRONGEST_FIRST.index(outer.concept) < _STRONGEST_FIRST.index(inner.concept)
    return outer.start <= inner.start and inner.end <= outer.end


def _behind(clause: Clause, mention: DateMention, ceiling: int, verbs: Sequence[Statement]) -> Hit | None:
    told = [(verb.start, verb.end) for verb in verbs if verb.mood in {"done", "active"}]  # "was changed": no label
    right = [
        hit
        for hit in clause.of("date.new", "date.old", "date.asked")
        if mention.end <= hit.start
        and hit.end <= ceiling
        and hit.start - mention.end <= _BEHIND
        and not any(start <= hit.start < end for start, end in told)
        and not leads_away(clause, hit, verbs)
    ]
    opened = [hit for hit in right if b"(" in clause.scan[mention.end : hit.start] or ceiling == clause.sentence.end]
    return min(opened, key=lambda hit: hit.start, default=None)


def _after_verb(clause: Clause, mention: DateMention, verb: Statement) -> Role:
    """Behind "moved": "from" marks the old date, "to" the new one; behind "cancelled" it is what was cancelled."""
    if verb.refusal == "negated" and any(hit.start >= verb.end for hit in clause.of("state.have", "state.report")):
        return Role.CURRENT
    if verb.action == "cancel" or _is_moved(clause, mention, verb):
        return Role.OLD
    if _only_titles(clause, verb):
        return Role.NONE
    if _called_behind(clause, mention, verb) or _touches(clause, "date.to", mention):
        return Role.NEW
    if _touches(clause, "date.from", mention):
        return Role.OLD
    between = any(verb.end <= hit.start and hit.end <= mention.start for hit in clause.of("noun.appointment"))
    return Role.OLD if between else Role.NEW


def _is_moved(clause: Clause, mention: DateMention, verb: Statement) -> bool:
    """Such as the first date of "to move May 3 to May 10": what is moved, where another is named to move it to."""
    beside = mention.start - verb.end <= _BESIDE_VERB and not _touches(clause, "date.to", mention)
    later = [start for start, _ in clause.dates if start >= mention.end]
    towards = [hit for hit in clause.of("date.to") if hit.start >= mention.end]
    return beside and any(0 <= start - hit.end <= 1 for start in later for hit in towards)


def _called_behind(clause: Clause, mention: DateMention, verb: Statement) -> bool:
    """Such as "we moved your visit forward: we expect you on May 3", where a colon or semicolon parts the two."""
    return any(
        verb.end <= hit.start and hit.end <= mention.start and _PART.search(clause.scan, verb.end, hit.start)
        for hit in clause.of("state.have", "state.report")
    )


def _touches(clause: Clause, concept: str, mention: DateMention) -> bool:
    words = (b"", b"the", b"el", b"dia", b"o dia", b"o", b"a", b"le", b"day", b"dat")
    return any(
        hit.end <= mention.start and clause.scan[hit.end : mention.start].strip() in words for hit in clause.of(concept)
    )
