from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import shapely
import sqlalchemy as sa
import store_nouns as nouns
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError, PeriodError, UnknownKindError
from geo.kinds import groups, kind
from geo.model import Footprint, Incident, Period, PlacePrecision
from geo.store import Query, Store, is_uncertain, matches, open_store
from geo.store.blob import register, to_blob
from geo.store.opening import open_sql
from geo.store.query import where, world_boxes
from geo.store.tables import incidents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_YEAR = st.dates(min_value=date(2023, 11, 1), max_value=date(2025, 2, 1))
_LON, _LAT = st.floats(-180, 180), st.floats(-90, 90)


def _any_incidents(count: int) -> list[Incident]:
    dice = random.Random(7)
    made = []
    for number in range(count):
        start = date(2024, 1, 1) + timedelta(days=dice.randrange(366))
        lon, lat = dice.uniform(-179, 179), dice.uniform(-85, 85)
        shape = shapely.Point(lon, lat)
        if number % 3 == 1:
            shape = shapely.LineString([(lon, lat), (dice.uniform(-179, 179), dice.uniform(-85, 85))])
        if number % 3 == 2:
            shape = shape.buffer(dice.uniform(0.1, 4))
        made.append(
            nouns.incident(
                str(number),
                kind=dice.choice(nouns.KINDS),
                period=Period(start=start, end=start + timedelta(days=dice.choice([0, 0, 1, 8, 30, 200]))),
                footprint=Footprint(geometry=shape, precision=PlacePrecision.LOCALITY),
            )
        )
    return made


STORED = _any_incidents(240)


@pytest.fixture(scope="module")
def store(shared_target: str) -> Iterator[Store]:
    with open_store(shared_target) as opened:
        with opened.transaction():
            for one in STORED:
                opened.put_incident(one)
        yield opened


def _in_box(query: Query, one: Incident) -> bool:
    if query.bbox is None:
        return True
    return any(one.footprint.geometry.intersects(shapely.box(*box)) for box, _ in world_boxes(query.bbox))


def _naive(query: Query) -> set[str]:
    return {
        one.id
        for one in STORED
        if matches(query, one.period)
        and (not query.kinds or one.kind in query.kinds)
        and (not query.groups or kind(one.kind).group.id in query.groups)
        and _in_box(query, one)
    }


@st.composite
def queries(draw: st.DrawFn) -> Query:
    since, until = draw(st.none() | _YEAR), draw(st.none() | _YEAR)
    if since and until and until < since:
        since, until = until, since
    south, north = sorted((draw(_LAT), draw(_LAT)))
    return Query(
        since=since,
        until=until,
        certain_dates=draw(st.booleans()),
        kinds=draw(st.frozensets(st.sampled_from(nouns.KINDS), max_size=3)),
        groups=draw(st.frozensets(st.sampled_from(sorted(groups())), max_size=2)),
        bbox=draw(st.none() | st.just((draw(_LON), south, draw(_LON), north))),
    )


@given(query=queries())
@settings(max_examples=120, deadline=None)
def test_the_filter_equals_the_naive_filter(store: Store, query: Query) -> None:
    kept = _naive(query)
    found = list(store.incidents(query))
    assert [one.id for one in found] == [
        one.id for one in sorted(found, key=lambda one: (one.period.start, one.period.end), reverse=True)
    ] or len({one.period for one in found}) < len(found)
    assert {one.id for one in found} == kept
    doubtful = sum(is_uncertain(query, one.period) for one in STORED if one.id in kept)
    counts = store.count(query)
    assert (counts.shown, counts.total, counts.uncertain) == (len(kept), len(STORED), doubtful)


@given(a=nouns.periods, b=nouns.periods)
def test_overlap_is_symmetric_and_means_a_shared_day(a: Period, b: Period) -> None:
    query = Query(since=b.start, until=b.end)
    shared = max(a.start, b.start) <= min(a.end, b.end)
    assert matches(query, a) is shared
    assert matches(Query(since=a.start, until=a.end), b) is shared


