"""The index of kinds tells positions, too."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Put a wider index in the place of the old one."""
    op.drop_index("ix_incidents_kind", table_name="incidents")
    op.create_index("ix_incidents_kind", "incidents", ["kind", "start", "end", "lon", "lat"])
