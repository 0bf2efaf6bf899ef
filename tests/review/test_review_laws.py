"""Laws that hold whatever people, reports and a GIS do, in whatever order."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from gis import Gis
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from review_nouns import at, everything, tell
from shapely.geometry import Point

from geo import review
from geo.errors import InputError
from geo.review.rebuild import rebuild, take_in
from geo.store import open_store

LON = st.sampled_from([126.0, 126.1, 126.14, 126.27, 131.0])
KIND = st.sampled_from(["border_crossing", "border_crossing", "armed_clash"])
NUMBERS = st.sampled_from([{}, {"soldiers": 20.0}, {"soldiers": 30.0}])
FIELDS = st.sampled_from(
    [
        {"place": "Munsan"},
        {"place": "Goyang", "footprint": at(127.0)},
        {"quantities": {"soldiers": 7.0}},
        {"quantities": {"soldiers": None, "boats": 2.0}},
        {"kind": "shelling"},
        {"initiator": ("China",), "country": "CN"},
    ]
)
WHICH = st.integers(0, 99)


class People(RuleBasedStateMachine):
    """Reports come, people decide, a GIS writes; after each step everything follows from mentions and events."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "store.gpkg"
        self.store = open_store(self.path)
        self.gis = Gis(str(self.path))
        self.told = self.events = 0

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.folder)

    def one(self, which: int) -> str:
        ids = sorted(everything(self.store))
        return ids[which % len(ids)]

    @rule(lon=LON, kind=KIND, numbers=NUMBERS)
    def report(self, lon: float, kind: str, numbers: dict[str, float]) -> None:
        self.told += 1
        tell(self.store, f"report {self.told}", lon, kind=kind, quantities=numbers)

    @precondition(lambda self: self.told)
    @rule(which=WHICH, judge=st.sampled_from([review.confirm, review.reject, review.needs_work]))
    def judge(self, which: int, judge: Any) -> None:
        judge(self.store, self.one(which))

    @precondition(lambda self: self.told)
    @rule(which=WHICH, fields=FIELDS)
    def edit(self, which: int, fields: dict[str, Any]) -> None:
        one = self.one(which)
        review.edit(self.store, one, **fields)
        found = everything(self.store)[one]
        for name, value in fields.items():
            if name != "quantities":
                assert getattr(found, name) == value

    @precondition(lambda self: self.told)
    @rule(which=WHICH, other=WHICH)
    def merge_and_undo(self, which: int, other: int) -> None:
        first, second = self.one(which), self.one(other)
        assume(first != second)
        before = everything(self.store)
        review.merge(self.store, [first, second])
        after = everything(self.store)
        review.undo(self.store, first)
        assert everything(self.store) == before
        review.redo(self.store, first)
        assert everything(self.store) == after

    @precondition(lambda self: self.told)
    @rule(which=WHICH, at_=WHICH)
    def split_and_undo(self, which: int, at_: int) -> None:
        one = self.one(which)
        before = everything(self.store)
        mentions = before[one].mention_ids
        assume(len(mentions) > 1)
        review.split(self.store, one, mentions[: 1 + at_ % (len(mentions) - 1)])
        after = everything(self.store)
        review.undo(self.store, one)
        assert everything(self.store) == before
        review.redo(self.store, one)
        assert everything(self.store) == after

    @precondition(lambda self: self.told)
    @rule(which=WHICH, turn=st.sampled_from([review.undo, review.redo]))
    def turn(self, which: int, turn: Any) -> None:
        one = self.one(which)
        before = everything(self.store)
        try:
            turn(self.store, one)
        except InputError:
            assert everything(self.store) == before
            return
        (review.redo if turn is review.undo else review.undo)(self.store, one)
        assert everything(self.store) == before

    @precondition(lambda self: self.told)
    @rule(which=WHICH, edit=WHICH)
    def undo_any(self, which: int, edit: int) -> None:
        entries = [entry for entry in review.history(self.store, self.one(which)) if entry.can_undo]
        assume(entries)
        before = everything(self.store)
        try:
            review.undo(self.store, self.one(which), entries[edit % len(entries)].edit.id)
        except InputError:
            assert everything(self.store) == before

    @precondition(lambda self: self.told)
    @rule(which=WHICH, what=st.sampled_from(["move", "name", "delete"]))
    def gis_writes(self, which: int, what: str) -> None:
        one = self.one(which)
        if what == "move":
            self.gis.run("UPDATE incidents SET geom = ? WHERE id = ?", self.gis.blob(Point(128, 39)), one)
        elif what == "name":
            self.gis.run("UPDATE incidents SET place = 'drawn' WHERE id = ?", one)
        else:
            self.gis.run("DELETE FROM incidents WHERE id = ?", one)
        take_in(self.store)
        found = everything(self.store)[one]
        assert {"move": found.footprint.geometry, "name": found.place, "delete": found.review.value}[what] == {
            "move": Point(128, 39),
            "name": "drawn",
            "delete": "rejected",
        }[what]

    @invariant()
    def everything_follows(self) -> None:
        if not hasattr(self, "store"):
            return
        assert [one.text for one in rebuild(self.store, check=True)] == []

    @invariant()
    def no_event_is_lost_and_no_mention_without_an_incident(self) -> None:
        if not hasattr(self, "store"):
            return
        edits = list(self.store.edits_since())
        assert len(edits) >= self.events
        assert [edit.sequence for edit in edits] == sorted({edit.sequence for edit in edits})
        self.events = len(edits)
        members = [one for found in everything(self.store).values() for one in found.mention_ids]
        assert len(members) == len(set(members)) == self.told


People.TestCase.settings = settings(
    max_examples=10, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
test_people = People.TestCase


@settings(max_examples=10, deadline=None)
@given(
    order=st.permutations(["a", "b", "c"]),
    edits=st.lists(st.tuples(st.integers(0, 1), FIELDS), min_size=1, max_size=3),
)
def test_whatever_reports_come_between_an_edited_field_stays(
    order: list[str], edits: list[tuple[int, dict[str, Any]]]
) -> None:
    decided: dict[str, Any] = {}
    numbers: dict[str, float | None] = {}
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/one.gpkg") as store:
        one = tell(store, order[0], quantities={"soldiers": 1.0})
        for number, name in enumerate(order[1:]):
            for fields in (fields for after, fields in edits if after == number):
                review.edit(store, one, **fields)
                decided |= {field: value for field, value in fields.items() if field != "quantities"}
                numbers |= fields.get("quantities", {})
            tell(store, name, quantities={"soldiers": 2.0 + number, "boats": 1.0}, target=(name,))
            found = everything(store)[one]
            assert {field: getattr(found, field) for field in decided} == decided
            assert {noun: found.quantities.get(noun) for noun in numbers} == numbers


@pytest.fixture(autouse=True, scope="module")
def who() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BORDERWATCH_USER", "Kim")
        yield
