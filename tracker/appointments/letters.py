"""The log, put in order before anything is decided: which events count, which copies are one message, what is doubtful.

Everything here is judged over the whole set and symmetrically, so the order of arrival cannot matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, TypeAlias

from tracker.appointments.binding import Identity, contrary, identity_of, several_people, tied
from tracker.appointments.decide import effect_of, missing, seen_as, strength, weaker
from tracker.appointments.events import (
    AnyEvent,
    AppointmentEntered,
    ConfirmedOtherwise,
    Effect,
    IdentityRecorded,
    MessageRead,
    RequestAdded,
    RequestWithdrawn,
    ReviewAccepted,
    ReviewRejected,
    VisitRecorded,
    Withdrawn,
)
from tracker.message.types import Authenticity
from tracker.reading.types import Doubt

LATE = timedelta(days=14)  # a message that was under way for longer is an old one, sent again
EARLY = timedelta(days=1)  # clocks and zones differ; a message dated later than this after its receipt is odd

_PLACE = {one: place for place, one in enumerate(Authenticity)}  # the strongest first
ReviewAct: TypeAlias = ReviewAccepted | ReviewRejected
Place: TypeAlias = tuple[datetime, int, str, str]

# Acts of one instant: what adds comes before what refers to it.
_RANK: dict[type[AnyEvent], int] = {
    MessageRead: 0,
    IdentityRecorded: 1,
    AppointmentEntered: 2,
    RequestAdded: 3,
    ReviewAccepted: 4,
    ReviewRejected: 5,
    ConfirmedOtherwise: 6,
    RequestWithdrawn: 7,
    VisitRecorded: 7,
    Withdrawn: 8,
}


class Letter(NamedTuple):
    """One message of the log, as far as it can be judged without knowing which dates stand."""

    message: MessageRead
    doubts: frozenset[Doubt]
    effect: Effect
    tied: bool
    clashes: bool = False  # another message bears its Message-ID or its signature
    rejected: bool = False
    reviewed: bool = False

    @property
    def may_confirm(self) -> bool:
        return self.effect is Effect.CONFIRMS

    def doubted(self, *doubts: Doubt) -> Letter:
        """The same letter with more doubts, and the effect that they leave it."""
        more = self.doubts | set(doubts)
        message = self.message
        worth = effect_of(message.reading.kind, seen_as(message.authenticity, message.lane), more)
        return self._replace(doubts=more, effect=weaker(self.effect, worth))


class Step(NamedTuple):
    """One event at its place. A message without a letter stands behind `same_as` (a copy, or its own newer reading);
    a review bears the message that it is `about`, in the copy that the person looked at.
    """

    at: datetime
    rank: int
    tie: str
    event: AnyEvent
    letter: Letter | None = None
    about: MessageRead | None = None
    same_as: str | None = None
    withdrawn: bool = False
    outdone: bool = False  # a later review of the same message


def in_order(events: Iterable[AnyEvent], person: str) -> list[Step]:
    """Every event of that person once, in the order of the log."""
    log = _unique(event for event in events if event.person == person)
    withdrawn = _withdrawn([event for event in log if isinstance(event, Withdrawn)])
    acts = [event for event in log if event.id not in withdrawn or isinstance(event, MessageRead)]
    readings = [event for event in log if isinstance(event, MessageRead)]
    reviews = _reviews(acts)
    chosen = _chosen(readings, reviews)
    letters = _letters(list(chosen.values()), acts, reviews)
    steps = [_message_step(event, letters) for event in readings]
    for act in (event for event in log if not isinstance(event, MessageRead)):
        step = act_step(act, chosen)
        steps.append(step._replace(withdrawn=act.id in withdrawn, outdone=_outdone(act, reviews)))
    return sorted(steps, key=place_of)


def place_of(step: Step) -> Place:
    return step.at, step.rank, step.tie, step.event.id


def _message_step(event: MessageRead, letters: dict[str, Letter]) -> Step:
    letter = letters[event.sha256]
    if letter.message.id == event.id:
        return Step(event.at, _RANK[MessageRead], event.sha256, event, letter)
    return Step(event.at, _RANK[MessageRead], event.sha256, event, same_as=letter.message.sha256)


def step_alone(event: MessageRead, identity: Identity) -> Step:
    """The place of a message that has nothing to do with any other."""
    return Step(event.at, _RANK[MessageRead], event.sha256, event, _bound(_weighed(event), identity))


def act_step(event: AnyEvent, messages: Mapping[str, MessageRead]) -> Step:
    """The place of what a person did. `messages`: the chosen reading of each, by its SHA-256."""
    about = messages.get(event.sha256) if isinstance(event, ReviewAccepted | ReviewRejected) else None
    # A wrong clock must not let a review act before the message that it is about.
    at = max(event.recorded_at, about.at) if about else event.recorded_at
    return Step(at, _RANK[type(event)], event.id, event, about=about)


def _outdone(act: AnyEvent, reviews: dict[str, ReviewAct]) -> bool:
    last = reviews.get(act.sha256) if isinstance(act, ReviewAccepted | ReviewRejected) else None
    return last is not None and last.id != act.id


def _unique(events: Iterable[AnyEvent]) -> list[AnyEvent]:
    """One row for each id; of one reading that was appended twice, the later."""
    log: dict[str, AnyEvent] = {}
    for event in events:
        known = log.setdefault(event.id, event)
        if known is not event and _freshness(event) > _freshness(known):
            log[event.id] = event
    return list(log.values())


def _freshness(event: AnyEvent) -> tuple[datetime, str]:
    return event.recorded_at, event.model_dump_json()


def _withdrawn(withdrawals: Sequence[Withdrawn]) -> set[str]:
    """Ids of the entries that no longer count. Whatever nobody withdraws counts; from there it follows along the
    references, whatever the clocks said. A circle, which honest ids cannot form, withdraws nothing.
    """
    against: dict[str, list[Withdrawn]] = defaultdict(list)
    for one in withdrawals:
        against[one.event].append(one)
    by_id = {one.id: one for one in withdrawals}
    waiting = {one.id: len(against[one.id]) for one in withdrawals}
    ready = [one for one in withdrawals if not waiting[one.id]]
    gone: set[str] = set()
    while ready:
        one = ready.pop()
        if one.id not in gone:
            gone.add(one.event)
        if one.event in by_id:
            waiting[one.event] -= 1
            ready += [by_id[one.event]] if not waiting[one.event] else []
    return gone


def _reviews(acts: Iterable[AnyEvent]) -> dict[str, ReviewAct]:
    """The last word of the person on each message."""
    latest: dict[str, ReviewAct] = {}
    for act in sorted((a for a in acts if isinstance(a, ReviewAccepted | ReviewRejected)), key=when_recorded):
        latest[act.sha256] = act
    return latest


def when_recorded(event: AnyEvent) -> tuple[datetime, int, str]:
    return event.recorded_at, _RANK[type(event)], event.id


def _chosen(readings: Iterable[MessageRead], reviews: dict[str, ReviewAct]) -> dict[str, MessageRead]:
    """The latest reading of each message; what the person looked at in a review outranks later ones."""
    by_message: dict[str, list[MessageRead]] = defaultdict(list)
    for reading in readings:
        by_message[reading.sha256].append(reading)
    return {sha256: _latest(several, reviews.get(sha256)) for sha256, several in by_message.items()}


def _latest(readings: list[MessageRead], review: ReviewAct | None) -> MessageRead:
    if len(readings) == 1:
        return readings[0]
    seen = [r for r in readings if review is None or r.recorded_at <= review.recorded_at]
    return max(seen or readings, key=_newness)


def _newness(reading: MessageRead) -> tuple[datetime, int, str]:
    """Of readings recorded at one moment, the one with the better evidence: more was known when it was made."""
    return reading.recorded_at, -_PLACE[reading.authenticity], reading.id


def _letters(
    readings: Sequence[MessageRead], acts: Iterable[AnyEvent], reviews: dict[str, ReviewAct]
) -> dict[str, Letter]:
    """For each sha256 the letter that stands for it: the copy with the strongest evidence."""
    weighed = [_weighed(reading) for reading in readings]
    identity = _identity(acts, weighed)
    bound = _without_clashes([_bound(letter, identity) for letter in weighed])
    by_content: dict[str, list[Letter]] = defaultdict(list)
    for letter in bound:
        by_content[letter.message.content_id].append(letter)
    return {
        copy.message.sha256: letter
        for copies in by_content.values()
        for letter in [_standing_for(copies, reviews)]
        for copy in copies
    }


def _weighed(reading: MessageRead) -> Letter:
    """The message by itself. Only one that claims to come from ICE can be out of its time."""
    bare = Letter(reading, frozenset(reading.reading.doubts), reading.effect, tied=False)
    late = reading.authenticity is Authenticity.OFFICIAL and _out_of_time(reading)
    return bare.doubted(
        *missing(reading.reading),
        *([Doubt.REPLAYED] if late else []),
        *([Doubt.SEVERAL_PEOPLE] if several_people(reading.hints) else []),
    )


def _out_of_time(reading: MessageRead) -> bool:
    received = reading.received
    return received is not None and not (-EARLY <= received - reading.at <= LATE)


def _identity(acts: Iterable[AnyEvent], letters: Iterable[Letter]) -> Identity:
    """The latest that was recorded; where nobody told us, whom the earliest message that could confirm is addressed to.

    Only such a message, for a weaker one may never decide what the stronger ones are worth.
    """
    recorded = [act for act in acts if isinstance(act, IdentityRecorded)]
    identity = identity_of(max(recorded, key=when_recorded, default=None))
    if identity != Identity():
        return identity
    able = [letter.message for letter in letters if letter.may_confirm and letter.message.recipients]
    first = min(able, key=lambda message: (message.at, message.sha256), default=None)
    return Identity(addresses=frozenset(first.recipients if first else ()))


def _bound(letter: Letter, identity: Identity) -> Letter:
    if contrary(letter.message, identity):
        return letter.doubted(Doubt.WRONG_PERSON)
    return letter._replace(tied=tied(letter.message, identity))


def _without_clashes(letters: Sequence[Letter]) -> list[Letter]:
    by_mark: dict[str, list[Letter]] = defaultdict(list)
    for letter in letters:
        for mark in marks_of(letter.message):
            by_mark[mark].append(letter)
    return [
        letter.doubted(Doubt.REPLAYED)._replace(clashes=Doubt.REPLAYED not in letter.doubts)
        if any(_clash(letter, other) for mark in marks_of(letter.message) for other in by_mark[mark])
        else letter
        for letter in letters
    ]


def marks_of(message: MessageRead) -> list[str]:
    """What an official message bears that no other may: its Message-ID, and its signature."""
    marks = (message.message_id, message.signature) if message.authenticity is Authenticity.OFFICIAL else ()
    return [mark for mark in marks if mark]


def _clash(letter: Letter, other: Letter) -> bool:
    """One Message-ID, or one signature, on two official messages. Headers can be changed on the way, so what could
    confirm is doubted only for its equal's sake: a weak message cannot pull down a strong one by bearing its marks.
    """
    if letter.message.content_id == other.message.content_id:
        return False
    return not letter.may_confirm or (other.may_confirm and other.tied)


def _standing_for(copies: Sequence[Letter], reviews: dict[str, ReviewAct]) -> Letter:
    best = min(copies, key=_evidence) if len(copies) > 1 else copies[0]
    found = [reviews[copy.message.sha256] for copy in copies if copy.message.sha256 in reviews]
    rejected = any(isinstance(review, ReviewRejected) for review in found)
    return best._replace(reviewed=bool(found), rejected=rejected)


def _evidence(letter: Letter) -> tuple[int, int, bool, int, str]:
    """Strongest first. What a copy may do goes before the number of its doubts: no weaker one stands in for one that
    confirms.
    """
    message = letter.message
    return _PLACE[message.authenticity], -strength(letter.effect), not letter.tied, len(letter.doubts), message.sha256
