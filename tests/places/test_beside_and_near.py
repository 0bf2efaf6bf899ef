from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from geo.places.beside import border_beside
from geo.places.nearest import Points
from geo.places.surroundings import direction, kilometres, surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

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


class WithoutNearest(Points):
    """The towns without the one that is asked for."""

    def towns_of(
        self, countries: Sequence[str], rows: NDArray[np.int64], lon: float, lat: float
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        towns, away = super().towns_of(countries, rows, lon, lat)
        return towns[away > 300], away[away > 300]


def test_towns_near_borders_are_on_their_own_countrys_side(gazetteer: Gazetteer) -> None:
    points, told = WithoutNearest(gazetteer), Counter[str]()
    for row in random.Random(6).sample(range(len(points.positions)), 4_000):
        position = int(points.positions[row])
        if gazetteer.class_at(position) == "town" and (beside := border_beside(*points.lonlat(row), points, 15_000)):
            told["right" if beside.side == points.code(row) else "wrong" if beside.side else "none"] += 1
    assert told.total() > 250
    assert told["right"] >= 0.94 * told.total()
    assert told["wrong"] <= 0.03 * told.total()


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
