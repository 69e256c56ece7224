"""What a calendar shows of each person at one moment, gathered once however many calendars show it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from tracker.appointments.events import State
from tracker.feed.types import FeedView, Place, Style
from tracker.frozen import Frozen
from tracker.reading.offices import Office
from tracker.reading.types import Language
from tracker.storage.types import FeedKind, FeedLink, FeedMember, MailboxRecord, PersonRecord
from tracker.worker.home import Home

STALE_AFTER = timedelta(hours=24)


class Facts(Frozen):
    """All of a person's that a calendar depends on, besides the clock."""

    person: PersonRecord
    position: int  # of the log
    last_read: datetime | None
    unread_since: date | None


class Views:
    """One moment's views; what it has looked up it does not look up again."""

    def __init__(self, home: Home, now: datetime) -> None:
        self.now = now
        self._home = home
        self._facts: dict[str, Facts] = {}
        self._states: dict[str, State] = {}

    def members(self, link: FeedLink) -> tuple[FeedMember, ...]:
        """Whose dates the link shows, now."""
        return tuple(FeedMember(person=one) for one in sorted(self._people)) if link.everyone else link.members

    def facts(self, person: str) -> Facts:
        if person not in self._facts:
            record = self._people[person]
            mailboxes = [one for one in self._mailboxes if person in one.people]
            self._facts[person] = Facts(
                person=record,
                position=self._home.store.events.position(person),
                last_read=last_read(mailboxes),
                unread_since=unread_since(mailboxes, self.now, ZoneInfo(record.zone)),
            )
        return self._facts[person]

    def view(self, member: FeedMember, *, kind: FeedKind, language: Language, several: bool = False) -> FeedView:
        """How that person looks in a calendar of that kind.

        Among several people each bears the name that the helper chose, and nothing rings: it is not their phone.
        """
        facts, state, settings = self.facts(member.person), self._state(member.person), self._home.settings
        known = {one.office for one in state.appointments if one.office}
        offices = self._home.offices
        return FeedView(
            state=state,
            person=(member.label or member.person) if several else member.label,
            places={office: place_of(offices[office]) for office in known if office in offices},
            language=language,
            style=Style(kind.value),
            last_read=facts.last_read,
            unread_since=facts.unread_since,
            calendar_zone=facts.person.zone,
            alarms=() if several else settings.alarms,
            asked=settings.asked,
            dead_man=settings.dead_man,
        )

    def _state(self, person: str) -> State:
        if person not in self._states:
            self._states[person] = self._home.state(person, self.now)
        return self._states[person]

    @cached_property
    def _people(self) -> dict[str, PersonRecord]:
        return {one.id: one for one in self._home.store.people.list()}

    @cached_property
    def _mailboxes(self) -> tuple[MailboxRecord, ...]:
        return tuple(self._home.store.mailboxes.list())


def last_read(mailboxes: list[MailboxRecord]) -> datetime | None:
    """When all of them were last really read: the oldest of their last successes; None while one never was."""
    moments = [one.last_ok_at for one in mailboxes]
    known = [moment for moment in moments if moment is not None]
    return min(known) if known and len(known) == len(moments) else None


def unread_since(mailboxes: list[MailboxRecord], now: datetime, zone: ZoneInfo) -> date | None:
    """The first day on which a mailbox was not read, once one has not been read for a day."""
    stale = [read for one in mailboxes if now - (read := one.last_ok_at or one.created_at) > STALE_AFTER]
    return min(stale).astimezone(zone).date() if stale else None


def place_of(office: Office) -> Place:
    """An office as a calendar shows it."""
    return Place(
        name=office.name,
        address=", ".join(filter(None, (office.street, office.unit, office.city, f"{office.state} {office.zip}"))),
        phone=office.phone,
        hours=office.hours,
        published=str(office.published or ""),
        url=office.url,
    )
