from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import geopandas
import pytest
import sqlalchemy as sa
from gis import Gis
from review_nouns import account, at, everything, tell
from shapely.geometry import LineString, Point

from geo import review
from geo.errors import ChangedError
from geo.model import Action, Review
from geo.pipeline import store_parsed
from geo.review.rebuild import rebuild, take_in
from geo.store import open_store
from geo.store.file_health import against_the_standard, is_validator_here

if TYPE_CHECKING:
    from geo.store import Store

REFUSED = (sqlite3.Error, sa.exc.DBAPIError)


@pytest.fixture
def gis(target: str) -> Gis:
    return Gis(target)


def clean(store: Store) -> bool:
    found = [one.text for one in rebuild(store, check=True)]
    assert found == []
    return True


def test_a_feature_that_is_moved_is_a_move_in_the_history(store: Store, gis: Gis) -> None:
    one = tell(store, "a")
    gis.run("UPDATE incidents SET geom = ? WHERE id = ?", gis.blob(Point(127.5, 38.25)), one)
    found = store.incident(one)
    assert found is not None
    assert found.footprint == at(127.5, 38.25)
    assert [mark.lon for mark in store.symbols(review_all(), (127.4, 38.2, 127.6, 38.3), 8)] == [127.5]
    edit = store.edits(one)[-1]
    assert (edit.action, edit.who, list(edit.after), edit.version) == (Action.EDIT, "GIS", ["footprint"], 2)
    assert edit.before["footprint"]["geometry"]["coordinates"] == [126.0, 38.0]
    assert review.history(store, one)[-1].text.startswith("Somebody with a GIS program moved it from 126 38 to 127.5")
    assert clean(store)


def review_all() -> Any:
    from geo.store.query import EVERY_REVIEW, Query

    return Query(review=EVERY_REVIEW)


def test_what_a_gis_set_stays_and_can_be_taken_back(store: Store, gis: Gis) -> None:
    one = tell(store, "a", quantities={"soldiers": 3.0, "boats": 1.0})
    gis.run(
        """UPDATE incidents SET kind = ?, "end" = ?, date_precision = 'range', status = ?, initiator = ?,
        quantities = ?, losses = ? WHERE id = ?""",
        "armed_clash",
        "2024-06-11",
        "disputed",
        '["China"]',
        '{"soldiers": 20, "boats": 1}',
        '[{"side": "Laos", "killed": 2}]',
        one,
    )
    for name in "bc":
        tell(store, name, quantities={"soldiers": 4.0, "boats": 2.0}, initiator=("Laos",))
    found = everything(store)[one]
    assert (found.kind, found.status, found.initiator, found.reports) == ("armed_clash", "disputed", ("China",), 3)
    assert found.period.end.isoformat() == "2024-06-11"
    assert found.quantities == {"soldiers": 20.0, "boats": 2.0}
    assert [(loss.side, loss.killed) for loss in found.losses] == [("Laos", 2.0)]
    assert clean(store)
    undone = review.undo(store, one)
    assert undone is not None
    assert (undone.kind, undone.quantities["soldiers"], undone.losses) == ("border_crossing", 4.0, ())
    assert clean(store)


def test_a_deleted_feature_is_rejected_and_comes_back_as_such(store: Store, gis: Gis) -> None:
    one = tell(store, "a")
    gis.run("DELETE FROM incidents WHERE id = ?", one)
    assert everything(store) == {}
    assert [found.text for found in rebuild(store, check=True)] == ["is missing from the table"]
    assert set(take_in(store)) == {one}
    assert take_in(store) == {}
    found = everything(store)[one]
    assert (found.review, found.reports) == (Review.REJECTED, 1)
    assert clean(store)
    assert tell(store, "b") == one
    assert everything(store)[one].review is Review.REJECTED


def test_a_report_on_a_deleted_feature_does_not_bring_it_up_anew(store: Store, gis: Gis) -> None:
    one = tell(store, "a")
    gis.run("DELETE FROM incidents WHERE id = ?", one)
    store_parsed(account("b"), store)
    assert {found.id: found.review for found in everything(store).values()} == {one: Review.REJECTED}
    assert clean(store)


def test_a_drawn_feature_is_an_incident_by_hand(store: Store, gis: Gis) -> None:
    gis.run(
        'INSERT INTO incidents (geom, kind, "start", "end", place) VALUES (?, ?, ?, ?, ?)',
        gis.blob(LineString([(126, 38), (127, 38)])),
        "barrier_construction",
        "2024-06-01",
        "2024-06-02",
        "the eastern end",
    )
    [made] = everything(store).values()
    assert len(made.id) == 32
    assert (made.kind, made.place, made.reports) == ("barrier_construction", "the eastern end", 0)
    [edit] = store.edits(made.id)
    assert (edit.action, edit.who) == (Action.ADD, "GIS")
    take_in(store)
    assert clean(store)
    assert review.confirm(store, made.id).review is Review.CONFIRMED
    assert clean(store)


def test_whoever_saw_the_state_before_the_gis_is_told_what_changed(store: Store, gis: Gis) -> None:
    one = tell(store, "Paju")
    gis.run("UPDATE incidents SET place = ? WHERE id = ?", "Munsan", one)
    with pytest.raises(ChangedError, match=r"changed by GIS at .*: place Paju → Munsan"):
        review.confirm(store, one, version=1)
    review.confirm(store, one, version=2)


