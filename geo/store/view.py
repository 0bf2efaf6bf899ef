"""A map view of the store: marks and shapes for a box and a zoom, in the copy of the world that the box lies in."""

from __future__ import annotations

from collections import Counter
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

_TILE_PX = 256
_WIDE = 90.0  # degrees


def symbols(connection: sa.Connection, query: Query, bbox: Box, zoom: float, limit: int) -> list[Symbol]:
    """The marks of a view, the biggest first (see `Store.symbols`)."""
    _check(bbox, limit)
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
    fids, lon, lat, told, flags = zip(*rows, strict=True)
    points = np.column_stack([lon, lat])
    doubtful = np.array(flags)
    group_of = {kind: _group(kind) for kind in set(told)}
    groups = np.array([group_of[kind] for kind in told])
    labels = cluster(points[:, 0], points[:, 1], zoom, limit)
    order = np.argsort(labels, kind="stable")
    members = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
    single = _details(connection, [fids[at[0]] for at in members if len(at) == 1])
    marks = [
        _symbol(points[at], groups[at], int(doubtful[at].sum()), single.get(fids[at[0]], {}) if len(at) == 1 else {})
        for at in members
    ]
    return sorted(marks, key=lambda mark: -mark.count)


def _symbol(points: Any, groups: Any, doubtful: int, details: dict[str, Any]) -> Symbol:
    (west, south), (east, north) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    lon, lat = points.mean(axis=0).tolist()
    return Symbol(
        lon=min(max(lon, west), east),
        lat=min(max(lat, south), north),
        count=len(points),
        groups=dict(Counter(groups.tolist())),
        uncertain=doubtful,
        bbox=(west, south, east, north),
        **details,
    )


def shapes(connection: sa.Connection, query: Query, bbox: Box, zoom: float, limit: int) -> list[Shape]:
    """The lines and areas of a view, newest first (see `Store.shapes`)."""
    _check(bbox, limit)
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
    details = _details(connection, [fid for fid, _, _ in found], row.geom)
    drawn = []
    for fid, count, doubtful in found:
        geometry = _drawn(details[fid].pop("geom"), boxes, zoom)
        if not geometry.is_empty:
            drawn.append(Shape(**details[fid], count=count, uncertain=bool(doubtful), geometry=geometry))
    return drawn


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


def _check(bbox: Box, limit: int) -> None:
    check_box(bbox)
    if limit < 1:
        raise InputError(f"A view of {limit} marks is none: ask for at least 1.")
