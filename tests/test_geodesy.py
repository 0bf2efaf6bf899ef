from __future__ import annotations

import math

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon

from geo import geodesy

GEOD = pyproj.Geod(ellps="WGS84")
lons, lats = st.floats(-179, 179), st.floats(-80, 80)
points = st.tuples(lons, lats)
near = st.tuples(st.integers(1_260_000, 1_290_000), st.integers(370_000, 390_000)).map(
    lambda p: (p[0] / 1e4, p[1] / 1e4)
)
# from west to east, as lines that do not cross themselves
lines = st.lists(near, min_size=2, max_size=12, unique_by=lambda point: point[0]).map(sorted).map(LineString)
multilines = st.lists(lines, min_size=2, max_size=4).map(MultiLineString)
shares = st.floats(0, 1)


def total_m(line: shapely.Geometry) -> float:
    return sum(GEOD.geometry_length(part.segmentize(0.01)) for part in shapely.get_parts(line))


@settings(max_examples=50, deadline=None)
@given(points, points)
def test_distance_is_the_geodesic_and_symmetric(a: tuple[float, float], b: tuple[float, float]) -> None:
    expected = GEOD.inv(*a, *b)[2]
    assert geodesy.distance_m(a, b) == pytest.approx(expected, abs=0.01)
    assert geodesy.distance_m(b, a) == pytest.approx(expected, abs=0.01)


@settings(max_examples=50, deadline=None)
@given(points, st.lists(points, min_size=1, max_size=5))
def test_batch_distances_agree_with_single_ones(a: tuple[float, float], many: list[tuple[float, float]]) -> None:
    xy = np.array(many)
    batch = geodesy.distances_m(*a, xy[:, 0], xy[:, 1])
    assert batch.shape == (len(many),)
    assert batch == pytest.approx([geodesy.distance_m(a, b) for b in many], rel=0.006, abs=1)


@settings(max_examples=50, deadline=None)
@given(lines | multilines)
def test_length_is_that_of_straight_edges_on_the_ellipsoid(line: LineString | MultiLineString) -> None:
    assert geodesy.length_m(line) == pytest.approx(total_m(line), rel=5e-4, abs=0.01)


def test_length_of_a_polygon_is_that_of_its_rings() -> None:
    square = shapely.box(0, 0, 1, 1).difference(shapely.box(0.4, 0.4, 0.6, 0.6))
    assert geodesy.length_m(square) == pytest.approx(1.2 * geodesy.length_m(shapely.box(0, 0, 1, 1)), rel=1e-3)


def test_a_point_has_no_length() -> None:
    assert geodesy.length_m(Point(1, 2)) == 0


@settings(max_examples=50, deadline=None)
@given(lines | multilines, shares)
def test_a_cut_line_rejoins(line: LineString | MultiLineString, share: float) -> None:
    first, second = geodesy.cut_line(line, 0, share), geodesy.cut_line(line, share, 1)
    whole = geodesy.length_m(line)
    assert geodesy.length_m(first) == pytest.approx(share * whole, rel=3e-3, abs=1)
    assert geodesy.length_m(first) + geodesy.length_m(second) == pytest.approx(whole, rel=1e-5, abs=0.1)
    joined = np.vstack([shapely.get_coordinates(first), shapely.get_coordinates(second)])
    for corner in shapely.get_coordinates(line):
        assert np.abs(joined - corner).max(axis=1).min() < 1e-9


@settings(max_examples=50, deadline=None)
@given(lines | multilines)
def test_cutting_nothing_off_changes_nothing(line: LineString | MultiLineString) -> None:
    assert geodesy.cut_line(line, 0, 1).equals_exact(line, 1e-12)


@settings(max_examples=50, deadline=None)
@given(lines | multilines, shares, shares)
def test_cuts_lie_on_the_line(line: LineString | MultiLineString, a: float, b: float) -> None:
    cut = geodesy.cut_line(line, min(a, b), max(a, b))
    assert shapely.distance(shapely.points(shapely.get_coordinates(cut)), line).max() < 1e-9


