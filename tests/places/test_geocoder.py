from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import geopandas
import pytest
from geopandas.tools import geocode, reverse_geocode
from geopy.distance import geodesic
from geopy.exc import GeocoderParseError, GeocoderQueryError, GeocoderUnavailable, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder as GeopyGeocoder
from geopy.location import Location
from geopy.point import Point
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DataError, GazetteerError
from geo.places import Geocoder
from geo.places.nearest import Points

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer


@pytest.fixture
def geocoder(gazetteer: Gazetteer) -> Geocoder:
    return Geocoder(gazetteer)


def test_it_is_a_geopy_geocoder(geocoder: Geocoder) -> None:
    assert isinstance(geocoder, GeopyGeocoder)
    found = geocoder.geocode("Panmunjom")
    assert isinstance(found, Location)
    assert (round(found.latitude, 1), round(found.longitude, 1)) == (38.0, 126.7)
    assert found.raw["id"] == "curated:panmunjom"


def test_exactly_one_or_a_list(geocoder: Geocoder) -> None:
    several = geocoder.geocode("Goseong", exactly_one=False, limit=2)
    assert isinstance(several, list)
    assert len(several) == 2
    assert geocoder.geocode("Zzyqville") is None
    assert geocoder.geocode("Zzyqville", exactly_one=False) is None


def test_after_a_comma_stands_where_it_lies(geocoder: Geocoder) -> None:
    assert geocoder.geocode("Paris, Texas").raw["country"] == "US"
    assert geocoder.geocode("Goseong, South Korea").raw["country"] == "KR"


def test_country_codes_narrow(geocoder: Geocoder) -> None:
    assert geocoder.geocode("Paris", country_codes="us").raw["country"] == "US"
    assert geocoder.geocode("Paris", country_codes=["FR"]).raw["country"] == "FR"


def test_a_line_has_its_representative_point(geocoder: Geocoder) -> None:
    found = geocoder.geocode("India–Pakistan border")
    assert 23 < found.latitude < 36
    assert 66 < found.longitude < 78


def test_an_empty_query_is_refused(geocoder: Geocoder) -> None:
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode(" ")


@pytest.mark.parametrize("query", [None, 3, float("nan"), ("Paju",)])
def test_what_is_no_text_is_refused(geocoder: Geocoder, query: Any) -> None:
    with pytest.raises(GeocoderQueryError, match="name of a place"):
        geocoder.geocode(query)


@pytest.mark.parametrize("query", ["37.9, 126.7", "126.7, 37.9", "126.7 N, 37.9 E"])
def test_a_position_is_for_reverse(geocoder: Geocoder, query: str) -> None:
    with pytest.raises(GeocoderQueryError, match="position"):
        geocoder.geocode(query)


def test_unknown_country_codes_and_limits_below_one_are_refused(geocoder: Geocoder) -> None:
    with pytest.raises(GeocoderQueryError, match="'QQ'"):
        geocoder.geocode("Paju", country_codes="qq")
    for call in (geocoder.geocode, geocoder.reverse):
        with pytest.raises(GeocoderQueryError, match="limit"):
            call("37.7, 126.8", exactly_one=False, limit=0)


def test_reverse_names_the_nearest_place_and_what_lies_around(geocoder: Geocoder) -> None:
    found = geocoder.reverse((37.8, 126.8), timeout=3)
    assert isinstance(found, Location)
    raw = found.raw
    assert found.address.endswith("Gyeonggi, South Korea")
    assert (raw["district"], raw["province"], raw["lies_in"]) == ("Paju-si", "Gyeonggi", ["KR"])
    assert raw["query"] == {"latitude": 37.8, "longitude": 126.8}
    assert raw["distance_m"] == pytest.approx(geodesic((37.8, 126.8), (found.latitude, found.longitude)).m, abs=0.1)
    border = raw["border"]
    assert (border["id"], border["side"], border["beyond"]) == ("mdl", "KR", "KP")
    assert 5_000 < border["distance_m"] < 20_000
    assert "OpenStreetMap" in border["attribution"]


def test_beyond_its_radius_the_address_says_how_far_and_where(geocoder: Geocoder) -> None:
    found = geocoder.geocode("Adamstown", country_codes="PN")
    assert geocoder.reverse((found.latitude, found.longitude)).address.startswith("Adamstown")
    away = geocoder.reverse((found.latitude - 1, found.longitude))
    assert away.address.startswith("111 km south of Adamstown")
    assert away.raw["direction"] == "south"


