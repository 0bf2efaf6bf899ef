"""Many rows at once: whole columns are made ready together, and the driver takes the rows without a statement each."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy.schema import CreateIndex

from geo.store.columns import POSTGIS
from geo.store.tables import file_indexes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import sqlalchemy as sa

CHUNK = 10_000
_INSERT_TRIGGERS = """SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'incidents'
    AND name IN ('rtree_incidents_geom_insert', 'gis_valid_insert', 'gis_insert')"""
_FILL_RTREE = """INSERT INTO rtree_incidents_geom
    SELECT fid, ST_MinX(geom), ST_MaxX(geom), ST_MinY(geom), ST_MaxY(geom) FROM incidents
    WHERE fid > ? AND geom NOT NULL AND NOT ST_IsEmpty(geom)"""


def chunks(items: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """Lists of up to `size` items."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def insert_rows(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> int:
    """Insert rows that all have the columns of the first one; returns how many.

    Raises:
        sqlalchemy.exc.IntegrityError: one is there already, or does not fit the others.
    """
    if not rows:
        return 0
    return insert_columns(connection, table, {name: [row[name] for row in rows] for name in rows[0]})


def insert_columns(connection: sa.Connection, table: sa.Table, values: Mapping[str, Sequence[Any]]) -> int:
    """Insert rows that are given as columns of equal length; returns how many.

    Raises:
        sqlalchemy.exc.IntegrityError: one is there already, or does not fit the others.
    """
    columns = [table.c[name] for name in values]
    ready = [_column(values[column.name], _writer(column, connection)) for column in columns]
    rows = list(zip(*ready, strict=True))
    if rows:
        connection.exec_driver_sql(_statement(connection, table, columns), rows)
    return len(rows)


@contextmanager
def spatial_index_at_once(connection: sa.Connection) -> Iterator[None]:
    """Insert many incidents that have their history: in a GeoPackage the triggers that watch each row stand aside.

    The spatial index is filled when all are there. Everything is of the caller's transaction, the triggers too.
    """
    if connection.dialect.name == POSTGIS:
        yield
        return
    run = connection.exec_driver_sql
    triggers = run(_INSERT_TRIGGERS).all()
    last = run("SELECT coalesce(max(fid), 0) FROM incidents").scalar()
    for name, _ in triggers:
        run(f"DROP TRIGGER {name}")
    yield
    run(_FILL_RTREE, (last,))
    for _, statement in triggers:
        run(statement)


def drop_indexes(connection: sa.Connection) -> None:
    """Take away the indexes that only make reading quicker, before a new GeoPackage is filled.

    To keep them in order row by row takes longer than to build them in the end; `create_indexes` does that.
    """
    if connection.dialect.name != POSTGIS:
        for name in indexes(connection):
            connection.exec_driver_sql(f"DROP INDEX {name}")


def create_indexes(connection: sa.Connection) -> None:
    """Build those indexes of a GeoPackage that are not there."""
    if connection.dialect.name == POSTGIS:
        return
    there = indexes(connection)
    for index in file_indexes():
        if index.name not in there:
            connection.execute(CreateIndex(index))


def indexes(connection: sa.Connection) -> set[str]:
    """The names of the indexes of a GeoPackage that only make reading quicker and are there."""
    there = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index'").scalars()
    return set(there) & {str(index.name) for index in file_indexes()}


def _writer(column: sa.Column[Any], connection: sa.Connection) -> Callable[[Any], Any] | None:
    """What turns a value of the column into one for the driver."""
    dialect = connection.dialect
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def _column(values: Sequence[Any], writer: Callable[[Any], Any] | None) -> Sequence[Any]:
    """The values as the driver takes them; a day or a word that comes again and again is written once."""
    if writer is None:
        return values
    if values and isinstance(values[0], date | str):
        distinct = set(values)
        if len(distinct) < len(values) / 2:
            ready = {value: writer(value) for value in distinct}
            return [ready[value] for value in values]
    return list(map(writer, values))


def _statement(connection: sa.Connection, table: sa.Table, columns: Sequence[sa.Column[Any]]) -> str:
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(column.name) for column in columns)
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    return f"INSERT INTO {quote(table.name)} ({names}) VALUES ({', '.join([mark] * len(columns))})"  # noqa: S608 - names of our own
