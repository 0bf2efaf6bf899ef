from __future__ import annotations

import pyproj
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.geodesy import distance_m
from geo.places.phrases import format_mgrs, parse_mgrs
from geo.places.phrases.mgrs import _from_utm, _to_utm, _zone

lons, lats = st.floats(-180, 179.999), st.floats(-80, 83.999)


@settings(max_examples=200, deadline=None)
@given(lons, lats)
def test_utm_is_that_of_proj(lon: float, lat: float) -> None:
    zone = _zone(lon, lat)
    proj = pyproj.Proj(proj="utm", zone=zone, ellps="WGS84", south=lat < 0)
    east, north = _to_utm(lon, lat, zone)
    assert (east, north) == (pytest.approx(proj(lon, lat)[0], abs=0.01), pytest.approx(proj(lon, lat)[1], abs=0.01))
    back = _from_utm(east, north, zone, is_south=lat < 0)
    assert distance_m((lon, lat), back) < 0.01


@settings(max_examples=200, deadline=None)
@given(lons, lats, st.integers(1, 5))
def test_a_point_lies_in_its_cell(lon: float, lat: float, digits: int) -> None:
    cell = parse_mgrs(format_mgrs(lon=lon, lat=lat, digits=digits))
    assert cell.side_m == 10 ** (5 - digits)
    assert distance_m((lon, lat), (cell.lon, cell.lat)) < 0.72 * cell.side_m


# landmarks, to 200 metres
@pytest.mark.parametrize(
    ("lon", "lat", "reference"),
    [
        (0.0, 0.0, "31NAA6602100000"),
        (-77.0353, 38.8895, "18SUJ2339206489"),
        (2.2945, 48.8584, "31UDQ4825111935"),
        (151.2153, -33.8568, "56HLH3489452287"),
        (10.7522, 59.9139, "32VNM9798043192"),
    ],
)
def test_known_references(lon: float, lat: float, reference: str) -> None:
    ours = format_mgrs(lon=lon, lat=lat)
    assert ours[:-10] == reference[:-10]
    cell = parse_mgrs(reference)
    assert distance_m((lon, lat), (cell.lon, cell.lat)) < 200


@pytest.mark.parametrize("written", ["52S BH 95891 05046", "52sbh9589105046", " 52SBH 95891 05046 "])
def test_blanks_and_case_do_not_matter(written: str) -> None:
    assert parse_mgrs(written) == parse_mgrs("52SBH9589105046")


@pytest.mark.parametrize(
    "written", ["", "52S", "61SCG1234", "52ICG1234", "52SCG123", "52SCG 123 45", "52SJA1234", "52SCZ1234", "1AAA1234"]
)
def test_what_is_no_reference_is_refused(written: str) -> None:
    with pytest.raises(InputError):
        parse_mgrs(written)


def test_out_of_the_grid_is_refused() -> None:
    with pytest.raises(InputError, match="swapped"):
        format_mgrs(lon=38, lat=126.7)
    with pytest.raises(InputError, match="1 to 5 digits"):
        format_mgrs(lon=126.7, lat=38, digits=6)
