"""The values of signing in: frozen, never rows of a table. All times are aware and in UTC."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import AwareDatetime, Field, SecretStr

from tracker.frozen import Frozen
from tracker.reading.types import Language

IDLE_MINUTES = 12 * 60  # after which a session ends by itself


class Role(StrEnum):
    OWNER = "owner"  # whose record it is; with `everyone`, whose installation
    HELPER = "helper"  # acts for the people given to them
    VIEWER = "viewer"  # only looks
    OPERATOR = "operator"  # keeps the machine running; sees nobody's dates


class Grant(Frozen):
    """That an account may open a person's record."""

    person: str
    until: AwareDatetime | None = None  # None: without an end
    given_at: AwareDatetime
    given_by: str | None = None  # an account's id


class Account(Frozen):
    """Somebody who signs in. `everyone`: sees whoever is in the record, now and later."""

    id: str
    name: str = Field(repr=False)
    role: Role
    everyone: bool = False
    language: Language | None = None  # None: as the browser asks
    lock_minutes: int = IDLE_MINUTES  # without a touch, after which a session ends
    created_at: AwareDatetime
    removed_at: AwareDatetime | None = None
    has_password: bool = False
    grants: tuple[Grant, ...] = ()  # by person; those that have ended, too

    def people(self, now: datetime) -> frozenset[str]:
        """Whose records it may open at that moment; meaningless with `everyone`."""
        return frozenset(one.person for one in self.grants if one.until is None or one.until > now)


class Passkey(Frozen):
    id: str  # the credential's id, base64url without padding
    account: str
    public_key: bytes = Field(repr=False)  # COSE
    sign_count: int
    name: str = Field(repr=False)
    created_at: AwareDatetime
    last_used_at: AwareDatetime | None = None


class How(StrEnum):
    """What opened a session."""

    CONSOLE = "console"  # the link that the program printed on this machine
    PASSWORD = "password"  # noqa: S105 - a word, not a password
    PASSKEY = "passkey"
    RECOVERY = "recovery"
    INVITED = "invited"


class Session(Frozen):
    """A browser that is signed in, without the secret in its cookie, which is kept only as a hash."""

    id: str
    account: str
    how: How
    client: str = Field(repr=False)  # its User-Agent
    created_at: AwareDatetime
    seen_at: AwareDatetime


class NewSession(Frozen):
    session: Session
    secret: SecretStr


class Purpose(StrEnum):
    CONSOLE = "console"
    INVITATION = "invitation"
    ADD_PASSKEY = "add_passkey"
    USE_PASSKEY = "use_passkey"


class Ticket(Frozen):
    purpose: Purpose
    account: str | None
    expires_at: AwareDatetime


class ApiToken(Frozen):
    """A program's way in, without the token itself, which is shown once and kept only as a hash."""

    id: str
    account: str
    name: str = Field(repr=False)
    scopes: tuple[str, ...]
    created_at: AwareDatetime
    expires_at: AwareDatetime | None = None
    last_used_at: AwareDatetime | None = None
    revoked_at: AwareDatetime | None = None


class NewApiToken(Frozen):
    record: ApiToken
    token: SecretStr


class AuditEntry(Frozen):
    """`act` is a route's name or a word of the sign-in; `subject` an id, never a name or an address."""

    seq: int
    at: AwareDatetime
    account: str | None
    act: str
    person: str | None = None
    subject: str | None = None
