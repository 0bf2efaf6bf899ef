"""The only place with metres: distances, lengths, buffers, cutting lines. WGS 84, longitude first.

Edges are straight in longitude and latitude, as RFC 7946 draws them. The earth is the WGS 84 ellipsoid: single
distances are geodesics (Karney, by geopy), lengths use the radii of curvature at the middle of each edge (good to
0.01 %), and batches are great circles (good to 0.6 %).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiLineString, Point, Polygon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

LonLat = tuple[float, float]
Line = LineString | MultiLineString
Floats = NDArray[np.float64]

MEAN_RADIUS_M = 6_371_008.8
_A = 6_378_137.0
_E2 = 0.00669437999014
_PIECE_M = 60_000.0
_CIRCLE_POINTS = 64
_SNAP_M = 1e-6
# A parallel bows away from a straight edge in the plane: by less than a metre over this many degrees.
_EDGE_DEG = 0.05


def distance_m(a: LonLat, b: LonLat) -> float:
    """Geodesic distance between two (lon, lat) points, in metres."""
    from geopy.distance import geodesic

    return float(geodesic((a[1], a[0]), (b[1], b[0])).m)


def destination(lon: float, lat: float, *, bearing_deg: float, metres: float) -> LonLat:
    """The (lon, lat) at a distance and bearing (clockwise from north) from a point, by the direct geodesic problem."""
    from geopy.distance import geodesic

    point = geodesic(meters=metres).destination((lat, lon), bearing=bearing_deg)
    return float(point.longitude), float(point.latitude)


def bearing_deg(a: LonLat, b: LonLat) -> float:
    """The bearing at which the geodesic from one (lon, lat) point to another sets out: [0, 360), north 0, east 90."""
    from geographiclib.geodesic import Geodesic

    return float(Geodesic.WGS84.Inverse(a[1], a[0], b[1], b[0], Geodesic.AZIMUTH)["azi1"]) % 360.0


def distances_m(lon: float | Floats, lat: float | Floats, lons: Floats, lats: Floats) -> Floats:
    """Great-circle distances in metres from one point to many, shape (n,); arrays of shape (m, 1) give (m, n)."""
    phi, phis = np.radians(lat), np.radians(np.asarray(lats, dtype=float))
    half_lon = np.radians(np.asarray(lons, dtype=float) - lon) / 2
    h = np.sin((phis - phi) / 2) ** 2 + np.cos(phi) * np.cos(phis) * np.sin(half_lon) ** 2
    return np.asarray(2 * MEAN_RADIUS_M * np.arcsin(np.sqrt(np.clip(h, 0, 1))))


def length_m(line: BaseGeometry) -> float:
    """Length of a line (or of a polygon's rings) in metres."""
    return float(sum(_edges_m(shapely.get_coordinates(part)).sum() for part in _lines(line)))


def representative_point(geometry: BaseGeometry) -> LonLat:
    """The (lon, lat) that stands for a geometry: the middle of its longest line, else a point inside it."""
    if isinstance(geometry, LineString | MultiLineString):
        longest = max(_lines(geometry), key=length_m)
        middle = shapely.get_coordinates(cut_line(longest, 0.5, 0.5))[0]
        return float(middle[0]), float(middle[1])
    if isinstance(geometry, Point):
        return geometry.x, geometry.y
    centre = geometry.centroid
    inside = centre if geometry.intersects(centre) else geometry.representative_point()
    return float(inside.x), float(inside.y)


def circle(lon: float, lat: float, radius_m: float) -> Polygon:
    """A geodesic circle as a polygon of 64 corners.

    Across the antimeridian its longitudes run on beyond ±180, so that the ring stays whole; one around a pole is a cap
    with its edge on the pole.
    """
    from geopy.distance import geodesic

    reach = geodesic(meters=radius_m)
    bearings = np.linspace(360, 0, _CIRCLE_POINTS, endpoint=False)
    points = [reach.destination((lat, lon), bearing=float(bearing)) for bearing in bearings]
    lats = np.array([point.latitude for point in points])
    lons = lon + (np.array([point.longitude for point in points]) - lon + 180) % 360 - 180
    for pole in (90.0, -90.0):
        if distance_m((lon, lat), (lon, pole)) <= radius_m:
            return _cap(lon, lons, lats, pole)
    return Polygon(np.column_stack([lons, lats]))


def _cap(lon: float, lons: Floats, lats: Floats, pole: float) -> Polygon:
    west, east = lon - 180, lon + 180
    inner = np.flatnonzero(np.abs(lons - lon) < 180 - 1e-9)
    order = inner[np.argsort(lons[inner])]
    edge = float(np.interp(west, lons[order], lats[order], period=360))
    rim = [(west, edge), *zip(lons[order], lats[order], strict=True), (east, edge)]
    return shapely.orient_polygons(Polygon([(west, pole), *rim, (east, pole)]))


def buffer_m(geometry: BaseGeometry, metres: float) -> BaseGeometry:
    """Everything within `metres` of a geometry; of a polygon, negative metres take the rim away.

    Long lines are buffered piece by piece, each in its own local plane, so that the width is right everywhere.
    """
    if metres == 0:
        return geometry
    rim = shapely.union_all([_buffer_piece(piece, abs(metres)) for piece in _pieces(geometry)])
    if shapely.get_dimensions(geometry) != 2:
        return rim
    return geometry.union(rim) if metres > 0 else geometry.difference(rim)


def beside_m(line: Line, metres: float) -> BaseGeometry:
    """Everything within `metres` of a line on one side of it: to the left as it runs, to the right if negative."""
    return shapely.union_all(
        [_buffer_piece(piece, metres, single_sided=True) for piece in _pieces(line, overlap_m=abs(metres))]
    )


def _pieces(geometry: BaseGeometry, overlap_m: float = 0.0) -> Iterable[BaseGeometry]:
    if shapely.get_dimensions(geometry) == 0:
        yield from shapely.get_parts(geometry)
        return
    for part in _lines(geometry):
        count = max(1, math.ceil(length_m(part) / _PIECE_M))
        more = overlap_m / (length_m(part) or 1.0)
        yield from (cut_line(part, max(0, i / count - more), min(1, (i + 1) / count + more)) for i in range(count))


def _buffer_piece(piece: BaseGeometry, metres: float, *, single_sided: bool = False) -> BaseGeometry:
    lon, lat = shapely.get_coordinates(piece).mean(axis=0)
    plane = shapely.transform(shapely.segmentize(piece, _EDGE_DEG), lambda xy: _to_plane(xy, lon, lat))
    rim = plane.buffer(metres, single_sided=single_sided)
    return shapely.transform(rim, lambda xy: _from_plane(xy, lon, lat))


def cut_line(line: Line, start_share: float, end_share: float) -> Line:
    """The part of a line between two shares of its length (0 is its first point, 1 its last, parts in order).

    Raises:
        ValueError: the shares do not lie in order between 0 and 1.
    """
    if not 0 <= start_share <= end_share <= 1:
        raise ValueError(f"The shares {start_share} and {end_share} must lie in order between 0 and 1.")
    parts = [shapely.get_coordinates(part) for part in _lines(line)]
    marks = [np.concatenate([[0.0], np.cumsum(_edges_m(part))]) for part in parts]
    total = sum(float(mark[-1]) for mark in marks)
    start, end = start_share * total, end_share * total
    is_point = end - start <= 2 * _SNAP_M
    pieces: list[Floats] = []
    before = 0.0
    for part, mark in zip(parts, marks, strict=True):
        length = float(mark[-1])
        low, high = max(start - before, 0.0), min(end - before, length)
        if high - low > _SNAP_M or (is_point and not pieces and low <= length + _SNAP_M):
            pieces.append(_cut_part(part, mark, low, max(low, high)))
        before += length
    return LineString(pieces[0]) if len(pieces) == 1 else MultiLineString(pieces)


def _cut_part(xy: Floats, marks: Floats, low: float, high: float) -> Floats:
    ends = np.column_stack([np.interp([low, high], marks, xy[:, axis]) for axis in (0, 1)])
    inner = xy[(marks > low + _SNAP_M) & (marks < high - _SNAP_M)]
    return np.vstack([ends[:1], inner, ends[1:]])


def clip_line(line: Line, area: BaseGeometry) -> Line:
    """The parts of a line that lie in an area, in the line's own order; an empty MultiLineString if none does."""
    inside = [part for part in _lines(line.intersection(area)) if part.length > 0]
    merged = _lines(shapely.line_merge(MultiLineString(inside), directed=True))
    ordered = sorted(merged, key=lambda part: nearest_on_line(line, *part.interpolate(0.5, normalized=True).coords[0]))
    return ordered[0] if len(ordered) == 1 else MultiLineString(ordered)


def distance_to_m(lon: float, lat: float, geometry: BaseGeometry) -> float:
    """Geodesic distance in metres from a point to the nearest point of a geometry; 0 inside a polygon."""
    if shapely.get_dimensions(geometry) == 2 and geometry.intersects(Point(lon, lat)):
        return 0.0
    plane = shapely.transform(shapely.segmentize(geometry, _EDGE_DEG), lambda xy: _to_plane(xy, lon, lat))
    nearest = shapely.get_coordinates(shapely.shortest_line(Point(0, 0), plane))[-1:]
    found = _from_plane(nearest, lon, lat)[0]
    return distance_m((lon, lat), (float(found[0]), float(found[1])))


def nearest_on_line(line: Line, lon: float, lat: float) -> float:
    """The share of the line's length, between 0 and 1, at which it comes nearest to a point."""
    best, share_m, before = math.inf, 0.0, 0.0
    for part in _lines(line):
        xy = shapely.get_coordinates(shapely.segmentize(part, _EDGE_DEG))
        gaps, along = _feet(_to_plane(xy, lon, lat))
        edge = int(np.argmin(gaps))
        length = length_m(part)
        if gaps[edge] < best:
            steps = _edges_m(xy)
            done = float(steps[:edge].sum() + along[edge] * steps[edge]) / (float(steps.sum()) or 1.0)
            best, share_m = float(gaps[edge]), before + done * length
        before += length
    return min(1.0, share_m / before) if before else 0.0


def _feet(plane: Floats) -> tuple[Floats, Floats]:
    # distance of each edge from the origin, and where on the edge (0..1) the foot of the perpendicular lies
    start, edge = plane[:-1], np.diff(plane, axis=0)
    squared = np.maximum((edge**2).sum(axis=1), 1e-12)
    along = np.clip(-(start * edge).sum(axis=1) / squared, 0, 1)
    return np.hypot(*(start + along[:, None] * edge).T), along


def _lines(geometry: BaseGeometry) -> list[LineString]:
    flat = [geometry] if not hasattr(geometry, "geoms") else list(shapely.get_parts(geometry))
    rims = [part.boundary if shapely.get_dimensions(part) == 2 else part for part in flat]
    return [line for line in shapely.get_parts(rims).tolist() if isinstance(line, LineString) and not line.is_empty]


def _edges_m(xy: Floats) -> Floats:
    middle = np.radians((xy[1:, 1] + xy[:-1, 1]) / 2)
    across, up = _radii(middle)
    step = np.radians(np.diff(xy, axis=0))
    return np.asarray(np.hypot(across * np.cos(middle) * step[:, 0], up * step[:, 1]))


def _radii(phi: Floats | float) -> tuple[Floats, Floats]:
    # radii of curvature of the ellipsoid, east-west and north-south
    w = 1 - _E2 * np.sin(phi) ** 2
    return _A / np.sqrt(w), _A * (1 - _E2) / w**1.5


def _to_plane(xy: Floats, lon: float, lat: float) -> Floats:
    # azimuthal equidistant about (lon, lat), scaled to the ellipsoid's radii there
    phi0, phi, dlon = np.radians(lat), np.radians(xy[:, 1]), np.radians(xy[:, 0] - lon)
    east = np.cos(phi) * np.sin(dlon)
    # a difference of nearly equal numbers close to the centre, hence the form with the squared half sine
    north = np.sin(phi - phi0) + 2 * np.sin(phi0) * np.cos(phi) * np.sin(dlon / 2) ** 2
    h = np.sin((phi - phi0) / 2) ** 2 + np.cos(phi0) * np.cos(phi) * np.sin(dlon / 2) ** 2
    angle = 2 * np.arcsin(np.sqrt(np.clip(h, 0, 1)))
    stretch = np.divide(angle, np.sin(angle), out=np.ones_like(angle), where=np.sin(angle) > 1e-12)
    across, up = _radii(phi0)
    return np.column_stack([across * stretch * east, up * stretch * north])


def _from_plane(plane: Floats, lon: float, lat: float) -> Floats:
    phi0 = np.radians(lat)
    across, up = _radii(phi0)
    x, y = plane[:, 0] / across, plane[:, 1] / up
    angle = np.hypot(x, y)
    shrink = np.sinc(angle / np.pi)
    phi = np.arcsin(np.clip(np.cos(angle) * np.sin(phi0) + y * shrink * np.cos(phi0), -1, 1))
    dlon = np.arctan2(x * shrink, np.cos(phi0) * np.cos(angle) - y * shrink * np.sin(phi0))
    return np.column_stack([lon + np.degrees(dlon), np.degrees(phi)])
