"""The one place where something of the log is removed: all of one person's, and never a part of it.

What belongs to others too (a message in a mailbox that several people share, a calendar for several) stays theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, delete, exists, or_, select, union, update

from tracker.frozen import Frozen
from tracker.storage import access_tables as access
from tracker.storage.feed_tables import FEED_CLIENT, FEED_LINK, FEED_MEMBER, FEED_REVISION
from tracker.storage.feeds import LEDGER_LOCK
from tracker.storage.people import tombstone
from tracker.storage.scrub import scrub
from tracker.storage.tables import (
    ALERT,
    ALERT_CHANNEL,
    ALERT_DELIVERY,
    ALERT_TOLD,
    CURSOR,
    EVENT_LOG,
    EVIDENCE,
    JOB,
    MAILBOX,
    MAILBOX_PERSON,
    MESSAGE,
    MESSAGE_RAW,
    META,
    ORIGIN,
    PERSON,
    SIGHTING,
    SIGNATURE_CHECK,
)
from tracker.storage.unit import Room, insert_new, put, queue_for
from tracker.storage.webhook_tables import WEBHOOK, WEBHOOK_DELIVERY, WEBHOOK_EVENT

AT_ONCE = 500  # ids in one statement; databases have a limit
_OF_ACCOUNTS = (
    access.PASSKEY, access.RECOVERY_CODE, access.WEB_SESSION, access.TICKET, access.API_TOKEN, access.ACCOUNT_PERSON,
    access.AUDIT,
)  # fmt: skip


class Erased(Frozen):
    """What an erasure came to."""

    entries: int  # of the log
    messages: int
    kept: int  # messages that are somebody else's, too
    mailboxes: int
    accounts: int  # that could open this record alone
    ended: tuple[str, ...]  # links that showed nobody else, by id
    changed: tuple[str, ...]  # links that showed others, too


class Erasing(Room):
    def erase(self, person: str, *, now: datetime) -> Erased:
        """Remove all that is theirs alone, and them: one step. Their id is not given to anybody again.

        A link that showed only them stays without a name, and shows that its calendar has ended.
        """
        with self._unit.transaction() as connection:
            queue_for(connection, {person})
            kept = _Erasure(connection, person)
            links = kept.of(FEED_MEMBER.c.link, FEED_MEMBER.c.person)
            shared = kept.shared(links)
            ended = [one for one in links if one not in shared]
            entries, mailboxes, accounts = len(kept.events), len(kept.mailboxes), len(kept.accounts)
            kept.forget_alerts()
            kept.forget_programs()
            kept.forget_log()
            messages = kept.forget_mail()
            kept.forget_calendars(ended, shared, now)
            self._unname(connection, ended)
            kept.forget_accounts([*kept.events, *messages, *ended])
            kept.forget_person(tombstone(self._unit.cipher, person))
        return Erased(
            entries=entries,
            messages=len(messages),
            kept=len(kept.messages) - len(messages),
            mailboxes=mailboxes,
            accounts=accounts,
            ended=tuple(ended),
            changed=tuple(sorted(shared)),
        )

    def scrub(self) -> bool:
        """Overwrite what the database's files still hold of what was removed; false where that must wait."""
        return scrub(self._unit.engine)

    def _unname(self, connection: Connection, links: Iterable[str]) -> None:
        for link in links:
            unnamed = self._unit.seal(FEED_LINK, "name", link, "")
            connection.execute(update(FEED_LINK).where(FEED_LINK.c.id == link).values(name=unnamed))


