"""The mark of a copy under way: a table in the store that is being filled, gone when all is there and verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.errors import StoreError
from geo.store.columns import POSTGIS, Exact

if TYPE_CHECKING:
    from geo.store.home import Home

_marker = sa.Table(
    "copying",
    sa.MetaData(),
    sa.Column("fid", sa.Integer, primary_key=True),
    sa.Column("source", Exact, nullable=False),
)
_THERE = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE name = 'copying'",
    POSTGIS: "SELECT count(to_regclass(quote_ident(current_schema()) || '.copying'))",
}


def copied_from(connection: sa.Connection) -> str | None:
    """What a copy is filling this store from; None where none is under way."""
    if not connection.scalar(sa.text(_THERE[connection.dialect.name])):
        return None
    return connection.scalar(sa.select(_marker.c.source))


def begin(connection: sa.Connection, source: str) -> None:
    """Mark a store as being filled, inside the caller's transaction."""
    _marker.create(connection, checkfirst=False)
    connection.execute(_marker.insert(), {"fid": 1, "source": source})


def end(connection: sa.Connection) -> None:
    """Take the mark away, inside the caller's transaction."""
    _marker.drop(connection, checkfirst=False)


def refuse_unfinished(home: Home) -> None:
    """Do nothing unless a copy is under way.

    Raises:
        StoreError: one is.
    """
    with home.plain_errors(), home.engine.connect() as connection:
        source = copied_from(connection)
    if source is not None:
        raise StoreError(
            f"The store {home.name} is half of a copy of {source}: finish it with "
            f"`store copy {source} {home.name}`, or name another store."
        )
