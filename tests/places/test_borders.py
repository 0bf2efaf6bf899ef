from __future__ import annotations

import math
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import geodesy
from geo.errors import DataError
from geo.model import Footprint, Place, PlacePrecision
from geo.places import border_files, borders

if TYPE_CHECKING:
    from pathlib import Path

# Lengths that governments and atlases publish, in km; river bends make them differ by some per cent.
PUBLISHED_KM = {
    ("IN", "PK"): 3_190,
    ("CN", "MN"): 4_630,
    ("MX", "US"): 3_145,
    ("KZ", "RU"): 7_598,
    ("CN", "KP"): 1_416,
    ("AF", "PK"): 2_670,
    ("AR", "CL"): 6_690,
    ("CN", "VN"): 1_297,
    ("KH", "TH"): 817,
    ("LS", "ZA"): 1_106,
    ("FI", "RU"): 1_340,
    ("DZ", "MA"): 1_739,
}
WORDS = ["eastern end", "western sector", "central part", "northern half", "south-eastern stretch", "middle"]
LINES = ["mdl", "border:IN-PK", "border:CN-KP", "border:LS-ZA", "border:ID-MY"]


def length_km(place: Place) -> float:
    return geodesy.length_m(place.footprint.geometry) / 1000


@pytest.mark.parametrize(("pair", "km"), PUBLISHED_KM.items())
def test_shared_borders_are_as_long_as_published(pair: tuple[str, str], km: float) -> None:
    place = borders.shared_border(*pair)
    assert place is not None
    assert place.countries == pair
    assert length_km(place) == pytest.approx(km, rel=0.12)


def test_the_order_and_case_of_the_countries_do_not_matter() -> None:
    assert borders.shared_border("pk", "IN") is borders.shared_border("IN", "PK")


def test_a_shared_border_is_a_place_somewhere_along_a_line() -> None:
    place = borders.shared_border("IN", "PK")
    assert place is not None
    assert (place.name, place.feature_class, place.country) == ("India–Pakistan border", "border", "IN/PK")
    assert place.footprint.precision is PlacePrecision.ALONG_LINE
    assert place.footprint.geometry.geom_type == "LineString"
    assert place.source == "OpenStreetMap"
    assert "approximate" in place.basis


@pytest.mark.parametrize("pair", [("KR", "JP"), ("KP", "KP"), ("GB", "FR"), ("XX", "YY"), ("TW", "CN")])
def test_who_shares_no_land_border_has_none(pair: tuple[str, str]) -> None:
    assert borders.shared_border(*pair) is None


def test_the_korean_border_is_the_military_demarcation_line() -> None:
    mdl = borders.shared_border("KR", "KP")
    assert mdl is borders.line("mdl")
    assert mdl is not None
    assert mdl.name == "Military Demarcation Line"
    assert length_km(mdl) == pytest.approx(238, abs=5)
    west, _, east, _ = mdl.footprint.geometry.bounds
    assert (west, east) == pytest.approx((126.67, 128.36), abs=0.02)


def test_neighbours() -> None:
    assert borders.neighbours("KP") == ("CN", "KR", "RU")
    assert borders.neighbours("xk") == ("AL", "ME", "MK", "RS")
    assert borders.neighbours("EH") == ("DZ", "MA", "MR")
    assert borders.neighbours("JP") == ()


def test_neighbours_are_mutual_and_each_pair_has_a_line() -> None:
    codes = {code for other in ("CN", "RU", "IL", "SD", "DE", "BR") for code in borders.neighbours(other)}
    for code in codes:
        for other in borders.neighbours(code):
            assert code in borders.neighbours(other)
            assert borders.shared_border(code, other) is not None


def test_every_member_of_the_archive_is_a_sound_feature() -> None:
    with zipfile.ZipFile(border_files.DATA / "borders.zip") as archive:
        members = [name for name in archive.namelist() if name.endswith(".geojson")]
        assert len(members) > 310
        for name in members:
            geometry = shapely.from_geojson(archive.read(name))
            west, south, east, north = geometry.bounds
            assert -180 <= west <= east <= 180, name
            assert -90 <= south <= north <= 90, name
            assert geometry.is_valid, name
            assert not geometry.is_empty, name


def test_the_dmz_is_two_kilometres_on_either_side() -> None:
    dmz, mdl = borders.zone("dmz"), borders.line("mdl").footprint.geometry
    assert dmz.feature_class == "zone"
    area = dmz.footprint.geometry
    assert area.geom_type == "Polygon"
    assert area.buffer(0.001).covers(mdl)
    for x, y in shapely.get_coordinates(area)[::25]:
        if 126.7 < x < 128.34:
            assert geodesy.distance_to_m(x, y, mdl) == pytest.approx(2_000, abs=60)


def test_the_northern_limit_line_is_approximate_and_at_sea() -> None:
    nll = borders.line("nll")
    assert "approximate" in nll.basis
    west, _, east, _ = nll.footprint.geometry.bounds
    assert west < 124.9
    assert east < 126.5
    # it passes north of Baengnyeong and Yeonpyeong
    for lon, lat in ((124.70, 37.96), (125.70, 37.66)):
        assert geodesy.distance_to_m(lon, lat, nll.footprint.geometry) < 20_000


