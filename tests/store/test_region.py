"""What a query keeps of the ground and of what reports tell, on both stores, against the plain way."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
import shapely
import store_nouns as nouns
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.geodesy import distance_m
from geo.model import Footprint, PlacePrecision, Status
from geo.store import Query, Store, open_store
from geo.store.region import Near, region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Incident

_SPOTS = [(lon, lat) for lon in (-179.5, -60.0, 0.0, 126.5, 127.5, 179.5) for lat in (-40.0, 0.0, 37.5, 38.5)]
_SIDES = [("North Korea",), ("Azerbaijani forces", "Armenia"), (), ('the "Wolves" 100%',)]


def _made() -> list[Incident]:
    made = []
    for number, spot in enumerate(_SPOTS):
        point = shapely.Point(spot)
        shape = point if number % 2 else point.buffer(1.0)
        made.append(
            nouns.incident(
                f"r{number}",
                footprint=Footprint(geometry=shape, precision=PlacePrecision.LOCALITY),
                initiator=_SIDES[number % 4],
                status=list(Status)[number % 3],
                confidence=number / len(_SPOTS),
                sources=number % 3 + 1,
            )
        )
    return made


STORED = _made()


@pytest.fixture(scope="module")
def store(shared_target: str) -> Iterator[Store]:
    with open_store(shared_target) as opened:
        with opened.transaction():
            for one in STORED:
                opened.put_incident(one)
        yield opened


def _ids(store: Store, query: Query) -> set[str]:
    found = {one.id for one in store.incidents(query)}
    assert store.count(query).shown == len(found)
    return found


@given(lon=st.floats(-180, 180), lat=st.floats(-85, 85), km=st.floats(1, 2000))
@settings(max_examples=60, deadline=None)
def test_near_keeps_what_lies_within_the_distance(store: Store, lon: float, lat: float, km: float) -> None:
    found = _ids(store, Query(near=Near(lon, lat, km)))
    for one in STORED:
        if not isinstance(one.footprint.geometry, shapely.Point):
            continue
        apart = distance_m((lon, lat), (one.footprint.geometry.x, one.footprint.geometry.y)) / 1000
        if abs(apart - km) > 0.01 * km:  # a circle of 64 corners is a little smaller than a circle
            assert (one.id in found) is (apart < km)


def test_near_looks_across_the_antimeridian(store: Store) -> None:
    found = _ids(store, Query(near=Near(179.9, -40.0, 120)))
    assert found == {one.id for one in STORED if abs(one.footprint.geometry.centroid.x) > 179 and one.id in found}
    assert len(found) == 2


@pytest.mark.parametrize("corners", [((126.0, 37.0), (127.0, 37.0), (127.0, 38.0), (126.0, 38.0))])
def test_an_area_keeps_what_meets_it(store: Store, corners: tuple[tuple[float, float], ...]) -> None:
    drawn = shapely.Polygon(corners)
    assert _ids(store, Query(area=corners)) == {o.id for o in STORED if o.footprint.geometry.intersects(drawn)}
    both = Query(area=corners, near=Near(0.0, 0.0, 10))
    assert _ids(store, both) == set()


def test_an_area_that_crosses_itself_is_what_its_edges_enclose() -> None:
    eight = region(None, ((0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)))
    assert eight is not None
    assert eight.is_valid
    assert eight.area == pytest.approx(2.0)


@pytest.mark.parametrize("name", ["north korea", "azerb", "ARMENIA", '"Wolves"', "100%", "_", "nobody"])
def test_actor_is_a_part_of_a_name_of_either_side(store: Store, name: str) -> None:
    kept = {one.id for one in STORED if any(name.lower() in side.lower() for side in (*one.initiator, *one.target))}
    assert _ids(store, Query(actor=name)) == kept


def test_status_sources_and_confidence_keep_what_is_asked(store: Store) -> None:
    query = Query(statuses=frozenset({Status.CLAIMED, Status.DISPUTED}), sources=2, confidence=0.5)
    kept = {o.id for o in STORED if o.status in query.statuses and o.sources >= 2 and o.confidence >= 0.5}
    assert _ids(store, query) == kept


def test_a_publisher_nobody_has_keeps_nothing(store: Store) -> None:
    assert _ids(store, Query(publisher="Nobody's Gazette")) == set()


def test_a_publisher_keeps_what_it_reports(target: str) -> None:
    with open_store(target) as store:
        store.add_report(nouns.REPORT)
        store.add_mentions([nouns.MENTION])
        store.put_incident(nouns.incident("told", mention_ids=(nouns.MENTION.id,)))
        store.put_incident(nouns.incident("untold"))
        assert _ids(store, Query(publisher="the gaz")) == {"told"}
        assert _ids(store, Query(publisher="Herald")) == set()


@pytest.mark.parametrize(
    "fields",
    [
        {"area": ((0.0, 0.0), (1.0, 1.0))},
        {"area": ((0.0, 0.0), (1.0, 1.0), (2.0, 2.0))},
        {"area": ((0.0, 0.0), (1.0, 91.0), (2.0, 2.0))},
        {"confidence": 1.5},
    ],
)
def test_what_is_no_region_or_share_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(InputError):
        Query(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lon", "lat", "km"), [(200, 0, 1), (0, 91, 1), (0, 0, 0), (0, 0, 99_999), (float("nan"), 0, 1)]
)
def test_what_is_not_near_anything_is_refused(lon: float, lat: float, km: float) -> None:
    with pytest.raises(InputError):
        Near(lon, lat, km)


def test_tallies_count_what_the_query_keeps(store: Store) -> None:
    query = Query(sources=2)
    kept = list(store.incidents(query))
    assert store.tally(query, "status") == Counter(str(one.status) for one in kept)
    assert store.tally(query, "kind") == Counter(one.kind for one in kept)
    assert sum(store.tally(query, "review").values()) == len(kept)
    day = str(STORED[0].period.start)
    assert store.timeline(query, "day") == [(day, STORED[0].kind, len(kept))]
    assert store.timeline(query, "month") == [(day[:7], STORED[0].kind, len(kept))]
    assert store.span(query) == (day, day)
    assert store.span(Query(actor="nobody")) is None
    assert store.timeline(Query(actor="nobody"), "year") == []
