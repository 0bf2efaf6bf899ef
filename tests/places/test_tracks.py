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


@given(st.floats(9, 13), st.floats(48.5, 51))
def test_the_nearest_share_lies_on_the_line(lon: float, lat: float) -> None:
    assert 0 <= TRACK.share(lon, lat) <= 1


def test_shares_run_with_the_line() -> None:
    shares = [TRACK.share(*point) for point in BENT.coords]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] == 1


@settings(max_examples=40, deadline=None)
@given(st.floats(10, 12), st.floats(49.5, 50.5), st.floats(5_000, 60_000))
def test_what_lies_within_reach_holds_the_nearest_point(lon: float, lat: float, more_m: float) -> None:
    start, end = TRACK.within(lon, lat, TRACK.gap_m(lon, lat) + more_m)
    assert start <= TRACK.share(lon, lat) <= end
    assert start < end


def test_nothing_within_reach_is_no_stretch() -> None:
    start, end = TRACK.within(20.0, 55.0, 1_000)
    assert start == end


def test_a_line_in_parts_does_not_count_the_gap() -> None:
    parts = Track(shapely.MultiLineString([[(0, 0), (1, 0)], [(3, 0), (4, 0)]]))
    assert parts.share(1.0, 0.0) == pytest.approx(0.5, abs=0.01)
    assert parts.gap_m(2.0, 0.0) == pytest.approx(111_000, rel=0.02)


def test_far_away_is_finite() -> None:
    assert math.isfinite(TRACK.gap_m(-170.0, -50.0))
