from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pytest
import shapely
import store_nouns as nouns
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as stnp

from geo.errors import InputError
from geo.model import Footprint, PlacePrecision
from geo.store import Query, Store
from geo.store.clusters import CLOSEST_PX, cluster, pixels

WORLD = (-180.0, -85.0, 180.0, 85.0)
KOREA = (124.0, 36.0, 131.0, 40.0)
LINE = shapely.LineString([(126.1, 37.7), (127.0, 38.3), (128.3, 38.6)])


def test_single_incidents_when_few(store: Store) -> None:
    store.put_incident(nouns.incident("paju", footprint=nouns.at(126.8, 37.8, radius_m=4000)))
    store.put_incident(nouns.incident("goseong", footprint=nouns.at(128.4, 38.4), place="Goseong"))
    marks = {mark.id: mark for mark in store.symbols(Query(), KOREA, 8)}
    assert set(marks) == {"paju", "goseong"}
    assert marks["goseong"].title == "Armed clash, Goseong"
    assert (marks["paju"].lon, marks["paju"].lat, marks["paju"].radius_m) == (126.8, 37.8, 4000)
    assert marks["paju"].precision is PlacePrecision.LOCALITY
    assert marks["paju"].bbox == (126.8, 37.8, 126.8, 37.8)


def test_incidents_at_one_spot_are_one_mark(store: Store) -> None:
    for name, kind in (("a", "armed_clash"), ("b", "armed_clash"), ("c", nouns.KINDS[-1])):
        store.put_incident(nouns.incident(name, kind=kind))
    (mark,) = store.symbols(Query(), KOREA, 18)
    assert mark.count == 3
    assert sum(mark.groups.values()) == 3
    assert mark.id == ""


def test_uncertain_incidents_are_counted(store: Store) -> None:
    store.put_incident(nouns.incident("may or june", period=nouns.period("2024-05-01", "2024-06-30", "range")))
    two_days = Query(since=date(2024, 6, 1), until=date(2024, 6, 2))
    assert [mark.uncertain for mark in store.symbols(two_days, KOREA, 8)] == [1]
    certain = Query(since=date(2024, 6, 1), until=date(2024, 6, 2), certain_dates=True)
    assert store.symbols(certain, KOREA, 8) == []


@pytest.mark.parametrize("turn", [-720, -360, 0, 360])
def test_marks_and_shapes_stand_in_the_copy_of_the_world_that_is_shown(store: Store, turn: int) -> None:
    store.put_incident(nouns.incident("line", footprint=Footprint(geometry=LINE, precision=PlacePrecision.ALONG_LINE)))
    west, south, east, north = KOREA
    view = (west + turn, south, east + turn, north)
    (mark,) = store.symbols(Query(), view, 8)
    (shape,) = store.shapes(Query(), view, 8)
    assert west + turn < mark.lon < east + turn
    assert shape.geometry.bounds[0] == pytest.approx(126.1 + turn)


def test_a_view_across_the_antimeridian_sees_both_sides(store: Store) -> None:
    store.put_incident(nouns.incident("west", footprint=nouns.at(179.0, 0)))
    store.put_incident(nouns.incident("east", footprint=nouns.at(-179.0, 0)))
    assert {mark.id: mark.lon for mark in store.symbols(Query(), (175, -5, 185, 5), 9)} == {"west": 179, "east": 181}
    assert {mark.id: mark.lon for mark in store.symbols(Query(), (175, -5, -175, 5), 9)} == {"west": 179, "east": 181}


def test_equal_footprints_are_one_shape(store: Store) -> None:
    along = Footprint(geometry=LINE, precision=PlacePrecision.ALONG_LINE)
    area = Footprint(geometry=shapely.box(127, 37, 127.2, 37.2), precision=PlacePrecision.DISTRICT, radius_m=9)
    for number in range(5):
        store.put_incident(nouns.incident(f"line {number}", footprint=along, place="MDL"))
    store.put_incident(nouns.incident("area", footprint=area))
    store.put_incident(nouns.incident("point"))
    shapes = {shape.title: shape for shape in store.shapes(Query(), KOREA, 9)}
    assert {title: shape.count for title, shape in shapes.items()} == {"Armed clash, MDL": 5, "Armed clash, Paju": 1}
    assert shapes["Armed clash, Paju"].radius_m == 9
    assert shapes["Armed clash, MDL"].geometry.geom_type == "LineString"
    assert store.shapes(Query(), (0, 0, 1, 1), 9) == []
    assert len(store.shapes(Query(), KOREA, 9, limit=1)) == 1


def test_shapes_are_simplified_for_the_zoom(store: Store) -> None:
    lon = np.linspace(126.2, 128.3, 4000)
    wavy = shapely.LineString(np.column_stack([lon, 38 + 0.01 * np.sin(lon * 60)]))
    store.put_incident(nouns.incident("wavy", footprint=Footprint(geometry=wavy, precision=PlacePrecision.ON_LINE)))
    corners = [len(store.shapes(Query(), KOREA, zoom)[0].geometry.coords) for zoom in (4, 8, 12)]
    assert corners[0] < 10
    assert corners == sorted(corners)
    # Half a pixel at zoom 8 is about 0.0027 degrees.
    assert wavy.hausdorff_distance(store.shapes(Query(), KOREA, 8)[0].geometry) < 0.003


def test_a_view_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(InputError, match="at least 1"):
        store.symbols(Query(), KOREA, 8, limit=0)
    with pytest.raises(InputError, match="four numbers"):
        store.shapes(Query(), (1, 2, float("inf"), 4), 8)


def _points(size: st.SearchStrategy[int]) -> st.SearchStrategy[np.ndarray]:
    pairs = size.map(lambda count: (count, 2))
    return stnp.arrays(np.float64, pairs, elements=st.floats(-1, 1, width=32))


@given(unit=_points(st.integers(1, 60)), zoom=st.integers(0, 18), limit=st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_every_point_has_a_mark_and_there_are_never_too_many(unit: np.ndarray, zoom: int, limit: int) -> None:
    labels = cluster(unit[:, 0] * 180, unit[:, 1] * 85, zoom, limit)
    assert len(labels) == len(unit)
    assert set(labels.tolist()) == set(range(labels.max() + 1))
    assert labels.max() < limit


def test_dense_points_show_no_grid() -> None:
    dice = np.random.default_rng(3)
    lon, lat = dice.uniform(120, 130, 20_000), dice.uniform(33, 41, 20_000)
    labels = cluster(lon, lat, 7, 500)
    x, y = pixels(lon, lat, 7)
    weight = np.bincount(labels)
    cx, cy = np.bincount(labels, x) / weight, np.bincount(labels, y) / weight
    assert 100 < len(cx) <= 500
    # In a grid many marks share a column or a row; here hardly any two do.
    for axis in (cx, cy):
        assert Counter(np.round(axis).tolist()).most_common(1)[0][1] < len(cx) / 12
    apart = np.hypot(cx[:, None] - cx, cy[:, None] - cy) + 1e9 * np.eye(len(cx))
    assert np.median(apart.min(axis=0)) > CLOSEST_PX * 0.6
