"""Reports that were purged, and the seeds that a store was offered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geo.store.columns import Exact, word
from geo.store.moment import Moment

revision = "0006"
down_revision = "0005"

_REGISTER = "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES "
_LISTED = (
    "('tombstones', 'attributes', 'tombstones', 'Reports that were purged', 0), "
    "('seeds', 'attributes', 'seeds', 'Seed reports that were offered', 0)"
)


def upgrade() -> None:
    """Add the two tables."""
    op.create_table(
        "tombstones",
        _fid(),
        sa.Column("report_id", word, nullable=False, unique=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("who", Exact, nullable=False),
        sa.Column("why", Exact, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "seeds",
        _fid(),
        sa.Column("name", word, nullable=False, unique=True),
        sa.Column("report_id", word, nullable=False),
        sqlite_autoincrement=True,
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_REGISTER + _LISTED)


def _fid() -> sa.Column[int]:
    return sa.Column("fid", sa.Integer, sa.Identity(), primary_key=True)
