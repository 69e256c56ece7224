"""From what is known to the events of a feed, as data.

The one law here: only a confirmed date becomes a CONFIRMED event at its hour. Everything else that is shown is
TENTATIVE, CANCELLED, or an all-day note that blocks no time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from tracker.appointments.events import Appointment, ConfirmedBy, Status
from tracker.feed.asks import Ask, last_day, open_asks, standing, was_confirmed
from tracker.feed.describe import Describer, last_read_day
from tracker.feed.gone import gone_events
from tracker.feed.spans import span_of
from tracker.feed.types import Busy, DaySpan, Entry, EventStatus, FeedView, TimedSpan
from tracker.feed.voice import Voice
from tracker.words.catalogue import Words

AHEAD = timedelta(days=3)  # a client that asks once a day still shows the banner today
DEAD_MAN = timedelta(days=4)
KEPT = timedelta(days=60)  # how long past dates stay
LESS = (KEPT, timedelta(days=7), timedelta(days=7), timedelta())  # how long past dates stay, step by step
FIRST_LESS = 1  # the last step at which closed events stay
REVOKED_FOR = timedelta(days=13)
SEVERAL = "several"  # whose the events of a whole calendar are; no person's id in a key of theirs
MORNING = timedelta(hours=9)  # when an all-day event reminds, on the days before it


def plan(view: FeedView, today: date, words: Words) -> tuple[Entry, ...]:
    """Every event of one person's feed, by day; never none. `today` is the person's own day."""
    planner = _planner(view, today, words)
    entries = [planner.revoked()] if view.revoked else [*planner.dates(), *planner.notes(), *planner.dead_man()]
    return _in_order(view.state.person, entries)


def plan_several(views: Sequence[FeedView], days: Sequence[date], words: Words) -> tuple[Entry, ...]:
    """Every event of a feed for several people, each with the name that the helper chose; never none.

    `days` are the people's own days. What concerns the calendar and nobody in it is said once.
    """
    alone = views[0].model_copy(update={"person": ""})
    calendar = _planner(alone, max(days), words)
    if alone.revoked:
        return _in_order(SEVERAL, [calendar.revoked()])
    found = list(_in_order(SEVERAL, calendar.dead_man()))
    for view, today in zip(views, days, strict=True):
        planner = _planner(view, today, words)
        found += _in_order(view.state.person, [*planner.dates(), *planner.notes()])
    return tuple(sorted(found, key=_place))


def fewer(entries: Iterable[Entry], today: date, less: int) -> tuple[Entry, ...]:
    """The same events without what is least needed, in `LESS` steps; a date that stands is never left out.

    First old dates, then the closed events of dates that went, of which a note stays, then all that is past.
    """
    last_kept = today - LESS[less]
    kept = (entry for entry in entries if entry.last_day >= last_kept)
    if less <= FIRST_LESS:
        return tuple(kept)
    return tuple(_shortened(entry) for entry in kept if entry.status is not EventStatus.CANCELLED)


def _shortened(entry: Entry) -> Entry:
    return entry.model_copy(update={"description": entry.short}) if entry.short else entry


def _planner(view: FeedView, today: date, words: Words) -> _Planner:
    voice = Voice(view, words)
    return _Planner(view, today, voice, Describer(view, voice))


def _in_order(owner: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    keyed = (entry.model_copy(update={"key": f"{owner}:{entry.key}"}) for entry in entries)
    return tuple(sorted(keyed, key=_place))


def _place(entry: Entry) -> tuple[date, str]:
    return entry.first_day, entry.key


class _Planner:
    def __init__(self, view: FeedView, today: date, voice: Voice, describe: Describer) -> None:
        self._view = view
        self._today = today
        self._voice = voice
        self._describe = describe
        self._standing = {appointment.id: appointment for appointment in standing(view.state, today)}
        self._asks = open_asks(view.state, today)

    def dates(self) -> Iterator[Entry]:
        for appointment in self._view.state.appointments:
            if last_day(appointment) >= self._today - KEPT:
                yield from self._appointment(appointment)
        for ask in self._asks if self._view.asked else ():
            yield self._asked(ask)

    def notes(self) -> Iterator[Entry]:
        if self._view.unread_since:
            yield self._banner(self._view.unread_since)
        if not any(self._may_bind(appointment) for appointment in self._view.state.appointments):
            yield self._empty()

    def dead_man(self) -> Iterator[Entry]:
        if self._view.dead_man:
            day = self._today + DEAD_MAN
            yield self._note("deadman", DaySpan(first=day, last=day), "dead_man")

    def revoked(self) -> Entry:
        """All that a link says once it was turned off, or its calendar has ended: nothing of the person any more."""
        span, why = (
            DaySpan(first=self._today, last=self._today + REVOKED_FOR),
            "ended" if self._view.ended else "revoked",
        )
        return self._free(why, span, self._voice.say(f"title.{why}"), self._voice.say(f"body.{why}"))

    def _may_bind(self, appointment: Appointment) -> bool:
        ahead = last_day(appointment) >= self._today
        return ahead and (was_confirmed(appointment) or appointment.status is Status.UNVERIFIED)

    def _appointment(self, appointment: Appointment) -> Iterator[Entry]:
        if appointment.status in {Status.SUPERSEDED, Status.CANCELLED}:
            yield from gone_events(appointment, self._view.state, self._today, self._voice, self._describe)
        elif appointment.id in self._standing:
            yield self._confirmed(appointment)
        elif appointment.status is Status.UNVERIFIED and last_day(appointment) >= self._today:
            yield self._unverified(appointment)
        elif appointment.status in {Status.CONFIRMED, Status.UNVERIFIED, Status.PAST}:
            yield self._past(appointment)

    def _confirmed(self, appointment: Appointment) -> Entry:
        asks = tuple(ask for ask in self._asks if ask.standing and ask.standing.id == appointment.id)
        by_you = appointment.confirmed_by is ConfirmedBy.YOU
        key = "title.go_asked" if asks else "title.go_by_you" if by_you else "title.go"
        return self._event(
            appointment,
            status=EventStatus.CONFIRMED,
            busy=Busy.BUSY,
            summary=self._voice.title(key, slot=self._voice.slot(appointment)),
            description=self._describe.standing(appointment, asks),
            alarms=self._view.alarms,
        )

    def _unverified(self, appointment: Appointment) -> Entry:
        return self._event(
            appointment,
            status=EventStatus.TENTATIVE,
            busy=Busy.TENTATIVE,
            summary=self._voice.title("title.check", slot=self._voice.slot(appointment)),
            description=self._describe.unverified(appointment),
            alarms=self._view.alarms,
        )

    def _past(self, appointment: Appointment) -> Entry:
        known = was_confirmed(appointment)
        return self._event(
            appointment,
            status=EventStatus.CONFIRMED if known else EventStatus.TENTATIVE,
            busy=Busy.BUSY if known else Busy.TENTATIVE,
            summary=self._voice.title(
                "title.past" if known else "title.past_unverified", slot=self._voice.slot(appointment)
            ),
            description=self._describe.past(appointment),
        )

    def _event(
        self,
        appointment: Appointment,
        *,
        status: EventStatus,
        busy: Busy,
        summary: str,
        description: str,
        alarms: tuple[timedelta, ...] = (),
    ) -> Entry:
        span = span_of(appointment)
        return Entry(
            key=f"{appointment.id}:{appointment.revival}",
            span=span,
            status=status,
            busy=busy,
            summary=summary,
            description=description,
            location=self._describe.location(appointment),
            url=self._describe.page(appointment) or None,
            alarms=alarms_for(span, alarms),
        )

    def _asked(self, ask: Ask) -> Entry:
        """All day and free, whatever hour was asked for: there is no time to act on."""
        day = ask.wished.day if ask.wished else ask.standing.starts_at.day if ask.standing else self._today
        return Entry(
            key=ask.key,
            span=DaySpan(first=day, last=day),
            status=EventStatus.TENTATIVE,
            busy=Busy.TENTATIVE,
            summary=self._asked_title(ask),
            description=self._describe.asked(ask),
        )

    def _asked_title(self, ask: Ask) -> str:
        title = self._voice.title
        if ask.standing is None:
            return title("title.asked_alone" if ask.wished else "title.asked_unknown_alone")
        standing_at = ask.standing.starts_at
        if ask.wished is None:
            return title("title.asked_unknown", standing=standing_at)
        # "Do not use this date" would be wrong on a day on which another hour stands.
        if any(appointment.starts_at.day == ask.wished.day for appointment in self._standing.values()):
            return title("title.asked_same_day", wished=ask.wished, standing=standing_at)
        return title("title.asked", standing=standing_at)

    def _banner(self, since: date) -> Entry:
        span = DaySpan(first=min(since, self._today), last=self._today + AHEAD)
        return self._note("banner", span, "banner", day=since)

    def _empty(self) -> Entry:
        span = DaySpan(first=self._today, last=self._today)
        if self._view.last_read is None:
            summary = self._voice.title("title.empty_unread")
        else:
            summary = self._voice.title("title.empty", day=last_read_day(self._view))
        return self._free("empty", span, summary, self._describe.note("body.empty"))

    def _note(self, key: str, span: DaySpan, sentence: str, **values: date) -> Entry:
        title = self._voice.title(f"title.{sentence}", **values)
        return self._free(key, span, title, self._describe.note(f"body.{sentence}"))

    def _free(self, key: str, span: DaySpan, summary: str, description: str) -> Entry:
        return Entry(
            key=key,
            span=span,
            status=EventStatus.CONFIRMED,
            busy=Busy.FREE,
            summary=summary,
            description=description,
        )


def alarms_for(span: DaySpan | TimedSpan, wished: tuple[timedelta, ...]) -> tuple[timedelta, ...]:
    """How long before the start to remind. An all-day event starts at midnight: nobody wants an alarm then."""
    if isinstance(span, TimedSpan):
        return wished
    return tuple(before - MORNING for before in wished if before >= timedelta(days=1))
