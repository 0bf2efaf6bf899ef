from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.geodesy import distances_m
from geo.places.nearest import Points, nearest

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer


def test_the_nearest_place_with_its_district_and_the_way_to_it(gazetteer: Gazetteer) -> None:
    (near,) = nearest(126.78, 37.80, gazetteer)
    assert near.place.countries == ("KR",)
    assert near.district == "Paju-si"
    assert near.place.admin1 == "Gyeonggi"
    assert 0 < near.distance_m < 5_000


def test_the_bearing_points_from_the_place_to_the_position(gazetteer: Gazetteer) -> None:
    adamstown = next(place for place in gazetteer.lookup("Adamstown") if place.countries == ("PN",))
    lon, lat = adamstown.footprint.geometry.coords[0]
    (near,) = nearest(lon, lat + 1, gazetteer)
    assert near.place.name == "Adamstown"
    assert min(near.bearing_deg, 360 - near.bearing_deg) < 0.1
    assert near.distance_m == pytest.approx(110_800, rel=0.01)


def test_several_come_nearest_first(gazetteer: Gazetteer) -> None:
    found = nearest(127.0, 37.5, gazetteer, most=6)
    assert len(found) == 6
    assert [one.distance_m for one in found] == sorted(one.distance_m for one in found)


@settings(max_examples=60, deadline=None)
@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90))
def test_nothing_is_nearer_than_the_nearest_across_poles_and_antimeridian(
    gazetteer: Gazetteer, lon: float, lat: float
) -> None:
    points = Points.of(gazetteer)
    (near,) = nearest(lon, lat, gazetteer)
    places = np.array([points.lonlat(row) for row in range(0, len(points.positions), 97)])
    least = float(distances_m(lon, lat, places[:, 0], places[:, 1]).min())
    assert near.distance_m <= least * 1.01


def test_large_areas_have_no_point_to_be_near_to(gazetteer: Gazetteer) -> None:
    country = gazetteer.lookup("Mongolia")[0]
    lon, lat = country.footprint.geometry.coords[0]
    assert nearest(lon, lat, gazetteer)[0].place.feature_class != "country"
