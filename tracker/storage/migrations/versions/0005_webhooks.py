"""Web hooks: where programs are told what changed, and what became of each telling."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    webhooks()
    events()
    deliveries()


def moment(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def webhooks() -> None:
    op.create_table(
        "webhook",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("url", sa.LargeBinary(), nullable=True),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("old_secret", sa.LargeBinary(), nullable=True),
        moment("old_until", nullable=True),
        sa.Column("types", sa.JSON(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        moment("created_at"),
        moment("removed_at", nullable=True),
        moment("paused_at", nullable=True),
        sa.Column("pause", sa.String(), nullable=True),
        moment("next_try"),
        sa.Column("failures", sa.Integer(), nullable=False),
        moment("failing_since", nullable=True),
        moment("last_ok_at", nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_webhook_account"),
        sa.PrimaryKeyConstraint("id", name="pk_webhook"),
    )
    op.create_index("ix_webhook_account", "webhook", ["account"], unique=False)


def events() -> None:
    op.create_table(
        "webhook_event",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        moment("at"),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_webhook_event_person"),
        sa.PrimaryKeyConstraint("seq", name="pk_webhook_event"),
        sa.UniqueConstraint("id", name="uq_webhook_event_id"),
        sqlite_autoincrement=True,
    )
    keys = ["person", "subject", "seq"]
    op.create_index("ix_webhook_event_person_subject_seq", "webhook_event", keys, unique=False)


def deliveries() -> None:
    op.create_table(
        "webhook_delivery",
        sa.Column("webhook", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        moment("next_try"),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        moment("taken_at", nullable=True),
        sa.ForeignKeyConstraint(["webhook"], ["webhook.id"], name="fk_webhook_delivery_webhook"),
        sa.ForeignKeyConstraint(["event"], ["webhook_event.id"], name="fk_webhook_delivery_event"),
        sa.PrimaryKeyConstraint("webhook", "event", name="pk_webhook_delivery"),
    )
    op.create_index("ix_webhook_delivery_event", "webhook_delivery", ["event"], unique=False)
    keys = ["webhook", "state", "next_try"]
    op.create_index("ix_webhook_delivery_webhook_state_next_try", "webhook_delivery", keys, unique=False)
