"""Which version of the extractor read a report last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; nothing is known of the reports that are there."""
    op.add_column("reports", sa.Column("read_by", sa.Text, nullable=False, server_default=""))
