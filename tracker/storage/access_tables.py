"""The tables of signing in: who may come in, with what, and what they did. Secrets are hashed, names are sealed."""

from __future__ import annotations

from pydantic import AwareDatetime
from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from tracker.storage.rows import Row, table_of


class AccountRow(Row, table=True):
    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("name_hash"),)

    id: str = Field(primary_key=True)
    name: bytes  # sealed
    name_hash: str | None  # keyed; gone once the account is removed, so that the name is free again
    role: str
    everyone: bool
    password: bytes | None  # argon2id, sealed
    language: str | None
    lock_minutes: int
    created_at: AwareDatetime
    removed_at: AwareDatetime | None


class AccountPersonRow(Row, table=True):
    """Whose record an account may open, and until when."""

    __tablename__ = "account_person"

    account: str = Field(primary_key=True, foreign_key="account.id")
    person: str = Field(primary_key=True, foreign_key="person.id", index=True)
    until: AwareDatetime | None
    given_at: AwareDatetime
    given_by: str | None


class PasskeyRow(Row, table=True):
    __tablename__ = "passkey"

    id: str = Field(primary_key=True)  # the credential's id, base64url
    account: str = Field(foreign_key="account.id", index=True)
    public_key: bytes
    sign_count: int
    name: bytes  # sealed
    created_at: AwareDatetime
    last_used_at: AwareDatetime | None


class RecoveryCodeRow(Row, table=True):
    """Each code works once: its row goes when it is used."""

    __tablename__ = "recovery_code"

    code_hash: str = Field(primary_key=True)
    account: str = Field(foreign_key="account.id", index=True)


class WebSessionRow(Row, table=True):
    __tablename__ = "web_session"
    __table_args__ = (UniqueConstraint("secret_hash"),)

    id: str = Field(primary_key=True)
    secret_hash: str
    account: str = Field(foreign_key="account.id", index=True)
    how: str
    client: bytes  # sealed
    created_at: AwareDatetime
    seen_at: AwareDatetime


class TicketRow(Row, table=True):
    """Something that may be used once, until a moment: a printed link, an invitation, a passkey's challenge."""

    __tablename__ = "ticket"

    secret_hash: str = Field(primary_key=True)
    purpose: str
    account: str | None = Field(foreign_key="account.id")
    expires_at: AwareDatetime = Field(index=True)


class SignInTryRow(Row, table=True):
    __tablename__ = "sign_in_try"
    __table_args__ = (Index(None, "bucket", "at"),)

    id: str = Field(primary_key=True)
    bucket: str  # keyed hash of a name or an address
    at: AwareDatetime


class ApiTokenRow(Row, table=True):
    __tablename__ = "api_token"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: str = Field(primary_key=True)
    token_hash: str
    account: str = Field(foreign_key="account.id", index=True)
    name: bytes  # sealed
    scopes: list[str] = Field(sa_type=JSON)
    created_at: AwareDatetime
    expires_at: AwareDatetime | None
    last_used_at: AwareDatetime | None
    revoked_at: AwareDatetime | None


class AuditRow(Row, table=True):
    """Who did what, and who looked at whose record. Append-only."""

    __tablename__ = "audit"
    __table_args__ = (UniqueConstraint("id"), Index(None, "person", "seq"), {"sqlite_autoincrement": True})

    seq: int | None = Field(default=None, primary_key=True)
    id: str
    at: AwareDatetime
    account: str | None = Field(foreign_key="account.id")
    act: str
    person: str | None = Field(foreign_key="person.id")
    subject: str | None


ACCOUNT = table_of(AccountRow)
ACCOUNT_PERSON = table_of(AccountPersonRow)
PASSKEY = table_of(PasskeyRow)
RECOVERY_CODE = table_of(RecoveryCodeRow)
WEB_SESSION = table_of(WebSessionRow)
TICKET = table_of(TicketRow)
SIGN_IN_TRY = table_of(SignInTryRow)
API_TOKEN = table_of(ApiTokenRow)
AUDIT = table_of(AuditRow)
