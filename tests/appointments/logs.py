"""Hypothesis strategies for whole logs: messages, their copies and replays, and what people do with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from tests.appointments.situations import (
    APRIL_5,
    APRIL_9,
    HERS,
    HIS,
    JUNE_1,
    MAY_10,
    accepted,
    asked,
    at,
    confirmed_otherwise,
    day,
    entered,
    identity,
    message,
    name_hint,
    number_hint,
    rejected,
    request_withdrawn,
    sha,
    withdrawn,
)
from tracker.appointments.decide import effect_of, missing, seen_as
from tracker.appointments.events import AnyEvent, Effect, MessageRead
from tracker.appointments.ids import record
from tracker.message.types import Authenticity, Lane
from tracker.reading.types import CONFIRMING, Doubt, HintKind, Kind

DATES = (APRIL_5, APRIL_9, MAY_10, JUNE_1, at(4, 5, 11), at(4, 5, None), at(3, 4), at(4, 2))
KINDS = tuple(Kind)
HINTS = (
    name_hint("maria lopez"),
    name_hint("lopez"),
    name_hint("john doe"),
    number_hint("123456789"),
    number_hint("987654321"),
    number_hint("123456789", HintKind.SUBJECT_ID),
)
IDENTITIES = (
    identity(0, to=[HERS]),
    identity(0, names=["maria lopez"], numbers=[number_hint("123456789")], to=[HERS]),
    identity(0, names=["maria lopez"]),
    identity(0, numbers=[number_hint("123456789")], to=[HERS, "second@example.org"]),
    identity(0),
    identity(3, to=[HIS]),
)
dates = st.sampled_from(DATES)
maybe_dates = st.none() | dates
doubts = st.lists(st.sampled_from(Doubt), min_size=1, max_size=2)
references = st.sampled_from([None, None, "R1", "R2"])


@st.composite
def messages(draw: st.DrawFn, /, **fixed: Any) -> MessageRead:
    """Any message; the ones that can change something are drawn more often than chance would."""
    kind = draw(st.sampled_from((*CONFIRMING, *CONFIRMING, *KINDS)))
    told: dict[str, Any] = {
        "kind": kind,
        "starts": None if kind is Kind.CANCELLED else draw(dates),
        "previous": draw(maybe_dates),
        "reference": draw(references),
        "on": draw(st.integers(0, 9)),
        "to": draw(st.sampled_from([(HERS,), (HERS,), (HIS,), (), (HERS, HIS)])),
        "hints": tuple(draw(st.lists(st.sampled_from(HINTS), max_size=2))) if draw(st.booleans()) else (),
        "doubts": draw(doubts) if draw(st.integers(0, 3)) == 0 else (),
        "authenticity": draw(st.sampled_from([Authenticity.OFFICIAL] * 4 + list(Authenticity))),
        "lane": draw(st.sampled_from([Lane.ICE] * 5 + [Lane.USCIS])),
        "message_id": draw(st.sampled_from([None, None, "<one@ice>", "<two@ice>"])),
        "signature": draw(st.sampled_from([None, None, None, "s1"])),
        "name": "one",
    }
    told |= fixed
    delay = draw(st.sampled_from([0, 0, 0, 1, 13, 15, -2]))
    return message(**told, received=day(told["on"]) + timedelta(days=delay))


@st.composite
def copies(draw: st.DrawFn, of: MessageRead, name: str) -> MessageRead:
    """The same content in other bytes: other headers, other evidence, received another time."""
    authenticity = draw(st.sampled_from(Authenticity))
    found = draw(doubts) if draw(st.booleans()) else []
    reading = of.reading.model_copy(update={"doubts": tuple(sorted(set(found)))})
    ceiling = effect_of(reading.kind, seen_as(authenticity, of.lane), {*found, *missing(reading)})
    changed = {
        "sha256": sha(name),
        "authenticity": authenticity,
        "reading": reading,
        "effect": draw(st.sampled_from([ceiling, ceiling, Effect.REVIEW])) if ceiling is Effect.CONFIRMS else ceiling,
        "recipients": draw(st.sampled_from([(HERS,), (HIS,), ()])),
        "message_id": draw(st.sampled_from([of.message_id, "<one@ice>"])),
        "received": of.at + timedelta(days=draw(st.sampled_from([0, 20]))),
    }
    return again(of, **changed)


@st.composite
def replays(draw: st.DrawFn, of: MessageRead) -> MessageRead:
    """The same bytes, read by mended rules later on."""
    other = draw(messages())
    reading = other.reading.model_copy(update={"rule": f"rule@{draw(st.integers(2, 9))}"})
    effect = effect_of(reading.kind, seen_as(of.authenticity, of.lane), {*reading.doubts, *missing(reading)})
    return again(of, reading=reading, effect=effect, recorded_at=day(draw(st.integers(0, 12))))


@st.composite
def acts(draw: st.DrawFn, before: Sequence[AnyEvent]) -> AnyEvent:  # noqa: PLR0911 - one line for each act
    """Something that a person does about what is there."""
    on = draw(st.integers(0, 12))
    read = [event for event in before if isinstance(event, MessageRead)]
    human = [event for event in before if not isinstance(event, MessageRead)]
    choices = ["enter", "confirm", "ask", "identity"] + ["accept", "reject"] * bool(read) + ["withdraw"] * bool(human)
    match draw(st.sampled_from(choices)):
        case "enter":
            return entered(draw(dates), on)
        case "confirm":
            return confirmed_otherwise(on, draw(maybe_dates), draw(maybe_dates))
        case "ask":
            return asked(draw(maybe_dates), on, draw(maybe_dates))
        case "identity":
            return draw(st.sampled_from(IDENTITIES))
        case "accept":
            return accepted(draw(st.sampled_from(read)), on)
        case "reject":
            return rejected(draw(st.sampled_from(read)), on)
        case _:
            target = draw(st.sampled_from(human))
            return withdrawn(target, on) if draw(st.booleans()) else request_withdrawn(target, on)


@st.composite
def logs(draw: st.DrawFn, max_size: int = 8) -> list[AnyEvent]:
    events: list[AnyEvent] = [draw(st.sampled_from(IDENTITIES))] if draw(st.booleans()) else []
    for _ in range(draw(st.integers(0, max_size))):
        read = [event for event in events if isinstance(event, MessageRead)]
        match draw(st.sampled_from(["message", "message", "act"] + ["copy", "replay"] * bool(read))):
            case "message":
                events.append(draw(messages(name=str(len(events)))))
            case "act":
                events.append(draw(acts(events)))
            case "copy":
                events.append(draw(copies(draw(st.sampled_from(read)), str(len(events)))))
            case _:
                events.append(draw(replays(draw(st.sampled_from(read)))))
    return events


@st.composite
def weak(draw: st.DrawFn, log: Sequence[AnyEvent], name: str) -> MessageRead:
    """A message that must never change what stands: of any content, but with evidence that is not enough. It may be a
    copy of a strong one, and bear its Message-ID.
    """
    read = [event for event in log if isinstance(event, MessageRead)]
    if draw(st.booleans()) and read:
        like = again(draw(st.sampled_from(read)), sha256=sha(name))
        like = like if draw(st.booleans()) else again(like, content_id=like.sha256)
    else:
        like = draw(messages(name=name))
    return weakened(like, draw(st.sampled_from(WEAKNESSES)), draw(st.sampled_from(Doubt)))


WEAKNESSES = (
    Authenticity.UNVERIFIED,
    Authenticity.FAKE,
    Authenticity.OTHER,
    Lane.BULK,
    Doubt.NO_TIME,
    Doubt.REPLAYED,
    Doubt.SEVERAL_PEOPLE,
    Doubt.NO_DATE,
    Kind.REQUEST_DENIED,
    Kind.REMINDER,
    Kind.HUMAN_REPLY,
    Effect.REVIEW,
)


def weakened(like: MessageRead, weakness: object, doubt: Doubt) -> MessageRead:  # noqa: PLR0911 - one for each
    """The same message, lacking one thing that a confirmation needs."""
    reading, kind = like.reading, like.reading.kind
    match weakness:
        case Authenticity():
            return _by_table(again(like, authenticity=weakness))
        case Lane():
            return _by_table(again(like, lane=weakness))
        case Kind():
            return _by_table(again(like, reading=reading.model_copy(update={"kind": weakness})))
        case Doubt.REPLAYED:
            late = again(like, received=like.at + timedelta(days=14, seconds=1))
            return late if kind in CONFIRMING else _by_table(again(late, authenticity=Authenticity.UNVERIFIED))
        case Doubt.SEVERAL_PEOPLE:
            return again(like, hints=(number_hint("123456789"), number_hint("987654321")))
        case Doubt.NO_DATE:
            gone = {"starts_at": None, "previous_starts_at": None, "reference": None}
            return again(like, reading=reading.model_copy(update=gone))
        case Doubt():
            doubted = reading.model_copy(update={"doubts": tuple(sorted({*reading.doubts, doubt}))})
            return _by_table(again(like, reading=doubted))
        case _:
            return again(like, effect=Effect.REVIEW if like.effect is Effect.CONFIRMS else like.effect)


def again(event: MessageRead, **changed: Any) -> MessageRead:
    fields = {name: getattr(event, name) for name in MessageRead.model_fields} | changed
    for name in ("id", "type", "version", "person"):
        fields.pop(name)
    return record(MessageRead, event.person, fields.pop("recorded_at"), **fields)


def _by_table(like: MessageRead) -> MessageRead:
    worth = seen_as(like.authenticity, like.lane)
    return again(like, effect=effect_of(like.reading.kind, worth, {*like.reading.doubts, *missing(like.reading)}))
