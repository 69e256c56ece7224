"""What the API takes and gives about web hooks."""

from __future__ import annotations

from typing import Self

from pydantic import AwareDatetime, Field

from tracker.frozen import Frozen
from tracker.storage.webhook_types import DeliveryState, Pause, Webhook, WebhookDelivery
from tracker.web.api.scopes import Scope
from tracker.web.api.shapes import Text
from tracker.webhooks.addresses import MOST_CHARACTERS
from tracker.webhooks.types import OFFERED, EventType

_NEEDS = {
    "appointment": Scope.APPOINTMENTS_READ,
    "mailbox": Scope.APPOINTMENTS_READ,  # its silence is about the dates
    "request": Scope.REQUESTS_READ,
    "review": Scope.REVIEWS_READ,
}


def needed_for(event: EventType) -> Scope | None:
    """The scope by which a token could ask for what that event tells; None for what is not told on demand."""
    return _NEEDS.get(event.value.partition(".")[0])


class WantedWebhook(Frozen):
    name: Text
    url: str = Field(
        min_length=1,
        max_length=MOST_CHARACTERS,
        description="begins with https:// and leads to a public address; no redirect is followed",
    )
    types: tuple[EventType, ...] = Field(
        default=(), max_length=len(OFFERED), description="empty: everything that the token may read"
    )
    people: tuple[Text, ...] = Field(
        default=(), max_length=1000, description="ids of persons; empty: whoever the account may open, now and later"
    )


class WebhookLine(Frozen):
    """Where a program is told, and how that fares."""

    id: str
    name: str
    url: str
    types: tuple[EventType, ...]
    people: tuple[str, ...]
    created_at: AwareDatetime
    pause: Pause | None = Field(description="why nothing is posted there now; null while it is")
    paused_at: AwareDatetime | None
    failing_since: AwareDatetime | None
    last_ok_at: AwareDatetime | None
    last_error: str | None
    old_secret_until: AwareDatetime | None = Field(description="until when the secret before this one signs too")

    @classmethod
    def of(cls, one: Webhook) -> Self:
        return cls(
            id=one.id,
            name=one.name,
            url=one.url.get_secret_value() if one.url else "",
            types=tuple(EventType(kind) for kind in one.types),
            people=one.people,
            created_at=one.created_at,
            pause=one.pause,
            paused_at=one.paused_at,
            failing_since=one.failing_since,
            last_ok_at=one.last_ok_at,
            last_error=one.last_error,
            old_secret_until=one.old_until,
        )


class NewWebhook(WebhookLine):
    secret: str = Field(description="signs what is posted (Standard Webhooks); told here and never again")


class DeliveryLine(Frozen):
    """One event on its way, or its receipt."""

    event: str = Field(description="the `id` of what is posted")
    type: EventType
    person: str | None
    timestamp: AwareDatetime
    state: DeliveryState
    attempts: int
    next_try: AwareDatetime | None = Field(description="not before then; null once it is not tried any more")
    last_status: int | None
    last_error: str | None
    taken_at: AwareDatetime | None

    @classmethod
    def of(cls, one: WebhookDelivery) -> Self:
        return cls(
            event=one.event,
            type=EventType(one.type),
            person=one.person,
            timestamp=one.at,
            state=one.state,
            attempts=one.attempts,
            next_try=one.next_try if one.state is DeliveryState.WAITING else None,
            last_status=one.last_status,
            last_error=one.last_error,
            taken_at=one.taken_at,
        )
