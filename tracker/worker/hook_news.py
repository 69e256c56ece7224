"""Web hooks follow the log: what holds now and was not said last becomes an event, noted in one step.

Nothing that became so can go unsaid: until then it counts as new, whoever dies in between. What was so before a
web hook was made is noted and not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from tracker.alerts.types import overdue_at
from tracker.appointments.events import AnyEvent, State
from tracker.appointments.state import fold
from tracker.storage.types import MailboxRecord
from tracker.storage.webhook_types import SaidLast, Webhook, WebhookDraft
from tracker.webhooks.facts import Holds, News, about, facts_of, links_of, news, parts_of
from tracker.webhooks.types import Body, Fact
from tracker.worker.around import health_of
from tracker.worker.home import Home
from tracker.worker.hooks import heard_of, may_hear
from tracker.worker.records import has_aged, open_dates
from tracker.worker.sync import interval

HOOKS_JOB = "webhooks"
ID_PREFIX = "hev_"

Unread = Mapping[str, bool]
Looked = tuple[tuple[int, int], Unread, datetime, State]  # how long the log was, the mailboxes, when, what it said


class HookPlanner:
    """Plans for everybody of whom a web hook may be told. Holds nothing that a new one would not find again."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._looked: dict[str, Looked] = {}
        self._since: datetime | None = None

    def turn(self, now: datetime) -> int:
        """Note what is new about everybody; returns how many events that makes."""
        self._since = self._since or now
        hooks = self._home.store.webhooks.list()
        if not hooks:
            self._looked.clear()
            return 0
        hearing, extents = heard_of(self._home, hooks, now), self._home.store.events.extents()
        unread = self._unread(now)
        for person in self._looked.keys() - hearing.keys():  # nothing of the erased stays in memory
            self._looked.pop(person, None)
        return sum(
            self._follow(person, hearing[person], extents.get(person, (0, 0)), unread.get(person, {}), now)
            for person in sorted(hearing)
        )

    def follow(self, person: str, now: datetime) -> int:
        """The same for one person, at the cost of one: it is done before each post."""
        hooks = [one for one in self._home.store.webhooks.list() if person in may_hear(self._home, one, now)]
        if not hooks:
            return 0
        extent = self._home.store.events.extents(person).get(person, (0, 0))
        unread = {one.id: self._late(one, now) for one in self._home.store.mailboxes.of(person)}
        return self._follow(person, hooks, extent, unread, now)

    def _follow(self, person: str, hooks: list[Webhook], extent: tuple[int, int], unread: Unread, now: datetime) -> int:
        last = self._looked.get(person)
        if last and last[:2] == (extent, unread) and not has_aged(open_dates(last[3].appointments), last[2], now):
            return 0
        with self._home.store.webhook_events.following():
            events = self._home.store.events.of(person)
            state = fold(events, person=person, now=now)
            drafts = self._drafts(person, hooks, events, facts_of(state, unread, now, self._uid), now)
            self._home.store.webhook_events.note(drafts, now=now)
        kept = state.model_copy(update={"entries": (), "reviews": (), "requests": ()})
        self._looked[person] = (extent, unread, now, kept)
        return sum(bool(one.to) for one in drafts)

    def _drafts(
        self,
        person: str,
        hooks: list[Webhook],
        events: Iterable[AnyEvent],
        holding: Mapping[str, Holds],
        now: datetime,
    ) -> list[WebhookDraft]:
        said = self._home.store.webhook_events.said(person)
        before = about(_fact(one) for one in said)
        silent = list[News]()
        if not said:  # nobody was told of this person yet: what was so before is no news
            since = min(self._hears_since(one, person) for one in hooks)
            since = min(now, since)
            was = fold([one for one in events if one.recorded_at < since], person=person, now=since)
            known = facts_of(was, {}, since, self._uid)
            silent = [News(known[subject].fact, told=False) for subject in sorted(known)]
            before = {subject: one.fact for subject, one in known.items()}
        return self._numbered(person, [*silent, *news(before, holding)], hooks, now)

    def _numbered(self, person: str, found: list[News], hooks: list[Webhook], now: datetime) -> list[WebhookDraft]:
        """With ids that come from the content: the same fact, said again later, has another one."""
        facts = [self._uid("webhook fact", *parts_of(one.fact)) for one in found]
        before = self._home.store.webhook_events.before(person, facts)
        drafts = list[WebhookDraft]()
        for one, fact in zip(found, facts, strict=True):
            to = tuple(hook.id for hook in hooks if one.told and one.fact.type in hook.types)
            drafts.append(self._draft(one.fact, fact, before.get(fact), to, now))
            before[fact] = drafts[-1].id
        return drafts

    def _draft(self, fact: Fact, key: str, before: str | None, to: tuple[str, ...], now: datetime) -> WebhookDraft:
        event = ID_PREFIX + (self._uid("webhook event", key, before) if before else key)
        body = Body(id=event, type=fact.type, timestamp=now, data=fact.data, links=links_of(fact))
        return WebhookDraft(
            id=event,
            person=fact.data.person,
            subject=self._uid("webhook subject", str(fact.data.person), fact.subject),
            fact=key,
            type=fact.type.value,
            at=now,
            payload=body.encoded().decode(),
            to=to,
        )

    def _hears_since(self, hook: Webhook, person: str) -> datetime:
        """When it was made, or its account was let in to this person."""
        if hook.account is None:
            return hook.created_at
        grants = self._home.store.accounts.get(hook.account).grants
        return max([hook.created_at, *(one.given_at for one in grants if one.person == person)])

    def _unread(self, now: datetime) -> dict[str, dict[str, bool]]:
        """By person: each mailbox, and whether it is late."""
        found: dict[str, dict[str, bool]] = {}
        for record in self._home.store.mailboxes.list():
            late = self._late(record, now)
            for person in record.people:
                found.setdefault(person, {})[record.id] = late
        return found

    def _late(self, record: MailboxRecord, now: datetime) -> bool:
        health = health_of(record, self._since or now)
        return record.needs_person or overdue_at(health, 2 * interval(self._home)) <= now

    def _uid(self, *parts: str) -> str:
        return self._home.store.derive_uid(*parts)


def _fact(said: SaidLast) -> Fact:
    body = Body.model_validate_json(said.payload)
    return Fact(type=body.type, data=body.data)
