from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.places.beside import border_beside
from geo.places.nearest import Points
from geo.places.surroundings import direction, kilometres, surroundings

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer

# longitude, latitude, the line nearest, whose side
BESIDE = [
    (126.80, 37.70, "mdl", "KR"),
    (126.68, 37.99, "mdl", "KP"),
    (125.70, 37.66, "nll", "KR"),
    (74.57, 31.60, "border:IN-PK", "PK"),
    (34.45, 31.50, "border:IL-PS", "PS"),
    (35.80, 33.10, "border:IL-SY", "IL"),
    (102.50, 13.66, "border:KH-TH", "TH"),
    (36.23, 49.99, "border:RU-UA", "UA"),
    (-106.49, 31.76, "border:MX-US", "US"),
    (103.80, 1.44, "border:MY-SG", "SG"),
]


@pytest.mark.parametrize(("lon", "lat", "line", "side"), BESIDE)
def test_near_a_border_whose_side_it_is(gazetteer: Gazetteer, lon: float, lat: float, line: str, side: str) -> None:
    beside = border_beside(lon, lat, Points.of(gazetteer))
    assert beside is not None
    assert (beside.line.id, beside.side) == (line, side)
    assert {beside.side, beside.beyond} == set(beside.line.countries)
    assert 0 < beside.distance_m < 50_000


def test_on_the_line_nobody_says_whose_side(gazetteer: Gazetteer) -> None:
    around = surroundings(lon=126.677, lat=37.956, gazetteer=gazetteer)
    assert around.border is not None
    assert around.border.is_on_line
    assert (around.border.side, around.border.beyond) == ("", "")
    assert around.countries == ("KP", "KR")


def test_where_towns_of_both_sides_are_said_to_be_in_one_country_no_side_is_told(gazetteer: Gazetteer) -> None:
    around = surroundings(lon=33.69, lat=46.10, gazetteer=gazetteer)
    assert around.border is not None
    assert (around.border.line.id, around.border.side) == ("crimea", "")
    assert around.countries == ("UA",)


def test_far_from_borders_the_country_is_that_of_the_nearest_place(gazetteer: Gazetteer) -> None:
    around = surroundings(lon=151.2, lat=-33.87, gazetteer=gazetteer)
    assert (around.border, around.countries, around.note) == (None, ("AU",), "")


def test_on_the_high_seas_there_is_no_country(gazetteer: Gazetteer) -> None:
    assert surroundings(lon=-140, lat=-40, gazetteer=gazetteer).countries == ()


def test_a_likely_swap_is_told(gazetteer: Gazetteer) -> None:
    swapped = surroundings(lon=28.6, lat=77.2, gazetteer=gazetteer)
    assert "New Delhi" in swapped.note
    assert "swapped" in swapped.note
    assert surroundings(lon=77.2, lat=28.6, gazetteer=gazetteer).note == ""


def test_directions_and_distances_in_words() -> None:
    assert [direction(bearing) for bearing in (0, 44, 91, 180, 337, 338, 359.9)] == [
        "north", "north-east", "east", "south", "north-west", "north", "north",
    ]  # fmt: skip
    assert [kilometres(metres) for metres in (40, 9_940, 12_300, 1_250_000)] == [
        "0.0 km",
        "9.9 km",
        "12 km",
        "1,250 km",
    ]
