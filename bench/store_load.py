"""Filling a store: many rows at once, row by row, and one incident that is safe on the disk."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

import shapely

from bench.store_made import made
from geo.model import Footprint, Incident, Period, PlacePrecision
from geo.store import open_store
from geo.store.bulk import create_indexes, drop_indexes, insert_columns, spatial_index_at_once
from geo.store.home import WRITING
from geo.store.opening import open_sql
from geo.store.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from bench.store_made import Columns

_ROOM_KB = 256_000
_INSERTS = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """Rows of all tables, the incidents among them, and the seconds that inserting them took."""

    rows: int
    incidents: int
    seconds: float


def fill(path: Path, count: int) -> Filled:
    """Fill a new store with that many made-up incidents, fifty thousand in a transaction, as `store copy` does."""
    rows = incidents = 0
    seconds = 0.0
    with open_sql(path, read_only=False) as store, store.home.engine.connect() as plain:
        plain.exec_driver_sql(f"PRAGMA cache_size = -{_ROOM_KB}")
        plain.rollback()
        connection = plain.execution_options(**{WRITING: True})
        seconds += _in_one(connection, drop_indexes)
        for chunk in made(count):
            started = time.perf_counter()
            with connection.begin(), spatial_index_at_once(connection):
                for table, columns in chunk.tables.items():
                    insert_columns(connection, metadata.tables[table], columns)
            seconds += time.perf_counter() - started
            rows, incidents = rows + chunk.rows, incidents + chunk.incidents
        seconds += _in_one(connection, create_indexes)
    return Filled(rows=rows, incidents=incidents, seconds=seconds)


def _in_one(connection: Connection, step: Callable[[Connection], None]) -> float:
    """The seconds of a transaction."""
    started = time.perf_counter()
    with connection.begin():
        step(connection)
    return time.perf_counter() - started


def fill_row_by_row(path: Path, count: int) -> Filled:
    """Fill a new store with the same incidents, each row by a statement and a commit of its own."""
    (chunk,) = made(count)
    rows = 0
    with open_sql(path, read_only=False) as store, store.home.engine.connect() as plain:
        connection = plain.execution_options(**{WRITING: True})
        started = time.perf_counter()
        for table, columns in chunk.tables.items():
            for number in range(len(next(iter(columns.values())))):
                with connection.begin():
                    insert_columns(connection, metadata.tables[table], _row(columns, number))
                rows += 1
        seconds = time.perf_counter() - started
    return Filled(rows=rows, incidents=chunk.incidents, seconds=seconds)


def _row(columns: Columns, number: int) -> Columns:
    return {name: values[number : number + 1] for name, values in columns.items()}


def one_insert(folder: Path, target: Path) -> tuple[float, float, float]:
    """Median seconds of an incident that the store acknowledges, and of one row in plain SQLite, by turns.

    Args:
        folder: on the same disk.
        target: the store.

    Returns:
        The store's; plain SQLite as it comes; plain SQLite with a write-ahead log.
    """
    with (
        open_store(target) as store,
        closing(_plain(folder / "plain.db", "DELETE")) as plain,
        closing(_plain(folder / "logged.db", "WAL")) as logged,
    ):
        taken: tuple[list[float], list[float], list[float]] = ([], [], [])
        for number in range(_INSERTS):
            incident = _incident(f"made by hand {number}")
            taken[0].append(_seconds(partial(store.put_incident, incident)))
            for times, file in ((taken[1], plain), (taken[2], logged)):
                times.append(_seconds(partial(file.execute, "INSERT INTO incidents (name) VALUES ('one')")))
    ours, bare, in_log = map(median, taken)
    return ours, bare, in_log


def _plain(path: Path, journal: str) -> sqlite3.Connection:
    file = sqlite3.connect(path, isolation_level=None)
    file.execute(f"PRAGMA journal_mode = {journal}")
    file.execute("CREATE TABLE incidents (fid INTEGER PRIMARY KEY, name TEXT)")
    return file


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _incident(incident_id: str) -> Incident:
    day = date(2024, 6, 9)
    return Incident(
        id=incident_id,
        kind="armed_clash",
        period=Period(start=day, end=day),
        footprint=Footprint(geometry=shapely.Point(126.78, 37.76), precision=PlacePrecision.LOCALITY),
        place="Paju",
        country="KR",
    )
