"""Names of lines and of parts of lines."""

from __future__ import annotations

import pytest

from geo.model import PlacePrecision
from geo.places.lines import lines_named


@pytest.mark.parametrize(
    "name", ["the DMZ", "Demilitarised Zone", "MDL", "India–Pakistan border", "the border between Poland and Belarus"]
)
def test_a_line_has_one_place(name: str) -> None:
    assert len(lines_named(name)) == 1


@pytest.mark.parametrize(
    ("name", "west", "east"),
    [
        ("the eastern end of the DMZ", 128.0, 128.4),
        ("eastern sector of the MDL", 127.99, 128.4),
        ("the central front of the Military Demarcation Line", 126.99, 128.01),
        ("western sector of the DMZ", 126.6, 127.01),
    ],
)
def test_a_part_of_a_line_is_cut_where_the_words_say(name: str, west: float, east: float) -> None:
    (place,) = lines_named(name)
    bounds = place.footprint.geometry.bounds
    assert west <= bounds[0] < bounds[2] <= east
    assert place.footprint.precision is PlacePrecision.ON_LINE


@pytest.mark.parametrize(
    "name", ["the eastern end of the pier", "the border between Poland and Poland", "western sector"]
)
def test_other_words_name_no_line(name: str) -> None:
    assert lines_named(name) == []
