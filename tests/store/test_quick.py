"""A store that holds its short columns in memory says what the store says, also after anybody has written."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import shapely
import store_nouns as nouns
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.kinds import groups
from geo.model import Footprint, Period, PlacePrecision, Review, Status
from geo.store import Query, Store, open_store
from geo.store.opening import open_sql
from geo.store.quick import QuickStore
from geo.store.region import Near

if TYPE_CHECKING:
    from collections.abc import Iterator

WORLD = (-180.0, -85.0, 180.0, 85.0)
_DAYS = st.dates(min_value=date(2023, 11, 1), max_value=date(2025, 2, 1))
_SIDES = st.sampled_from(["", "North", "nobody at all"])


def _fill(store: Store, count: int) -> None:
    dice = random.Random(5)
    line = shapely.LineString([(20, 10), (24, 12), (30, 11)])
    for number in range(count):
        start = date(2024, 1, 1) + timedelta(days=dice.randrange(366))
        lon, lat = round(dice.uniform(-179, 179)), round(dice.uniform(-80, 80))
        shape = (shapely.Point(lon, lat), line, shapely.box(lon, lat, lon + 1, lat + 1))[dice.choice([0, 0, 1, 2])]
        store.put_incident(
            nouns.incident(
                f"made {number}",
                kind=dice.choice(nouns.KINDS),
                period=Period(start=start, end=start + timedelta(days=dice.choice([0, 0, 1, 8, 40, 200]))),
                footprint=Footprint(geometry=shape, precision=PlacePrecision.LOCALITY),
                status=dice.choice(list(Status)),
                confidence=dice.choice([0.2, 0.5, 0.9]),
            )
        )


@pytest.fixture(scope="module")
def pair(shared_target: str) -> Iterator[tuple[Store, QuickStore]]:
    with open_store(shared_target) as store:
        _fill(store, 120)
    with open_sql(shared_target, read_only=True) as plain, _quick(shared_target) as quick:
        yield plain, quick


def _quick(target: str) -> QuickStore:
    store = QuickStore(open_sql(target, read_only=True).home, few=1)
    store.warm()
    return store


@st.composite
def _queries(draw: st.DrawFn) -> Query:
    days = sorted(draw(st.lists(st.none() | _DAYS, min_size=2, max_size=2)), key=lambda day: day or date.min)
    return Query(
        since=days[0],
        until=days[1],
        certain_dates=draw(st.booleans()),
        kinds=draw(st.frozensets(st.sampled_from(nouns.KINDS), max_size=2)),
        groups=draw(st.frozensets(st.sampled_from(sorted(groups())), max_size=2)),
        review=draw(st.frozensets(st.sampled_from(list(Review)), max_size=2)),
        statuses=draw(st.frozensets(st.sampled_from(list(Status)), max_size=2)),
        confidence=draw(st.sampled_from([0.0, 0.5, 0.7])),
        actor=draw(_SIDES),
        near=draw(st.none() | st.just(Near(22.0, 11.0, 1500.0))),
    )


@given(query=_queries())
@settings(max_examples=40, deadline=None)
def test_counts_are_those_of_the_store(pair: tuple[Store, QuickStore], query: Query) -> None:
    plain, quick = pair
    assert quick.holds
    assert quick.count(query) == plain.count(query)
    assert quick.span(query) == plain.span(query)
    for sort in ("kind", "status", "review"):
        assert quick.tally(query, sort) == plain.tally(query, sort)
    for unit in ("day", "month", "year"):
        assert quick.timeline(query, unit) == plain.timeline(query, unit)


@given(query=_queries(), west=st.sampled_from([-540, -180, 10, 150]), wide=st.sampled_from([30, 120, 360]))
@settings(max_examples=40, deadline=None)
def test_views_are_those_of_the_store(pair: tuple[Store, QuickStore], query: Query, west: int, wide: int) -> None:
    plain, quick = pair
    box = (float(west), -60.0, float(west + wide), 75.0)
    for one, other in (
        (quick.symbols(query, box, 3.0), plain.symbols(query, box, 3.0)),
        (quick.shapes(query, box, 3.0, limit=9), plain.shapes(query, box, 3.0, limit=9)),
    ):
        assert sorted(one, key=repr) == sorted(other, key=repr)


def test_what_another_program_writes_is_seen_at_once(target: str) -> None:
    with open_store(target) as writer, _quick(target) as quick:
        assert quick.count().total == 0
        for number in range(1, 4):
            writer.put_incident(nouns.incident(f"later {number}"))
            assert quick.count().total == number
            assert sum(mark.count for mark in quick.symbols(Query(), WORLD, 3.0)) == number
            quick.warm()
            assert quick.holds
            assert quick.count().total == number
        writer.put_incident(nouns.incident("later 3", status=Status.DISPUTED))
        assert quick.tally(Query(), "status") == {"reported": 2, "disputed": 1}


def test_the_first_question_waits_until_the_memory_is_filled(target: str) -> None:
    with open_store(target) as store:
        store.put_incident(nouns.incident("one"))
    with QuickStore(open_sql(target, read_only=True).home, few=1) as quick:
        assert quick.count().total == 1
        assert quick.holds


def test_few_incidents_are_not_held(target: str) -> None:
    with open_store(target) as store:
        store.put_incident(nouns.incident("one"))
    with QuickStore(open_sql(target, read_only=True).home) as quick:
        quick.warm()
        assert not quick.holds
        assert quick.count().total == 1
