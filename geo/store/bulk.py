"""Many rows at once: whole columns are made ready together, and the driver takes the rows without a statement each."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import sqlalchemy as sa

CHUNK = 10_000


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
    columns = [table.c[name] for name in rows[0]]
    ready = [_column([row[column.name] for row in rows], _writer(column, connection)) for column in columns]
    connection.exec_driver_sql(_statement(connection, table, columns), list(zip(*ready, strict=True)))
    return len(rows)


def _writer(column: sa.Column[Any], connection: sa.Connection) -> Callable[[Any], Any] | None:
    """What turns a value of the column into one for the driver."""
    dialect = connection.dialect
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def _column(values: list[Any], writer: Callable[[Any], Any] | None) -> list[Any]:
    return values if writer is None else list(map(writer, values))


def _statement(connection: sa.Connection, table: sa.Table, columns: Sequence[sa.Column[Any]]) -> str:
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(column.name) for column in columns)
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    return f"INSERT INTO {quote(table.name)} ({names}) VALUES ({', '.join([mark] * len(columns))})"  # noqa: S608 - names of our own
