"""The tables of web hooks: where programs are told, what of, and what became of it. Addresses and secrets are sealed.

Ids and facts are keyed digests: an appointment's own id could be guessed back to its date.
"""

from __future__ import annotations

from pydantic import AwareDatetime
from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from tracker.storage.rows import Row, table_of


class WebhookRow(Row, table=True):
    __tablename__ = "webhook"

    id: str = Field(primary_key=True)
    account: str | None = Field(foreign_key="account.id", index=True)
    name: bytes  # sealed
    url: bytes | None  # sealed; gone once it is removed, like its secrets
    secret: bytes | None  # sealed
    old_secret: bytes | None  # sealed
    old_until: AwareDatetime | None
    types: list[str] = Field(sa_type=JSON)
    people: list[str] = Field(sa_type=JSON)
    created_at: AwareDatetime
    removed_at: AwareDatetime | None
    paused_at: AwareDatetime | None
    pause: str | None
    next_try: AwareDatetime
    failures: int
    failing_since: AwareDatetime | None
    last_ok_at: AwareDatetime | None
    last_error: str | None


class WebhookEventRow(Row, table=True):
    """What was said of each subject, in the order of telling; the newest of a subject is what was said last."""

    __tablename__ = "webhook_event"
    __table_args__ = (UniqueConstraint("id"), Index(None, "person", "subject", "seq"), {"sqlite_autoincrement": True})

    seq: int | None = Field(default=None, primary_key=True)
    id: str
    person: str | None = Field(foreign_key="person.id")
    subject: str
    fact: str
    type: str
    at: AwareDatetime
    payload: bytes  # sealed JSON


class WebhookDeliveryRow(Row, table=True):
    """One event on its way to one endpoint; once taken, its receipt."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (Index(None, "webhook", "state", "next_try"),)

    webhook: str = Field(primary_key=True, foreign_key="webhook.id")
    event: str = Field(primary_key=True, foreign_key="webhook_event.id", index=True)
    state: str
    attempts: int
    next_try: AwareDatetime
    last_status: int | None
    last_error: str | None
    taken_at: AwareDatetime | None


WEBHOOK = table_of(WebhookRow)
WEBHOOK_EVENT = table_of(WebhookEventRow)
WEBHOOK_DELIVERY = table_of(WebhookDeliveryRow)