@pytest.mark.parametrize("place_id", sorted(border_files.named_rows()))
def test_each_named_line_can_be_drawn(place_id: str) -> None:
    find = borders.zone if place_id in {"dmz", "undof"} else borders.line
    place = find(place_id)
    assert place.id == place_id
    assert not place.footprint.geometry.is_empty


@pytest.mark.parametrize("place_id", ["", "dmz", "border:XX-YY", "border:nll", "39th", "mdl#eastern-end"])
def test_an_unknown_line_is_a_key_error(place_id: str) -> None:
    with pytest.raises(KeyError):
        borders.line(place_id)


def test_a_line_is_no_zone() -> None:
    with pytest.raises(KeyError):
        borders.zone("mdl")


def test_the_line_of_control_ends_where_it_was_agreed() -> None:
    loc = borders.line("loc")
    assert length_km(loc) == pytest.approx(740, rel=0.1)
    assert loc.footprint.geometry.bounds[3] == pytest.approx(35.0, abs=0.02)


@pytest.mark.parametrize(
    ("part", "west", "east"),
    [
        ("eastern end", 128.0, 128.37),
        ("the western end", 126.6, 127.0),
        ("eastern sector", 127.99, 128.37),
        ("central section", 126.99, 128.01),
        ("western", 126.6, 127.01),
        ("Western front", 126.6, 127.01),
        ("eastern half", 127.3, 128.37),
        ("north-eastern part", 127.6, 128.37),
        ("northern end", 128.0, 128.37),
        ("easternmost stretch", 128.0, 128.37),
    ],
)
@pytest.mark.parametrize("whole", ["mdl", "dmz"])
def test_parts_of_the_korean_line_lie_where_the_words_say(whole: str, part: str, west: float, east: float) -> None:
    place = borders.zone("dmz") if whole == "dmz" else borders.line("mdl")
    cut = borders.stretch(place, part)
    assert cut is not None
    bounds = cut.footprint.geometry.bounds
    assert west <= bounds[0] <= bounds[2] <= east
    assert cut.footprint.precision is PlacePrecision.ON_LINE
    assert cut.countries == ("KP", "KR")
    assert cut.name.endswith(place.name)


def test_the_three_fronts_rejoin() -> None:
    mdl = borders.line("mdl")
    fronts = [borders.stretch(mdl, f"{word} sector") for word in ("western", "central", "eastern")]
    assert sum(length_km(front) for front in fronts if front) == pytest.approx(length_km(mdl), rel=1e-3)


@pytest.mark.parametrize("place_id", LINES)
def test_opposite_halves_rejoin(place_id: str) -> None:
    whole = borders.line(place_id)
    a, b = borders.stretch(whole, "western half"), borders.stretch(whole, "eastern half")
    assert a is not None
    assert b is not None
    if place_id != "border:LS-ZA":
        assert length_km(a) + length_km(b) == pytest.approx(length_km(whole), rel=1e-6)
    assert geodesy.representative_point(a.footprint.geometry)[0] < geodesy.representative_point(b.footprint.geometry)[0]


def test_the_northern_end_of_a_line_that_runs_from_north_to_south() -> None:
    line = borders.shared_border("AR", "CL")
    assert line is not None
    north, south = borders.stretch(line, "northern end"), borders.stretch(line, "southern end")
    assert north is not None
    assert south is not None
    assert north.footprint.geometry.bounds[1] > south.footprint.geometry.bounds[3]


def test_a_ring_has_sides_too() -> None:
    ring = borders.shared_border("LS", "ZA")
    assert ring is not None
    north, south = borders.stretch(ring, "northern end"), borders.stretch(ring, "southern end")
    assert north is not None
    assert south is not None
    assert north.footprint.geometry.bounds[1] > south.footprint.geometry.bounds[3]


@pytest.mark.parametrize("part", ["", "end", "long", "heavily mined", "7 km stretch", "whole", "northern lights show"])
def test_words_that_name_no_part_give_none(part: str) -> None:
    assert borders.stretch(borders.line("mdl"), part) is None


def test_a_town_has_no_stretch() -> None:
    town = Place(
        id="t", name="T", feature_class="P", countries=("KR",),
        footprint=Footprint(geometry=shapely.Point(127, 38), precision=PlacePrecision.LOCALITY),
    )  # fmt: skip
    assert borders.stretch(town, "eastern end") is None
    assert borders.stretch_near(town, 127, 38, 1_000) is town
    assert borders.stretch_between(town, (126, 38), (127, 38)) is town
    assert borders.stretch_beside(town, 127, 38, 1_000) is town
    assert borders.stretch_through(town, [(126, 38), (127, 38)]) is town
    assert math.isinf(borders.gap_m(town, 127, 38))


def test_the_stretch_beside_a_county() -> None:
    near = borders.stretch_near(borders.line("mdl"), 127.31, 38.15, 25_000)  # Cheorwon county
    assert near.footprint.precision is PlacePrecision.ON_LINE
    west, _, east, _ = near.footprint.geometry.bounds
    assert 126.95 < west < 127.31 < east < 127.65