def test_reverse_gives_one_or_a_list(geocoder: Geocoder) -> None:
    several = geocoder.reverse(Point(37.8, 126.8), exactly_one=False, limit=3)
    assert len(several) == 3
    assert several[0].raw == geocoder.reverse("37.8, 126.8").raw
    assert len(geocoder.reverse((37.8, 126.8), exactly_one=False)) == 5


def test_a_likely_swap_warns_and_stands_in_raw(geocoder: Geocoder) -> None:
    with pytest.warns(UserWarning, match="swapped"):
        found = geocoder.reverse((77.2, 28.6))
    assert "New Delhi" in found.raw["note"]
    with pytest.raises(GeocoderQueryError, match="swapped"):
        geocoder.reverse((126.8, 37.8))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_reverse_of_geocode_is_near(gazetteer: Gazetteer, data: st.DataObject) -> None:
    geocoder, points = Geocoder(gazetteer), Points.of(gazetteer)
    place = gazetteer.place_at(int(points.positions[data.draw(st.integers(0, len(points.positions) - 1))]))
    for found in geocoder.geocode(place.name, exactly_one=False) or []:
        back = geocoder.reverse((found.latitude, found.longitude))
        away = geodesic((found.latitude, found.longitude), (back.latitude, back.longitude)).m
        assert back.raw["distance_m"] == pytest.approx(away, abs=0.1)
        if found.raw["id"] == place.id:
            assert away < 1.0
        elif found.raw["class"] in ("town", "village"):
            assert away <= found.raw["radius_m"]


@pytest.mark.parametrize("name", ["the DMZ", "India–Pakistan border", "Northern Limit Line", "Poland–Ukraine border"])
def test_reverse_of_a_line_is_at_the_line(geocoder: Geocoder, name: str) -> None:
    found = geocoder.geocode(name)
    border = geocoder.reverse((found.latitude, found.longitude)).raw["border"]
    assert border["distance_m"] < 2_500
    assert set(found.raw["country"].split("/")) == set(border["countries"])


def test_geopys_rate_limiter_and_partial(geocoder: Geocoder) -> None:
    in_korea = functools.partial(geocoder.geocode, country_codes="kr")
    limited = RateLimiter(in_korea, min_delay_seconds=0.0, max_retries=0)
    assert [limited(name).raw["country"] for name in ("Goseong", "Gwangju")] == ["KR", "KR"]
    assert limited(" ") is None
    strict = RateLimiter(geocoder.reverse, max_retries=0, swallow_exceptions=False)
    assert strict((37.8, 126.8)).raw["lies_in"] == ["KR"]
    with pytest.raises(GeocoderQueryError):
        strict("nowhere")


def test_geopandas_geocodes_and_reverses(gazetteer: Gazetteer) -> None:
    names = ["Paju", "Zzyqville", None, "Hanoi"]
    frame = geocode(names, provider=Geocoder, gazetteer=gazetteer)
    assert frame.crs == "EPSG:4326"
    assert frame.geometry.is_empty.tolist() == [False, True, True, False]
    assert 126 < frame.geometry.x[0] < 127
    points = geopandas.GeoSeries.from_xy([126.8, 105.8], [37.8, 21.0], crs="EPSG:4326")
    back = reverse_geocode(points, provider=Geocoder, gazetteer=gazetteer)
    assert [address.rpartition(", ")[2] for address in back["address"]] == ["South Korea", "Vietnam"]
    assert (abs(back.geometry.x - points.x) + abs(back.geometry.y - points.y)).max() < 0.1


def test_our_errors_reach_geopys_users_as_geopys(monkeypatch: pytest.MonkeyPatch, geocoder: Geocoder) -> None:
    def broken(*_: object) -> None:
        raise DataError("borders.zip is broken: restore it.")

    monkeypatch.setattr("geo.places.geocoder.candidates", broken)
    with pytest.raises(GeocoderParseError, match="restore it"):
        geocoder.geocode("Paju")

    def missing() -> None:
        raise GazetteerError("There is no compiled gazetteer: run `make setup`.")

    monkeypatch.setattr("geo.places.geocoder.Gazetteer.open", missing)
    with pytest.raises(GeocoderUnavailable, match="make setup") as raised:
        Geocoder()
    assert isinstance(raised.value, GeopyError)
