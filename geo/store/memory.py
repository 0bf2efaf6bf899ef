"""The short columns of all incidents in memory, so that a million of them are counted in milliseconds.

What they say is what the store said at one version; `Held.version` tells which, and `Memory` never hands out another
one than the store's present version, whoever wrote last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from geo.model import Review
from geo.store.columns import POSTGIS
from geo.store.functions import IsShape, StoredSize
from geo.store.protocol import Counts
from geo.store.tables import incidents

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geo.store.query import Box, Query
    from geo.store.tallies import Sort, Unit

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
_CHUNK = 50_000
_VERSION = {"sqlite": "PRAGMA data_version", POSTGIS: "SELECT CAST(pg_current_snapshot() AS text)"}
_SIDES = {
    "sqlite": ("ST_MinX", "ST_MinY", "ST_MaxX", "ST_MaxY"),
    POSTGIS: ("ST_XMin", "ST_YMin", "ST_XMax", "ST_YMax"),
}
_TO_UNIT = {"day": "D", "month": "M", "year": "Y"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A column of few different words: a number for each row, and the words that the numbers stand for."""

    codes: NDArray[np.int16]
    names: tuple[str, ...]

    def among(self, wanted: Sequence[str], at: Any) -> Bools:
        """Which of the rows `at` have one of these words."""
        table = np.array([name in wanted for name in self.names], dtype=np.bool_)
        return np.asarray(table[self.codes[at]], dtype=np.bool_)


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """The columns, in the order of `fid`. Days count from 1970-01-01.

    `shapes` are the rows that are lines or areas, `size` how big each of those is stored, `sides` its bounds (west,
    south, east, north), shape (n, 4).
    """

    version: str
    fid: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    sources: NDArray[np.int32]
    confidence: NDArray[np.float64]
    kind: Words
    status: Words
    review: Words
    precision: Words
    shapes: Ints
    size: Ints
    sides: NDArray[np.float64]

    def kept(self, query: Query, at: Any, others: Bools | None = None) -> Bools:
        """Which of the rows `at` a query keeps; `others`: what its words, sides, publisher and ground keep of all."""
        if query.review:
            keep = self.review.among(sorted(query.review), at)
        else:
            keep = ~self.review.among([Review.REJECTED], at)
        if query.until is not None:
            keep &= self.start[at] <= _day(query.until)
        if query.since is not None:
            keep &= self.end[at] >= _day(query.since)
        if query.wanted is not None:
            keep &= self.kind.among(sorted(query.wanted), at)
        if query.statuses:
            keep &= self.status.among(sorted(query.statuses), at)
        if query.sources > 1:
            keep &= self.sources[at] >= query.sources
        if query.confidence:
            keep &= self.confidence[at] >= query.confidence
        if query.certain_dates:
            keep &= ~self.uncertain(query, at)
        return keep if others is None else keep & others[at]

    def uncertain(self, query: Query, at: Any) -> Bools:
        """Which of the rows `at` have an uncertain date for a query (see `geo.store.query`)."""
        start, end = self.start[at], self.end[at]
        if query.since is None or query.until is None or query.longest_certain is None:
            return np.zeros(len(start), dtype=np.bool_)
        since, until = _day(query.since), _day(query.until)
        overlaps = (start <= until) & (end >= since)
        loose = ((start < since) | (end > until)) & (end - start + 1 > query.longest_certain)
        return np.asarray(overlaps & loose, dtype=np.bool_)

    def count(self, query: Query, others: Bools | None) -> Counts:
        """As `Store.count`."""
        from geo.store.query import Query as Asked

        every = slice(None)
        keep = self.kept(query, every, others)
        total = self.kept(Asked(review=query.review), every)
        doubtful = keep & self.uncertain(query, every)
        shown, of, uncertain = (int(np.count_nonzero(rows)) for rows in (keep, total, doubtful))
        return Counts(shown=shown, total=of, uncertain=uncertain)

    def tally(self, query: Query, sort: Sort, others: Bools | None) -> dict[str, int]:
        """As `Store.tally`."""
        column: Words = {"kind": self.kind, "status": self.status, "review": self.review}[sort]
        counts = np.bincount(column.codes[self.kept(query, slice(None), others)], minlength=len(column.names))
        return {name: int(count) for name, count in zip(column.names, counts, strict=True) if count}

    def timeline(self, query: Query, unit: Unit, others: Bools | None) -> list[tuple[str, str, int]]:
        """As `Store.timeline`."""
        keep = self.kept(query, slice(None), others)
        when = self.start[keep].astype("datetime64[D]").astype(f"datetime64[{_TO_UNIT[unit]}]").astype(np.int64)
        if not len(when):
            return []
        first, kinds = int(when.min()), len(self.kind.names)
        cells = np.bincount((when - first) * kinds + self.kind.codes[keep])
        filled = np.flatnonzero(cells)
        units = np.datetime_as_string((filled // kinds + first).astype(f"datetime64[{_TO_UNIT[unit]}]"))
        names = (self.kind.names[code] for code in filled % kinds)
        return sorted(zip(map(str, units), names, cells[filled].tolist(), strict=True))

    def span(self, query: Query, others: Bools | None) -> tuple[str, str] | None:
        """As `Store.span`."""
        starts = self.start[self.kept(query, slice(None), others)]
        if not len(starts):
            return None
        first, last = (str(np.datetime64(int(day), "D")) for day in (starts.min(), starts.max()))
        return first, last

    def newest_shapes(
        self, query: Query, boxes: Sequence[Box], limit: int, others: Bools | None
    ) -> list[tuple[int, int, int]]:
        """Lines and areas near one of the boxes: (fid of the newest, how many share it, is none of certain date)."""
        west, south, east, north = self.sides.T
        near = np.zeros(len(self.shapes), dtype=np.bool_)
        for box in boxes:
            near |= (east >= box[0]) & (west <= box[2]) & (north >= box[1]) & (south <= box[3])
        seen = np.flatnonzero(near)
        seen = seen[self.kept(query, self.shapes[seen], others)]
        if not len(seen):
            return []
        at = self.shapes[seen]
        order = np.lexsort((self.precision.codes[at], self.size[seen], self.lat[at], self.lon[at]))
        at, seen = at[order], seen[order]
        same = (np.diff(self.lon[at]) == 0) & (np.diff(self.lat[at]) == 0) & (np.diff(self.size[seen]) == 0)
        same &= np.diff(self.precision.codes[at]) == 0
        first = np.concatenate([[0], np.flatnonzero(~same) + 1])
        counts = np.diff(np.append(first, len(at)))
        fids, starts = np.maximum.reduceat(self.fid[at], first), np.maximum.reduceat(self.start[at], first)
        doubtful = np.minimum.reduceat(self.uncertain(query, at).astype(np.int64), first)
        newest = np.lexsort((-fids, -starts.astype(np.int64)))[:limit]
        return list(zip(fids[newest].tolist(), counts[newest].tolist(), doubtful[newest].tolist(), strict=True))


def version(connection: sa.Connection) -> str:
    """What is another text as soon as anybody has committed a change; in SQLite for this connection alone."""
    return str(connection.exec_driver_sql(_VERSION[connection.dialect.name]).scalar_one())


def fewer(connection: sa.Connection, number: int) -> bool:
    """Are there fewer incidents than this?"""
    return len(connection.execute(sa.select(incidents.c.fid).limit(number)).all()) < number


def load(connection: sa.Connection, known: str) -> Held:
    """Read the columns inside the caller's transaction, which sees the state of this version.

    Raises:
        ValueError: a program wrote a day that is none.
    """
    row = incidents.c
    days = [sa.cast(day, sa.Text) for day in (row.start, row.end)]
    asked = sa.select(row.fid, row.lon, row.lat, *days, row.sources, row.confidence)
    asked = asked.add_columns(row.kind, row.status, row.review, row.place_precision).order_by(row.fid)
    seen: list[dict[str, int]] = [{} for _ in range(4)]
    parts = [_chunk([()] * 11, seen)]
    read = connection.execution_options(yield_per=_CHUNK).execute(asked)
    parts += [_chunk(list(zip(*chunk, strict=True)), seen) for chunk in read.partitions()]
    fid, lon, lat, start, end, sources, confidence, *codes = (np.concatenate(one) for one in zip(*parts, strict=True))
    kind, status, review, precision = (
        Words(codes=one, names=tuple(names)) for one, names in zip(codes, seen, strict=True)
    )
    sides = [getattr(sa.func, name)(row.geom) for name in _SIDES[connection.dialect.name]]
    drawn = connection.execute(sa.select(row.fid, StoredSize(row.geom), *sides).where(IsShape(row.geom))).all()
    shapes = np.array(drawn, dtype=np.float64).reshape(-1, 6)
    return Held(
        version=known, fid=fid, lon=lon, lat=lat, start=start, end=end, sources=sources, confidence=confidence,
        kind=kind, status=status, review=review, precision=precision,
        shapes=np.searchsorted(fid, shapes[:, 0].astype(np.int64)), size=shapes[:, 1].astype(np.int64),
        sides=shapes[:, 2:],
    )  # fmt: skip


def _chunk(columns: Sequence[Sequence[Any]], seen: Sequence[dict[str, int]]) -> list[NDArray[Any]]:
    fid, lon, lat, start, end, sources, confidence, *words = columns
    return [
        np.array(fid, dtype=np.int64),
        *(np.array(degrees, dtype=np.float64) for degrees in (lon, lat)),
        *(np.array(day, dtype="datetime64[D]").astype(np.int32) for day in (start, end)),
        np.array(sources, dtype=np.int32),
        np.array(confidence, dtype=np.float64),
        *_coded(words, seen),
    ]


def _coded(columns: Sequence[Sequence[str]], seen: Sequence[dict[str, int]]) -> list[NDArray[np.int16]]:
    coded = []
    for column, codes in zip(columns, seen, strict=True):
        for name in set(column) - codes.keys():
            codes[name] = len(codes)
        coded.append(np.array([codes[name] for name in column], dtype=np.int16))
    return coded


def _day(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))
