"""Calendar parts and markup as further witnesses of what the words of a message say.

They never make a kind: what was done, the words must say. They may name a date that the words leave out, the hour of a
day, and the zone of an hour; where they contradict the words, nobody knows which is true, and a person is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from datetime import time as wall_time
from zoneinfo import ZoneInfo

from tracker.reading.dates import DateMention
from tracker.reading.markup import Moment, Testimony, Told
from tracker.reading.types import CONFIRMING, Doubt, Kind, Step, When
from tracker.reading.zones import clock_change_doubts

_SILENT = frozenset(
    {Kind.NEWSLETTER, Kind.VERIFICATION_CODE, Kind.UNRELATED, Kind.SCAM, Kind.OFFICE_CLOSURE, Kind.ACCOUNT_NOTICE}
)
_REQUESTS = frozenset({Kind.REQUEST_RECEIVED, Kind.REQUEST_SENT})
_UNSAID = frozenset({Kind.UNRECOGNISED, Kind.HUMAN_REPLY})  # the words do not say what happened
# Hours ahead of UTC in which an office of ICE can be: Puerto Rico to Hawaii, and Guam.
_OFFICE_HOURS = frozenset({*range(-10, -3), 10})


@dataclass(frozen=True, slots=True)
class Dates:
    starts: When | None = None
    ends: When | None = None
    previous: When | None = None


@dataclass(slots=True)
class Heard:
    """What all witnesses say together: `more` doubts are to be added, `fewer` no longer hold."""

    dates: Dates
    more: set[Doubt] = field(default_factory=set)
    fewer: set[Doubt] = field(default_factory=set)
    steps: list[Step] = field(default_factory=list)

    def differ(self, what: object, why: str) -> None:
        self.more.add(Doubt.PARTS_DISAGREE)
        self.steps.append(Step(text=str(what), counted=False, reason=why))


@dataclass(frozen=True, slots=True)
class Words:
    """One date as the words have it: the mention, and the When that was made of it."""

    mention: DateMention | None
    when: When | None


def zone_told(testimony: Testimony, day: date, hour: wall_time | None) -> str | None:
    """The zone of that very wall-clock time, if a witness names one and no other another."""
    moments = [m for told in testimony.events for m in (told.start, told.previous) if m]
    zones = {m.zone for m in moments if (m.day, m.time) == (day, hour) and m.zone}
    return zones.pop() if len(zones) == 1 else None


def hear(
    kind: Kind,
    dates: Dates,
    mentions: tuple[DateMention | None, DateMention | None],
    testimony: Testimony,
    office_zone: str | None,
) -> Heard:
    """The dates of the words, completed or contradicted by the witnesses. `mentions`: of the start, of the old date."""
    heard = Heard(dates, steps=[Step(text=note, counted=False, reason="not read") for note in testimony.notes])
    if kind in _SILENT or not testimony.events:
        return heard
    live = _moments(told.start for told in testimony.events if not told.cancelled)
    gone = _moments(told.start for told in testimony.events if told.cancelled)
    before = _moments(told.previous for told in testimony.events)
    starts, previous = Words(mentions[0], dates.starts), Words(mentions[1], dates.previous)
    if kind in _REQUESTS:
        _asked(heard, [*live, *gone], starts, previous)
        return heard
    _tempered(heard, kind, testimony.events)
    if kind is Kind.CANCELLED:
        _settle_previous(heard, _moments([*gone, *before]), previous, office_zone)
        _against(heard, live, "the words cancel it, this keeps it")
        return heard
    if kind is Kind.RESCHEDULED:
        old = _apart(heard, _moments([*gone, *before]), dates.starts, "the words move to this date, this ends it")
        _settle_previous(heard, old, previous, office_zone)
        live = _apart(heard, live, heard.dates.previous, "the words move this date, this keeps it")
    elif kind in _UNSAID:
        if dates.starts is None and dates.previous is None and not live:
            _settle_previous(heard, gone, previous, office_zone)
    else:
        _against(heard, gone, "this cancels what the words do not")
    _settle_start(heard, live, starts, office_zone)
    _settle_end(heard, testimony.events, starts, office_zone)
    return heard


def agree(when: When, moment: Moment) -> bool:
    """Whether both mean one time: the same instant where both are known, else the same wall clock."""
    if moment.time is None or when.time is None:
        return _day_of(moment, when.zone) == when.day or (
            moment.in_utc and when.zone is None and abs(moment.day - when.day) <= timedelta(days=1)
        )
    instant = when.instant()
    if instant is not None and moment.instant is not None:
        return instant == moment.instant
    if moment.in_utc:
        ahead = datetime.combine(when.day, when.time) - datetime.combine(moment.day, moment.time)
        return ahead / timedelta(hours=1) in _OFFICE_HOURS
    return (when.day, when.time) == (moment.day, moment.time)


def _day_of(moment: Moment, zone: str | None) -> date:
    return moment.instant.astimezone(ZoneInfo(zone)).date() if moment.instant and zone else moment.day


def _moments(found: Iterable[Moment | None]) -> list[Moment]:
    """The different ones, earliest first: a day says nothing beside its hour, a clock nothing beside an instant."""
    unique: dict[object, Moment] = {}
    for moment in (one for one in found if one is not None):
        unique.setdefault(moment.instant or (moment.day, moment.time), moment)
    clear = {(m.day, m.time) for m in unique.values() if m.instant}
    days = {m.day for m in unique.values() if m.time}
    kept = [
        m
        for m in unique.values()
        if m.instant or (m.day not in days if m.time is None else (m.day, m.time) not in clear)
    ]
    return sorted(kept, key=lambda m: (m.day, m.time or wall_time()))


def _asked(heard: Heard, told: Sequence[Moment], starts: Words, previous: Words) -> None:
    """A request is of two dates, and nobody says of which the witness speaks: it must be one of them."""
    known = [one.when for one in (starts, previous) if one.when]
    for moment in told:
        if known and not any(agree(when, moment) for when in known):
            heard.differ(moment, "neither of the dates in the words")


def _tempered(heard: Heard, kind: Kind, events: Sequence[Told]) -> None:
    if any(told.repeats for told in events):
        heard.more.add(Doubt.SEVERAL_DATES)
    if kind in CONFIRMING and any(told.tentative for told in events):
        heard.differ("tentative", "this says that it is not settled")
    if kind in {Kind.SCHEDULED, Kind.SUMMONS} and any(told.moved for told in events):
        heard.differ("moved", "this says that a date was moved, the words do not")


def _against(heard: Heard, moments: Sequence[Moment], why: str) -> None:
    for moment in moments:
        heard.differ(moment, why)


def _apart(heard: Heard, told: list[Moment], other: When | None, why: str) -> list[Moment]:
    """Without those that mean the other date of a move."""
    mistaken = [moment for moment in told if other and agree(other, moment)]
    _against(heard, mistaken, why)
    return [moment for moment in told if moment not in mistaken]


def _settle_start(heard: Heard, told: Sequence[Moment], words: Words, office_zone: str | None) -> None:
    settled = _settled(heard, told, words, office_zone)
    if settled is not None and words.when is None:
        heard.more |= {Doubt.NO_TIME} if settled.time is None else set()
    heard.dates = replace(heard.dates, starts=settled)


def _settle_previous(heard: Heard, told: Sequence[Moment], words: Words, office_zone: str | None) -> None:
    heard.dates = replace(heard.dates, previous=_settled(heard, told, words, office_zone))


def _settled(heard: Heard, told: Sequence[Moment], words: Words, office_zone: str | None) -> When | None:
    """The date of the words, or the witness's where they have none."""
    if not told:
        return words.when
    if len(told) > 1:
        heard.more.add(Doubt.SEVERAL_DATES)
    if words.when is None:
        _check_candidates(heard, told[0], words.mention)
        heard.fewer.add(Doubt.NO_DATE)
        heard.steps.append(Step(text=str(told[0]), counted=True, reason="the words name no date, this does"))
        return _as_when(heard, told[0], office_zone)
    fitting = [moment for moment in told if agree(words.when, moment)]
    if not fitting:
        heard.differ(told[0], f"the words say {words.when.iso()}")
        return words.when
    heard.steps.append(Step(text=str(fitting[0]), counted=True, reason="as the words say"))
    return _with_hour(heard, words, fitting, office_zone)


