"""Connections to a PostgreSQL server: snapshots for readers, one writer at a time."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from geo.store.home import WRITING

BUSY_S = 30
POOL = 15
_CONNECT = {"connect_timeout": 10, "client_encoding": "utf8", "application_name": "borderwatch"}
# Like BEGIN IMMEDIATE of SQLite: whoever will write waits here, and then sees all that the ones before have written.
_LOCK = (
    "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
    f"SET LOCAL lock_timeout = '{BUSY_S}s'",
    "SELECT pg_advisory_xact_lock(hashtext('borderwatch'), hashtext(current_schema()))",
)


def make_engine(url: sa.URL, *, read_only: bool) -> sa.Engine:
    """An engine on the database; nothing is connected yet. Readers see one state per transaction."""
    engine = sa.create_engine(
        url,
        isolation_level="REPEATABLE READ",
        pool_pre_ping=True,
        pool_size=POOL // 3,
        max_overflow=POOL - POOL // 3,
        pool_timeout=BUSY_S,
        connect_args={name: value for name, value in _CONNECT.items() if name not in url.query},
    )
    sa.event.listen(engine, "begin", _begin)
    if read_only:
        sa.event.listen(engine, "connect", _only_read)
    return engine


def _begin(connection: sa.Connection) -> None:
    if connection.get_execution_options().get(WRITING):
        for statement in _LOCK:
            connection.exec_driver_sql(statement)


def _only_read(connection: Any, _: object) -> None:
    connection.read_only = True
