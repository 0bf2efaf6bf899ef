"""What the reports of an incident differ in; mentions are looked up by kind and day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column and the index."""
    op.add_column("incidents", sa.Column("disagreements", sa.Text, nullable=False, server_default="[]"))
    op.create_index("ix_mentions_kind", "mentions", ["kind", "start", "end"])
