"""What programs elsewhere are told, and what became of each: an outbox for each web hook, in the order of telling.

A delivery is marked as taken only after the endpoint said yes; whoever dies in between lets the lease run out, and it
is sent again, with the same id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, delete, func, or_, select, update

from tracker.errors import NotFoundError
from tracker.storage.tables import META
from tracker.storage.unit import Room, insert_new, put
from tracker.storage.webhook_tables import WEBHOOK_DELIVERY, WEBHOOK_EVENT
from tracker.storage.webhook_types import DeliveryState, SaidLast, WebhookDelivery, WebhookDraft
from tracker.storage.webhooks import is_due

FOLLOWING_LOCK = "web hooks follow the log"

_LATER = WEBHOOK_EVENT.alias("later")
_AFTER_IT = and_(
    _LATER.c.person == WEBHOOK_EVENT.c.person,
    _LATER.c.subject == WEBHOOK_EVENT.c.subject,
    _LATER.c.seq > WEBHOOK_EVENT.c.seq,
)
_SUPERSEDED = select(_LATER.c.seq).where(_AFTER_IT).exists()
_JOINED = select(
    WEBHOOK_DELIVERY,
    *(WEBHOOK_EVENT.c[name] for name in ("seq", "person", "type", "at", "payload")),
    (~_SUPERSEDED).label("newest"),
).join(WEBHOOK_EVENT, WEBHOOK_EVENT.c.id == WEBHOOK_DELIVERY.c.event)


class WebhookEvents(Room):
    @contextmanager
    def following(self) -> Iterator[None]:
        """One transaction that no other planner enters: what is new is told once."""
        with self._unit.transaction() as connection:
            put(connection, META, {"key": FOLLOWING_LOCK, "value": ""})
            yield

    def said(self, person: str) -> tuple[SaidLast, ...]:
        """What was said last of each subject of that person."""
        wanted = select(WEBHOOK_EVENT).where(WEBHOOK_EVENT.c.person == person, ~_SUPERSEDED)
        with self._unit.reading() as connection:
            rows = connection.execute(wanted.order_by(WEBHOOK_EVENT.c.seq)).mappings().all()
        return tuple(SaidLast(id=row["id"], fact=row["fact"], payload=self._payload(row)) for row in rows)

    def before(self, person: str, facts: Iterable[str]) -> dict[str, str]:
        """The id of the event in which each of these facts was said the last time."""
        wanted = (
            select(WEBHOOK_EVENT.c.fact, WEBHOOK_EVENT.c.id)
            .where(WEBHOOK_EVENT.c.person == person, WEBHOOK_EVENT.c.fact.in_(sorted(facts)))
            .order_by(WEBHOOK_EVENT.c.seq)
        )
        with self._unit.reading() as connection:
            return {row.fact: row.id for row in connection.execute(wanted)}

    def note(self, drafts: Sequence[WebhookDraft], *, now: datetime) -> None:
        """Note these events in this order, each with its deliveries: one step."""
        with self._unit.transaction() as connection:
            for draft in drafts:  # one by one, so that the numbers follow the order
                insert_new(connection, WEBHOOK_EVENT, [self._row(draft)])
            rows = [_delivery(one.id, webhook, now) for one in drafts for webhook in one.to]
            insert_new(connection, WEBHOOK_DELIVERY, rows)

    def forget_but(self, people: Iterable[str]) -> None:
        """Forget what was said of others: nobody is told of them, and who is told later is told from then on."""
        theirs = select(WEBHOOK_EVENT.c.id).where(WEBHOOK_EVENT.c.person.not_in(sorted(people)))
        with self._unit.transaction() as connection:
            connection.execute(delete(WEBHOOK_DELIVERY).where(WEBHOOK_DELIVERY.c.event.in_(theirs)))
            connection.execute(delete(WEBHOOK_EVENT).where(WEBHOOK_EVENT.c.person.not_in(sorted(people))))

    def prune(self, *, before: datetime) -> None:
        """Forget the receipts of events from before that moment, and of the events what nobody asks for again.

        The newest in which a fact was said stays: what is told next hangs on it.
        """
        old = WEBHOOK_EVENT.c.at < before
        receipts = select(WEBHOOK_EVENT.c.id).where(old)
        said_again = _LATER.c.fact == WEBHOOK_EVENT.c.fact
        again = select(_LATER.c.seq).where(_AFTER_IT, said_again).exists()
        with self._unit.transaction() as connection:
            connection.execute(delete(WEBHOOK_DELIVERY).where(WEBHOOK_DELIVERY.c.event.in_(receipts)))
            connection.execute(delete(WEBHOOK_EVENT).where(old, or_(WEBHOOK_EVENT.c.person.is_(None), again)))

    def next_due(self, webhook: str, *, after: int, now: datetime) -> WebhookDelivery | None:
        """The first in the order of telling that waits behind that number and may be tried."""
        wanted = _JOINED.where(WEBHOOK_DELIVERY.c.webhook == webhook, WEBHOOK_EVENT.c.seq > after, is_due(now))
        found = self._read(wanted.order_by(WEBHOOK_EVENT.c.seq).limit(1))
        return found[0] if found else None

    def get(self, webhook: str, event: str) -> WebhookDelivery:
        """Raises `NotFoundError`."""
        found = self._read(_JOINED.where(_is(webhook, event)))
        if not found:
            raise NotFoundError("That web hook has no such delivery.")
        return found[0]

    def list(self, webhook: str, *, before: int | None = None, limit: int = 50) -> tuple[WebhookDelivery, ...]:
        """Newest first, those before that number."""
        wanted = _JOINED.where(WEBHOOK_DELIVERY.c.webhook == webhook)
        if before is not None:
            wanted = wanted.where(WEBHOOK_EVENT.c.seq < before)
        return self._read(wanted.order_by(WEBHOOK_EVENT.c.seq.desc()).limit(limit))

    def taken(self, webhook: str, event: str, *, status: int, now: datetime) -> None:
        """The endpoint said yes: the receipt."""
        done = {"state": DeliveryState.TAKEN.value, "taken_at": now, "last_status": status, "last_error": None}
        self._change(webhook, event, attempts=WEBHOOK_DELIVERY.c.attempts + 1, **done)

    def failed(self, webhook: str, event: str, *, status: int | None, error: str, next_try: datetime) -> None:
        tried = {"attempts": WEBHOOK_DELIVERY.c.attempts + 1, "next_try": next_try}
        self._change(webhook, event, last_status=status, last_error=error, **tried)

    def end(self, webhook: str, event: str, state: DeliveryState, *, why: str) -> None:
        self._change(webhook, event, state=state.value, last_error=why)

    def again(self, webhook: str, event: str, *, now: datetime) -> WebhookDelivery:
        """It is due once more, whatever became of it before. Raises `NotFoundError`."""
        with self._unit.transaction():
            self._change(webhook, event, state=DeliveryState.WAITING.value, next_try=now, attempts=0, taken_at=None)
            return self.get(webhook, event)

    def waiting(self) -> frozenset[str]:
        """The web hooks for which something waits, by id."""
        wanted = select(WEBHOOK_DELIVERY.c.webhook).where(WEBHOOK_DELIVERY.c.state == DeliveryState.WAITING.value)
        with self._unit.reading() as connection:
            return frozenset(connection.scalars(wanted.distinct()))

    def counts(self) -> dict[DeliveryState, int]:
        """How many deliveries there are in each state."""
        wanted = select(WEBHOOK_DELIVERY.c.state, func.count().label("number")).group_by(WEBHOOK_DELIVERY.c.state)
        with self._unit.reading() as connection:
            found = {row.state: row.number for row in connection.execute(wanted)}
        return {state: found.get(state.value, 0) for state in DeliveryState}

    def _change(self, webhook: str, event: str, **values: Any) -> None:  # noqa: ANN401 - values of columns
        with self._unit.transaction() as connection:
            connection.execute(update(WEBHOOK_DELIVERY).where(_is(webhook, event)).values(**values))

    def _row(self, draft: WebhookDraft) -> dict[str, Any]:
        payload = self._unit.seal(WEBHOOK_EVENT, "payload", draft.id, draft.payload)
        return draft.model_dump() | {"payload": payload}

    def _payload(self, row: RowMapping, name: str = "id") -> str:
        return self._unit.unseal(WEBHOOK_EVENT, "payload", row[name], row["payload"])

    def _read(self, wanted: Select[Any]) -> tuple[WebhookDelivery, ...]:
        with self._unit.reading() as connection:
            rows = connection.execute(wanted).mappings().all()
        opened = [dict(row) | {"payload": self._payload(row, "event")} for row in rows]
        return tuple(WebhookDelivery.model_validate(one) for one in opened)


def _is(webhook: str, event: str) -> ColumnElement[bool]:
    return and_(WEBHOOK_DELIVERY.c.webhook == webhook, WEBHOOK_DELIVERY.c.event == event)


def _delivery(event: str, webhook: str, now: datetime) -> dict[str, Any]:
    return {
        "webhook": webhook,
        "event": event,
        "state": DeliveryState.WAITING.value,
        "attempts": 0,
        "next_try": now,
    }
