"""How many incidents a query keeps of each kind, status or review, and of each kind in each stretch of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

from geo.store.query import where
from geo.store.tables import incidents

if TYPE_CHECKING:
    from geo.store.query import Query

Sort = Literal["kind", "status", "review"]
Unit = Literal["day", "month", "year"]
_LETTERS = {"day": 10, "month": 7, "year": 4}  # of a date as YYYY-MM-DD


def tally(connection: sa.Connection, query: Query, sort: Sort) -> dict[str, int]:
    """How many the query keeps of each kind, status or review; what has none is left out."""
    column = incidents.c[sort]
    asked = sa.select(column, sa.func.count()).where(where(query)).group_by(column)
    return {str(name): int(count) for name, count in connection.execute(asked)}


def timeline(connection: sa.Connection, query: Query, unit: Unit) -> list[tuple[str, str, int]]:
    """(start of a date as YYYY, YYYY-MM or YYYY-MM-DD; kind; how many), by the first day of each incident."""
    when = sa.func.substr(sa.cast(incidents.c.start, sa.Text), 1, _LETTERS[unit])
    asked = sa.select(when, incidents.c.kind, sa.func.count()).where(where(query)).group_by(when, incidents.c.kind)
    return sorted((start, kind, count) for start, kind, count in connection.execute(asked))


def span(connection: sa.Connection, query: Query) -> tuple[str, str] | None:
    """The first and the last first day, as YYYY-MM-DD, of what the query keeps; None if that is nothing."""
    start = incidents.c.start
    first, last = connection.execute(sa.select(sa.func.min(start), sa.func.max(start)).where(where(query))).one()
    return (str(first), str(last)) if first is not None else None
