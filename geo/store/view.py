"""A map view of the store: marks and shapes for a box and a zoom, in the copy of the world that the box lies in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
import sqlalchemy as sa
from shapely import affinity

from geo.errors import InputError
from geo.kinds import kinds
from geo.model import DatePrecision, Period, PlacePrecision, Status
from geo.store.clusters import cluster
from geo.store.functions import IsShape, NearBox, StoredSize
from geo.store.protocol import Shape, Symbol
from geo.store.query import Box, Query, check_box, uncertain, where, world_boxes
from geo.store.tables import incidents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_TILE_PX = 256
_WIDE = 90.0  # degrees
_MANY = 1 << 15  # labels that a short number cannot hold


def symbols(connection: sa.Connection, query: Query, bbox: Box, zoom: float, limit: int) -> list[Symbol]:
    """The marks of a view, the biggest first (see `Store.symbols`)."""
    check_view(bbox, limit)
    rows: list[sa.Row[Any]] = []
    for (west, south, east, north), shift in world_boxes(bbox):
        row = incidents.c
        inside = sa.and_(row.lon.between(west, east), row.lat.between(south, north))
        flag = sa.cast(uncertain(query), sa.Integer)
        # Most of the world leaves most rows: then kind and days choose them.
        kept = where(query, placed=east - west < _WIDE)
        asked = sa.select(row.fid, row.lon + shift, row.lat, row.kind, flag).where(inside, kept)
        rows += connection.execute(asked).all()
    if not rows:
        return []
    fids, lon, lat, told, flags = (np.array(column) for column in zip(*rows, strict=True))
    kinds_told, codes = np.unique(told, return_inverse=True)
    return marks(connection, Points(fids, lon, lat, codes, kinds_told.tolist(), flags > 0), zoom, limit)


@dataclass(frozen=True, slots=True)
class Points:
    """The incidents of a view: one row each, the copy of the world being chosen; `codes` number the `kinds`."""

    fids: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    codes: NDArray[Any]
    kinds: Sequence[str]
    doubtful: NDArray[np.bool_]


def marks(connection: sa.Connection, points: Points, zoom: float, limit: int) -> list[Symbol]:
    """Symbols for these incidents, at least one, the biggest first."""
    labels = cluster(points.lon, points.lat, zoom, limit)
    order = np.argsort(labels.astype(np.int16) if limit < _MANY else labels, kind="stable")
    counts = np.bincount(labels)
    first = np.cumsum(counts) - counts
    sides = [
        edge.reduceat(column[order], first).tolist()
        for edge, column in (
            (np.minimum, points.lon), (np.minimum, points.lat), (np.maximum, points.lon), (np.maximum, points.lat)
        )
    ]  # fmt: skip
    middles = [np.bincount(labels, column) / counts for column in (points.lon, points.lat)]
    names = list(dict.fromkeys(map(_group, points.kinds)))
    of_kind = np.array([names.index(_group(kind)) for kind in points.kinds])
    groups = np.bincount(labels * len(names) + of_kind[points.codes], minlength=len(counts) * len(names))
    doubtful = np.bincount(labels, points.doubtful)
    lone = points.fids[order[first]]
    single = _details(connection, lone[counts == 1].tolist())
    made = [
        Symbol(
            lon=min(max(lon, west), east),
            lat=min(max(lat, south), north),
            count=count,
            groups={name: number for name, number in zip(names, told, strict=True) if number},
            uncertain=int(unsure),
            bbox=(west, south, east, north),
            **(single.get(fid, {}) if count == 1 else {}),
        )
        for west, south, east, north, lon, lat, count, told, unsure, fid in zip(
            *sides, *(middle.tolist() for middle in middles), counts.tolist(),
            groups.reshape(len(counts), -1).tolist(), doubtful.tolist(), lone.tolist(), strict=True,
        )
    ]  # fmt: skip
    return sorted(made, key=lambda mark: -mark.count)


def shapes(connection: sa.Connection, query: Query, bbox: Box, zoom: float, limit: int) -> list[Shape]:
    """The lines and areas of a view, newest first (see `Store.shapes`)."""
    check_view(bbox, limit)
    row = incidents.c
    boxes = world_boxes(bbox)
    near = sa.or_(*(NearBox(*box) for box, _ in boxes))
    size = StoredSize(row.geom)
    asked = (
        sa.select(sa.func.max(row.fid), sa.func.count(), sa.func.min(sa.cast(uncertain(query), sa.Integer)))
        # Equal footprints have the same representative point and size: comparing the geometries would read them all.
        .where(IsShape(row.geom), near, where(query))
        .group_by(row.lon, row.lat, size, row.place_precision)
        .order_by(sa.func.max(row.start).desc(), sa.func.max(row.fid).desc())
        .limit(limit)
    )
    found = connection.execute(asked).all()
    return drawn(connection, [tuple(one) for one in found], boxes, zoom)


def drawn(
    connection: sa.Connection, found: Sequence[tuple[int, int, int]], boxes: Sequence[tuple[Box, float]], zoom: float
) -> list[Shape]:
    """The shapes of (fid of the newest; how many share it; is none of them of certain date), as far as a view sees."""
    details = _details(connection, [fid for fid, _, _ in found], incidents.c.geom)
    made = []
    for fid, count, doubtful in found:
        if fid not in details:  # removed in this moment
            continue
        geometry = _drawn(details[fid].pop("geom"), boxes, zoom)
        if not geometry.is_empty:
            made.append(Shape(**details[fid], count=count, uncertain=bool(doubtful), geometry=geometry))
    return made


def _drawn(geometry: Any, boxes: Sequence[tuple[Box, float]], zoom: float) -> Any:
    """Cut to the view and a margin as wide as it, and simplified to half a pixel."""
    half_pixel = 180 / (_TILE_PX * 2.0**zoom)
    parts = []
    for (west, south, east, north), shift in boxes:
        wide, high = east - west, north - south
        if not geometry.intersects(shapely.box(west, south, east, north)):
            continue
        cut = shapely.clip_by_rect(geometry, west - wide, south - high, east + wide, north + high)
        parts.append(affinity.translate(shapely.simplify(cut, half_pixel), xoff=shift))
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def _details(connection: sa.Connection, fids: Sequence[int], *more: sa.ColumnElement[Any]) -> dict[int, dict[str, Any]]:
    row = incidents.c
    days = (row.start, row.end, row.date_precision)
    asked = sa.select(row.fid, row.id, row.kind, row.place, row.place_precision, row.radius_m, row.status, *days, *more)
    details = {}
    for one in connection.execute(asked.where(row.fid.in_(fids))).mappings():
        details[one["fid"]] = {
            "id": one["id"],
            "kind": one["kind"],
            "title": title(one["kind"], one["place"]),
            "precision": PlacePrecision(one["place_precision"]),
            "radius_m": one["radius_m"],
            "period": Period(start=one["start"], end=one["end"], precision=DatePrecision(one["date_precision"])),
            "status": Status(one["status"]),
        } | ({"geom": one["geom"]} if more else {})
    return details


def title(kind: str, place: str) -> str:
    """What an incident is called on the map: the plain name of its kind and its place."""
    label = kinds()[kind].label if kind in kinds() else kind
    return f"{label}, {place}" if place else label


def _group(kind: str) -> str:
    return kinds()[kind].group.id if kind in kinds() else "other"


def check_view(bbox: Box, limit: int) -> None:
    """Refuse a view that is none, or of no marks."""
    check_box(bbox)
    if limit < 1:
        raise InputError(f"A view of {limit} marks is none: ask for at least 1.")
