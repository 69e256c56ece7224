"""The two pages of this machine: today's answer, and the log. Server-made, no script, nothing from elsewhere."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from tracker.appointments.events import Appointment, Effect, Entry, MessageRead, RequestStatus, State, Status
from tracker.frozen import Frozen
from tracker.reading.types import Language, When
from tracker.storage.types import PersonRecord
from tracker.words.catalogue import Words
from tracker.words.load import words
from tracker.worker.home import Home
from tracker.worker.shelf import judged
from tracker.worker.views import last_read, unread_since

SHOWN = 200  # entries of the log on one page


class Line(Frozen):
    """One date as the page shows it: the words, and the class that colours them."""

    when: str
    status: str
    style: str
    office: str = ""


class Row(Frozen):
    at: str
    what: str
    sender: str
    sender_style: str
    done: tuple[str, ...]
    matched: tuple[str, ...]


class Pages:
    def __init__(self, home: Home) -> None:
        self._home = home
        self._templates = Environment(
            loader=PackageLoader("tracker.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )

    def today(self, person: str | None, language: Language | None, now: datetime) -> str:
        """When must I go, is it confirmed, what was asked, what waits for me, and when was the mail last read."""
        who, said = self._who(person, language)
        state = self._home.state(who.id, now)
        mailboxes = [one for one in self._home.store.mailboxes.list() if who.id in one.people]
        read = last_read(mailboxes)
        stale = unread_since(mailboxes, now, ZoneInfo(who.zone))
        return self._render(
            "today.html",
            who,
            said,
            standing=[self._line(one, said) for one in state.appointments if one.status is Status.CONFIRMED],
            unverified=[self._line(one, said) for one in state.appointments if one.status is Status.UNVERIFIED],
            others=[self._line(one, said) for one in state.appointments if one.status in GONE],
            asked=_asked(state, said),
            reviews=len(state.reviews),
            read=said.say("page.last_read", moment=_local(read, who, said)) if read else said.say("page.never_read"),
            stale=said.say("title.banner", day=stale) if stale else "",
        )

    def log(self, person: str | None, language: Language | None, now: datetime) -> str:
        """What was found, newest first: what each message is, how far it can be believed, and what it changed."""
        who, said = self._who(person, language)
        reads = {event.id: event for event in self._home.store.events.of(who.id) if isinstance(event, MessageRead)}
        entries = judged(self._home, who.id, now)[-SHOWN:]
        rows = [_row(entry, reads.get(entry.event), said, who) for entry in reversed(entries)]
        return self._render("log.html", who, said, rows=rows)

    def _who(self, person: str | None, language: Language | None) -> tuple[PersonRecord, Words]:
        people = self._home.store.people.list()
        who = self._home.person(person or people[0].id if people else None)
        return who, words(language or who.language)

    def _line(self, one: Appointment, said: Words) -> Line:
        office = self._home.offices.get(one.office) if one.office else None
        key = f"confirmed_by.{one.confirmed_by}" if one.status is Status.CONFIRMED else f"status.{one.status}"
        return Line(
            when=said.when(one.starts_at),
            status=said.say(key),
            style=one.status.value,
            office=office.name if office else "",
        )

    def _render(self, template: str, who: PersonRecord, said: Words, **values: object) -> str:
        return self._templates.get_template(template).render(
            said=said,
            who=who,
            people=self._home.store.people.list(),
            languages=list(Language),
            page=template.removesuffix(".html"),
            **values,
        )


GONE = frozenset({Status.SUPERSEDED, Status.CANCELLED, Status.CLOSED, Status.PAST})


def _asked(state: State, said: Words) -> list[str]:
    asked = [one for one in state.requests if one.status is RequestStatus.OPEN]
    return [said.when(one.wished) if one.wished else said.say("page.any_other_date") for one in asked]


def _row(entry: Entry, read: MessageRead | None, said: Words, who: PersonRecord) -> Row:
    done = [said.say(f"change.{change.verb}", date=change.when) for change in entry.changes]
    done += [said.say(f"notice.{notice}") for notice in entry.notices]
    if entry.effect is Effect.REVIEW:
        done += [said.say(f"doubt.{doubt}") for doubt in entry.doubts]
    return Row(
        at=_local(entry.at, who, said),
        what=said.say(f"kind.{entry.kind}") if entry.kind else said.say(f"event.{entry.type}"),
        sender=said.say(f"authenticity.{entry.authenticity}") if entry.authenticity else "",
        sender_style=entry.authenticity or "you",
        done=tuple(done) or (said.say(f"effect.{entry.effect}"),),
        matched=tuple(match.text for match in read.reading.matched) if read else (),
    )


def _local(moment: datetime, who: PersonRecord, said: Words) -> str:
    local = moment.astimezone(ZoneInfo(who.zone))
    wall = When(day=local.date(), time=local.time().replace(second=0, microsecond=0), zone=who.zone)
    return said.when(wall)
