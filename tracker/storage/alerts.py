"""The outbox: what is to be told, over which channel, and what became of it.

what is new in the log ──▶ plan (alerts and their deliveries: one step) ──▶ claim ──▶ sent
                                                                            └──▶ failed, and claimed again

A delivery is marked as sent only after its channel said yes; whoever dies in between lets the lease run out, and it is
claimed again, with the same id.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from pydantic import SecretStr
from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, delete, func, or_, select, update

from tracker.errors import NotFoundError
from tracker.reading.types import Language
from tracker.storage.tables import ALERT, ALERT_CHANNEL, ALERT_DELIVERY, ALERT_TOLD, EVENT_LOG, META
from tracker.storage.types import AlertChannel, AlertDraft, AlertRecord, AlertState, Delivery
from tracker.storage.unit import Room, insert_new, put, without

FOLLOWING_LOCK = "alerts follow the log"
TOO_FAR = timedelta(hours=36)  # nothing is planned so far ahead: a clock that stepped back left it there
ID_BYTES = 3

_WAITS = ALERT_DELIVERY.c.state == AlertState.PLANNED.value


class Alerts(Room):
    def add_channel(
        self, name: str, url: SecretStr, *, person: str | None, full: bool, language: Language | None, now: datetime
    ) -> AlertChannel:
        """A new way to reach that person, or whoever is in the record. It gets what is planned from now on."""
        channel = secrets.token_hex(ID_BYTES)
        row = {
            "id": channel,
            "name": self._unit.seal(ALERT_CHANNEL, "name", channel, name),
            "url": self._unit.seal(ALERT_CHANNEL, "url", channel, url.get_secret_value()),
            "person": person,
            "full": full,
            "language": language and language.value,
            "created_at": now,
        }
        with self._unit.transaction() as connection:
            insert_new(connection, ALERT_CHANNEL, [row])
            return self.channel(channel)

    def channel(self, channel: str) -> AlertChannel:
        """Raises `NotFoundError`, also for one that was removed."""
        found = self._channels(ALERT_CHANNEL.c.id == channel)
        if not found:
            raise NotFoundError(f"There is no channel {channel!r}; 'tracker alerts list' shows which there are.")
        return found[0]

    def channels(self) -> tuple[AlertChannel, ...]:
        """Those in use, oldest first."""
        return self._channels(ALERT_CHANNEL.c.id == ALERT_CHANNEL.c.id)

    def channels_of(self, person: str) -> tuple[AlertChannel, ...]:
        """Those in use that tell of that person, the ones that tell of everybody too, oldest first."""
        return self._channels(ALERT_CHANNEL.c.person.is_(None) | (ALERT_CHANNEL.c.person == person))

    def remove_channel(self, channel: str, *, now: datetime) -> None:
        """Forget its address and send nothing there any more. Raises `NotFoundError`."""
        with self._unit.transaction() as connection:
            self.channel(channel)
            this = ALERT_CHANNEL.c.id == channel
            connection.execute(update(ALERT_CHANNEL).where(this).values(url=None, removed_at=now))
            its = update(ALERT_DELIVERY).where(ALERT_DELIVERY.c.channel == channel, _WAITS)
            connection.execute(its.values(state=AlertState.DEAD.value, last_error="The channel was removed."))

    @contextmanager
    def following(self) -> Iterator[None]:
        """One transaction that no other planner enters: what is new in the log is planned once."""
        with self._unit.transaction() as connection:
            put(connection, META, {"key": FOLLOWING_LOCK, "value": ""})
            yield

    def untold(self, person: str) -> frozenset[str]:
        """The events of that person from which no alerts were planned yet, by id."""
        told = select(ALERT_TOLD.c.event).where(ALERT_TOLD.c.event == EVENT_LOG.c.id)
        wanted = select(EVENT_LOG.c.id).where(EVENT_LOG.c.person == person, ~told.exists())
        with self._unit.reading() as connection:
            return frozenset(connection.scalars(wanted))

    def behind(self) -> frozenset[str]:
        """Whose log holds events from which no alerts were planned yet."""
        told = select(ALERT_TOLD.c.event).where(ALERT_TOLD.c.event == EVENT_LOG.c.id)
        with self._unit.reading() as connection:
            return frozenset(connection.scalars(select(EVENT_LOG.c.person).where(~told.exists()).distinct()))

    def plan(self, drafts: Sequence[AlertDraft], *, told: Iterable[str] = (), now: datetime) -> int:
        """Put those that are not there yet into the outbox, for every channel of their person; returns how many.

        `told` are the events that they were planned from.
        """
        with self._unit.transaction() as connection:
            insert_new(connection, ALERT_TOLD, [{"event": event} for event in sorted(told)])
            known = self._known(connection, [draft.id for draft in drafts])
            fresh = [draft for draft in drafts if draft.id not in known]
            insert_new(connection, ALERT, [self._row(draft, now) for draft in fresh])
            channels = self.channels() if fresh else ()
            insert_new(
                connection,
                ALERT_DELIVERY,
                [
                    _delivery(draft, channel.id)
                    for draft in fresh
                    for channel in channels
                    if channel.person == draft.person or (channel.person is None and draft.shared)
                ],
            )
        return len(fresh)

    def due_channels(self, now: datetime) -> tuple[str, ...]:
        """The channels over which something is due, by id."""
        wanted = select(ALERT_DELIVERY.c.channel).where(_is_due(now)).distinct().order_by(ALERT_DELIVERY.c.channel)
        with self._unit.reading() as connection:
            return tuple(connection.scalars(wanted))

    def claim(self, channel: str, *, limit: int, now: datetime, lease: timedelta) -> tuple[AlertRecord, ...]:
        """Take what is due for one person over that channel, longest due first; nobody else gets it until the lease
        is over.
        """
        due = (
            select(ALERT_DELIVERY.c.alert, ALERT.c.person)
            .join(ALERT, ALERT.c.id == ALERT_DELIVERY.c.alert)
            .where(ALERT_DELIVERY.c.channel == channel, _is_due(now))
            .order_by(ALERT_DELIVERY.c.next_try, ALERT_DELIVERY.c.alert)
        )
        with self._unit.transaction() as connection:
            first = connection.execute(due.limit(1).with_for_update(skip_locked=True, of=ALERT_DELIVERY)).one_or_none()
            if first is None:
                return ()
            of_person = (
                due.where(ALERT.c.person == first.person)
                .limit(limit)
                .with_for_update(skip_locked=True, of=ALERT_DELIVERY)
            )
            ids = [row.alert for row in connection.execute(of_person)]
            self._change(connection, channel, ids, next_try=now + lease)
            return self._records(connection, select(ALERT).where(ALERT.c.id.in_(ids)))

    def sent(self, channel: str, alerts: Sequence[str], *, now: datetime) -> None:
        """The channel said yes: the receipt."""
        with self._unit.transaction() as connection:
            self._change(
                connection, channel, alerts, tried=True, state=AlertState.SENT.value, sent_at=now, last_error=None
            )
            health = {"last_ok_at": now, "failing_since": None, "last_error": None}
            connection.execute(update(ALERT_CHANNEL).where(ALERT_CHANNEL.c.id == channel).values(**health))

    def failed(self, channel: str, alerts: Sequence[str], *, error: str, next_try: datetime, now: datetime) -> None:
        """The channel did not say yes; they are due again at `next_try`."""
        with self._unit.transaction() as connection:
            self._change(connection, channel, alerts, tried=True, next_try=next_try, last_error=error)
            this = ALERT_CHANNEL.c.id == channel
            connection.execute(
                update(ALERT_CHANNEL).where(this, ALERT_CHANNEL.c.failing_since.is_(None)).values(failing_since=now)
            )
            connection.execute(update(ALERT_CHANNEL).where(this).values(last_error=error))

    def give_up(self, channel: str, alerts: Sequence[str], *, reason: str) -> None:
        with self._unit.transaction() as connection:
            self._change(connection, channel, alerts, state=AlertState.DEAD.value, last_error=reason)

    def prune(self, *, before: datetime) -> None:
        """Forget the receipts of alerts that were due before that moment. The alerts stay: else they were new again."""
        old = select(ALERT.c.id).where(ALERT.c.due_at < before)
        ended = delete(ALERT_DELIVERY).where(~_WAITS, ALERT_DELIVERY.c.alert.in_(old))
        with self._unit.transaction() as connection:
            connection.execute(ended)

    def acknowledge(self, alert: str, *, now: datetime) -> AlertRecord:
        """A person has seen it: it is tried no more. Raises `NotFoundError`."""
        with self._unit.transaction() as connection:
            this = update(ALERT).where(ALERT.c.id == alert, ALERT.c.acknowledged_at.is_(None))
            connection.execute(this.values(acknowledged_at=now))
            waiting = update(ALERT_DELIVERY).where(ALERT_DELIVERY.c.alert == alert, _WAITS)
            connection.execute(waiting.values(state=AlertState.ACKNOWLEDGED.value))
            found = self._records(connection, select(ALERT).where(ALERT.c.id == alert))
        if not found:
            raise NotFoundError(f"There is no alert {alert!r}; 'tracker alerts list' shows which there are.")
        return found[0]

    def list(self, person: str | None = None, *, since: datetime | None = None) -> tuple[AlertRecord, ...]:
        """What was planned, longest due first."""
        wanted = select(ALERT)
        if person is not None:
            wanted = wanted.where(ALERT.c.person == person)
        if since is not None:
            wanted = wanted.where(ALERT.c.due_at >= since)
        with self._unit.reading() as connection:
            return self._records(connection, wanted)

    def find(self, alerts: Sequence[str]) -> tuple[AlertRecord, ...]:
        """Those of these ids that there are."""
        with self._unit.reading() as connection:
            return self._records(connection, select(ALERT).where(ALERT.c.id.in_(alerts)))

    def counts(self) -> dict[AlertState, int]:
        """How many deliveries there are in each state."""
        wanted = select(ALERT_DELIVERY.c.state, func.count().label("number")).group_by(ALERT_DELIVERY.c.state)
        with self._unit.reading() as connection:
            found = {row.state: row.number for row in connection.execute(wanted)}
        return {state: found.get(state.value, 0) for state in AlertState}

    def waiting_since(self, now: datetime) -> datetime | None:
        """When the alert was due that has waited longest for a channel to take it; None while none waits."""
        wanted = (
            select(func.min(ALERT.c.due_at))
            .join(ALERT_DELIVERY, ALERT_DELIVERY.c.alert == ALERT.c.id)
            .where(_WAITS, ALERT.c.due_at <= now)
        )
        with self._unit.reading() as connection:
            found: datetime | None = connection.scalar(wanted)
        return found

    def _known(self, connection: Connection, ids: Sequence[str]) -> frozenset[str]:
        return frozenset(connection.scalars(select(ALERT.c.id).where(ALERT.c.id.in_(ids))))

    def _row(self, draft: AlertDraft, now: datetime) -> dict[str, Any]:
        payload = self._unit.seal(ALERT, "payload", draft.id, draft.payload)
        return draft.model_dump() | {"payload": payload, "planned_at": now}

    def _change(
        self,
        connection: Connection,
        channel: str,
        alerts: Sequence[str],
        *,
        tried: bool = False,
        **values: Any,  # noqa: ANN401 - values of columns
    ) -> None:
        counted = {"attempts": ALERT_DELIVERY.c.attempts + 1} if tried else {}
        these = update(ALERT_DELIVERY).where(ALERT_DELIVERY.c.channel == channel, ALERT_DELIVERY.c.alert.in_(alerts))
        connection.execute(these.values(**counted, **values))

    def _records(self, connection: Connection, wanted: Select[Any]) -> tuple[AlertRecord, ...]:
        rows = connection.execute(wanted.order_by(ALERT.c.due_at, ALERT.c.id)).mappings().all()
        these = ALERT_DELIVERY.c.alert.in_(wanted.with_only_columns(ALERT.c.id))
        deliveries = defaultdict[str, list[Delivery]](list)
        for row in connection.execute(
            select(ALERT_DELIVERY).where(these).order_by(ALERT_DELIVERY.c.channel)
        ).mappings():
            deliveries[row["alert"]].append(Delivery.model_validate(without(row, "alert")))
        return tuple(self._record(row, tuple(deliveries[row["id"]])) for row in rows)

    def _record(self, row: RowMapping, deliveries: tuple[Delivery, ...]) -> AlertRecord:
        payload = self._unit.unseal(ALERT, "payload", row["id"], row["payload"])
        return AlertRecord.model_validate(dict(row) | {"payload": payload, "deliveries": deliveries})

    def _channels(self, condition: ColumnElement[bool]) -> tuple[AlertChannel, ...]:
        wanted = select(ALERT_CHANNEL).where(condition, ALERT_CHANNEL.c.removed_at.is_(None))
        ordered = wanted.order_by(ALERT_CHANNEL.c.created_at, ALERT_CHANNEL.c.id)
        with self._unit.reading() as connection:
            rows = connection.execute(ordered).mappings().all()
        return tuple(self._channel(row) for row in rows)

    def _channel(self, row: RowMapping) -> AlertChannel:
        opened = {name: self._unit.unseal(ALERT_CHANNEL, name, row["id"], row[name]) for name in ("name", "url")}
        return AlertChannel.model_validate(without(row, "removed_at") | opened)


def _is_due(now: datetime) -> ColumnElement[bool]:
    return and_(_WAITS, or_(ALERT_DELIVERY.c.next_try <= now, ALERT_DELIVERY.c.next_try > now + TOO_FAR))


def _delivery(draft: AlertDraft, channel: str) -> dict[str, Any]:
    state = AlertState.PLANNED.value
    return {"alert": draft.id, "channel": channel, "state": state, "attempts": 0, "next_try": draft.due_at}
