from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.model import PlacePrecision
from geo.places.gazetteer import Gazetteer
from geo.places.own.decisions import decide, write_decisions
from geo.web.locating import around, choices, shape_of


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def test_a_name_offers_places_with_country_and_precision(gazetteer: Gazetteer) -> None:
    found = choices("Paju", gazetteer)
    assert (found[0].name, found[0].country) == ("Paju", "KR")
    assert found[0].label.startswith("Paju, Gyeonggi, South Korea · town · in or near this place")
    assert found[0].label.endswith("%")


def test_a_region_behind_a_comma_narrows_a_name(gazetteer: Gazetteer) -> None:
    assert choices("Goseong, Gangwon", gazetteer)[0].label.startswith("Goseong, Gangwon, South Korea")


def test_borders_and_words_are_places_too(gazetteer: Gazetteer) -> None:
    assert choices("the DMZ", gazetteer)[0].country == "KP/KR"
    north = choices("20 km north of Cheorwon", gazetteer)[0]
    assert "north" in north.label or "Cheorwon" in north.name


@pytest.mark.parametrize("text", ["37.9560 N, 126.6770 E", "37°57′22″N 126°40′37″E", "52SCH0405003460"])
def test_coordinates_in_any_notation_are_a_point_with_a_name_and_a_country(gazetteer: Gazetteer, text: str) -> None:
    (choice,) = choices(text, gazetteer)
    assert choice.footprint.geometry.geom_type == "Point"
    assert choice.footprint.precision is PlacePrecision.EXACT
    assert choice.name
    assert set(choice.country.split("/")) <= {"KP", "KR"}


def test_several_positions_are_a_line_and_an_area(gazetteer: Gazetteer) -> None:
    line, area = choices("37.90 N, 126.60 E; 37.95 N, 126.70 E; 37.85 N, 126.75 E", gazetteer)
    assert (line.footprint.geometry.geom_type, area.footprint.geometry.geom_type) == ("LineString", "Polygon")
    assert line.footprint.precision is PlacePrecision.ON_LINE
    assert area.footprint.radius_m > 5_000


def test_what_looks_like_a_position_and_is_none_is_refused_in_a_sentence(gazetteer: Gazetteer) -> None:
    with pytest.raises(InputError, match=r"latitude|longitude|degrees"):
        choices("97.9560 N, 126.6770 E", gazetteer)


def test_nothing_and_nonsense_offer_nothing(gazetteer: Gazetteer) -> None:
    assert choices("   ", gazetteer) == []
    assert choices("Zzyxqv", gazetteer) == []


def test_what_the_user_decided_comes_first(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("BORDERWATCH_PLACES", str(tmp_path))
    munsan = Gazetteer.open().lookup("Munsan")[0]
    write_decisions(tmp_path, decide({}, "Paju", munsan.id, munsan.name))
    assert choices("Paju", Gazetteer.open())[0].name == munsan.name


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]},
        {"type": "LineString", "coordinates": [[1, 1], [1, 1]]},
        {"type": "LineString", "coordinates": [[1, 1]]},
    ],
)
def test_what_crosses_itself_or_has_no_length_is_refused(geometry: dict[str, object]) -> None:
    with pytest.raises(InputError, match="draw it again"):
        shape_of(geometry)


@given(st.floats(-170, 170), st.floats(-80, 80), st.floats(0.001, 3))
def test_a_wider_area_is_known_less_exactly(lon: float, lat: float, side: float) -> None:
    def square(width: float) -> dict[str, object]:
        corners = [[lon, lat], [lon + width, lat], [lon + width, lat + width], [lon, lat + width], [lon, lat]]
        return {"type": "Polygon", "coordinates": [corners]}

    small, large = shape_of(square(side)), shape_of(square(2 * side))
    assert small.radius_m < large.radius_m
    assert small.precision.rank <= large.precision.rank


def test_a_spot_far_from_a_town_says_how_far(gazetteer: Gazetteer) -> None:
    name, country = around(shape_of({"type": "Point", "coordinates": [127.6, 38.05]}), gazetteer)
    assert " of " in name
    assert country == "KR"