@pytest.mark.parametrize("cut", [(0.6, 0.4), (-0.1, 0.5), (0.5, 1.1), (math.nan, 1.0)])
def test_shares_out_of_order_are_refused(cut: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="in order between 0 and 1"):
        geodesy.cut_line(LineString([(0, 0), (1, 1)]), *cut)


@settings(deadline=None)
@given(st.floats(0, 1))
def test_the_nearest_share_of_a_point_on_the_line_is_its_own(share: float) -> None:
    line = LineString([(126.7, 37.9), (127.1, 38.3), (127.9, 38.2), (128.3, 38.6)])
    lon, lat = geodesy.cut_line(line, share, share).coords[0]
    assert geodesy.nearest_on_line(line, lon, lat) == pytest.approx(share, abs=2e-4)


@settings(max_examples=30, deadline=None)
@given(lines, near)
def test_no_point_of_the_line_is_nearer_than_the_nearest(line: LineString, point: tuple[float, float]) -> None:
    share = geodesy.nearest_on_line(line, *point)
    found = shapely.get_coordinates(geodesy.cut_line(line, share, share))[0]
    gap = geodesy.distance_m(point, (found[0], found[1]))
    assert gap == pytest.approx(geodesy.distance_to_m(*point, line), rel=2e-3, abs=0.5)
    corners = shapely.get_coordinates(shapely.segmentize(line, 0.02))
    assert gap <= min(geodesy.distance_m(point, (x, y)) for x, y in corners) * 1.003 + 0.5


def test_the_nearest_share_counts_the_parts_before() -> None:
    two = MultiLineString([[(0, 0), (1, 0)], [(10, 0), (13, 0)]])
    assert geodesy.nearest_on_line(two, 11, 0.5) == pytest.approx(0.5, abs=1e-3)
    assert geodesy.nearest_on_line(two, 0.5, -0.5) == pytest.approx(0.125, abs=1e-3)


def test_distance_to_a_polygon() -> None:
    square = shapely.box(127, 38, 128, 39)
    assert geodesy.distance_to_m(127.5, 38.5, square) == 0
    assert geodesy.distance_to_m(129, 38.5, square) == pytest.approx(
        geodesy.distance_m((129, 38.5), (128, 38.5)), rel=1e-3
    )


def test_distance_to_a_point_and_across_the_antimeridian() -> None:
    assert geodesy.distance_to_m(179.5, 10, Point(-179.5, 10)) == pytest.approx(109_640, rel=1e-3)


@settings(max_examples=25, deadline=None)
@given(lons, lats, st.floats(10, 400_000))
def test_a_circle_has_its_radius_everywhere(lon: float, lat: float, radius_m: float) -> None:
    circle = geodesy.circle(lon, lat, radius_m)
    assert circle.is_valid
    assert circle.exterior.is_ccw
    assert circle.contains(Point(lon, lat))
    for x, y in circle.exterior.coords:
        assert GEOD.inv(lon, lat, x, y)[2] == pytest.approx(radius_m, rel=1e-6, abs=0.01)


@pytest.mark.parametrize(("lon", "lat", "radius_m"), [(100, 65, 4e6), (0, -89, 3e5), (179, 85, 1e6)])
def test_a_circle_around_a_pole_reaches_it(lon: float, lat: float, radius_m: float) -> None:
    circle = geodesy.circle(lon, lat, radius_m)
    assert circle.is_valid
    assert abs(math.copysign(90, lat)) in np.abs(circle.bounds)
    assert circle.contains(Point(lon, lat))


def test_a_circle_over_the_antimeridian_stays_whole() -> None:
    west, _, east, _ = geodesy.circle(179.5, 0, 200_000).bounds
    assert east > 180
    assert east - west < 4


@settings(max_examples=15, deadline=None)
@given(lines, st.floats(200, 5_000))
def test_a_buffer_is_as_wide_as_asked(line: LineString, metres: float) -> None:
    zone = geodesy.buffer_m(line, metres)
    assert zone.covers(line)
    for x, y in list(shapely.get_coordinates(zone.boundary))[::40]:
        assert geodesy.distance_to_m(x, y, line) == pytest.approx(metres, rel=0.02)


