"""A GIS: another program that writes to the table of incidents and knows nothing of ours."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.store.blob import register, to_blob, to_ewkb

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class Gis:
    """Writes to a store as GDAL does: recursive triggers are on, foreign keys off."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.server = "://" in target

    def blob(self, geometry: BaseGeometry) -> Any:
        return to_ewkb(geometry) if self.server else to_blob(geometry)

    def damage(self, statement: str) -> None:
        """Write past the triggers of the store, which a GIS does not."""
        with closing(sqlite3.connect(self.target)) if not self.server else self._server() as connection:
            if self.server:
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                connection.exec_driver_sql(statement)
                return
            triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            for one in (statement, *(sql for _, sql in triggers)):
                connection.execute(one)
            connection.commit()

    def _server(self) -> Any:
        address = self.target.replace("postgresql://", "postgresql+psycopg://")
        return sa.create_engine(address, poolclass=sa.NullPool).begin()

    def run(self, statement: str, *values: Any) -> None:
        if not self.server:
            with closing(sqlite3.connect(self.target)) as connection:
                register(connection)
                connection.execute("PRAGMA recursive_triggers = ON")
                connection.execute(statement, values)
                connection.commit()
            return
        with self._server() as connection:
            connection.exec_driver_sql(statement.replace("?", "%s"), values)
