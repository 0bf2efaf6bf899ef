from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.geodesy import distance_m
from geo.places.phrases import check_range, find_coordinates, format_decimal, format_dms, parse_coordinates

lons, lats = st.floats(-180, 180), st.floats(-90, 90)


@pytest.mark.parametrize(
    ("text", "lon", "lat"),
    [
        ("at 37.9560 N, 126.6770 E, near the gate", 126.677, 37.956),
        ("at 37.956°N 126.677°E", 126.677, 37.956),
        ("N37.956 E126.677", 126.677, 37.956),
        ("N 37.956, E 126.677", 126.677, 37.956),
        ("126.677 E, 37.956 N", 126.677, 37.956),
        ("33.45 degrees south and 70.66 degrees west", -70.66, -33.45),
        ("latitude 37.956, longitude 126.677", 126.677, 37.956),
        ("lon: 126.677, lat: 37.956", 126.677, 37.956),
        ("(37.95600, 126.67700)", 126.677, 37.956),
        ("the coordinates were 37.95, 126.67.", 126.67, 37.95),
        ("-33.4500, -70.6600", -70.66, -33.45),
        ("37°57′21.6″N 126°40′37.2″E", 126.677, 37.956),
        ("37° 57' 21.6\" N, 126° 40' 37.2\" E", 126.677, 37.956),
        ("33°27'S 70°39.6'W", -70.66, -33.45),
        ("MGRS 52SBH9591103478", 126.6770, 37.9560),
    ],
)
def test_notations(text: str, lon: float, lat: float) -> None:
    (found,), refused = find_coordinates(text)
    assert not refused
    assert (found.lon, found.lat) == (pytest.approx(lon, abs=1e-3), pytest.approx(lat, abs=1e-3))
    assert text[found.start : found.end] == found.surface


@pytest.mark.parametrize(
    "text",
    ["It rose 3.25, 4.50 percent.", "rooms 12 and 14", "1,234.5678 dollars", "20 degrees, 30 degrees",
     "2 north and 3 east",
     "1.2.3.4, 5.6.7.8", "B52SCG", "N and E", "37.9 N, 38.1 N"],
)  # fmt: skip
def test_other_figures_are_no_position(text: str) -> None:
    assert find_coordinates(text) == ([], [])


def test_a_bare_pair_that_only_fits_the_other_way_round_says_so() -> None:
    (found,), _ = find_coordinates("It fell at 126.6770, 37.9560.")
    assert (found.lon, found.lat) == (126.677, 37.956)
    assert found.note == "written longitude first: 126.677 cannot be a latitude"


def test_a_bare_pair_is_read_latitude_first_and_says_so() -> None:
    found = parse_coordinates("12.3400, 56.7800")
    assert (found.lon, found.lat) == (56.78, 12.34)
    assert "latitude first" in found.note


@pytest.mark.parametrize("text", ["126.677 N, 37.956 E", "lat 126.677, lon 37.956"])
def test_a_swap_that_letters_show_is_refused_with_advice(text: str) -> None:
    found, (refused,) = find_coordinates(f"It fell at {text} at dawn.")
    assert found == []
    assert refused.surface == text
    assert "swapped" in refused.why
    with pytest.raises(InputError, match="look swapped"):
        parse_coordinates(text)


def test_ranges_are_checked_by_name() -> None:
    check_range(lon=126.7, lat=38)
    with pytest.raises(InputError, match=r"latitude 126.7 lies outside −90 to 90.*look swapped"):
        check_range(lon=38, lat=126.7)
    with pytest.raises(InputError, match="longitude 200 lies outside"):
        check_range(lon=200, lat=5)
    with pytest.raises(TypeError):
        check_range(126.7, 38)  # type: ignore[misc]
    with pytest.raises(InputError, match="swapped"):
        format_decimal(lon=38, lat=126.7)
    with pytest.raises(TypeError):
        format_dms(126.7, 38)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "words"),
    [("nothing", "no coordinates"), ("1.5 N, 2.5 E and 3.5 N, 4.5 E", "2 positions"),
     ("-37.9 N, 126.6 E", "a sign and a letter"),
     ("37°75′N 126°40′E", "60 or more")],
)  # fmt: skip
def test_what_cannot_be_one_position_is_one_sentence(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        parse_coordinates(text)


@settings(max_examples=150, deadline=None)
@given(lons, lats)
def test_decimal_degrees_come_back(lon: float, lat: float) -> None:
    found = parse_coordinates(format_decimal(lon=lon, lat=lat))
    assert (found.lon, found.lat) == (pytest.approx(lon, abs=6e-6), pytest.approx(lat, abs=6e-6))
    assert format_decimal(lon=found.lon, lat=found.lat).replace("-", "") == format_decimal(lon=lon, lat=lat)


@settings(max_examples=150, deadline=None)
@given(lons, lats)
def test_degrees_minutes_and_seconds_come_back(lon: float, lat: float) -> None:
    written = format_dms(lon=lon, lat=lat)
    found = parse_coordinates(written)
    assert found.notation == "dms"
    assert distance_m((lon, lat), (found.lon, found.lat)) < 3
    assert format_dms(lon=found.lon, lat=found.lat) == written


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789.°′″'NSEW ,-+latond()52SCG", max_size=60))
def test_any_figures_are_read_or_left(text: str) -> None:
    found, refused = find_coordinates(text)
    for one in (*found, *refused):
        assert text[one.start : one.end] == one.surface


def test_many_figures_are_read_once() -> None:
    found, _ = find_coordinates("37.9560 1.25 N 12° and so on, " * 20_000 + "at 37.9560 N, 126.6770 E")
    assert found[-1].lon == 126.677