def test_a_long_line_is_buffered_evenly_from_south_to_north() -> None:
    zone = geodesy.buffer_m(LineString([(20, 0), (20, 70)]), 10_000)
    for lat in (1, 35, 69):
        row = zone.intersection(LineString([(15, lat), (25, lat)]))
        assert geodesy.length_m(row) == pytest.approx(20_000, rel=0.01)


def test_buffers_of_points_and_polygons() -> None:
    square = shapely.box(127, 38, 127.5, 38.5)
    assert geodesy.buffer_m(square, 0) == square
    assert geodesy.buffer_m(square, 1_000).contains(square)
    assert square.contains(geodesy.buffer_m(square, -1_000))
    both = geodesy.buffer_m(MultiPoint([(127, 38), (128, 38)]), 500)
    assert isinstance(both, MultiPolygon)
    assert len(both.geoms) == 2


def test_a_clipped_line_keeps_its_direction_and_order() -> None:
    zigzag = LineString([(0, 0), (1, 2), (2, 0), (3, 2), (4, 0)])
    clipped = geodesy.clip_line(zigzag, shapely.box(0, 1, 4, 3))
    assert [part.coords[0][0] < part.coords[-1][0] for part in clipped.geoms] == [True, True]
    assert clipped.geoms[0].coords[0][0] < clipped.geoms[1].coords[0][0]
    backwards = geodesy.clip_line(zigzag.reverse(), shapely.box(0, 1, 4, 3))
    assert backwards.equals_exact(MultiLineString([part.reverse() for part in list(clipped.geoms)[::-1]]), 1e-9)


def test_a_line_outside_the_area_is_clipped_to_nothing() -> None:
    assert geodesy.clip_line(LineString([(0, 0), (1, 1)]), shapely.box(5, 5, 6, 6)).is_empty


@settings(max_examples=50, deadline=None)
@given(lines)
def test_a_line_and_its_parts_inside_and_outside_an_area_are_as_long(line: LineString) -> None:
    area = shapely.box(126, 37, 127.3, 39)
    rest = shapely.box(127.3, 37, 129, 39)
    split = geodesy.length_m(geodesy.clip_line(line, area)) + geodesy.length_m(geodesy.clip_line(line, rest))
    assert split == pytest.approx(geodesy.length_m(line), rel=1e-4, abs=0.1)


def test_the_representative_point_of_a_line_is_its_middle() -> None:
    assert geodesy.representative_point(LineString([(0, 0), (2, 0)])) == pytest.approx((1, 0))
    two = MultiLineString([[(0, 0), (1, 0)], [(10, 0), (14, 0)]])
    assert geodesy.representative_point(two) == pytest.approx((12, 0))


def test_the_representative_point_of_an_area_lies_inside() -> None:
    horseshoe = Polygon([(0, 0), (4, 0), (4, 4), (3, 4), (3, 1), (1, 1), (1, 4), (0, 4)])
    assert horseshoe.contains(Point(geodesy.representative_point(horseshoe)))
    assert geodesy.representative_point(shapely.box(0, 0, 2, 2)) == pytest.approx((1, 1))
    assert geodesy.representative_point(Point(3, 4)) == (3, 4)


@settings(max_examples=50, deadline=None)
@given(points, st.floats(0, 360, exclude_max=True), st.floats(10, 500_000))
def test_a_bearing_and_distance_can_be_measured_back(start: tuple[float, float], bearing: float, metres: float) -> None:
    end = geodesy.destination(*start, bearing_deg=bearing, metres=metres)
    assert geodesy.distance_m(start, end) == pytest.approx(metres, abs=0.01)
    assert (geodesy.bearing_deg(start, end) - bearing + 180) % 360 - 180 == pytest.approx(0, abs=0.01)
    assert -180 <= end[0] <= 180


def test_beside_a_line_is_one_side_of_it() -> None:
    eastward = LineString([(126, 38), (127, 38.2), (128, 38)])
    left, right = geodesy.beside_m(eastward, 10_000), geodesy.beside_m(eastward, -10_000)
    assert left.covers(Point(127, 38.25))
    assert not left.intersects(Point(127, 38.15))
    assert right.covers(Point(127, 38.15))
    assert left.intersection(right).area < 0.02 * left.area
