"""Who is asking, and what they may do."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import AwareDatetime, Field

from tracker.frozen import Frozen
from tracker.reading.types import Language
from tracker.storage.access_types import IDLE_MINUTES, Role


class Action(StrEnum):
    """What a route does; each states one."""

    SELF = "self"  # one's own account, sessions and keys
    SEE = "see"  # a person's dates, log and messages
    ACT = "act"  # review, requests, what ICE told, undo
    SUBSCRIBE = "subscribe"  # calendar links
    CONFIGURE = "configure"  # mailboxes, ways to be told, a person's language
    MANAGE = "manage"  # people, accounts, who may open what, the audit log
    OPERATE = "operate"  # whether the machine works, without anybody's dates


ALLOWED: dict[Role, frozenset[Action]] = {
    Role.OWNER: frozenset(Action),
    Role.HELPER: frozenset({Action.SELF, Action.SEE, Action.ACT, Action.SUBSCRIBE}),
    Role.VIEWER: frozenset({Action.SELF, Action.SEE}),
    Role.OPERATOR: frozenset({Action.SELF, Action.OPERATE}),
}
FRESH = timedelta(minutes=30)
ONLY_FOR_EVERYONE = frozenset({Action.MANAGE, Action.OPERATE})  # an owner of one record does not run the installation


class Visitor(Frozen):
    """An account at work. `people` are those whose records it may open now."""

    account: str
    name: str = Field(repr=False)
    role: Role
    everyone: bool = False  # whoever is in the record
    people: frozenset[str] = frozenset()
    language: Language | None = None
    lock_minutes: int = IDLE_MINUTES
    session: str | None = None  # None: a program with a token
    since: AwareDatetime | None = None  # when it was opened
    scopes: frozenset[str] = frozenset()  # of the token

    def may(self, action: Action) -> bool:
        if action not in ALLOWED[self.role]:
            return False
        return self.everyone or self.role is not Role.OWNER or action not in ONLY_FOR_EVERYONE

    def may_open(self, person: str) -> bool:
        return person in self.people

    def just_signed_in(self, now: datetime) -> bool:
        """Of late enough to change what is signed in with: an unlocked phone alone must not be enough for that."""
        return self.since is not None and now - self.since <= FRESH
