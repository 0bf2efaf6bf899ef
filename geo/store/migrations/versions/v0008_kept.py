"""Reports and mentions stay as they were stored."""

from __future__ import annotations

from alembic import op

from geo.store.kept import ON_FILE, ON_SERVER

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the triggers."""
    connection = op.get_bind()
    for statement in ON_FILE if connection.dialect.name == "sqlite" else ON_SERVER:
        connection.exec_driver_sql(statement)
