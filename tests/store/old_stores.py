"""Stores as older versions of the program left them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def take_back(path: Path, version: str) -> None:
    """Take back what came after a schema."""
    with closing(sqlite3.connect(path)) as connection:
        for number, undo in (
            ("0008", _kept),
            ("0007", _positions),
            ("0006", _purged),
            ("0005", _read_by),
            ("0004", _edits),
            ("0003", _losses),
            ("0002", _disagreements),
        ):
            if number > version:
                undo(connection)
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
        connection.commit()


def _kept(connection: sqlite3.Connection) -> None:
    for table in ("reports", "mentions"):
        for change in ("update", "delete"):
            connection.execute(f"DROP TRIGGER {table}_kept_{change}")


def _positions(connection: sqlite3.Connection) -> None:
    connection.execute("DROP INDEX ix_incidents_kind")
    connection.execute('CREATE INDEX ix_incidents_kind ON incidents (kind, start, "end")')


def _purged(connection: sqlite3.Connection) -> None:
    for table in ("tombstones", "seeds"):
        connection.execute(f"DROP TABLE {table}")
        connection.execute("DELETE FROM gpkg_contents WHERE table_name = ?", (table,))


def _read_by(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE reports DROP COLUMN read_by")


def _edits(connection: sqlite3.Connection) -> None:
    named = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'rtree%'"
    for (trigger,) in connection.execute(named).fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute("DROP TABLE edits")
    connection.execute("DROP INDEX ix_incidents_rejected")
    connection.execute("DELETE FROM gpkg_contents WHERE table_name = 'edits'")
    connection.execute("ALTER TABLE incidents DROP COLUMN version")


def _losses(connection: sqlite3.Connection) -> None:
    for table in ("incidents", "mentions"):
        connection.execute(f"ALTER TABLE {table} DROP COLUMN losses")


def _disagreements(connection: sqlite3.Connection) -> None:
    connection.execute("DROP INDEX ix_mentions_kind")
    connection.execute("ALTER TABLE incidents DROP COLUMN disagreements")
