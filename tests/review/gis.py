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

    def run(self, statement: str, *values: Any) -> None:
        if not self.server:
            with closing(sqlite3.connect(self.target)) as connection:
                register(connection)
                connection.execute("PRAGMA recursive_triggers = ON")
                connection.execute(statement, values)
                connection.commit()
            return
        engine = sa.create_engine(self.target.replace("postgresql://", "postgresql+psycopg://"), poolclass=sa.NullPool)
        with engine.begin() as connection:
            connection.exec_driver_sql(statement.replace("?", "%s"), values)
