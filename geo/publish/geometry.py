"""Geometries as RFC 7946 wants them: 7 digits, right-hand winding, nothing beyond or across the antimeridian."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely import affinity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

DIGITS = 7
_DIMENSION = {"Point": 0, "LineString": 1, "LinearRing": 1, "Polygon": 2}


def tidy(geometry: BaseGeometry) -> BaseGeometry | None:
    """The geometry to write, or None for one without a place (empty, or with a coordinate that is no number)."""
    coordinates = shapely.get_coordinates(geometry)
    if not len(coordinates) or not np.isfinite(coordinates).all():
        return None
    return shapely.orient_polygons(_rounded(_split(_rounded(shapely.force_2d(geometry)))))


def bounds(geometry: BaseGeometry) -> tuple[float, float, float, float]:
    """(west, south, east, north) of a tidy geometry; west > east where it crosses the antimeridian."""
    west, south, east, north = geometry.bounds
    if west > -180 or east < 180:
        return west, south, east, north
    reach = -180.0
    widest = 0.0
    for first, last in sorted((part.bounds[0], part.bounds[2]) for part in _parts(geometry)):
        if first - reach > widest:
            widest, west, east = first - reach, first, reach
        reach = max(reach, last)
    return west, south, east, north


def _rounded(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.transform(geometry, lambda xy: np.round(xy, DIGITS) + 0.0)


def _split(geometry: BaseGeometry) -> BaseGeometry:
    """Cut at the antimeridian what runs on beyond ±180° or jumps by more than half the world."""
    parts = [_unwrapped(part) for part in _parts(geometry)]
    if all(part.bounds[0] >= -180 and part.bounds[2] <= 180 for part in parts):
        return geometry
    pieces = [piece for part in parts for piece in _world_pieces(part)]
    return pieces[0] if len(pieces) == 1 else _collected(pieces)


def _world_pieces(part: BaseGeometry) -> Iterator[BaseGeometry]:
    west, _, east, _ = part.bounds
    if part.geom_type == "Point":
        yield affinity.translate(part, xoff=-360 * math.floor((west + 180) / 360))
        return
    if part.geom_type == "Polygon" and not part.is_valid:
        part = shapely.make_valid(part)
    for turn in range(math.floor((west + 180) / 360), math.ceil((east - 180) / 360) + 1):
        inside = part.intersection(shapely.box(-180 + 360 * turn, -90, 180 + 360 * turn, 90))
        for piece in _parts(inside):
            if not piece.is_empty and _DIMENSION[piece.geom_type] == shapely.get_dimensions(part):
                yield affinity.translate(piece, xoff=-360 * turn)


def _collected(pieces: list[Any]) -> BaseGeometry:
    kind: dict[str, Any] = {
        "Point": shapely.MultiPoint,
        "LineString": shapely.MultiLineString,
        "Polygon": shapely.MultiPolygon,
    }
    made: BaseGeometry = kind[pieces[0].geom_type](pieces)
    # A cap around a pole comes back to where it began, and its two ends share an edge.
    return made if made.is_valid else shapely.union_all(pieces)


def _parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    return list(shapely.get_parts(geometry))


def _unwrapped(part: Any) -> Any:
    if part.geom_type == "LineString":
        return shapely.LineString(_steady(shapely.get_coordinates(part)))
    if part.geom_type != "Polygon":
        return part
    shell = _steady(shapely.get_coordinates(part.exterior))
    middle = float(shell[:, 0].mean())
    holes = []
    for ring in part.interiors:
        hole = _steady(shapely.get_coordinates(ring))
        hole[:, 0] += 360 * round((middle - float(hole[:, 0].mean())) / 360)
        holes.append(hole)
    return shapely.Polygon(shell, holes)


def _steady(coordinates: NDArray[Any]) -> NDArray[Any]:
    """Longitudes that run on where they jump by more than half the world; a jump of a whole turn is a parallel."""
    jumps = np.abs(np.diff(coordinates[:, 0]))
    if not ((jumps > 180) & (jumps < 360)).any():
        return coordinates
    lon = np.unwrap(coordinates[:, 0], period=360)
    closed = coordinates[0, 0] != coordinates[-1, 0] or lon[0] == lon[-1]
    return np.column_stack([lon, coordinates[:, 1]]) if closed else coordinates
