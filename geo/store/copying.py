"""A whole store into an empty one of whatever kind: reports, mentions, incidents and their history, row by row.

Rows go in order of their keys, some thousands per transaction, so that a copy that was killed goes on behind the last
row that arrived. At the end the content of each table is compared; until then the new store is marked as unfinished.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
import sqlalchemy as sa

from geo.errors import StoreError
from geo.store import marker
from geo.store.address import is_url, shown
from geo.store.bulk import create_indexes, drop_indexes, insert_rows, spatial_index_at_once
from geo.store.columns import POSTGIS, Exact, Json
from geo.store.home import WRITING, Home
from geo.store.opening import open_sql
from geo.store.tables import alembic_version, incidents, metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    Progress = Callable[[int, int], None]

CHUNK = 5_000


def _raw(table: sa.Table) -> sa.Table:
    """The table with its texts as the databases keep them, which is alike in both: nothing is read into them."""
    texts = {column.name: sa.Text() for column in table.c if isinstance(column.type, Exact | Json)}
    columns = [sa.Column(c.name, texts.get(c.name, c.type), primary_key=c.primary_key) for c in table.c]
    return sa.Table(table.name, sa.MetaData(), *columns)


TABLES = tuple(_raw(table) for table in metadata.sorted_tables if table is not alembic_version)


@dataclass(frozen=True, kw_only=True, slots=True)
class Copied:
    """A table that both stores hold alike: its rows, and the SHA-256 of their content."""

    table: str
    rows: int
    digest: str


def copy_store(source: str | Path, target: str | Path, progress: Progress | None = None) -> list[Copied]:
    """Copy a store into a new or empty one; a copy from the same source that was stopped goes on.

    Args:
        source: what `open_store` takes; it is read in one state, whatever is written to it meanwhile.
        target: what `open_store` takes.
        progress: is told how many steps are done, of how many; each row is written and then compared.

    Raises:
        StoreError: one cannot be opened, the target holds something else, or does not come out equal.
        StoreReadOnlyError: the target may not be written.
    """
    name = shown(source) if is_url(source) else str(Path(source).resolve())
    with open_sql(source, read_only=True) as old, open_sql(target, read_only=False, unfinished=True) as new:
        with _reading(old.home) as reading:
            _mark(new.home, name)
            tally = _Tally(progress, 2 * sum(_count(reading, table) for table in TABLES))
            for table in TABLES:
                _fill(reading, new.home, table, tally)
            with _reading(new.home) as written:
                copied = [_compared(reading, written, table, tally) for table in TABLES]
        _finish(new.home)
    return copied


class _Tally:
    """How many rows are done, of how many."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self.progress, self.done, self.total = progress, 0, total

    def add(self, rows: int) -> None:
        self.done += rows
        if self.progress:
            self.progress(self.done, self.total)


@contextmanager
def _reading(home: Home) -> Iterator[sa.Connection]:
    """One state of a store."""
    with home.plain_errors(), home.engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def _writing(home: Home) -> Iterator[sa.Connection]:
    with home.plain_errors(), home.engine.connect() as plain, plain.execution_options(**{WRITING: True}).begin():
        yield plain


def _mark(new: Home, source: str) -> None:
    """Mark the new store as being filled from this source, unless it is already.

    Raises:
        StoreError: it holds something else.
    """
    with _writing(new) as connection:
        begun = marker.copied_from(connection)
        if begun is None:
            if any(_count(connection, table) for table in TABLES):
                raise StoreError(f"The store {new.name} holds something already: name a new or empty one to copy to.")
            marker.begin(connection, source)
            drop_indexes(connection)
        elif begun != source:
            raise StoreError(
                f"The store {new.name} is half of a copy of {begun}: name a new or empty one to copy {source} to."
            )


def _fill(reading: sa.Connection, new: Home, table: sa.Table, tally: _Tally) -> None:
    """Copy the rows behind the last one that is there."""
    key = _key(table)
    with _reading(new) as connection:
        tally.add(_count(connection, table))
    while True:
        with _writing(new) as connection:
            last = connection.scalar(sa.select(sa.func.max(key)))
            rows = _chunk(reading, table, last)
            if not rows:
                return
            with spatial_index_at_once(connection) if table.name == incidents.name else nullcontext():
                insert_rows(connection, table, [dict(row._mapping) for row in rows])
        tally.add(len(rows))


def _compared(reading: sa.Connection, written: sa.Connection, table: sa.Table, tally: _Tally) -> Copied:
    """What both stores hold in a table.

    Raises:
        StoreError: they differ.
    """
    was, now = _digest(reading, table), _digest(written, table)
    if was != now:
        raise StoreError(
            f"The copy differs in the table {table.name} ({was[0]} rows, {now[0]} in the copy): the store was changed "
            "while the copy stood still, or the copy was written to; copy it to a new or empty store."
        )
    tally.add(now[0])
    return Copied(table=table.name, rows=now[0], digest=now[1])


def _digest(connection: sa.Connection, table: sa.Table) -> tuple[int, str]:
    """How many rows a table has, and the SHA-256 of their values, the same whatever the database."""
    rows, digest, last = 0, hashlib.sha256(), None
    while chunk := _chunk(connection, table, last):
        for row in chunk:
            digest.update(_encode(tuple(row)).encode() + b"\n")
        rows, last = rows + len(chunk), getattr(chunk[-1], _key(table).name)
    return rows, digest.hexdigest()


def _plain(value: BaseGeometry | date) -> str:
    """A value that JSON has no word for; a geometry without the header that each database gives it."""
    return value.isoformat() if isinstance(value, date) else shapely.to_wkb(value, hex=True, output_dimension=2)


_encode = json.JSONEncoder(default=_plain).encode


def _chunk(connection: sa.Connection, table: sa.Table, last: int | None) -> Sequence[sa.Row[Any]]:
    """The next rows behind a key, in the order of their keys."""
    asked = sa.select(table).order_by(_key(table)).limit(CHUNK)
    return connection.execute(asked if last is None else asked.where(_key(table) > last)).all()


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def _key(table: sa.Table) -> sa.Column[int]:
    (key,) = table.primary_key
    return key


def _finish(new: Home) -> None:
    """Let new keys follow the copied ones, and take the mark away."""
    with _writing(new) as connection:
        if connection.dialect.name == POSTGIS:
            for table in TABLES:
                following = sa.func.pg_get_serial_sequence(table.name, _key(table).name)
                connection.execute(sa.select(sa.func.setval(following, sa.func.max(_key(table)))))
        create_indexes(connection)
        if marker.copied_from(connection) is not None:
            marker.end(connection)
        new.touch(connection)
