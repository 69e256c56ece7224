"""Alembic's entry: runs the migrations on the connection that `database` hands in."""

from __future__ import annotations

from alembic import context

from tracker.storage.database import VERSION_TABLE
from tracker.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite changes a table by rebuilding it
)
with context.begin_transaction():
    context.run_migrations()