class _Erasure:
    """One erasure in its transaction. What is whose is looked up before anything is removed."""

    def __init__(self, connection: Connection, person: str) -> None:
        self._connection = connection
        self._person = person
        self.events = self.of(EVENT_LOG.c.id, EVENT_LOG.c.person)
        self.mailboxes = self._mailboxes()
        self.messages = self._messages()
        self.accounts = self._accounts()
        self.channels = self.of(ALERT_CHANNEL.c.id, ALERT_CHANNEL.c.person)
        self.alerts = self.of(ALERT.c.id, ALERT.c.person)

    def of(self, column: Column[Any], person: Column[Any]) -> list[str]:
        """What stands in that column of the person's rows, each once."""
        return self._ids(select(column).where(person == self._person).distinct().order_by(column))

    def shared(self, links: Sequence[str]) -> set[str]:
        """The links that show others: those of these, and those that show everybody."""
        everyone = self._ids(select(FEED_LINK.c.id).where(FEED_LINK.c.everyone))
        others = select(FEED_MEMBER.c.link).where(FEED_MEMBER.c.person != self._person)
        return {*everyone, *self._ids(others.where(FEED_MEMBER.c.link.in_(links)))}

    def forget_alerts(self) -> None:
        self._remove(ALERT_DELIVERY.c.alert, self.alerts)
        self._remove(ALERT_DELIVERY.c.channel, self.channels)
        self._remove(ALERT_TOLD.c.event, self.events)
        self._remove(ALERT.c.id, self.alerts)
        self._remove(ALERT_CHANNEL.c.id, self.channels)

    def forget_programs(self) -> None:
        """What programs elsewhere were told; a web hook that was to hear of them alone is not made to hear of all."""
        told = self.of(WEBHOOK_EVENT.c.id, WEBHOOK_EVENT.c.person)
        hooks = self._connection.execute(select(WEBHOOK.c.id, WEBHOOK.c.account, WEBHOOK.c.people)).all()
        ended = [one.id for one in hooks if one.people == [self._person] or one.account in self.accounts]
        self._remove(WEBHOOK_DELIVERY.c.event, told)
        self._remove(WEBHOOK_DELIVERY.c.webhook, ended)
        self._remove(WEBHOOK_EVENT.c.id, told)
        self._remove(WEBHOOK.c.id, ended)
        for one in hooks:
            if self._person in one.people and one.id not in ended:
                others = [who for who in one.people if who != self._person]
                self._connection.execute(update(WEBHOOK).where(WEBHOOK.c.id == one.id).values(people=others))

    def forget_log(self) -> None:
        self._remove(EVIDENCE.c.entry, self.events)
        self._remove(EVENT_LOG.c.id, self.events)

    def forget_mail(self) -> list[str]:
        """The mailboxes that were read for them alone, and the messages that were nobody else's, which it returns."""
        for table in (CURSOR, SIGHTING, MAILBOX_PERSON):
            self._remove(table.c.mailbox, self.mailboxes)
        self._remove_theirs(MAILBOX_PERSON, ORIGIN)
        self._remove(MAILBOX.c.id, self.mailboxes)
        nobodys = [one for some in _portions(self.messages) for one in self._ids(_nobodys(some))]
        self._remove(SIGNATURE_CHECK.c.message, nobodys)
        self._remove(MESSAGE_RAW.c.sha256, nobodys)
        self._remove(MESSAGE.c.sha256, nobodys)
        return nobodys

    def forget_calendars(self, ended: Sequence[str], shared: Iterable[str], now: datetime) -> None:
        self._remove_theirs(FEED_MEMBER)
        self._remove(FEED_CLIENT.c.link, ended)
        self._remove(FEED_REVISION.c.scope, ended)
        printed = FEED_REVISION.c.scope.startswith(f"print:{self._person}:", autoescape=True)
        self._connection.execute(delete(FEED_REVISION).where(printed))
        # A hash of what was shown could be guessed back to a date. The numbers stay, and go on counting.
        of_shared = update(FEED_REVISION).where(FEED_REVISION.c.scope.in_(sorted(shared)))
        self._connection.execute(of_shared.values(content_hash=""))
        put(self._connection, META, {"key": LEDGER_LOCK, "value": ""})
        these = update(FEED_LINK).where(FEED_LINK.c.id.in_(ended))
        self._connection.execute(these.values(last_fetched_at=None, last_client=None))
        self._connection.execute(these.where(FEED_LINK.c.revoked_at.is_(None)).values(revoked_at=now))

    def forget_accounts(self, subjects: Iterable[str]) -> None:
        """Those who could open this record alone; and who did what in it, or to one of these things of theirs."""
        for table in _OF_ACCOUNTS:
            self._remove(table.c.account, self.accounts)
        self._remove(access.ACCOUNT.c.id, self.accounts)
        given = update(access.ACCOUNT_PERSON).where(access.ACCOUNT_PERSON.c.given_by.in_(self.accounts))
        self._connection.execute(given.values(given_by=None))
        self._remove_theirs(access.ACCOUNT_PERSON, access.AUDIT)
        own = [*subjects, *self.mailboxes, *self.channels, *self.alerts, *self.accounts, self._person]
        self._remove(access.AUDIT.c.subject, own)

    def forget_person(self, tombstone: str) -> None:
        self._connection.execute(update(JOB).values(last_error=None))  # it may name them
        self._connection.execute(delete(PERSON).where(PERSON.c.id == self._person))
        insert_new(self._connection, META, [{"key": tombstone, "value": ""}])

    def _mailboxes(self) -> list[str]:
        """Those that are read for nobody else, also removed ones."""
        others = select(MAILBOX_PERSON.c.mailbox).where(MAILBOX_PERSON.c.person != self._person)
        theirs = select(MAILBOX_PERSON.c.mailbox).where(MAILBOX_PERSON.c.person == self._person)
        return self._ids(theirs.where(MAILBOX_PERSON.c.mailbox.not_in(others)))

    def _messages(self) -> list[str]:
        in_mailbox = (
            select(SIGHTING.c.sha256)
            .join(MAILBOX_PERSON, SIGHTING.c.mailbox == MAILBOX_PERSON.c.mailbox)
            .where(MAILBOX_PERSON.c.person == self._person)
        )
        imported = select(ORIGIN.c.sha256).where(ORIGIN.c.person == self._person)
        logged = select(EVENT_LOG.c.sha256).where(EVENT_LOG.c.person == self._person, EVENT_LOG.c.sha256.is_not(None))
        return self._ids(union(in_mailbox, imported, logged))

    def _accounts(self) -> list[str]:
        theirs = select(access.ACCOUNT_PERSON.c.account).where(access.ACCOUNT_PERSON.c.person == self._person)
        others = select(access.ACCOUNT_PERSON.c.account).where(access.ACCOUNT_PERSON.c.person != self._person)
        account = access.ACCOUNT.c
        alone = and_(account.id.in_(theirs), account.id.not_in(others), ~account.everyone)
        return self._ids(select(account.id).where(alone).order_by(account.id))

    def _ids(self, wanted: Any) -> list[str]:  # noqa: ANN401 - any statement that selects one column
        return list(self._connection.scalars(wanted))

    def _remove(self, column: ColumnElement[Any], ids: Sequence[str]) -> None:
        table: Table = column.table
        for some in _portions(ids):
            self._connection.execute(delete(table).where(column.in_(some)))

    def _remove_theirs(self, *tables: Table) -> None:
        for table in tables:
            self._connection.execute(delete(table).where(table.c.person == self._person))


def _nobodys(some: Sequence[str]) -> Any:  # noqa: ANN401 - see `_ids`
    """Of these messages, those that no mailbox, nobody's import and nobody's log knows any more."""
    known = or_(
        *(exists().where(one == MESSAGE.c.sha256) for one in (SIGHTING.c.sha256, ORIGIN.c.sha256, EVENT_LOG.c.sha256))
    )
    return select(MESSAGE.c.sha256).where(MESSAGE.c.sha256.in_(some), ~known)


def _portions(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[begin : begin + AT_ONCE] for begin in range(0, len(ids), AT_ONCE))
