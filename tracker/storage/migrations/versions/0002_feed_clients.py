"""Which programs fetched each calendar, and since when."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feed_client",
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["link"], ["feed_link.id"], name="fk_feed_client_link"),
        sa.PrimaryKeyConstraint("link", "client", name="pk_feed_client"),
    )
