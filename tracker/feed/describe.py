"""The longer text of each event: what stands, what was asked, how to check, as of when."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from tracker.appointments.events import Appointment, ConfirmedBy, RequestStatus, State
from tracker.feed.asks import Ask
from tracker.feed.spans import clocks_change, zone_known
from tracker.feed.types import FeedView, Place, Style
from tracker.feed.voice import Voice

CHECK_IN_PAGE = "https://www.ice.gov/check-in"


class Describer:
    """Builds texts for one link. The private style leaves out every line that only the full one has."""

    def __init__(self, view: FeedView, voice: Voice) -> None:
        self._view = view
        self._voice = voice

    def standing(self, appointment: Appointment, asks: tuple[Ask, ...]) -> str:
        say, start = self._voice.say, appointment.starts_at
        stands = "body.stands" if start.time else "body.stands_no_time"
        by_you = appointment.confirmed_by is ConfirmedBy.YOU
        return self._text(
            say(stands, start=start),
            say("body.by_you" if by_you else "body.by_email"),
            *self._hours(appointment),
            *(say("body.asked", wished=ask.wished) if ask.wished else say("body.asked_unknown") for ask in asks),
            *([say("body.denied")] if _denied(self._view.state, appointment) else []),
            *([say("body.bring")] if self._voice.says("body.bring") else []),
            *self._office(appointment),
            page=self.page(appointment),
        )

    def past(self, appointment: Appointment) -> str:
        office = self._office(appointment)
        return self._text(self._voice.say("body.past"), *office, page=self.page(appointment))

    def unverified(self, appointment: Appointment) -> str:
        say = self._voice.say
        return self._text(
            say("body.unverified", start=appointment.starts_at),
            say("body.unverified_rest"),
            say("body.how_to_check"),
            *self._hours(appointment),
            *self._office(appointment),
            page=self.page(appointment),
        )

    def asked(self, ask: Ask) -> str:
        say = self._voice.say
        still = say("body.still_go", standing=ask.standing.starts_at) if ask.standing else say("body.no_standing")
        return self._text(say("body.not_yours" if ask.wished else "body.not_yours_unknown"), still)

    def gone(self, old: Appointment, new: Appointment | None, *, cancelled: bool, office: bool = True) -> str:
        say = self._voice.say
        if new:
            first = say("body.moved", old=old.starts_at, new=new.starts_at)
        else:
            first = say("body.cancelled" if cancelled else "body.replaced", old=old.starts_at)
        if not office:
            return self._text(first, say("body.moved_away"))
        return self._text(first, say("body.moved_away"), *self._office(new or old), page=self.page(new or old))

    def note(self, key: str) -> str:
        return self._text(self._voice.say(key))

    def page(self, appointment: Appointment) -> str:
        """The office's live page, else that for all offices; nothing in the private style."""
        if self._view.style is Style.PRIVATE:
            return ""
        place = self._place(appointment)
        return (place.url if place else "") or CHECK_IN_PAGE

    def location(self, appointment: Appointment) -> str:
        place = self._place(appointment)
        return place.address or place.name if place else ""

    def _hours(self, appointment: Appointment) -> list[str]:
        say, start, end = self._voice.say, appointment.starts_at, appointment.ends_at
        return [
            *([say("body.window", start=start, end=end)] if end else []),
            *([say("body.no_time")] if start.time is None else []),
            *([say("body.no_zone")] if start.time and not zone_known(start) else []),
            *([say("body.clock_change")] if clocks_change(start) or (end and clocks_change(end)) else []),
        ]

    def _office(self, appointment: Appointment) -> list[str]:
        place = self._place(appointment)
        if place is None:
            return []
        say = self._voice.say
        names = [name for name in (place.name, place.address) if name]
        return [
            *([say("body.office", place=", ".join(names))] if names else []),
            *([say("body.phone", phone=place.phone)] if place.phone else []),
            *([say("body.hours", hours=self._voice.hours(place.hours))] if place.hours else []),
            *([say("body.published", published=place.published)] if place.published else []),
        ]

    def _place(self, appointment: Appointment) -> Place | None:
        if self._view.style is Style.PRIVATE or appointment.office is None:
            return None
        return self._view.places.get(appointment.office)

    def _text(self, *lines: str, page: str = "") -> str:
        """`page` comes last, alone on its line: every program makes a link of it there."""
        view, say = self._view, self._voice.say
        unread = [say("body.unread", day=view.unread_since)] if view.unread_since else []
        read = say("body.last_read", day=last_read_day(view)) if view.last_read else say("body.never_read")
        link = [say("body.page", url=page)] if page else []
        return "\n".join((*lines, *unread, read, *link))


def last_read_day(view: FeedView) -> date:
    """The person's day of the last read. Days, not minutes: the bytes must not change with every poll."""
    assert view.last_read is not None, "asked only when it was read"
    return view.last_read.astimezone(ZoneInfo(view.calendar_zone)).date()


def _denied(state: State, appointment: Appointment) -> bool:
    """Whether a change of exactly this date was refused."""
    slot = (appointment.starts_at.day, appointment.starts_at.time)
    return any(
        request.status is RequestStatus.DENIED
        and request.original is not None
        and (request.original.day, request.original.time) == slot
        for request in state.requests
    )
