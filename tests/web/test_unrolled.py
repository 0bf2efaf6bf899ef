"""Which incidents stand beside a line, where, and what happens when there are too many."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from browsing import Told, put

from geo.geodesy import cut_line
from geo.model import PlacePrecision
from geo.places import borders
from geo.places.alongside import chainage
from geo.store import Query
from geo.web import chosen_line, filters, unrolled

if TYPE_CHECKING:
    from geo.store import Store

DAY = date(2024, 6, 1)
LINE = chainage("mdl")


def beside(km: float, kind: str = "shelling", **told: object) -> Told:
    lon, lat = LINE.at(km)
    return Told(kind, DAY, lon, lat, f"km {km:.0f}", **{"radius_m": 3000.0, **told})  # type: ignore[arg-type]


def test_incidents_stand_at_their_kilometre_with_what_is_known_of_it(store: Store) -> None:
    put(store, beside(100), 1)
    part = cut_line(borders.line("mdl").footprint.geometry, 0.5, 0.75)  # type: ignore[arg-type]
    put(store, beside(0, line=tuple(part.coords), precision=PlacePrecision.ON_LINE, radius_m=0.0), 2)
    found = {mark.incident.id: mark for mark in unrolled.find(store, Query(), "mdl", 30).marks}
    assert found["incident-1"].extent.km == pytest.approx(100, abs=0.1)
    assert 94 < found["incident-1"].extent.from_km <= 97.5 < 102 < found["incident-1"].extent.to_km
    assert found["incident-2"].extent.from_km == pytest.approx(0.5 * LINE.length_km, abs=1)
    assert found["incident-2"].extent.to_km == pytest.approx(0.75 * LINE.length_km, abs=1)
    assert unrolled.where(found["incident-2"]) == "km 118–177, on the line"


def test_what_is_far_or_known_to_a_country_alone_is_left_out(store: Store) -> None:
    put(store, Told("shelling", DAY, 126.98, 37.2, "far south"), 1)
    put(store, beside(50, precision=PlacePrecision.COUNTRY, radius_m=250_000.0), 2)
    assert unrolled.find(store, Query(), "mdl", 50).marks == ()


def test_the_filters_and_the_distance_hold(store: Store) -> None:
    put(store, beside(100), 1)
    put(store, beside(101, "balloon_launch"), 2)
    put(store, Told("shelling", DAY, 127.3, 38.0, "some way south"), 3)
    assert len(unrolled.find(store, Query(), "mdl", 100).marks) == 3
    assert len(unrolled.find(store, Query(), "mdl", 5).marks) == 2
    assert len(unrolled.find(store, Query(kinds=frozenset({"balloon_launch"})), "mdl", 100).marks) == 1
    assert unrolled.find(store, Query(since=date(2024, 7, 1)), "mdl", 100).marks == ()


def test_of_too_many_the_newest_are_drawn_and_the_day_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unrolled, "MAX_MARKS", 3)
    with store.transaction():
        for number in range(5):
            lon, lat = LINE.at(50.0 + number)
            put(store, Told("shelling", DAY + timedelta(days=number), lon, lat, "here"), number)
    found = unrolled.find(store, Query(), "mdl", 30)
    assert [mark.incident.id for mark in found.marks] == ["incident-4", "incident-3", "incident-2"]
    assert found.since == DAY + timedelta(days=2)


def test_what_was_not_read_is_said_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unrolled, "_MOST_READ", 2)
    with store.transaction():
        for number in range(4):
            lon, lat = LINE.at(50.0 + number)
            put(store, Told("shelling", DAY + timedelta(days=number), lon, lat, "here"), number)
    found = unrolled.find(store, Query(), "mdl", 30)
    assert len(found.marks) == 2
    assert found.since == DAY + timedelta(days=2)


def test_whole_months_are_read_where_there_are_too_many(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unrolled, "_MOST_READ", 3)
    with store.transaction():
        for number in range(6):
            lon, lat = LINE.at(50.0 + number)
            put(store, Told("shelling", DAY + timedelta(days=20 * number), lon, lat, "here"), number)
    found = unrolled.find(store, Query(), "mdl", 30)
    assert [mark.incident.id for mark in found.marks] == ["incident-5", "incident-4"]  # and July with two is too much
    assert found.since == date(2024, 8, 1)


def test_the_days_are_those_of_the_filter_or_of_the_incidents(store: Store) -> None:
    put(store, beside(100), 1)
    put(store, beside(100, end=date(2034, 6, 1)), 2)  # so long a period does not stretch the time that is drawn
    asked = Query(since=date(2024, 5, 1))
    assert unrolled.days(unrolled.find(store, asked, "mdl", 30), asked) == (date(2024, 5, 1), date(2024, 6, 2))
    assert unrolled.days(unrolled.find(store, Query(), "nll", 5), Query()) is None


def test_the_view_of_a_line_is_one_that_the_map_can_read() -> None:
    lon, lat, zoom = map(float, unrolled.view("mdl", 30).split(","))
    west, south, east, north = LINE.line.bounds
    assert west < lon < east
    assert south < lat < north
    assert 7 <= zoom <= 9


def test_an_address_names_a_line_or_is_ignored_with_a_sentence() -> None:
    asked = chosen_line.asked_for
    assert asked({"border": "nll", "within": "50"}, "mdl", 30) == ("nll", 50, [])
    assert asked({"border": "pk-in"}, "mdl", 30) == ("border:IN-PK", 30, [])
    assert asked({"border": "KP-KR"}, "nll", 30) == ("mdl", 30, [])
    line_id, within, notes = asked({"border": "<b>" * 40, "within": "-7"}, "mdl", 30)
    assert (line_id, within, len(notes)) == ("mdl", 30, 2)
    assert all(len(note) < 160 for note in notes)


def test_the_address_of_the_page_brings_it_back() -> None:
    mine = chosen_line.Choice(line_id="border:IN-PK", within_km=50, query=Query(since=DAY))
    params = chosen_line.address(mine)
    assert params == {"since": "2024-06-01", "border": "IN-PK", "within": "50"}
    assert chosen_line.asked_for(params, "mdl", 30) == ("border:IN-PK", 50, [])
    assert filters.read(params) == (mine.query, [])