def test_our_own_writes_are_no_edits_of_a_gis(store: Store) -> None:
    one, other = tell(store, "a"), tell(store, "b", 131.0)
    review.edit(store, one, place="Munsan", footprint=at(127.0))
    review.merge(store, [one, other])
    review.undo(store, one)
    tell(store, "c")
    assert all(edit.who != "GIS" for edit in store.edits_since())
    assert clean(store)


def test_what_changes_nothing_is_no_event(store: Store, gis: Gis) -> None:
    one = tell(store, "a")
    gis.run("UPDATE incidents SET place = ? WHERE id = ?", "a", one)
    assert len(store.edits(one)) == 1
    assert take_in(store) == {}


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("status", "maybe", "status is one of: reported, claimed, disputed"),
        ("review", "fine", "review is one of"),
        ("date_precision", "exactly", "date_precision is one of"),
        ("place_precision", "there", "place_precision is one of"),
        ('"end"', "2020-01-01", "end lies before start"),
        ("initiator", "China", "initiator is a list of names"),
        ("initiator", "[1]", "initiator is a list of names"),
        ("target", '{"a": 1}', "target is a list of names"),
        ("quantities", '{"balloons": "many"}', "quantities are numbers by name"),
        ("losses", '[{"killed": 3}]', "losses are a list"),
        ("geom", None, "an incident needs a geometry"),
        ("id", "another", "the id of an incident never changes"),
        ("confidence", 0.1, "follow from the reports"),
        ("lon", 0.1, "follow from the reports"),
    ],
)
def test_what_could_not_be_read_again_is_refused_in_words(
    store: Store, gis: Gis, column: str, value: Any, said: str
) -> None:
    one = tell(store, "a")
    before = everything(store)
    with pytest.raises(REFUSED, match=said):
        gis.run(f"UPDATE incidents SET {column} = ? WHERE id = ?", value, one)
    assert everything(store) == before
    assert len(store.edits(one)) == 1


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE mentions SET place = 'nowhere'", "a mention stays as it was read"),
        ("DELETE FROM mentions", "a mention stays as it was read"),
        ("UPDATE reports SET text = 'Another story.'", "a report stays as it was stored"),
        ("UPDATE reports SET title = 'Another story.'", "a report stays as it was stored"),
        ("DELETE FROM reports", "a report stays as it was stored"),
    ],
)
def test_what_a_report_tells_stays_as_it_was_read(store: Store, gis: Gis, statement: str, said: str) -> None:
    one = tell(store, "a")
    mentions, reports = store.mentions_of(one), list(store.reports())
    with pytest.raises(REFUSED, match=said):
        gis.run(statement)
    assert (store.mentions_of(one), list(store.reports())) == (mentions, reports)
    assert clean(store)


@pytest.mark.parametrize("statement", ["UPDATE edits SET who = 'nobody'", "DELETE FROM edits"])
def test_the_history_is_append_only(store: Store, gis: Gis, statement: str) -> None:
    tell(store, "a")
    with pytest.raises(REFUSED, match="append-only"):
        gis.run(statement)
    assert len(list(store.edits_since())) == 1


def test_heights_that_gdal_writes_are_dropped(tmp_path: Any) -> None:
    path = tmp_path / "one.gpkg"
    with open_store(path) as store:
        tell(store, "a")
    row = {"kind": "armed_clash", "start": "2024-06-01", "end": "2024-06-01", "place": "high"}
    geopandas.GeoDataFrame([row], geometry=[Point(127, 38, 640)], crs=4326).to_file(
        path, layer="incidents", mode="a", engine="pyogrio"
    )
    with open_store(path) as store:
        take_in(store)
        (high,) = (found for found in everything(store).values() if found.place == "high")
        assert (high.footprint.geometry.has_z, high.footprint.geometry.coords[:]) == (False, [(127.0, 38.0)])
        assert review.confirm(store, high.id).footprint.geometry == Point(127, 38)
        assert clean(store)
        assert not is_validator_here() or list(against_the_standard(path)) == []


def test_a_server_refuses_heights(schemas: Any) -> None:
    target = schemas()
    with open_store(target) as store:
        one = tell(store, "a")
        before = everything(store)
        with pytest.raises(REFUSED, match="has Z dimension but column does not"):
            Gis(target).run("UPDATE incidents SET geom = ST_Force3D(geom) WHERE id = ?", one)
        assert everything(store) == before


def test_a_layer_written_by_gdal_itself_is_heard(tmp_path: Any) -> None:
    path = tmp_path / "one.gpkg"
    with open_store(path) as store:
        tell(store, "a")
    row = {"kind": "armed_clash", "start": "2024-06-01", "end": "2024-06-01", "place": "drawn"}
    geopandas.GeoDataFrame([row], geometry=[Point(127, 38)], crs=4326).to_file(
        path, layer="incidents", mode="a", engine="pyogrio"
    )
    with open_store(path) as store:
        take_in(store)
        assert sorted(found.place for found in everything(store).values()) == ["a", "drawn"]
        assert [edit.who for edit in store.edits_since()][-1] == "GIS"
        assert clean(store)
