from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from browsing import Told, put

from geo.geodesy import distance_m
from geo.model import PlacePrecision
from geo.web import cells

if TYPE_CHECKING:
    from geo.store import Store

LINE = ((126.7, 37.8), (127.1, 38.2), (128.3, 38.6))


def test_incidents_of_no_store_look_like_those_of_the_routes(store: Store) -> None:
    spot = put(store, Told("shelling", date(2024, 5, 1), 126.78, 37.76, "Paju"), 1)
    line = put(store, Told("demolition", date(2024, 5, 2), 0, 0, "MDL", line=LINE, radius_m=0,
                           precision=PlacePrecision.ALONG_LINE), 2)  # fmt: skip
    drawn = cells.inline([spot, line], ["a", "b"], [])
    assert [(mark["title"], mark["group"], mark["n"]) for mark in drawn["symbols"]] == [
        ("a", "armed", 1),
        ("b", "infrastructure", 1),
    ]
    assert [shape["geometry"]["type"] for shape in drawn["shapes"]] == ["LineString"]


def test_the_outline_of_a_vague_point_is_a_ring_of_its_radius(store: Store) -> None:
    vague = put(store, Told("shelling", date(2024, 5, 1), 126.78, 37.76, "Paju", radius_m=12_000), 1)
    ring = cells.outline(vague)
    assert ring is not None
    assert distance_m(ring.exterior.coords[0], (126.78, 37.76)) == pytest.approx(12_000, rel=0.01)


def test_an_exact_spot_has_no_outline(store: Store) -> None:
    exact = put(store, Told("shelling", date(2024, 5, 1), 126.78, 37.76, "A post", radius_m=0), 1)
    assert cells.outline(exact) is None
    assert cells.whereabouts(exact)["bbox"] == [126.78, 37.76, 126.78, 37.76]


def test_a_cluster_without_extent_is_a_spot(store: Store) -> None:
    for number in range(3):
        put(store, Told("shelling", date(2024, 5, 1 + number), 126.78, 37.76, "Paju"), number)
    put(store, Told("shelling", date(2024, 5, 9), 126.79, 37.76, "Near Paju"), 3)
    view = (124.0, 36.0, 129.0, 40.0)
    assert [mark["spot"] for mark in cells.symbols(store, _all(), view, 7)] == [False]
    assert True in [mark.get("spot") for mark in cells.symbols(store, _all(), view, 14)]


def test_members_lie_in_the_box_by_their_representative_point(store: Store) -> None:
    put(store, Told("demolition", date(2024, 5, 2), 0, 0, "MDL", line=LINE), 1)
    put(store, Told("shelling", date(2024, 5, 1), 126.7, 37.8, "End of the line"), 2)
    assert cells.members(store, _all(), (126.7, 37.8, 126.7, 37.8)) == ["incident-2"]


def _all() -> object:
    from geo.store import Query

    return Query()
