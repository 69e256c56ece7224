"""The kind of a message: whose mail it is, what else it may be about, and what its words decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tracker.message.types import Authenticity, Channel, Lane, Layer, Message, Verdict
from tracker.reading.aside import bond_beside
from tracker.reading.assurance import sure
from tracker.reading.clauses import Clause
from tracker.reading.desks import Desks
from tracker.reading.engine import Analysis
from tracker.reading.opinion import NO_OPINION, Opinion, certain
from tracker.reading.rules import Rules, Topic
from tracker.reading.second_thoughts import STRANGE, in_question, second_thoughts, strange_field, takes_back, wariest
from tracker.reading.types import CONFIRMING, WEIGHTS, Kind, Step

_PERSONAL = re.compile(r"^[a-z]{2,}(?:\.[a-z])?\.[a-z-]{2,}\d{0,2}$")
_FIRM = frozenset({"stated", "granted"})
_ACTS = frozenset({"set", "move", "cancel"})
_UNSURE = "as a whole it is not sure enough"
_WEIGHTY = 0.4  # a second opinion of at least this share is right 95 times in 100 (tests.corpus.teach --figures)
_HALF = 0.5
_PASSED_OVER = frozenset({Kind.NEWSLETTER, Kind.UNRELATED, Kind.VERIFICATION_CODE, Kind.ACCOUNT_NOTICE})
_ALIKE = {Kind.SCHEDULED, Kind.SUMMONS}  # a date to come on, either way
_NEAR = 12  # characters between "I" and what was done
_AMBIGUOUS_WITHOUT_AGENCY = 2  # so many words of hotels, clinics and the like make it theirs


@dataclass(frozen=True, slots=True)
class Choice:
    kind: Kind
    rule: str
    hesitant: bool = False
    steps: tuple[Step, ...] = ()
    unsettled: bool = False  # something beside it makes it less than sure: its date is shown, and a person looks
    disputed: bool = False  # the rules and the second opinion differ: a person must look, whatever the kind

    @property
    def wavers(self) -> bool:
        return self.hesitant or self.unsettled or self.disputed


def choose(  # noqa: PLR0911 - a table of lanes, in the order in which they are asked
    message: Message, verdict: Verdict, analysis: Analysis, rules: Rules
) -> Choice:
    """What kind of message it is. Dates are not looked at."""
    if verdict.lane in rules.lanes.lanes:
        return _by("lane", rules.lanes.lanes[verdict.lane], f"the sender is {verdict.lane}", rules)
    if verdict.lane is Lane.OWN:
        return _own(message, analysis, rules)
    if verdict.authenticity is Authenticity.OTHER:
        return _by("stranger", Kind.UNRELATED, "the sender is not ICE and does not pose as ICE", rules)
    if _elsewhere(message, verdict, analysis):
        return _by("commerce", Kind.UNRELATED, "it is about another kind of appointment", rules)
    topic = next((t for t in rules.lanes.topic if _about(t, analysis)), None)
    if topic is not None:
        choice = _by(topic.concepts[0], topic.kind, f"its words are those of {topic.kind}", rules)
        passed_over = topic.kind in _PASSED_OVER and topic.where == "anywhere" and bool(analysis.placed)
        return _appointment_after_all(choice, _second_opinion(verdict, analysis), rules) if passed_over else choice
    if verdict.lane is Lane.ICE and _by_hand(message, analysis, rules.lanes.desks):
        return _by("officer", Kind.HUMAN_REPLY, "a person wrote it by hand", rules)
    return _by_words(message, verdict, analysis, rules)


def _by(name: str, kind: Kind, why: str, rules: Rules) -> Choice:
    return Choice(kind, rules.label(name, "lanes.toml"), steps=(Step(text=str(kind), counted=True, reason=why),))


def _second_opinion(verdict: Verdict, analysis: Analysis) -> Opinion:
    """What ICE's own mail is like as a whole; of anybody else's there is no opinion."""
    ours = verdict.lane is Lane.ICE and verdict.authenticity is not Authenticity.FAKE
    return analysis.opinion if ours else NO_OPINION


def _appointment_after_all(choice: Choice, second: Opinion, rules: Rules) -> Choice:
    """A letter about a date that names a bulletin, a code or a portal in passing: a person must see it."""
    if second.kind in {None, Kind.UNRECOGNISED} or second.share < _WEIGHTY:
        return choice
    return _most_like(choice, second, rules, denied=True)


def _most_like(choice: Choice, second: Opinion, rules: Rules, *, denied: bool) -> Choice:
    """The kind of the second opinion, for a person to judge. `denied`: some sentence says no, or not yet."""
    steps = (*choice.steps, _likened(second, counted=True))
    return Choice(second.kind or choice.kind, rules.label("most-like", WEIGHTS), denied, steps, disputed=True)


def _likened(second: Opinion, *, counted: bool) -> Step:
    why = f"as a whole it is most like {second.kind} ({second.share:.0%})"
    return Step(text=str(second.kind), counted=counted, reason=why)


def _by_words(message: Message, verdict: Verdict, analysis: Analysis, rules: Rules) -> Choice:
    decision = analysis.decision
    ours = verdict.lane is Lane.ICE or message.channel is not Channel.EMAIL
    fake = verdict.authenticity is Authenticity.FAKE
    proven = any(signal.rule.proven for signal in decision.signals)
    second = analysis.opinion if ours and not fake and not proven else NO_OPINION
    if decision.kind is None:
        kind = Kind.UNRECOGNISED if ours or fake else Kind.UNRELATED
        return _seconded(_by("no-rule", kind, "no rule matched", rules), second, rules)
    if message.auto_replied and decision.kind in CONFIRMING:
        return _by("auto-reply", Kind.UNRECOGNISED, "an automatic reply confirms nothing", rules)
    rule = rules.label(decision.signals[0].rule.name)
    against = second_thoughts(analysis, decision.kind, message.text, rules.forms)
    if in_question(analysis, against):
        if sure(analysis, decision.kind, certain(decision.kind) if proven else analysis.opinion, rules.assurance):
            return _called(Choice(decision.kind, rule), second)
        against = _UNSURE
    steps = tuple(_against(message.text, analysis, rules, [why for why in (decision.why, against) if why]))
    choice = Choice(decision.kind, rule, decision.hesitant or takes_back(against), steps, unsettled=bool(against))
    return _seconded(choice, second, rules)


def _against(text: str, analysis: Analysis, rules: Rules, reasons: Iterable[str]) -> Iterator[Step]:
    """Why it is not taken at its word, with the sentence or the field that it is not taken for."""
    kind = analysis.decision.kind or Kind.UNRECOGNISED
    for why in reasons:
        yield Step(text=str(kind), counted=False, reason=why)
        if why == _UNSURE and (clause := wariest(analysis, kind)):
            yield _step_of(clause, text, "it sounds most like taking something back")
        if why == STRANGE and (clause := strange_field(analysis, rules.forms)):
            yield _step_of(
                clause, text, "this is the field; where ordinary notices have it, list its label below rules/forms"
            )


def _step_of(clause: Clause, text: str, why: str) -> Step:
    return Step(text=text[clause.sentence.start : clause.sentence.end].strip(), counted=False, reason=why)


def _seconded(choice: Choice, second: Opinion, rules: Rules) -> Choice:
    """The choice of the rules; where the second opinion is another one, the likelier kind, for a person to judge."""
    if second.kind in {None, choice.kind} or {second.kind, choice.kind} == _ALIKE:
        return _called(choice, second)
    weighty = second.share >= _WEIGHTY
    if not weighty or second.kind is Kind.UNRECOGNISED:
        steps = (*choice.steps, _likened(second, counted=weighty))
        return replace(choice, disputed=weighty or choice.kind in CONFIRMING, steps=steps)
    denied = choice.hesitant or choice.kind not in CONFIRMING | {Kind.UNRECOGNISED}
    return _most_like(choice, second, rules, denied=denied)


def _called(choice: Choice, second: Opinion) -> Choice:
    """An appointment that is a summons to the second opinion, or the other way round, by that name.

    Either is a date to come on, and does the same; the second opinion tells them apart the better.
    """
    if second.kind is None or {second.kind, choice.kind} != _ALIKE or second.share < _HALF:
        return choice
    return replace(choice, kind=second.kind, steps=(*choice.steps, _likened(second, counted=True)))


def _own(message: Message, analysis: Analysis, rules: Rules) -> Choice:
    trusted = rules.lanes.trusted_recipients
    to_ice = any(a.endswith(("@" + d, "." + d)) for a in message.recipients for d in trusted)
    asks = any(analysis.has(name) for name in ("move.open", "cancel.open", "noun.request", "state.change_word"))
    if to_ice and asks:
        return _by("own", Kind.REQUEST_SENT, "the person asked ICE for a change", rules)
    return _by("own", Kind.UNRELATED, "the person's own mail that asks ICE for nothing", rules)


def _elsewhere(message: Message, verdict: Verdict, analysis: Analysis) -> bool:
    """A hotel's check-in, a dentist's appointment; or a forwarded appointment that no agency is named in."""
    if verdict.lane is Lane.ICE:
        return False
    often = analysis.count("topic.commerce") >= _AMBIGUOUS_WITHOUT_AGENCY
    if often or analysis.has("topic.commerce", subject_only=True):
        return True
    named = analysis.has("topic.agency") or verdict.poses_as_ice
    return message.channel is Channel.EMAIL and not named and verdict.authenticity is Authenticity.UNVERIFIED


def _about(topic: Topic, analysis: Analysis) -> bool:
    found = not topic.named.isdisjoint(analysis.titled if topic.where == "subject" else analysis.named)
    if not found or topic.unless == "never":
        return found and not (topic.kind is Kind.BOND and bond_beside(analysis.clauses))
    if topic.unless == "any":
        return analysis.decision.kind is None
    return not any(signal.strength in _FIRM for signal in analysis.signals)


def _by_hand(message: Message, analysis: Analysis, desks: Desks) -> bool:
    """Whether an officer wrote this: from a mailbox that bears a person's name, or in the first person from none known.

    A desk of many people may write "I" in a formal letter; what it says counts as what an office says.
    """
    sender = message.senders[0] if message.senders else None
    local = sender.address.split("@")[0].lower() if sender else ""
    shown = sender.display_name.lower() if sender else ""
    signed = desks.signs(message)
    if sender and desks.owns(sender.address, shown):
        return _acts(analysis) and not signed
    if _PERSONAL.match(local) and shown:  # a system's mailbox ("sistema.earm@") shows no name
        return True
    return not signed and any(
        c.has("label.first_person") for c in analysis.clauses if c.sentence.layer is not Layer.SUBJECT
    )


def _acts(analysis: Analysis) -> bool:
    """Whether somebody says "I moved your visit", "I can see you": a promise of one person, in words of their own."""
    if analysis.has("label.i_did") or analysis.has("label.offer"):
        return True
    moods = {"done", "active", "bare"}
    acts = [s for s in analysis.statements if s.action in _ACTS and s.mood in moods and not s.refusal]
    return any(
        0 <= statement.start - hit.end <= _NEAR or hit.start <= statement.start < hit.end
        for hit in (hit for clause in analysis.clauses for hit in clause.of("label.first_person"))
        for statement in acts
    )
