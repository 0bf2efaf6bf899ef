"""Stored geometries: shapely in and out, and the header fields of a GeoPackage blob that the R-tree triggers ask for.

PostGIS takes and gives EWKB. A GeoPackage blob (1.4, clause 2.1.3) is 'GP', version, flags, srs_id (int32), optional
envelope, then ISO WKB. Coordinates are longitude first, EPSG:4326.
"""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING

from geo.errors import InputError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

Envelope = tuple[float, float, float, float]

SRS_ID = 4326
POINT_BYTES = 29
_HEADER = 8
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
_LITTLE, _XY_ENVELOPE, _EMPTY = 0x01, 0x02, 0x10
_WKB_POINT = 1
_POINT = struct.Struct("<2sBBiBIdd")
_PLAIN_POINT = _POINT.pack(b"GP", 0, _LITTLE, SRS_ID, 1, _WKB_POINT, 0.0, 0.0)[: _HEADER + 5]
_POSITION = struct.Struct("<2d")


def to_blob(geometry: BaseGeometry) -> bytes:
    """The blob of a geometry: points without envelope (29 bytes), everything else with one; Z is dropped.

    Raises:
        InputError: the geometry is empty or has a coordinate that is no finite number.
    """
    import shapely

    if isinstance(geometry, shapely.Point) and not geometry.is_empty:
        x, y = geometry.x, geometry.y
        if math.isfinite(x + y):
            return _POINT.pack(b"GP", 0, _LITTLE, SRS_ID, 1, _WKB_POINT, x, y)
    bounds = _bounds(geometry)
    flat = geometry.geom_type == "Point"
    flags = _LITTLE if flat else _LITTLE | _XY_ENVELOPE
    head = struct.pack("<2sBBi", b"GP", 0, flags, SRS_ID)
    west, south, east, north = bounds
    envelope = b"" if flat else struct.pack("<4d", west, east, south, north)
    return head + envelope + bytes(shapely.to_wkb(geometry, byte_order=1, output_dimension=2))


def to_ewkb(geometry: BaseGeometry) -> bytes:
    """A geometry as PostGIS takes it, with its SRID; Z is dropped.

    Raises:
        InputError: the geometry is empty or has a coordinate that is no finite number.
    """
    import shapely

    _bounds(geometry)
    known = shapely.set_srid(geometry, SRS_ID)
    return bytes(shapely.to_wkb(known, byte_order=1, output_dimension=2, include_srid=True))


def from_ewkb(ewkb: str) -> BaseGeometry:
    """A geometry as PostGIS gives it, hexadecimal; its SRID stays with the column."""
    import shapely

    geometry: BaseGeometry = shapely.set_srid(shapely.from_wkb(ewkb), 0)
    return geometry


def _bounds(geometry: BaseGeometry) -> Envelope:
    west, south, east, north = geometry.bounds
    if geometry.is_empty or not all(map(math.isfinite, (west, south, east, north))):
        raise InputError(
            f"The footprint {geometry.wkt[:60]} is empty or has a coordinate that is no number: give it a place."
        )
    return west, south, east, north


def from_blob(blob: bytes) -> BaseGeometry:
    """The geometry of a blob, whoever wrote it, in two dimensions: a GIS may have given it heights.

    Raises:
        InputError: the bytes are no GeoPackage geometry.
    """
    import shapely

    try:
        geometry: BaseGeometry = shapely.force_2d(shapely.from_wkb(blob[_body(blob) :]))
    except (shapely.errors.ShapelyError, struct.error, IndexError) as error:
        raise InputError(
            f"A stored footprint is no GeoPackage geometry ({error}): restore the store from a copy."
        ) from error
    return geometry


def envelope(blob: bytes | None) -> Envelope | None:
    """(west, south, east, north) of a blob, or None if it is empty; a header is read without shapely."""
    if blob is None:
        return None
    if len(blob) == POINT_BYTES and blob.startswith(_PLAIN_POINT):
        x, y = _POSITION.unpack_from(blob, _HEADER + 5)
        return None if math.isnan(x) else (x, y, x, y)
    flags = blob[3]
    if flags & _EMPTY:
        return None
    start = _body(blob)
    if start > _HEADER:
        west, east, south, north = struct.unpack_from("<4d" if flags & _LITTLE else ">4d", blob, _HEADER)
        return west, south, east, north
    order = "<" if blob[start] else ">"
    if struct.unpack_from(order + "I", blob, start + 1)[0] == _WKB_POINT:
        x, y = struct.unpack_from(order + "2d", blob, start + 5)
        return None if math.isnan(x) else (x, y, x, y)
    return _measured(blob)


def meets(blob: bytes | None, west: float, south: float, east: float, north: float) -> bool:
    """Does the geometry share a point with the box (its edge included)? Exact, not by envelope."""
    bounds = envelope(blob)
    if blob is None or bounds is None:
        return False
    w, s, e, n = bounds
    if w > east or e < west or s > north or n < south:
        return False
    if w >= west and e <= east and s >= south and n <= north:
        return True
    import shapely

    return bool(from_blob(blob).intersects(shapely.box(west, south, east, north)))


def register(connection: sqlite3.Connection) -> None:
    """Give a connection the `ST_*` functions that the R-tree triggers and the box clause call."""
    for name, position in (("ST_MinX", 0), ("ST_MinY", 1), ("ST_MaxX", 2), ("ST_MaxY", 3)):
        connection.create_function(name, 1, _side(position), deterministic=True)
    connection.create_function("ST_IsEmpty", 1, lambda blob: int(envelope(blob) is None), deterministic=True)
    connection.create_function("ST_Meets", 5, lambda *given: int(meets(*given)), deterministic=True)


def _side(position: int) -> Callable[[bytes | None], float | None]:
    def side(blob: bytes | None) -> float | None:
        bounds = envelope(blob)
        return None if bounds is None else bounds[position]

    return side


def _body(blob: bytes) -> int:
    if blob[:2] != b"GP":
        raise InputError("A stored footprint is no GeoPackage geometry: restore the store from a copy.")
    return _HEADER + _ENVELOPE_BYTES[(blob[3] >> 1) & 0x07]


def _measured(blob: bytes) -> Envelope | None:
    geometry = from_blob(blob)
    if geometry.is_empty:
        return None
    west, south, east, north = geometry.bounds
    return west, south, east, north