def test_the_stretch_beside_a_far_town_is_not_empty() -> None:
    near = borders.stretch_near(borders.line("mdl"), 127.0, 37.57, 5_000)  # Seoul
    assert 1_000 < geodesy.length_m(near.footprint.geometry) < 150_000


def test_gaps_to_a_border_are_quick_and_about_right() -> None:
    mdl = borders.line("mdl")
    exact = geodesy.distance_to_m(127.31, 38.15, mdl.footprint.geometry)
    assert borders.gap_m(mdl, 127.31, 38.15) == pytest.approx(exact, abs=700)
    assert borders.gap_m(borders.zone("dmz"), 127.31, 38.15) == pytest.approx(exact, abs=700)


@pytest.mark.parametrize("lon", [126.8, 127.3, 127.9, 128.3])
def test_the_stretch_beside_a_town_runs_to_either_side_of_it(lon: float) -> None:
    mdl = borders.line("mdl")
    beside = borders.stretch_beside(mdl, lon, 38.2, 15_000)
    assert beside.footprint.precision is PlacePrecision.ON_LINE
    assert beside.id.startswith("mdl#beside")
    assert 20 < length_km(beside) < 90
    middle = geodesy.representative_point(beside.footprint.geometry)
    assert abs(middle[0] - lon) < 0.25


def test_the_stretch_through_towns_runs_from_the_first_to_the_last() -> None:
    mdl = borders.line("mdl")
    towns = [(127.9, 38.2), (126.9, 37.95), (127.3, 38.2)]
    through = borders.stretch_through(mdl, towns)
    west, _, east, _ = through.footprint.geometry.bounds
    assert 126.75 < west < 127.0
    assert 127.8 < east < 128.0
    there_and_back = borders.stretch_through(mdl, towns[::-1]).footprint.geometry
    assert there_and_back.equals_exact(through.footprint.geometry, 1e-9)


def test_through_one_town_is_not_nothing() -> None:
    once = borders.stretch_through(borders.line("mdl"), [(127.3, 38.2), (127.3, 38.2)])
    assert geodesy.length_m(once.footprint.geometry) > 100


def test_lines_at_sea_are_not_shared_borders() -> None:
    assert [line.id for line in borders.lines_at_sea("kr")] == ["nll"]
    assert borders.lines_at_sea("LS") == ()


@settings(max_examples=25, deadline=None)
@given(st.tuples(st.floats(126.7, 128.3), st.floats(37.5, 39)), st.tuples(st.floats(126.7, 128.3), st.floats(37.5, 39)))
def test_the_stretch_between_two_towns_is_the_same_both_ways(a: tuple[float, float], b: tuple[float, float]) -> None:
    mdl = borders.line("mdl")
    there, back = borders.stretch_between(mdl, a, b), borders.stretch_between(mdl, b, a)
    assert there.footprint.geometry.equals_exact(back.footprint.geometry, 1e-9)
    assert mdl.footprint.geometry.buffer(1e-6).covers(there.footprint.geometry)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(LINES), st.floats(0, 1), st.floats(0, 1))
def test_a_cut_border_rejoins(place_id: str, x: float, y: float) -> None:
    whole = borders.line(place_id).footprint.geometry
    a, b = sorted((x, y))
    pieces = [geodesy.cut_line(whole, *cut) for cut in ((0, a), (a, b), (b, 1))]
    assert sum(map(geodesy.length_m, pieces)) == pytest.approx(geodesy.length_m(whole), rel=1e-6)


@pytest.mark.parametrize("place_id", LINES)
@pytest.mark.parametrize("part", WORDS)
def test_a_part_lies_on_its_line(place_id: str, part: str) -> None:
    whole = borders.line(place_id)
    cut = borders.stretch(whole, part)
    assert cut is not None
    corners = shapely.points(shapely.get_coordinates(cut.footprint.geometry))
    assert shapely.distance(corners, whole.footprint.geometry).max() < 1e-9


def test_importing_borders_is_light() -> None:
    code = (
        "import sys, geo.places.borders as b; b.shared_border('IN', 'PK');"
        "print([m for m in ('geopandas', 'pandas', 'pyogrio', 'geopy', 'folium', 'streamlit') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_only_the_border_that_is_asked_for_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    borders.neighbours("KZ")
    borders._border.cache_clear()
    asked: list[str] = []

    def geometry(key: str) -> shapely.Geometry:
        asked.append(key)
        return border_files.geometry(key)

    monkeypatch.setattr(borders, "geometry", geometry)
    borders.shared_border("KZ", "RU")
    assert asked == ["KZ-RU"]


def test_a_damaged_archive_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "borders.zip").write_bytes(b"no zip")
    monkeypatch.setattr(border_files, "DATA", tmp_path)
    border_files.archive.cache_clear()
    try:
        with pytest.raises(DataError, match=r"borders\.zip cannot be read"):
            border_files.read("index.json")
    finally:
        border_files.archive.cache_clear()
