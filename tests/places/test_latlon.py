from __future__ import annotations

import math
from typing import Any

import pytest
from geopy.exc import GeocoderQueryError
from geopy.point import Point
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point as ShapelyPoint

from geo.places.latlon import lonlat_of

LATS = st.floats(-90, 90)
LONS = st.floats(-180, 180)


@given(lat=LATS, lon=LONS)
def test_all_of_geopys_forms_mean_the_same_latitude_first(lat: float, lon: float) -> None:
    for query in (Point(lat, lon), (lat, lon), [lat, lon, 0.0], f"{lat:.9f}, {lon:.9f}"):
        assert lonlat_of(query) == pytest.approx((lon, lat), abs=1e-8)


def test_longitudes_run_on_as_in_geopy() -> None:
    assert lonlat_of((10, 190)) == (-170, 10)


@pytest.mark.parametrize("query", [(126.7, 37.9), [126.7, 37.9], "126.7, 37.9"])
def test_what_must_be_swapped_is_refused_and_said_to_be(query: Any) -> None:
    with pytest.raises(GeocoderQueryError) as refused:
        lonlat_of(query)
    assert "latitude" in str(refused.value).lower()


def test_a_swap_is_named() -> None:
    with pytest.raises(GeocoderQueryError, match="swapped"):
        lonlat_of((126.7, 37.9))


def test_a_shapely_point_is_longitude_first_and_so_refused() -> None:
    with pytest.raises(GeocoderQueryError, match=r"point\.y, point\.x"):
        lonlat_of(ShapelyPoint(126.7, 37.9))


@pytest.mark.parametrize(
    "query",
    ["", " ", "Paju", None, (), (37.9,), (37.9, None), (1, 2, 3, 4), (math.nan, 3), ("a", "b"), 37.9, "1" * 400],
)
def test_what_is_no_position_is_one_sentence(query: Any) -> None:
    with pytest.raises(GeocoderQueryError) as refused:
        lonlat_of(query)
    assert str(refused.value).rstrip().endswith(".")
    assert len(str(refused.value)) < 400
