from __future__ import annotations

import pytest

from geo.errors import GazetteerError
from geo.places.gazetteer import Gazetteer
from geo.web import towns

KOREA = (124.0, 33.0, 131.0, 43.0)


@pytest.fixture(autouse=True)
def _compiled() -> None:
    try:
        Gazetteer.open()
    except GazetteerError as error:
        pytest.skip(str(error))


def test_the_fullest_towns_are_named_first_and_more_of_them_closer() -> None:
    far, near = towns.towns(KOREA, 5), towns.towns(KOREA, 8)
    assert {"Seoul", "Pyongyang"} <= {town["name"] for town in far}
    assert len(far) < len(near) <= towns.MAX_NAMES


def test_all_names_lie_in_the_view() -> None:
    west, south, east, north = 126.0, 37.0, 127.5, 38.5
    found = towns.towns((west, south, east, north), 9)
    assert found
    assert all(west <= town["lon"] <= east and south <= town["lat"] <= north for town in found)


def test_far_out_no_town_is_named() -> None:
    assert towns.towns(KOREA, 3) == []
