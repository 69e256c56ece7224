"""Web hooks: where programs are told, and how that place fares. A row's `next_try` is also its lease."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from pydantic import SecretStr
from sqlalchemy import ColumnElement, Connection, RowMapping, Update, and_, delete, or_, select, update

from tracker.errors import NotFoundError
from tracker.storage.unit import Room, insert_new, without
from tracker.storage.webhook_tables import WEBHOOK, WEBHOOK_DELIVERY
from tracker.storage.webhook_types import DeliveryState, Pause, Webhook

ID_BYTES = 6
TOO_FAR = timedelta(hours=36)  # nothing is put off so far: a clock that stepped back left it there

_IN_USE = WEBHOOK.c.removed_at.is_(None)
_SEALED = ("name", "url", "secret", "old_secret")


class Webhooks(Room):
    def add(
        self,
        name: str,
        url: SecretStr,
        secret: SecretStr,
        *,
        account: str | None,
        types: Iterable[str],
        people: Iterable[str] = (),
        now: datetime,
    ) -> Webhook:
        webhook = secrets.token_hex(ID_BYTES)
        row = {
            "id": webhook,
            "account": account,
            "name": self._unit.seal(WEBHOOK, "name", webhook, name),
            "url": self._unit.seal(WEBHOOK, "url", webhook, url.get_secret_value()),
            "secret": self._unit.seal(WEBHOOK, "secret", webhook, secret.get_secret_value()),
            "types": [*types],
            "people": sorted(set(people)),
            "created_at": now,
            "next_try": now,
            "failures": 0,
        }
        with self._unit.transaction() as connection:
            insert_new(connection, WEBHOOK, [row])
            return self.get(webhook)

    def get(self, webhook: str) -> Webhook:
        """Raises `NotFoundError`, also for one that was removed."""
        found = self._read(WEBHOOK.c.id == webhook)
        if not found:
            raise NotFoundError(f"There is no web hook {webhook!r}; `tracker webhook list` shows which there are.")
        return found[0]

    def list(self) -> tuple[Webhook, ...]:
        """Those in use, paused ones too, oldest first."""
        return self._read(_IN_USE)

    def remove(self, webhook: str, *, now: datetime) -> None:
        """Forget its address, its secrets and its receipts. Raises `NotFoundError`."""
        with self._unit.transaction() as connection:
            self.get(webhook)
            end_webhooks(connection, WEBHOOK.c.id == webhook, now=now)

    def pause(self, webhook: str, why: Pause, *, now: datetime) -> Webhook:
        """What it should be told is kept until it goes on."""
        self._set(webhook, paused_at=now, pause=why.value)
        return self.get(webhook)

    def resume(self, webhook: str, *, now: datetime) -> Webhook:
        """From now on it is told again, first of all what has waited."""
        with self._unit.transaction() as connection:
            self._set(webhook, paused_at=None, pause=None)
            self._set(webhook, next_try=now, failures=0, failing_since=None, last_error=None)
            connection.execute(_waiting_for(webhook).values(next_try=now, attempts=0))
            return self.get(webhook)

    def rotate(self, webhook: str, secret: SecretStr, *, old_until: datetime) -> Webhook:
        """A new secret; the one before it signs too, until that moment. Raises `NotFoundError`."""
        with self._unit.transaction():
            before, *_ = self.keys(webhook, now=old_until)  # a second one, where the clock stepped back
            sealed = {
                name: self._unit.seal(WEBHOOK, name, webhook, one.get_secret_value())
                for name, one in (("secret", secret), ("old_secret", before))
            }
            self._set(webhook, old_until=old_until, **sealed)
            return self.get(webhook)

    def keys(self, webhook: str, *, now: datetime) -> tuple[SecretStr, ...]:
        """The secrets that sign at that moment, the newest first. Raises `NotFoundError`."""
        wanted = select(WEBHOOK).where(WEBHOOK.c.id == webhook, _IN_USE)
        with self._unit.reading() as connection:
            row = connection.execute(wanted).mappings().one_or_none()
        if row is None:
            raise NotFoundError("The web hook was removed.")
        both = row["old_until"] is not None and row["old_until"] > now
        return tuple(
            SecretStr(self._unit.unseal(WEBHOOK, name, webhook, row[name]))
            for name in ("secret", "old_secret")[: 1 + both]
        )

    def due(self, now: datetime) -> tuple[str, ...]:
        """Those for which something waits that may be tried now, by id."""
        waiting = select(WEBHOOK_DELIVERY.c.event).where(WEBHOOK_DELIVERY.c.webhook == WEBHOOK.c.id, is_due(now))
        wanted = select(WEBHOOK.c.id).where(_may_try(now), waiting.exists()).order_by(WEBHOOK.c.id)
        with self._unit.reading() as connection:
            return tuple(connection.scalars(wanted))

    def take(self, webhook: str, *, now: datetime, lease: timedelta) -> bool:
        """Be the only one who sends there until the lease is over; false where it is not its turn."""
        this = update(WEBHOOK).where(WEBHOOK.c.id == webhook, _may_try(now))
        with self._unit.transaction() as connection:
            return connection.execute(this.values(next_try=now + lease)).rowcount == 1

    def keep(self, webhook: str, *, until: datetime) -> None:
        """Keep the lease for longer."""
        self._set(webhook, next_try=until)

    def worked(self, webhook: str, *, now: datetime) -> None:
        self._set(webhook, failures=0, failing_since=None, last_error=None, last_ok_at=now)

    def failed(self, webhook: str, *, error: str, now: datetime) -> None:
        with self._unit.transaction() as connection:
            first = update(WEBHOOK).where(WEBHOOK.c.id == webhook, WEBHOOK.c.failing_since.is_(None))
            connection.execute(first.values(failing_since=now))
            self._set(webhook, last_error=error)

    def put_off(self, webhook: str, *, until: datetime, failures: int) -> None:
        """Try nothing there before that moment, and then everything that waits, so that its order is kept."""
        with self._unit.transaction() as connection:
            self._set(webhook, next_try=until, failures=failures)
            later = _waiting_for(webhook).where(WEBHOOK_DELIVERY.c.next_try > until)
            connection.execute(later.values(next_try=until))

    def _set(self, webhook: str, **values: Any) -> None:  # noqa: ANN401 - values of columns
        with self._unit.transaction() as connection:
            connection.execute(update(WEBHOOK).where(WEBHOOK.c.id == webhook, _IN_USE).values(**values))

    def _read(self, condition: ColumnElement[bool]) -> tuple[Webhook, ...]:
        wanted = select(WEBHOOK).where(condition, _IN_USE).order_by(WEBHOOK.c.created_at, WEBHOOK.c.id)
        with self._unit.reading() as connection:
            rows = connection.execute(wanted).mappings().all()
        return tuple(self._record(row) for row in rows)

    def _record(self, row: RowMapping) -> Webhook:
        opened = {name: self._unit.unseal(WEBHOOK, name, row["id"], row[name]) for name in ("name", "url")}
        return Webhook.model_validate(without(row, "removed_at", *_SEALED) | opened)


def end_webhooks(connection: Connection, these: ColumnElement[bool], *, now: datetime) -> None:
    """Forget their addresses, secrets and receipts, and send nothing there any more."""
    ids = select(WEBHOOK.c.id).where(these)
    connection.execute(delete(WEBHOOK_DELIVERY).where(WEBHOOK_DELIVERY.c.webhook.in_(ids)))
    ended = update(WEBHOOK).where(these, _IN_USE)
    connection.execute(ended.values(url=None, secret=None, old_secret=None, removed_at=now))


def _waiting_for(webhook: str) -> Update:
    waits = WEBHOOK_DELIVERY.c.state == DeliveryState.WAITING.value
    return update(WEBHOOK_DELIVERY).where(WEBHOOK_DELIVERY.c.webhook == webhook, waits)


def is_due(now: datetime) -> ColumnElement[bool]:
    """That a delivery waits and may be tried."""
    waits = WEBHOOK_DELIVERY.c.state == DeliveryState.WAITING.value
    return and_(waits, _reached(WEBHOOK_DELIVERY.c.next_try, now))


def _may_try(now: datetime) -> ColumnElement[bool]:
    return and_(_IN_USE, WEBHOOK.c.paused_at.is_(None), _reached(WEBHOOK.c.next_try, now))


def _reached(moment: ColumnElement[datetime], now: datetime) -> ColumnElement[bool]:
    return or_(moment <= now, moment > now + TOO_FAR)
