"""Which schema a store has, and which this program knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.errors import StoreError
from geo.store.migrations import NEWEST, REVISIONS
from geo.store.tables import alembic_version

if TYPE_CHECKING:
    from collections.abc import Collection

FIRST_TABLES = frozenset({"incidents", "mentions", "reports", "incident_mentions", "aliases", "alembic_version"})


def is_ours(tables: Collection[str]) -> bool:
    """Are the tables that every schema has among these?"""
    return FIRST_TABLES.issubset(tables)


def is_old(connection: sa.Connection, name: str) -> bool:
    """Does the store have an older schema than the newest?

    Raises:
        StoreError: it has a newer one than this program knows.
    """
    found = version(connection)
    if found not in REVISIONS:
        raise StoreError(
            f"The store {name} has schema {found}, this program knows {NEWEST}: update Borderwatch to open it."
        )
    return found != NEWEST


def version(connection: sa.Connection) -> str:
    """The schema of a store, as alembic numbers it."""
    return str(connection.scalar(sa.select(alembic_version.c.version_num)))
