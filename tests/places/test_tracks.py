"""Quick distances to lines, against the exact ones of geodesy."""

from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import geodesy
from geo.places.tracks import Track

BENT = shapely.LineString([(10.0, 50.0), (11.0, 50.4), (12.0, 50.1), (12.1, 49.2)])
TRACK = Track(BENT)


@settings(max_examples=60, deadline=None)
@given(st.floats(9, 13), st.floats(48.5, 51))
def test_gaps_are_about_right(lon: float, lat: float) -> None:
    exact = geodesy.distance_to_m(lon, lat, BENT)
    assert TRACK.gap_m(lon, lat) == pytest.approx(exact, rel=0.01, abs=700)


@settings(max_examples=40, deadline=None)
@given(st.floats(10, 12), st.floats(49.5, 50.5), st.floats(5_000, 60_000))
def test_the_stretch_beside_a_point_lies_on_the_line_and_within_reach(lon: float, lat: float, more_m: float) -> None:
    reach = TRACK.gap_m(lon, lat) + more_m
    cut = TRACK.beside(lon, lat, reach)
    assert cut is not None
    corners = shapely.points(shapely.get_coordinates(cut))
    assert shapely.distance(corners, BENT).max() < 1e-9
    ends = [shapely.get_coordinates(cut)[index] for index in (0, -1)]
    assert all(geodesy.distance_m((lon, lat), (float(x), float(y))) <= 1.01 * reach for x, y in ends)
    assert geodesy.distance_to_m(lon, lat, cut) == pytest.approx(TRACK.gap_m(lon, lat), rel=0.01, abs=700)


def test_nothing_within_reach_is_no_stretch() -> None:
    assert TRACK.beside(20.0, 55.0, 1_000) is None


PARTS = Track(shapely.MultiLineString([[(0, 0), (1, 0)], [(3, 0), (4, 0)]]))


def test_a_stretch_beside_a_town_does_not_leap_to_another_part() -> None:
    cut = PARTS.beside(0.9, 0.0, 40_000)
    assert cut is not None
    assert cut.geom_type == "LineString"
    assert cut.bounds[2] == pytest.approx(1.0)


def test_a_stretch_through_both_parts_has_both() -> None:
    cut = PARTS.through([(3.5, 0.1), (0.5, 0.1)])
    assert cut is not None
    assert [part.bounds[::2] for part in shapely.get_parts(cut)] == [(0.5, 1.0), (3.0, 3.5)]
    assert PARTS.through([(0.5, 0.1), (0.5, 0.2)]) is None


def test_the_gap_between_parts_is_a_gap() -> None:
    assert PARTS.gap_m(2.0, 0.0) == pytest.approx(111_000, rel=0.02)


def test_far_away_is_finite() -> None:
    assert math.isfinite(TRACK.gap_m(-170.0, -50.0))