def _check_candidates(heard: Heard, moment: Moment, mention: DateMention | None) -> None:
    if mention is not None and mention.candidates and moment.day not in mention.candidates:
        heard.differ(moment, f"the words say {mention.written}")


def _with_hour(heard: Heard, words: Words, fitting: Sequence[Moment], office_zone: str | None) -> When | None:
    """The hour of a day that the words name alone; not where they name an hour that nobody can be sure of."""
    timed = [moment for moment in fitting if moment.time]
    unsure = words.mention is not None and Doubt.NO_TIME in words.mention.doubts
    if words.when is None or words.when.time is not None or unsure or len(timed) != 1:
        return words.when
    zone = office_zone or words.when.zone
    if timed[0].in_utc and zone is None:
        return words.when
    heard.fewer.add(Doubt.NO_TIME)
    return _as_when(heard, timed[0], zone)


def _as_when(heard: Heard, moment: Moment, office_zone: str | None) -> When:
    """On the office's clock where it is known, else as the witness writes it."""
    if moment.time is None:
        return When(day=moment.day, zone=office_zone)
    if office_zone and moment.instant:
        local = moment.instant.astimezone(ZoneInfo(office_zone))
        return When(day=local.date(), time=local.time(), zone=office_zone)
    zone = office_zone or moment.zone
    if zone:
        heard.more |= set(clock_change_doubts(moment.day, moment.time, zone))
    if moment.in_utc:
        heard.more.add(Doubt.UNKNOWN_TIME_ZONE)
    return When(day=moment.day, time=moment.time, zone="UTC" if moment.in_utc else zone)


def _settle_end(heard: Heard, events: Sequence[Told], words: Words, office_zone: str | None) -> None:
    """The end of the event whose start was taken; an end on another day, or before the start, ends nothing."""
    starts = heard.dates.starts
    if starts is None or starts.time is None:
        return
    fitting = [t.end for t in events if not t.cancelled and t.start and t.end and t.end.time and agree(starts, t.start)]
    if words.mention is not None and words.mention.end_time and heard.dates.ends:
        if fitting and not any(agree(heard.dates.ends, end) for end in fitting):
            heard.differ(fitting[0], "the words name another end")
        return
    if len(_moments(fitting)) == 1:
        end = _as_when(Heard(heard.dates), fitting[0], starts.zone if starts.zone != "UTC" else office_zone)
        if end.day == starts.day and end.time and end.time > starts.time:
            heard.dates = replace(heard.dates, ends=end)
