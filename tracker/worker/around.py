"""What planning looks at beside a person's log: mailboxes, channels, calendars, messages nobody could read, rules.

Trouble with a thing that several people share is told to each of them over their own channels, but only once over
channels that everybody shares: by the first of those whom it concerns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby

from tracker.alerts.types import AlertKind, MailboxHealth, Reader, Shelved, SilentRule, Surroundings, Trouble, Unheard
from tracker.appointments.events import State
from tracker.storage.types import AlertChannel, FeedClient, FeedLink, MailboxRecord
from tracker.storage.webhook_types import GIVEN_UP, Webhook
from tracker.worker.gaps import idle, readings_of
from tracker.worker.home import Home
from tracker.worker.hooks import may_hear
from tracker.worker.shelf import unreadable
from tracker.worker.views import place_of

PUBLISHED = "published"  # the heartbeat of publishing without an error
PUBLISHING_JOB = "publish"
CHANNEL_PATIENCE = timedelta(hours=1)
HOOK_PATIENCE = timedelta(days=1)
FEED_PATIENCE = timedelta(minutes=30)


class Around:
    """One moment; what was looked up once is not looked up again, however many people are planned for."""

    def __init__(
        self, home: Home, now: datetime, *, watched_since: datetime | None = None, silent: tuple[SilentRule, ...] = ()
    ) -> None:
        """`watched_since`: since when this program has been at work; `silent`: as `silent_rules` found them."""
        self._home = home
        self._now = now
        self._watched_since = watched_since or now
        self._silent = silent

    def of(self, person: str, after: State) -> Surroundings:
        mailboxes = [one for one in self._mailboxes if person in one.people]
        return Surroundings(
            offices=self._offices({one.office for one in after.appointments if one.office}),
            mailboxes=tuple(health_of(one, self._watched_since, person) for one in mailboxes),
            troubles=(*self._broken_channels(person), *self._broken_feed(person)),
            unheard=tuple(self._unheard.get(person, ())),
            readers=tuple(self._readers(person)),
            silent=self._silent if person == self._first else (),
            shelf=tuple(self._shelved(person)),
        )

    def _broken_channels(self, person: str) -> Iterator[Trouble]:
        for one in self._channels:
            if one.person in {None, person} and one.failing_since and self._now - one.failing_since >= CHANNEL_PATIENCE:
                first = one.person or self._first
                yield Trouble(
                    kind=AlertKind.CHANNEL,
                    about=one.id,
                    name=one.name or one.id,
                    since=one.failing_since,
                    first=person == first,
                )

    def _broken_feed(self, person: str) -> Iterator[Trouble]:
        since = self._unpublished_since
        concerned = [one for one, links in self._links.items() if links] if since else []
        if since and person in concerned:
            yield Trouble(kind=AlertKind.FEED, about="feed", name="feed", since=since, first=person == min(concerned))

    def _readers(self, person: str) -> Iterator[Reader]:
        """A link for one person is their news; one for several is a helper's, and told once."""
        for link in self._links.get(person, ()):
            later = self._clients.get(link.id, ())[1:]
            if later and link.revoked_at is None and person == self._first_on(link):
                name = link.name or link.id
                yield from (
                    Reader(link=link.id, name=name, client=one.client, since=one.first_seen_at) for one in later
                )

    def _first_on(self, link: FeedLink) -> str | None:
        shown = {member.person for member in link.members}
        return next((one for one in self._links if link.everyone or one in shown), None)

    def _shelved(self, person: str) -> Iterator[Shelved]:
        if self._any_unread:  # nearly never: then nobody need be looked up
            yield from (Shelved(sha256=one.sha256 or "", at=one.at) for one in unreadable(self._home, person))

    def _offices(self, named: Iterable[str]) -> dict[str, dict[str, str]]:
        known = self._home.offices if named else {}
        return {name: _told(place_of(known[name]).model_dump()) for name in named if name in known}

    @cached_property
    def _unheard(self) -> dict[str, list[Unheard]]:
        """The programs elsewhere that take nothing, by the first whom a channel reaches of those they would hear of."""
        found: dict[str, list[Unheard]] = {}
        reached = {one.person for one in self._channels}
        for hook in self._home.store.webhooks.list():
            people = may_hear(self._home, hook, self._now) if hook.failing_since else frozenset()
            if people and hook.failing_since and self._hears_nothing(hook, hook.failing_since):
                one = Unheard(about=hook.id, name=hook.name, since=hook.failing_since, paused=hook.pause in GIVEN_UP)
                first = min(people if None in reached else people & reached or people)
                found.setdefault(first, []).append(one)
        return found

    def _hears_nothing(self, hook: Webhook, since: datetime) -> bool:
        if hook.pause in GIVEN_UP:
            return True
        return self._now - since >= HOOK_PATIENCE and hook.id in self._home.store.webhook_events.waiting()

    @cached_property
    def _first(self) -> str | None:
        """Who is told what concerns everybody: the first by id whom any channel reaches."""
        reached = {one.person for one in self._channels}
        return next((one for one in self._links if None in reached or one in reached), None)

    @cached_property
    def _any_unread(self) -> bool:
        return bool(self._home.store.messages.failed())

    @cached_property
    def _mailboxes(self) -> tuple[MailboxRecord, ...]:
        return tuple(self._home.store.mailboxes.list())

    @cached_property
    def _channels(self) -> tuple[AlertChannel, ...]:
        return self._home.store.alerts.channels()

    @cached_property
    def _links(self) -> dict[str, tuple[FeedLink, ...]]:
        """The calendar links that show each person's dates, by person."""
        links = self._home.store.feeds.list()
        people = sorted(one.id for one in self._home.store.people.list())
        return {
            one: tuple(link for link in links if link.everyone or any(one == member.person for member in link.members))
            for one in people
        }

    @cached_property
    def _clients(self) -> dict[str, list[FeedClient]]:
        """Which programs fetched each link, the earliest first: the first is the one that it was made for."""
        return {link: list(seen) for link, seen in groupby(self._home.store.feeds.clients(), lambda one: one.link)}

    @cached_property
    def _unpublished_since(self) -> datetime | None:
        """Since when no calendar can be renewed, once that has lasted."""
        job = self._home.store.jobs.get(PUBLISHING_JOB)
        if job is None or job.last_error is None:
            return None
        good = next((one.at for one in self._home.store.jobs.heartbeats() if one.name == PUBLISHED), None)
        return good if good and self._now - good >= FEED_PATIENCE else None


