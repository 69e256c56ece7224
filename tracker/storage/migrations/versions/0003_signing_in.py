"""Accounts, what they sign in with, and the log of what they did."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    accounts()
    credentials()
    sessions()
    tokens()
    audit()


def moment(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("name_hash", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("everyone", sa.Boolean(), nullable=False),
        sa.Column("password", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("lock_minutes", sa.Integer(), nullable=False),
        moment("created_at"),
        moment("removed_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("name_hash", name="uq_account_name_hash"),
    )
    op.create_table(
        "account_person",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        moment("until", nullable=True),
        moment("given_at"),
        sa.Column("given_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_account_person_account"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_account_person_person"),
        sa.PrimaryKeyConstraint("account", "person", name="pk_account_person"),
    )
    op.create_index("ix_account_person_person", "account_person", ["person"], unique=False)


def credentials() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        moment("created_at"),
        moment("last_used_at", nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_passkey_account"),
        sa.PrimaryKeyConstraint("id", name="pk_passkey"),
    )
    op.create_index("ix_passkey_account", "passkey", ["account"], unique=False)
    op.create_table(
        "recovery_code",
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_recovery_code_account"),
        sa.PrimaryKeyConstraint("code_hash", name="pk_recovery_code"),
    )
    op.create_index("ix_recovery_code_account", "recovery_code", ["account"], unique=False)


def sessions() -> None:
    op.create_table(
        "web_session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("client", sa.LargeBinary(), nullable=False),
        moment("created_at"),
        moment("seen_at"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_web_session_account"),
        sa.PrimaryKeyConstraint("id", name="pk_web_session"),
        sa.UniqueConstraint("secret_hash", name="uq_web_session_secret_hash"),
    )
    op.create_index("ix_web_session_account", "web_session", ["account"], unique=False)
    op.create_table(
        "ticket",
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=True),
        moment("expires_at"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_ticket_account"),
        sa.PrimaryKeyConstraint("secret_hash", name="pk_ticket"),
    )
    op.create_index("ix_ticket_expires_at", "ticket", ["expires_at"], unique=False)
    op.create_table(
        "sign_in_try",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("bucket", sa.String(), nullable=False),
        moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_try"),
    )
    op.create_index("ix_sign_in_try_bucket_at", "sign_in_try", ["bucket", "at"], unique=False)


def tokens() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        moment("created_at"),
        moment("expires_at", nullable=True),
        moment("last_used_at", nullable=True),
        moment("revoked_at", nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_api_token_account"),
        sa.PrimaryKeyConstraint("id", name="pk_api_token"),
        sa.UniqueConstraint("token_hash", name="uq_api_token_token_hash"),
    )
    op.create_index("ix_api_token_account", "api_token", ["account"], unique=False)


def audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        moment("at"),
        sa.Column("account", sa.String(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_audit_account"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_audit_person"),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
        sa.UniqueConstraint("id", name="uq_audit_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_person_seq", "audit", ["person", "seq"], unique=False)
