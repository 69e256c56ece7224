"""What a program's token may be good for. It never does more than the account that made it."""

from __future__ import annotations

from enum import StrEnum

from tracker.web.visitor import Action, Visitor


class Scope(StrEnum):
    PERSONS_READ = "persons:read"
    APPOINTMENTS_READ = "appointments:read"
    APPOINTMENTS_WRITE = "appointments:write"
    LOG_READ = "log:read"
    REVIEWS_READ = "reviews:read"
    REVIEWS_WRITE = "reviews:write"
    REQUESTS_READ = "requests:read"
    REQUESTS_WRITE = "requests:write"
    MESSAGES_WRITE = "messages:write"  # for a phone that forwards text messages
    FEEDS_READ = "feeds:read"
    FEEDS_WRITE = "feeds:write"
    WEBHOOKS_READ = "webhooks:read"
    WEBHOOKS_WRITE = "webhooks:write"


NEEDS: dict[Scope, Action] = {
    Scope.PERSONS_READ: Action.SEE,
    Scope.APPOINTMENTS_READ: Action.SEE,
    Scope.APPOINTMENTS_WRITE: Action.ACT,
    Scope.LOG_READ: Action.SEE,
    Scope.REVIEWS_READ: Action.SEE,
    Scope.REVIEWS_WRITE: Action.ACT,
    Scope.REQUESTS_READ: Action.SEE,
    Scope.REQUESTS_WRITE: Action.ACT,
    Scope.MESSAGES_WRITE: Action.ACT,
    Scope.FEEDS_READ: Action.SUBSCRIBE,
    Scope.FEEDS_WRITE: Action.SUBSCRIBE,
    Scope.WEBHOOKS_READ: Action.SUBSCRIBE,
    Scope.WEBHOOKS_WRITE: Action.SUBSCRIBE,
}


def offered(visitor: Visitor) -> tuple[Scope, ...]:
    """The scopes that this visitor can give a token."""
    return tuple(scope for scope in Scope if visitor.may(NEEDS[scope]))