def silent_rules(home: Home, now: datetime, longer_than: timedelta) -> tuple[SilentRule, ...]:
    """Rules that understood messages of this record once, and none for so long. Reads the whole log: not every minute.

    A wording that ICE gave up looks just like this, and so does a person whom nobody has written to.
    """
    readings = readings_of(home)
    if not readings:
        return ()
    kinds = {rule.name: rule.kind for rule in home.bench.rulebook.rules.kinds}
    found = idle(kinds, readings, now=now, longer_than=longer_than)
    return tuple(SilentRule(rule=one.rule, kind=kinds[one.rule], last=one.last) for one in found)


def health_of(record: MailboxRecord, watched_since: datetime, person: str | None = None) -> MailboxHealth:
    return MailboxHealth(
        id=record.id,
        name=record.id,
        created_at=record.created_at,
        last_ok_at=record.last_ok_at,
        failing_since=record.failing_since,
        needs_person=record.needs_person,
        watched_since=watched_since,
        first=person is None or person == min(record.people),
    )


def _told(place: Mapping[str, str]) -> dict[str, str]:
    """The office as sentences speak of it: only what is known."""
    named = ", ".join(part for part in (place["name"], place["address"]) if part)
    facts = {"place": named, "phone": place["phone"], "published": place["published"]}
    return {name: fact for name, fact in facts.items() if fact}
