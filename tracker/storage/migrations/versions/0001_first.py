"""Everything the first version keeps."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    people()
    mailboxes()
    messages()
    log()
    feeds()
    alerts()
    housekeeping()


def people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )


def mailboxes() -> None:
    op.create_table(
        "mailbox",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("user", sa.LargeBinary(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("port", sa.Integer(), nullable=False),
        sa.Column("tls", sa.String(), nullable=False),
        sa.Column("profile", sa.String(), nullable=True),
        sa.Column("authserv_id", sa.String(), nullable=True),
        sa.Column("folders", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_ok_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("needs_person", sa.Boolean(), nullable=False),
        sa.Column("next_due", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mailbox"),
    )
    op.create_index("ix_mailbox_next_due", "mailbox", ["next_due"], unique=False)
    op.create_table(
        "mailbox_person",
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["mailbox"], ["mailbox.id"], name="fk_mailbox_person_mailbox"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_mailbox_person_person"),
        sa.PrimaryKeyConstraint("mailbox", "person", name="pk_mailbox_person"),
    )
    op.create_index("ix_mailbox_person_person", "mailbox_person", ["person"], unique=False)
    op.create_table(
        "cursor",
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("progress", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["mailbox"], ["mailbox.id"], name="fk_cursor_mailbox"),
        sa.PrimaryKeyConstraint("mailbox", "folder", name="pk_cursor"),
    )


def messages() -> None:
    op.create_table(
        "message",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lack", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("failure", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_message"),
    )
    op.create_index("ix_message_state", "message", ["state"], unique=False)
    op.create_table(
        "message_raw",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["message.sha256"], name="fk_message_raw_sha256"),
        sa.PrimaryKeyConstraint("sha256", name="pk_message_raw"),
    )
    op.create_table(
        "signature_check",
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["message"], ["message.sha256"], name="fk_signature_check_message"),
        sa.PrimaryKeyConstraint("message", "of", name="pk_signature_check"),
    )
    op.create_index("ix_signature_check_outcome", "signature_check", ["outcome"], unique=False)
    op.create_table(
        "sighting",
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["mailbox"], ["mailbox.id"], name="fk_sighting_mailbox"),
        sa.ForeignKeyConstraint(["sha256"], ["message.sha256"], name="fk_sighting_sha256"),
        sa.PrimaryKeyConstraint("mailbox", "folder", "uidvalidity", "uid", "sha256", name="pk_sighting"),
    )
    op.create_index("ix_sighting_sha256", "sighting", ["sha256"], unique=False)
    op.create_table(
        "origin",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("authserv_id", sa.String(), nullable=True),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_origin_person"),
        sa.ForeignKeyConstraint(["sha256"], ["message.sha256"], name="fk_origin_sha256"),
        sa.PrimaryKeyConstraint("sha256", "person", name="pk_origin"),
    )
    op.create_index("ix_origin_person", "origin", ["person"], unique=False)


def log() -> None:
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_event_person"),
        sa.PrimaryKeyConstraint("seq", name="pk_event"),
        sa.UniqueConstraint("id", name="uq_event_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_person_seq", "event", ["person", "seq"], unique=False)
    op.create_index("ix_event_sha256", "event", ["sha256"], unique=False)


def feeds() -> None:
    op.create_table(
        "feed_link",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("everyone", sa.Boolean(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_client", sa.String(), nullable=True),
        sa.Column("place", sa.LargeBinary(), nullable=True),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("placed_hash", sa.String(), nullable=True),
        sa.Column("place_error", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_feed_link"),
        sa.UniqueConstraint("token_hash", name="uq_feed_link_token_hash"),
    )
    op.create_table(
        "feed_member",
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("label", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["link"], ["feed_link.id"], name="fk_feed_member_link"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_feed_member_person"),
        sa.PrimaryKeyConstraint("link", "person", name="pk_feed_member"),
    )
    op.create_index("ix_feed_member_person", "feed_member", ["person"], unique=False)
    op.create_table(
        "feed_revision",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", "uid", name="pk_feed_revision"),
    )


def alerts() -> None:
    op.create_table(
        "alert_channel",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("url", sa.LargeBinary(), nullable=True),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("full", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_ok_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_alert_channel_person"),
        sa.PrimaryKeyConstraint("id", name="pk_alert_channel"),
    )
    op.create_table(
        "alert",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_alert_person"),
        sa.PrimaryKeyConstraint("id", name="pk_alert"),
    )
    op.create_index("ix_alert_person", "alert", ["person"], unique=False)
    op.create_table(
        "alert_delivery",
        sa.Column("alert", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["alert"], ["alert.id"], name="fk_alert_delivery_alert"),
        sa.ForeignKeyConstraint(["channel"], ["alert_channel.id"], name="fk_alert_delivery_channel"),
        sa.PrimaryKeyConstraint("alert", "channel", name="pk_alert_delivery"),
    )
    op.create_index(
        "ix_alert_delivery_channel_state_next_try", "alert_delivery", ["channel", "state", "next_try"], unique=False
    )
    op.create_table(
        "alert_told",
        sa.Column("event", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name="fk_alert_told_event"),
        sa.PrimaryKeyConstraint("event", name="pk_alert_told"),
    )


def housekeeping() -> None:
    op.create_table(
        "job",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("next_due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_started", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_finished", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_job"),
    )
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_heartbeat"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
