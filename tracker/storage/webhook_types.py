"""The values of web hooks: frozen, never rows of a table. All times are aware and in UTC."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime, Field, SecretStr

from tracker.frozen import Frozen


class Pause(StrEnum):
    """Why nothing is sent there for now."""

    ASKED = "asked"
    FAILING = "failing"  # for days
    GONE = "gone"  # it said so itself (410)


GIVEN_UP = frozenset({Pause.FAILING, Pause.GONE})  # not by a person's wish


class Webhook(Frozen):
    """Where a program is told. `url` may hold a secret of the receiver's; None once it is removed."""

    id: str
    account: str | None  # whose people it may be told of; None: whoever is in the record
    name: str = Field(repr=False)
    url: SecretStr | None
    types: tuple[str, ...]
    people: tuple[str, ...] = ()  # of those, only these; empty: all of them
    created_at: AwareDatetime
    old_until: AwareDatetime | None = None  # until when the secret before this one signs too
    paused_at: AwareDatetime | None = None
    pause: Pause | None = None
    next_try: AwareDatetime
    failures: int = 0  # in a row
    failing_since: AwareDatetime | None = None
    last_ok_at: AwareDatetime | None = None
    last_error: str | None = None


class DeliveryState(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"  # it was answered with success
    OVERTAKEN = "overtaken"  # no longer so, or no longer for these eyes, when it could be sent
    GIVEN_UP = "given_up"


class WebhookDraft(Frozen):
    """An event as it is noted. `payload` is the web hooks room's own JSON; `to` are the web hooks that are told."""

    id: str
    person: str | None
    subject: str
    fact: str
    type: str
    at: AwareDatetime
    payload: str = Field(repr=False)
    to: tuple[str, ...] = Field(default=(), exclude=True)


class SaidLast(Frozen):
    """The newest event of a subject."""

    id: str
    fact: str
    payload: str = Field(repr=False)


class WebhookDelivery(Frozen):
    """How one event fares on its way to one web hook."""

    webhook: str
    event: str
    seq: int  # the order of telling
    person: str | None
    type: str
    at: AwareDatetime
    payload: str = Field(repr=False)
    newest: bool  # nothing later was said of its subject
    state: DeliveryState
    attempts: int = 0
    next_try: AwareDatetime
    last_status: int | None = None
    last_error: str | None = None
    taken_at: AwareDatetime | None = None
