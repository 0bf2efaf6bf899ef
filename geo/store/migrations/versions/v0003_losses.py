"""Losses by side."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column to both tables that tell of acts."""
    for table in ("incidents", "mentions"):
        op.add_column(table, sa.Column("losses", sa.Text, nullable=False, server_default="[]"))
