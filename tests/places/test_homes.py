from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.places.homes import Homes

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer


@cache
def homes_of(gazetteer: Gazetteer) -> Homes:
    """Made once: it takes a moment."""
    return Homes(gazetteer.table)


def test_a_place_lies_in_its_country(gazetteer: Gazetteer) -> None:
    homes = homes_of(gazetteer)
    assert not homes.is_swapped(36.2, 50.0, "UA")
    assert homes.is_swapped(50.0, 36.2, "UA")
    assert not homes.is_swapped(50.0, 36.2, "IR")
    assert not homes.is_swapped(50.0, 36.2, "")


@settings(deadline=None)
@given(data=st.data())
def test_no_known_place_is_swapped_and_one_that_is_swapped_is_not_twice(
    gazetteer: Gazetteer, data: st.DataObject
) -> None:
    homes = homes_of(gazetteer)
    row = gazetteer.table[data.draw(st.integers(0, len(gazetteer.table) - 1))]
    lon, lat, code = row["lon"] / 1e6, row["lat"] / 1e6, row["country"].decode()
    assert not homes.is_swapped(lon, lat, code)
    assert not (homes.is_swapped(lat, lon, code) and homes.is_swapped(lon, lat, code))
