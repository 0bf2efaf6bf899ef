"""A schema of a PostGIS server for a benchmark, which is gone afterwards."""

from __future__ import annotations

import os
import sys
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.store.address import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVER = "BORDERWATCH_TEST_POSTGIS"


@contextmanager
def a_schema() -> Iterator[str | None]:
    """The address of an empty store on the server that the environment names; None, and a word, if it names none."""
    address = os.environ.get(SERVER)
    if not address:
        print(f"PostGIS is left out: {SERVER} names no database (.ci/postgis starts one).", file=sys.stderr)
        yield None
        return
    engine = sa.create_engine(parsed(address), poolclass=sa.NullPool)
    name = f"bench_{uuid.uuid4().hex[:12]}"
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    try:
        yield f"{address}{'&' if '?' in address else '?'}options=-csearch_path%3D{name},public"
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL client_min_messages = warning")
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