@given(a=nouns.periods, b=nouns.periods)
def test_uncertain_is_rare_and_always_overlapping(a: Period, b: Period) -> None:
    query = Query(since=b.start, until=b.end)
    if is_uncertain(query, a):
        assert matches(query, a)
        assert not a.within(b)
        assert a.days > 2 * b.days + 3
        assert not matches(Query(since=b.start, until=b.end, certain_dates=True), a)


@pytest.mark.parametrize(
    ("period", "since", "until", "uncertain"),
    [
        (("2024-05-01", "2024-06-30"), "2024-06-01", "2024-06-02", True),
        (("2024-06-01", "2024-06-07"), "2024-06-01", "2024-06-02", False),
        (("2024-06-01", "2024-06-08"), "2024-06-01", "2024-06-02", True),
        (("2024-06-01", "2024-06-30"), "2024-06-01", "2024-06-30", False),
        (("2024-05-01", "2024-06-30"), None, "2024-06-02", False),
        (("2024-05-01", "2024-06-30"), "2024-06-02", None, False),
        (("2024-05-01", "2024-05-30"), "2024-06-01", "2024-06-02", False),
    ],
)
def test_the_date_rule(period: tuple[str, str], since: str | None, until: str | None, uncertain: bool) -> None:
    query = Query(
        since=date.fromisoformat(since) if since else None, until=date.fromisoformat(until) if until else None
    )
    assert is_uncertain(query, nouns.period(*period)) is uncertain


def test_filters_that_make_no_sense_are_refused() -> None:
    with pytest.raises(PeriodError, match="swap the two days"):
        Query(since=date(2024, 6, 2), until=date(2024, 6, 1))
    with pytest.raises(UnknownKindError, match="no kind 'sea_monster'"):
        Query(kinds=frozenset({"sea_monster"}))
    with pytest.raises(InputError, match="no group 'sea'"):
        Query(groups=frozenset({"sea"}))
    with pytest.raises(InputError, match="south above its north"):
        Query(bbox=(1, 50, 2, 40))
    with pytest.raises(InputError, match="not four numbers"):
        Query(bbox=(1, 2, float("nan"), 4))


def test_a_box_across_the_antimeridian_holds_both_sides(store: Store) -> None:
    across = {one.id for one in store.incidents(Query(bbox=(170, -90, -170, 90)))}
    west = {one.id for one in store.incidents(Query(bbox=(170, -90, 180, 90)))}
    east = {one.id for one in store.incidents(Query(bbox=(-180, -90, -170, 90)))}
    assert across == west | east


def test_a_box_is_answered_by_the_index_of_positions(tmp_path: Path) -> None:
    asked = sa.select(incidents.c.fid).where(where(Query(bbox=(1, 2, 3, 4), kinds=frozenset(nouns.KINDS[:3]))))
    with open_sql(tmp_path / "new.gpkg", read_only=False) as store, store.home.engine.connect() as connection:
        sql = asked.compile(store.home.engine, compile_kwargs={"literal_binds": True})
        plan = "\n".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}"))
    assert "USING INDEX ix_incidents_view (lon>? AND lon<?)" in plan
    assert "ix_incidents_kind" not in plan


def test_a_line_of_a_gis_is_not_where_its_middle_is(tmp_path: Path) -> None:
    corner = shapely.LineString([(0, 0), (10, 0), (10, 10)])
    with open_store(tmp_path / "drawn.gpkg") as store:
        store.put_incident(nouns.incident("one"))
    with closing(sqlite3.connect(tmp_path / "drawn.gpkg")) as gis:
        register(gis)
        gis.execute("UPDATE incidents SET geom = ?", (to_blob(corner),))
        gis.commit()
    with open_store(tmp_path / "drawn.gpkg") as store:
        assert list(store.incidents(Query(bbox=(4, 4, 6, 6)))) == []
        assert len(list(store.incidents(Query(bbox=(9, 4, 11, 6))))) == 1
