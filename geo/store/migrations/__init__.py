"""Older stores become new ones: one chain of alembic revisions for both databases.

A revision adds columns, tables and indexes by native statements, never by the batch mode of alembic: that rebuilds a
table and drops its triggers. New stores are laid out at once by `geo.store.schema` and `geo.store.postgis`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlalchemy as sa

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
NEWEST = REVISIONS[-1]
_FOLDER = Path(__file__).resolve().parent


def upgrade(connection: sa.Connection) -> None:
    """Bring a store of an older revision to the newest one, inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    command.upgrade(config, "head")
