"""Distances between GeoJSON geometries in lon/lat (WGS 84), in kilometres on the ellipsoid.

By pyproj and not by geo.geodesy: a scorer shares no code with what it judges.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import Proj
from shapely.geometry import LineString, MultiLineString, Point, shape

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from bench.guide import Json

DENSIFY_DEGREES = 0.05


def usable(geometry: Json | None) -> BaseGeometry | None:
    """The shape of a GeoJSON geometry, or None where it is missing, malformed, empty or not on the globe."""
    if not geometry:
        return None
    try:
        geom = shape(geometry)
    except (AttributeError, KeyError, TypeError, ValueError, shapely.errors.ShapelyError):
        return None
    if geom.is_empty:
        return None
    west, south, east, north = geom.bounds
    if not (-360 <= west <= east <= 360 and -90 <= south <= north <= 90):  # also refuses NaN
        return None
    return Point(geom.coords[0]) if geom.geom_type == "LineString" and geom.length == 0 else geom


def representative_point(geometry: Json | None) -> Point | None:
    """One point for a GeoJSON geometry: itself, the middle of the longest line, or a point inside an area."""
    geom = usable(geometry)
    if geom is None:
        return None
    if isinstance(geom, MultiLineString):
        geom = max(geom.geoms, key=lambda part: part.length)
    if isinstance(geom, LineString):
        return geom.interpolate(0.5, normalized=True)
    return geom.representative_point()


def distance_km(point: BaseGeometry, geometry: BaseGeometry) -> float:
    """Distance from a lon/lat point to the nearest part of a lon/lat geometry.

    The geometry is densified and projected to an azimuthal equidistant plane centred on the point, on which
    distances from the centre are true. Geometries that cross the antimeridian are not supported.
    """
    return float(_flat(geometry, _projection(*point.coords[0])).distance(Point(0, 0))) / 1000


def stray_km(predicted: BaseGeometry, gold: BaseGeometry) -> float:
    """Greatest distance from any part of the predicted lon/lat geometry to the gold one, on a plane at its centre."""
    proj = _projection(round(gold.centroid.x, 1), round(gold.centroid.y, 1))
    positions = shapely.points(shapely.get_coordinates(_flat(predicted, proj)))
    return float(shapely.distance(positions, _flat(gold, proj)).max()) / 1000


def covers_line(predicted: BaseGeometry | None, line: BaseGeometry, tolerance_km: float) -> bool:
    """Is the prediction a line or an area that keeps within tolerance of at least half of the gold line?"""
    if predicted is None or predicted.geom_type in ("Point", "MultiPoint"):
        return False
    points = shapely.get_coordinates(shapely.segmentize(line, DENSIFY_DEGREES))
    near = sum(distance_km(Point(xy), predicted) <= tolerance_km for xy in points)
    return near >= len(points) / 2


@lru_cache(maxsize=4096)
def _projection(lon: float, lat: float) -> Proj:
    return Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84")


def _flat(geometry: BaseGeometry, proj: Proj) -> BaseGeometry:
    dense = shapely.segmentize(geometry, DENSIFY_DEGREES)
    return shapely.transform(dense, lambda xy: np.column_stack(proj(xy[:, 0], xy[:, 1])))
