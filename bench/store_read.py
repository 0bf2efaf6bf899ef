"""Reading a store of a million incidents, beside the way that a plain table with an R-tree would be read."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bench.program import ROOT
from bench.store_made import FIRST_DAY
from geo.kinds import kinds
from geo.store import Query
from geo.store.opening import open_sql
from geo.store.query import where
from geo.store.tables import incidents

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from geo.store.sql import SqlStore

BOX = Query(
    since=date(2015, 1, 1), until=date(2020, 12, 31), kinds=frozenset(sorted(kinds())[:8]), bbox=(100, 15, 125, 45)
)
WORLD = Query(since=date(2019, 1, 1), until=date(2019, 12, 31), kinds=frozenset(sorted(kinds())[:2]))
DAY = date(2019, 3, 1)
_TIMES = 3
_EVERYWHERE = (-180.0, -90.0, 180.0, 90.0)
_ZOOM = 2
_FILTER = """incidents.kind IN ({kinds}) AND incidents.start <= '{until}' AND incidents."end" >= '{since}'"""
_JOIN = """SELECT incidents.fid, incidents.id, kind, lon, lat
    FROM incidents JOIN rtree_incidents_geom AS box ON box.id = incidents.fid
    WHERE minx <= {east} AND maxx >= {west} AND miny <= {north} AND maxy >= {south} AND {filter}"""
_GRID = """SELECT CAST({x} / 10 AS INTEGER), CAST({y} / 10 AS INTEGER), count(*), avg({x}), avg({y})
    FROM incidents NOT INDEXED {join} WHERE {filter} AND review <> 'rejected' GROUP BY 1, 2"""


def quickest(*ways: Callable[[], Sequence[Any]]) -> list[tuple[float, Sequence[Any]]]:
    """For each way its shortest time of three in seconds, by turns, and what it gives."""
    best: list[tuple[float, Sequence[Any]]] = [(float("inf"), ())] * len(ways)
    for _ in range(_TIMES):
        for number, way in enumerate(ways):
            started = time.perf_counter()
            given = way()
            best[number] = min(best[number], (time.perf_counter() - started, given), key=lambda one: one[0])
    return best


def box(store: SqlStore) -> list[tuple[float, Sequence[Any]]]:
    """Rows of a box, a period and some kinds: by the store's own clause, and by a plain join with the R-tree."""
    row = incidents.c
    asked = sa.select(row.fid, row.id, row.kind, row.lon, row.lat).where(where(BOX))
    west, south, east, north = BOX.bbox or _EVERYWHERE
    plain = _JOIN.format(west=west, south=south, east=east, north=north, filter=_plain_filter(BOX))
    with store.home.engine.connect() as connection:
        return quickest(lambda: connection.execute(asked).all(), lambda: connection.exec_driver_sql(plain).all())


def cells(store: SqlStore) -> list[tuple[float, Sequence[Any]]]:
    """The marks of the world with a filter; two grids of the whole table: positions by the R-tree, by their columns."""
    told = _plain_filter(WORLD)
    by_tree = {"x": "minx", "y": "miny", "join": "JOIN rtree_incidents_geom AS box ON box.id = incidents.fid"}
    by_columns = {"x": "lon", "y": "lat", "join": ""}
    with store.home.engine.connect() as connection:
        return quickest(
            lambda: store.symbols(WORLD, _EVERYWHERE, _ZOOM),
            lambda: connection.exec_driver_sql(_GRID.format(filter=told, **by_tree)).all(),
            lambda: connection.exec_driver_sql(_GRID.format(filter=told, **by_columns)).all(),
        )


def listing(path: Path) -> list[tuple[float, Sequence[Any]]]:
    """`list` for a day, the whole command, and a Python that imports the two libraries which it cannot do without."""
    day = DAY.isoformat()
    ours = ["-m", "geo", "list", "--store", str(path), "--since", day, "--until", day]
    return quickest(lambda: _lines(ours), lambda: _lines(["-c", "import sqlalchemy, shapely"]))


def read(path: Path) -> tuple[list[tuple[float, Sequence[Any]]], list[tuple[float, Sequence[Any]]]]:
    """`box` and `cells` of the store in a file."""
    with open_sql(path, read_only=True) as store:
        return box(store), cells(store)


def _plain_filter(query: Query) -> str:
    told = ", ".join(f"'{kind}'" for kind in sorted(query.kinds))
    return _FILTER.format(kinds=told, until=query.until or date.max, since=query.since or FIRST_DAY)


def _lines(arguments: Sequence[str]) -> list[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
