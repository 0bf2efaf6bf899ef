"""The figures of bench.merge, and the rule to beat."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
import shapely

from bench.merge import Judged, calibration, copies, pair_row
from bench.merge_rule import same_by_rule
from geo.model import Evidence, Footprint, Mention, Period, PlacePrecision
from scripts.merge_data import Pair
from scripts.variants import variant

SENTENCE = "Guards of the southern shore counted forty balloons over Paju on Sunday."
TOLD = Mention(
    report_id="a",
    kind="balloon_launch",
    period=Period(start=date(2024, 6, 9), end=date(2024, 6, 9)),
    footprint=Footprint(geometry=shapely.Point(126.78, 37.76), precision=PlacePrecision.LOCALITY),
    place="Paju",
    country="KR",
    evidence=Evidence(report_id="a", start=0, end=len(SENTENCE), quote=SENTENCE),
    trigger=(43, 51),
    initiator=("South Korean activists",),
    quantities={"balloons": 40.0},
)


def judged(same: bool, chance: float | None) -> Judged:
    return Judged(Pair(TOLD, TOLD, same, "retelling", 0), chance)


def test_pairs_are_counted_as_joined_or_not() -> None:
    row = pair_row("x", [(True, True), (True, False), (False, True), (False, False)])
    assert list(row.values()) == ["x", 4, 2, 2, 0.5, 0.5, 0.5]
    assert pair_row("none of one act", [(False, True)])["P"] is None


def test_calibration_compares_probability_and_share() -> None:
    error, rows = calibration([judged(True, 0.95), judged(True, 0.95), judged(False, 0.25), judged(False, None)])
    assert error == pytest.approx(2 / 3 * 0.05 + 1 / 3 * 0.25)
    assert [row["pairs"] for row in rows] == [0, 1, 0, 0, 2]
    assert calibration([judged(True, 1.0), judged(False, 0.0)])[0] == 0


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"kind": "shelling"}, False),
        ({"period": Period(start=date(2024, 6, 10), end=date(2024, 6, 10))}, False),
        ({"period": Period(start=date(2024, 6, 1), end=date(2024, 6, 30))}, False),
        ({"initiator": ("Japan",)}, False),
        ({"initiator": ()}, True),
        ({"footprint": replace(TOLD.footprint, geometry=shapely.Point(127.2, 37.76))}, False),
        ({"footprint": Footprint(geometry=shapely.Point(127.5, 36.5), precision=PlacePrecision.COUNTRY)}, True),
    ],
)
def test_the_rule(change: dict[str, object], same: bool) -> None:
    assert same_by_rule(TOLD, replace(TOLD, **change)) is same


def test_a_copy_keeps_most_of_its_text() -> None:
    made = copies(SENTENCE * 4, random.Random(1))
    assert len(made) == 4
    assert all(text != SENTENCE * 4 for text in made.values())


def test_a_variant_is_another_report_of_the_same_kind_near_by() -> None:
    for seed in range(60):
        told = variant(TOLD, random.Random(seed))
        assert (told.kind, told.evidence.report_id) == (TOLD.kind, told.report_id)
        assert told.report_id != TOLD.report_id
        assert abs((told.period.start - TOLD.period.start).days) <= 1
        start, end = told.trigger
        assert told.evidence.quote[start:end] in ("", "balloons")
