"""What one message says: its kind, its dates, its office and people, what is doubtful, and why we think so.

    message, verdict ──▶ plain text, HTML ──▶ kind ──▶ dates ──▶ zone, office, people ──▶ calendar, markup ──▶ Reading

Pure: no clock, no files. Nothing here decides what the message may do; that is `appointments.decide`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from tracker.message.types import Authenticity, Layer, Message, Verdict
from tracker.reading.addressed import people_of
from tracker.reading.astray import astray, denied
from tracker.reading.bearing import foreign
from tracker.reading.contrary import closed_then, contradictions
from tracker.reading.dates import DateMention, resolve_by_days
from tracker.reading.engine import Analysis, analyse, mentions_of
from tracker.reading.foot import steps_of_foot
from tracker.reading.lanes import Choice, choose
from tracker.reading.markup import Testimony, told_by
from tracker.reading.offices import OfficeMatch, Offices
from tracker.reading.outcome import Outcome, outcome_of
from tracker.reading.overlooked import overlooks
from tracker.reading.people import find_references, several
from tracker.reading.rules import Rules
from tracker.reading.sentences import SPEAKING
from tracker.reading.statements import Statement
from tracker.reading.struck import old_by_strike, struck_days
from tracker.reading.types import CONFIRMING, Doubt, Kind, Language, Match, PersonHint, Reading, Step, When
from tracker.reading.witnesses import Dates, Heard, hear, zone_told
from tracker.reading.zones import clock_change_doubts, is_past, zone_of

_DATELESS = frozenset({Kind.NEWSLETTER, Kind.VERIFICATION_CODE, Kind.UNRELATED, Kind.SCAM})
_NO_APPOINTMENT = _DATELESS | {Kind.UNRECOGNISED, Kind.ACCOUNT_NOTICE, Kind.HUMAN_REPLY}
_OF_DATES = frozenset({Doubt.SEVERAL_DATES, Doubt.WEEKDAY_MISMATCH, Doubt.IMPOSSIBLE_DATE})
_PLAIN = (Layer.SUBJECT, Layer.BODY)
_HTML = (Layer.SUBJECT, Layer.ALTERNATIVE)
_QUOTED = (Layer.SUBJECT, Layer.QUOTED)


@dataclass(slots=True)
class _Draft:
    """What is gathered on the way to a Reading."""

    choice: Choice
    analysis: Analysis
    outcome: Outcome
    doubts: set[Doubt] = field(default_factory=set)
    steps: list[Step] = field(default_factory=list)
    testimony: Testimony = field(default_factory=Testimony)


def read(message: Message, verdict: Verdict, rules: Rules, offices: Offices) -> Reading:
    """What `message` says, as `rules` read it. `verdict` tells whose mail it is, never what it says."""
    text = message.layer_text(*SPEAKING)
    reference = find_references(text, rules.codes)
    draft = _merged([_witness(message, verdict, rules, layers, reference) for layers in witness_layers(message)])
    if draft.choice.kind in _NO_APPOINTMENT and message.forwarded_inline:
        draft = _from_forward(message, verdict, rules, reference) or draft
    if verdict.multiple_from:
        draft.doubts.add(Doubt.MULTIPLE_FROM)
    draft.testimony = told_by(message)
    draft.doubts |= _hidden_dates(message, draft) | _struck_dates(message, draft)
    if steps := steps_of_foot(draft.choice.kind, message, rules):
        draft.doubts.add(Doubt.NEGATED)
        draft.steps += steps
    kind = _final_kind(verdict, draft)
    people = people_of(message, message.layer_text(*draft.analysis.layers), rules.forms)
    draft.doubts |= {Doubt.SEVERAL_PEOPLE} if several(people) else set()
    return _reading(message, kind, draft, offices, (reference, people))


def witness_layers(message: Message) -> list[tuple[Layer, ...]]:
    """Which layers are read together: plain text and its HTML twin are two witnesses of one message."""
    layers = {segment.layer for segment in message.segments if message.text[segment.start : segment.end].strip()}
    both = {Layer.BODY, Layer.ALTERNATIVE} <= layers
    return [_PLAIN, _HTML] if both else [SPEAKING]


def _witness(
    message: Message, verdict: Verdict, rules: Rules, layers: tuple[Layer, ...], reference: str | None
) -> _Draft:
    analysis = analyse(message, rules, layers)
    choice = choose(message, verdict, analysis, rules)
    draft = _Draft(choice, analysis, Outcome(), steps=list(choice.steps))
    if choice.kind not in _DATELESS:
        kind = analysis.decision.kind or choice.kind if choice.kind in _NO_APPOINTMENT else choice.kind
        draft.outcome = outcome_of(
            kind, analysis.placed, message, has_reference=reference is not None, hesitant=choice.wavers
        )
    draft.doubts |= draft.outcome.doubts
    if choice.kind in CONFIRMING:
        told = _date_in_question(draft)
        draft.doubts |= contradictions(told, analysis.placed, analysis.clauses, message.text, analysis.language)
        beside = denied(told, analysis) if choice.disputed else astray(choice.kind, told, analysis)
        if beside or foreign(told, analysis.placed) or overlooks(choice.kind, draft.outcome, analysis.placed, message):
            draft.doubts.add(Doubt.NEGATED)
            draft.steps.append(Step(text="date", counted=False, reason="its own sentence says something else"))
    closed = choice.kind in CONFIRMING and closed_then(draft.outcome.starts, analysis.placed, message.text)
    if choice.unsettled or choice.disputed or closed:
        draft.doubts.add(Doubt.PARTS_DISAGREE)
    if choice.hesitant:
        draft.doubts.add(Doubt.NEGATED)
    return draft


def _date_in_question(draft: _Draft) -> DateMention | None:
    return draft.outcome.previous if draft.choice.kind is Kind.CANCELLED else draft.outcome.starts


def _merged(drafts: Sequence[_Draft]) -> _Draft:
    """One answer from several witnesses: where they disagree the less far-reaching one, with `parts_disagree`."""
    first, *others = sorted(drafts, key=_caution)
    for other in others:
        if _contradicts(first, other) or _adds_to(first, other):
            first.doubts.add(Doubt.PARTS_DISAGREE)
            first.steps.append(Step(text=str(other.choice.kind), counted=False, reason="plain text and HTML differ"))
    return first


def _caution(draft: _Draft) -> int:
    """Witnesses that say nothing come last, then those that confirm; the most cautious speaks."""
    if draft.choice.kind in _NO_APPOINTMENT:
        return 3
    if draft.choice.kind not in CONFIRMING:
        return 0
    return 2 if draft.outcome.starts is None and draft.outcome.previous is None else 1


def _contradicts(one: _Draft, other: _Draft) -> bool:
    if other.choice.kind in _NO_APPOINTMENT or one.choice.kind is Kind.UNRECOGNISED:
        return False
    return one.choice.kind is not other.choice.kind or _differ(one.outcome, other.outcome)


def _adds_to(one: _Draft, other: _Draft) -> bool:
    """Whether whoever sees only the other part of a confirmation sees a further day, or words that take it back."""
    if one.choice.kind not in CONFIRMING:
        return False
    days, others = ({placed.mention.day for placed in draft.analysis.placed} for draft in (one, other))
    return other.choice.wavers or bool(others - days - {None} or other.doubts & _OF_DATES - one.doubts)


def _differ(one: Outcome, other: Outcome) -> bool:
    pairs = ((one.starts, other.starts), (one.previous, other.previous))
    return any(a and b and ((a.day, a.time) != (b.day, b.time)) for a, b in pairs)


def _from_forward(message: Message, verdict: Verdict, rules: Rules, reference: str | None) -> _Draft | None:
    """What a forwarded copy says. Only a message that is not official is read for its quotation: it never confirms."""
    if verdict.authenticity is Authenticity.OFFICIAL:
        return None
    reference = reference or find_references(message.layer_text(Layer.QUOTED), rules.codes)
    draft = _witness(message, verdict, rules, _QUOTED, reference)
    draft.steps.append(Step(text="forwarded text", counted=True, reason="the message only passes it on"))
    return None if draft.choice.kind in _NO_APPOINTMENT else draft


def _hidden_dates(message: Message, draft: _Draft) -> set[Doubt]:
    """A date that only a program sees, and another that people see: two witnesses that disagree."""
    if draft.choice.kind not in CONFIRMING:
        return set()
    language = draft.analysis.language
    return _unshown({m.day for m in mentions_of(message, (Layer.HIDDEN,), language)}, message, language)


def _unshown(days: AbstractSet[date | None], message: Message, language: Language | None) -> set[Doubt]:
    """The doubt of days that the words which people see do not name."""
    shown = {m.day for m in mentions_of(message, SPEAKING, language)} if days else set()
    return {Doubt.PARTS_DISAGREE} if days - shown else set()


def _struck_dates(message: Message, draft: _Draft) -> set[Doubt]:
    """What is crossed out is the old date where nothing else tells it; any other such date is one too many."""
    struck = struck_days(message, draft.analysis.language) if draft.choice.kind in CONFIRMING else ()
    starts, previous = draft.outcome.starts, draft.outcome.previous
    old = old_by_strike(draft.choice.kind, starts, struck, message.layer_text(Layer.STRUCK))
    if old is not None and previous is None:
        draft.outcome = replace(draft.outcome, previous=old)
        draft.steps.append(Step(text=old.written, counted=True, reason="it is crossed out: the old date"))
        return set()
    return _unshown({m.day for m in struck}, message, draft.analysis.language)


def _final_kind(verdict: Verdict, draft: _Draft) -> Kind:
    """A fake that states no appointment is a scam."""
    if verdict.authenticity is not Authenticity.FAKE or draft.choice.kind is Kind.UNRELATED:
        return draft.choice.kind
    dated = draft.outcome.starts is not None or draft.outcome.previous is not None or draft.testimony.events
    return draft.choice.kind if dated and draft.choice.kind not in _NO_APPOINTMENT else Kind.SCAM


def _reading(
    message: Message,
    kind: Kind,
    draft: _Draft,
    offices: Offices,
    who: tuple[str | None, tuple[PersonHint, ...]],
) -> Reading:
    found = offices.find_in(message, draft.analysis.layers)
    heard = _heard(kind, draft, found)
    starts, previous = heard.dates.starts, heard.dates.previous
    zone = next((when.zone for when in (starts, previous) if when and when.zone), None)
    if starts is None and previous is None and kind not in _NO_APPOINTMENT:
        zone = found.zone  # of the office, where the date itself could not be settled
    _doubt_place(kind, draft, found, starts or previous)
    if kind in CONFIRMING | {Kind.REMINDER} and starts is not None and is_past(starts, message):
        draft.doubts.add(Doubt.PAST_DATE)
    return Reading(
        kind=kind,
        language=draft.analysis.language,
        starts_at=starts,
        ends_at=heard.dates.ends,
        previous_starts_at=previous,
        time_zone=zone,
        office=found.office.id if found.office and kind not in _DATELESS else None,
        reference=who[0],
        people=who[1],
        doubts=tuple(sorted(draft.doubts)),
        rule=draft.choice.rule,
        disputed=draft.choice.disputed,
        matched=_matched(message, draft),
        trace=tuple(_trace(message, draft)),
    )


def _heard(kind: Kind, draft: _Draft, found: OfficeMatch) -> Heard:
    """The dates as the words and all other witnesses tell them together."""
    outcome = draft.outcome
    starts, previous = _settled(outcome.starts, found, draft), _settled(outcome.previous, found, draft)
    dates = Dates(starts, _end(outcome.starts, starts), previous)
    heard = hear(kind, dates, (outcome.starts, outcome.previous), draft.testimony, found.zone)
    draft.doubts |= heard.more
    draft.doubts -= heard.fewer
    draft.steps += heard.steps
    return heard


def _settled(mention: DateMention | None, found: OfficeMatch, draft: _Draft) -> When | None:
    """The date as a When; numeric dates may be settled by the days on which the office receives people."""
    if mention is None:
        return None
    if Doubt.AMBIGUOUS_DATE in mention.doubts and found.office is not None:
        resolved = resolve_by_days(mention, found.office.weekdays)
        if Doubt.AMBIGUOUS_DATE not in resolved.doubts:
            draft.doubts.discard(Doubt.AMBIGUOUS_DATE)
        mention = resolved
    if mention.day is None:
        return None
    local = datetime.combine(mention.day, mention.time) if mention.time else None
    zone = zone_of(mention.zone_text, found.zone or zone_told(draft.testimony, mention.day, mention.time), local)
    if mention.time and zone:
        draft.doubts |= set(clock_change_doubts(mention.day, mention.time, zone))
    return When(day=mention.day, time=mention.time, zone=zone)


def _end(mention: DateMention | None, starts: When | None) -> When | None:
    if mention is None or starts is None or mention.end_time is None:
        return None
    return When(day=starts.day, time=mention.end_time, zone=starts.zone)


def _doubt_place(kind: Kind, draft: _Draft, found: OfficeMatch, when: When | None) -> None:
    """Without a zone nobody knows the hour. An office that is not in the list matters only if no zone is written."""
    if when is None or kind in _DATELESS:
        return
    if when.time is not None and when.zone is None:
        draft.doubts.add(Doubt.UNKNOWN_TIME_ZONE)
    if found.doubt is Doubt.UNKNOWN_OFFICE and when.zone is None:
        draft.doubts.add(Doubt.UNKNOWN_OFFICE)


def _matched(message: Message, draft: _Draft) -> tuple[Match, ...]:
    spans = {(s.statement.start, s.statement.end) for s in draft.analysis.decision.signals}
    spans |= {(told.start, told.end) for told in (draft.outcome.starts, draft.outcome.previous) if told is not None}
    spans |= set(draft.analysis.opinion.grounds) if draft.choice.disputed else set()
    return tuple(Match(text=message.text[a:b], start=a, end=b) for a, b in sorted(spans))


def _trace(message: Message, draft: _Draft) -> Iterable[Step]:
    yield from draft.steps
    counted = {id(signal.statement) for signal in draft.analysis.signals}
    for statement in draft.analysis.statements:
        if id(statement) in counted or statement.refusal:
            words = message.text[statement.start : statement.end]
            yield Step(text=words, counted=id(statement) in counted, reason=_why(statement))
    for placed in draft.analysis.placed:
        words = message.text[placed.mention.start : placed.mention.end]
        yield Step(
            text=words, counted=placed.mention in (draft.outcome.starts, draft.outcome.previous), reason=placed.role
        )


def _why(statement: Statement) -> str:
    about = f" of {statement.head}" if statement.head else ""
    return statement.refusal or f"{statement.action}, {statement.mood}{about}"
