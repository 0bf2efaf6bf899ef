"""`INSERT … ON CONFLICT`, which SQLAlchemy writes apart for each database."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from geo.store.columns import POSTGIS

if TYPE_CHECKING:
    import sqlalchemy as sa


def adding(connection: sa.Connection, table: sa.Table) -> Any:
    """Insert into a table; a row whose id is there already stays as it is."""
    return _adding(table, connection.dialect.name)


def putting(connection: sa.Connection, table: sa.Table) -> Any:
    """Insert into a table; a row whose id is there already takes the new values and keeps its fid."""
    return _putting(table, connection.dialect.name)


@functools.cache
def _adding(table: sa.Table, database: str) -> Any:
    return _insert(table, database).on_conflict_do_nothing(index_elements=["id"])


@functools.cache
def _putting(table: sa.Table, database: str) -> Any:
    statement = _insert(table, database)
    changes = {column.name: column for column in statement.excluded if column.name not in ("fid", "id")}
    return statement.on_conflict_do_update(index_elements=["id"], set_=changes)


def _insert(table: sa.Table, database: str) -> Any:
    if database == POSTGIS:
        from sqlalchemy.dialects import postgresql

        # The new fid is not asked back, and the number of rows is.
        return postgresql.insert(table).inline().execution_options(preserve_rowcount=True)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)
