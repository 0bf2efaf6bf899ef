from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder as GeopyGeocoder
from geopy.location import Location

from geo.places import Geocoder

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
