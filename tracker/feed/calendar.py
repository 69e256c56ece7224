"""Writes the feed with `ics`, through a layer that owns every textual rule: order, escaping, folding, zones, durations.

`ics` 0.7.3 by itself folds nothing, puts alarms before the event's own properties, writes every time in UTC, and mixes
weeks and days in durations. So its components and lines are used, with serializers that say exactly what is written,
and `lines` has the rules of the text. Nothing is ever parsed with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from ics import Calendar, DisplayAlarm, Event
from ics.grammar.parse import Container, ContentLine
from ics.serializers.serializer import Serializer

from tracker.feed.ledger import revise
from tracker.feed.lines import day_of, duration, escape, fold, utc_of
from tracker.feed.plan import LESS, fewer, plan, plan_several
from tracker.feed.timezones import Onset, onsets
from tracker.feed.types import (
    Busy,
    DaySpan,
    Entry,
    FeedView,
    Ledger,
    Rendering,
    Revision,
    Stamped,
    TimedSpan,
    UidFor,
    instant_of,
)
from tracker.feed.voice import Voice
from tracker.reading.types import When
from tracker.words.catalogue import Words

PRODUCT = "-//Confirmation Tracker//Feed 1//EN"
REFRESH = "PT1H"
COLOR, APPLE_COLOR = "seagreen", "#2E8B57"
MOST_BYTES = 900_000  # Google is reported to stop at 1 MB
NEW_LINE = "\r\n"
BEGIN, END = b"BEGIN:VEVENT\r\n", b"END:VCALENDAR\r\n"


def render(view: FeedView, now: datetime, words: Words, uid_for: UidFor, ledger: Ledger) -> Rendering:
    """The whole feed of one link at that moment; the same day and the same facts give the same bytes.

    `uid_for` turns what an event stands for into its UID (a keyed hash: nothing of the person may show in it).
    `ledger` is what the last rendering of this same link returned.
    """
    return _finish(plan(view, _today(view, now), words), Voice(view, words), now, Pen(uid_for), ledger)


def render_several(
    views: Sequence[FeedView], now: datetime, words: Words, uid_for: UidFor, ledger: Ledger
) -> Rendering:
    """The same for several people in one calendar. At least one view, all of one language and style.

    What is least needed goes first where the file would grow beyond what clients take; a date that stands never does.
    """
    days = [_today(view, now) for view in views]
    entries, voice, pen = plan_several(views, days, words), Voice(views[0], words), Pen(uid_for)
    for less in range(len(LESS)):
        rendering = _finish(fewer(entries, max(days), less), voice, now, pen, ledger)
        if len(rendering.data) <= MOST_BYTES:
            break
    return rendering


def _today(view: FeedView, now: datetime) -> date:
    return now.astimezone(ZoneInfo(view.calendar_zone)).date()


def _finish(entries: tuple[Entry, ...], voice: Voice, now: datetime, pen: Pen, ledger: Ledger) -> Rendering:
    stamped, kept = revise(entries, ledger, now, pen.uid, pen.visible_hash)
    return Rendering(data=serialise(stamped, voice, pen), events=stamped, ledger=kept)


def serialise(events: tuple[Stamped, ...], voice: Voice, pen: Pen) -> bytes:
    """The finished file: CRLF, UTF-8, no line over 75 octets."""
    whole = fold(_FeedCalendar(events, voice).serialize().split(NEW_LINE))
    return b"".join((whole.removesuffix(END), *(pen.written(stamped) for stamped in events), END))


class Pen:
    """Writes each event once, however often it is asked for: without its stamp, which depends on what was written."""

    def __init__(self, uid_for: UidFor) -> None:
        self.uid = cache(uid_for)
        self._lines = cache(_lines)

    def visible_hash(self, entry: Entry, uid: str) -> str:
        """Changes whenever anything that a client shows changes: new facts, new words or new zone data."""
        moments = instant_of(entry.span) if isinstance(entry.span, TimedSpan) else ()
        return hashlib.sha256(b"\n".join((self._lines(entry, uid), *(str(m).encode() for m in moments)))).hexdigest()

    def written(self, stamped: Stamped) -> bytes:
        return BEGIN + fold(map(str, _stamp(stamped.revision))) + self._lines(stamped.entry, stamped.uid)


def _lines(entry: Entry, uid: str) -> bytes:
    return fold(_FeedEvent(entry, uid).serialize().split(NEW_LINE)).removeprefix(BEGIN)


def _stamp(revision: Revision) -> Iterator[ContentLine]:
    yield _raw("DTSTAMP", utc_of(revision.last_modified))
    yield _raw("LAST-MODIFIED", utc_of(revision.last_modified))
    yield _raw("SEQUENCE", str(revision.sequence))


def _text(name: str, text: str) -> ContentLine:
    return ContentLine(name, {}, escape(text))


def _raw(name: str, value: str, **params: str) -> ContentLine:
    return ContentLine(name, {key: [param] for key, param in params.items()}, value)


class _AlarmSerializer(Serializer):  # type: ignore[misc] # ics carries no types
    @staticmethod
    def serialize_all(alarm: _FeedAlarm, container: Container) -> None:
        container.append(_raw("ACTION", alarm.action))
        container.append(_text("DESCRIPTION", alarm.display_text))
        container.append(_raw("TRIGGER", duration(alarm.trigger)))


class _FeedAlarm(DisplayAlarm):  # type: ignore[misc] # ics carries no types
    class Meta(DisplayAlarm.Meta):  # type: ignore[misc] # ics carries no types
        serializer = _AlarmSerializer


class _EventSerializer(Serializer):  # type: ignore[misc] # ics carries no types
    @staticmethod
    def serialize_0_identity(event: _FeedEvent, container: Container) -> None:
        container.append(_text("UID", event.uid))

    @staticmethod
    def serialize_1_times(event: _FeedEvent, container: Container) -> None:
        container.extend(_times(event.entry.span))

    @staticmethod
    def serialize_2_state(event: _FeedEvent, container: Container) -> None:
        container.append(_raw("STATUS", event.status))
        container.append(_raw("TRANSP", "TRANSPARENT" if event.transparent else "OPAQUE"))
        container.append(_raw("X-MICROSOFT-CDO-BUSYSTATUS", event.entry.busy.value))

    @staticmethod
    def serialize_3_words(event: _FeedEvent, container: Container) -> None:
        container.append(_text("SUMMARY", event.name))
        container.append(_text("DESCRIPTION", event.description))
        if event.location:
            container.append(_text("LOCATION", event.location))
        if event.url:
            container.append(_raw("URL", event.url))

    @staticmethod
    def serialize_4_alarms(event: _FeedEvent, container: Container) -> None:
        container.extend(alarm.serialize() for alarm in event.alarms)


class _FeedEvent(Event):  # type: ignore[misc] # ics carries no types
    class Meta(Event.Meta):  # type: ignore[misc] # ics carries no types
        serializer = _EventSerializer

    def __init__(self, entry: Entry, uid: str) -> None:
        super().__init__(
            name=entry.summary,
            uid=uid,
            description=entry.description,
            location=entry.location,
            url=entry.url,
            status=entry.status.value,
            transparent=entry.busy is not Busy.BUSY,
            alarms=[_FeedAlarm(trigger=-before, display_text=entry.summary) for before in entry.alarms],
        )
        self.entry = entry


class _CalendarSerializer(Serializer):  # type: ignore[misc] # ics carries no types
    @staticmethod
    def serialize_0_head(calendar: _FeedCalendar, container: Container) -> None:
        container.extend(_head(calendar.name, calendar.about))

    @staticmethod
    def serialize_1_zones(calendar: _FeedCalendar, container: Container) -> None:
        container.extend(_zone(name, found) for name, found in _zones(calendar.events_in_order))


class _FeedCalendar(Calendar):  # type: ignore[misc] # ics carries no types
    class Meta(Calendar.Meta):  # type: ignore[misc] # ics carries no types
        serializer = _CalendarSerializer

    def __init__(self, events: tuple[Stamped, ...], voice: Voice) -> None:
        super().__init__()
        self.events_in_order = events  # `Calendar.events` is a set: it would lose the order
        self.name = voice.say("calendar.name")
        self.about = voice.say("calendar.about")


def _head(name: str, about: str) -> Iterator[ContentLine]:
    yield _raw("VERSION", "2.0")
    yield _raw("PRODID", PRODUCT)
    yield _raw("CALSCALE", "GREGORIAN")
    yield _text("NAME", name)
    yield _text("X-WR-CALNAME", name)
    yield _text("X-WR-CALDESC", about)
    yield _raw("REFRESH-INTERVAL", REFRESH, VALUE="DURATION")
    yield _raw("X-PUBLISHED-TTL", REFRESH)
    yield _raw("COLOR", COLOR)
    yield _raw("X-APPLE-CALENDAR-COLOR", APPLE_COLOR)


def _zones(events: Iterable[Stamped]) -> Iterator[tuple[str, tuple[Onset, ...]]]:
    spans = (stamped.entry.span for stamped in events)
    for zone in sorted({span.start.zone or "" for span in spans if isinstance(span, TimedSpan)}):
        found = onsets(zone)
        if found is not None:
            yield zone, found


def _zone(name: str, found: tuple[Onset, ...]) -> Container:
    return Container("VTIMEZONE", _raw("TZID", name), *(_onset(onset) for onset in found))


def _onset(onset: Onset) -> Container:
    rule = [_raw("RRULE", onset.rule)] if onset.rule else []
    return Container(
        "DAYLIGHT" if onset.daylight else "STANDARD",
        _raw("DTSTART", onset.start),
        _raw("TZOFFSETFROM", onset.offset_from),
        _raw("TZOFFSETTO", onset.offset_to),
        _text("TZNAME", onset.name),
        *rule,
    )


def _times(span: DaySpan | TimedSpan) -> tuple[ContentLine, ContentLine]:
    if isinstance(span, DaySpan):
        after = span.last + timedelta(days=1)
        return _raw("DTSTART", day_of(span.first), VALUE="DATE"), _raw("DTEND", day_of(after), VALUE="DATE")
    if onsets(span.start.zone or "") is None:
        start, end = instant_of(span)
        return _raw("DTSTART", utc_of(start)), _raw("DTEND", utc_of(end))
    return _wall("DTSTART", span.start), _wall("DTEND", span.end)


def _wall(name: str, when: When) -> ContentLine:
    local = when.local()
    assert local is not None, "a timed span has hour and zone"
    return _raw(name, f"{day_of(when.day)}T{local:%H%M%S}", TZID=when.zone or "")
