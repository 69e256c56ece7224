"""Today's answer: when do I have to go, is it confirmed, what do I do now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from tracker.appointments.events import Appointment, ConfirmedBy, Request, RequestStatus, State, Status
from tracker.frozen import Frozen
from tracker.reading.offices import Office
from tracker.reading.types import When
from tracker.web.views.moments import ago, local, wall
from tracker.web.views.offices import OfficeView, office_view
from tracker.words.catalogue import Words
from tracker.words.dates import DateStyle

GONE = frozenset({Status.SUPERSEDED, Status.CANCELLED, Status.CLOSED, Status.PAST})
SOON = timedelta(days=14)
BOTH = 2
VISIT_ASKED_FOR = timedelta(days=14)


class Facts(Frozen):
    """What the page shows besides the record itself."""

    zone: str  # the person's, IANA
    now: datetime
    read_at: datetime | None = None
    unread_since: date | None = None
    mailboxes: int = 0
    waiting: int = 0  # messages
    visited: frozenset[When] = frozenset()  # dates of which a visit was noted
    on_a_phone: bool = True  # whether a calendar link is in use
    may_act: bool = True


class Slot(Frozen):
    """A date that stands."""

    id: str
    day: str
    hour: str
    until: str
    soon: str
    confirmed: str
    by_you: bool
    office: OfficeView | None


class Doubtful(Frozen):
    """A date that was asked for, or found and not verified."""

    when: str
    note: str = ""
    office: str = ""


class Step(Frozen):
    text: str
    page: str = ""  # name of the page that it leads to


class TodayView(Frozen):
    standing: tuple[Slot, ...]
    offices: tuple[OfficeView, ...]  # of the dates that stand, each once
    asked: tuple[Doubtful, ...]
    unverified: tuple[Doubtful, ...]
    earlier: tuple[tuple[str, str, str], ...]  # date, what became of it, class
    steps: tuple[Step, ...]
    banner: str
    read: str
    read_ago: str


def today_view(state: State, facts: Facts, offices: Mapping[str, Office], t: Words) -> TodayView:
    standing = [one for one in state.appointments if one.status is Status.CONFIRMED]
    slots = tuple(_slot(one, facts, offices, t) for one in standing)
    by_id = {one.id: one for one in state.appointments}
    return TodayView(
        standing=slots,
        offices=tuple(dict.fromkeys(slot.office for slot in slots if slot.office)),
        asked=tuple(_asked(one, facts, t) for one in _open(state)),
        unverified=tuple(
            Doubtful(when=t.when(one.starts_at), office=_name(one, offices))
            for one in state.appointments
            if one.status is Status.UNVERIFIED
        ),
        earlier=tuple(_earlier(one, by_id, t) for one in state.appointments if one.status in GONE),
        steps=tuple(_steps(state, standing, facts, t)),
        banner=t.say("title.banner", day=facts.unread_since) if facts.unread_since else "",
        read=_read(facts, t),
        read_ago=ago(facts.read_at, facts.now, t) if facts.read_at else "",
    )


def _slot(one: Appointment, facts: Facts, offices: Mapping[str, Office], t: Words) -> Slot:
    office = offices.get(one.office or "")
    by_you = one.confirmed_by is ConfirmedBy.YOU
    return Slot(
        id=one.id,
        day=t.when(one.starts_at, DateStyle.WORDS),
        hour=t.when(one.starts_at, DateStyle.TIME) if one.starts_at.time else "",
        until=_until(one, t),
        soon=soon(one.starts_at, facts, t),
        confirmed=t.say("today.by_you") if by_you else t.say("today.by_email"),
        by_you=by_you,
        office=office_view(office, t) if office else None,
    )


def _until(one: Appointment, t: Words) -> str:
    end = one.ends_at
    if end is None:
        return ""
    same_day = end.day == one.starts_at.day and end.time is not None
    return t.say("today.until", end=end) if same_day else t.say("today.until_day", end=end)


def soon(when: When, facts: Facts, t: Words) -> str:
    """How far away the day is, on the calendar of the place."""
    days = _days(when, facts)
    if days < 0:
        return ""
    words = {0: "today.is_today", 1: "today.is_tomorrow"}
    return t.say(words[days]) if days in words else t.say("today.in_days", count=str(days))


def _days(when: When, facts: Facts) -> int:
    return (when.day - wall(facts.now, when.zone or facts.zone).day).days


def _open(state: State) -> list[Request]:
    return [one for one in state.requests if one.status is RequestStatus.OPEN]


def _asked(one: Request, facts: Facts, t: Words) -> Doubtful:
    day = wall(one.opened_at, facts.zone).day
    return Doubtful(
        when=t.when(one.wished) if one.wished else t.say("today.asked_any"),
        note=t.say("today.asked_on", day=day, how=t.say(f"how.{one.how}")),
    )


def _earlier(one: Appointment, by_id: Mapping[str, Appointment], t: Words) -> tuple[str, str, str]:
    new = by_id.get(one.replaced_by or "")
    became = t.say("today.moved_to", new=new.starts_at) if new else t.say(f"status.{one.status}")
    return t.when(one.starts_at), became, one.status.value


def _name(one: Appointment, offices: Mapping[str, Office]) -> str:
    office = offices.get(one.office or "")
    return office.name if office else ""


def _read(facts: Facts, t: Words) -> str:
    if facts.mailboxes == 0:
        return t.say("today.no_mailbox")
    if facts.read_at is None:
        return t.say("today.never_read")
    return t.say("today.read_at", moment=local(facts.read_at, facts.zone, t))


def _steps(state: State, standing: list[Appointment], facts: Facts, t: Words) -> Iterator[Step]:
    """What to do now, the most pressing first."""
    if facts.unread_since:
        yield Step(text=t.say("today.read_yourself"))
    yield from _go(state, standing, facts, t)
    if any(one.status is Status.UNVERIFIED for one in state.appointments):
        yield Step(text=t.say("today.check_first"))
    if facts.waiting:
        yield Step(text=t.say("today.look_review", count=str(facts.waiting)), page="review")
    for one in missed(state, facts):
        yield Step(text=t.say("today.note_visit", day=one.starts_at), page="add")
    if not standing:
        yield Step(text=t.say("today.add_date"), page="add")
    if not facts.on_a_phone:
        yield Step(text=t.say("today.put_phone"), page="subscribe")


def _go(state: State, standing: list[Appointment], facts: Facts, t: Words) -> Iterator[Step]:
    asked = bool(_open(state))
    if len(standing) > 1:
        both = len(standing) == BOTH
        yield Step(text=t.say("today.go_both") if both else t.say("today.go_all", count=str(len(standing))))
    if standing and asked:
        for date_that_stands in _asked_about(state, standing):
            yield Step(text=t.say("today.still_go", standing=date_that_stands))
    elif asked:
        yield Step(text=t.say("today.wait_answer"))
    elif len(standing) == 1:
        yield Step(text=t.say("today.keep_date"))
    if standing and _days(standing[0].starts_at, facts) <= SOON.days:
        yield Step(text=t.say("today.get_ready"))
    elif standing and not asked:
        yield Step(text=t.say("today.ask_early"), page="requests")


def _asked_about(state: State, standing: list[Appointment]) -> list[When]:
    """The dates that stand and are to be changed; where none is named, the next one."""
    named = {(one.original.day, one.original.time) for one in _open(state) if one.original}
    dates = [one.starts_at for one in standing]
    return [one for one in dates if (one.day, one.time) in named] or dates[:1]


def missed(state: State, facts: Facts) -> list[Appointment]:
    """Dates that stood, passed lately, and of which nothing was noted."""
    return [
        one
        for one in state.appointments
        if one.status is Status.PAST
        and one.confirmed_by is not None
        and -_days(one.starts_at, facts) <= VISIT_ASKED_FOR.days
        and one.starts_at not in facts.visited
    ]
