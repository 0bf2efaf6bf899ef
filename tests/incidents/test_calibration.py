from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incident_nouns import mention

from geo.errors import DataError
from geo.incidents.calibration import Calibration, Scores, confidence, scores
from geo.model import Reason
from geo.weights import WEIGHTS

if TYPE_CHECKING:
    from pathlib import Path

shares = st.floats(0, 1)


@given(shares, shares, st.booleans())
def test_a_confidence_is_a_probability(act: float, place: float, is_dated: bool) -> None:
    assert 0 <= confidence(act, place, is_dated) <= 1


@given(shares, shares, shares, st.booleans())
def test_a_surer_act_place_or_date_is_never_less_sure(act: float, more: float, place: float, is_dated: bool) -> None:
    low, high = sorted((act, more))
    assert confidence(low, place, is_dated) <= confidence(high, place, is_dated)
    assert confidence(place, low, is_dated) <= confidence(place, high, is_dated)
    assert confidence(act, place, False) <= confidence(act, place, True)


def test_the_weights_come_back(tmp_path: Path) -> None:
    made = Calibration(bias=-0.5, act=0.25, place=1.5, dated=0.0)
    made.save(tmp_path / "calibration.json")
    assert Calibration.load(tmp_path / "calibration.json") == made


def test_the_weights_of_the_repository_are_sound() -> None:
    assert Calibration.load(WEIGHTS / "calibration.json").act > 0


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"bias": 0}',
        '{"bias": 0, "act": -1, "place": 0, "dated": 0}',
        '{"bias": 0, "act": NaN, "place": 0, "dated": 0}',
        '{"bias": 0, "act": "much", "place": 0, "dated": 0}',
        '{"bias": 0, "act": 1, "place": 0, "dated": 0, "more": 1}',
    ],
)
def test_broken_weights_are_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "calibration.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"calibration\.json"):
        Calibration.load(path)


def test_missing_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"calibration\.json"):
        Calibration.load(tmp_path / "calibration.json")


def test_a_mention_keeps_what_the_models_said() -> None:
    reasons = {
        "kind": Reason(why="so", score=0.8),
        "footprint": Reason(why="so", score=0.6),
        "period": Reason(why="so", spans=((62, 68),)),
    }
    assert scores(mention(reasons=reasons)) == Scores(0.8, 0.6, is_dated=True)
    elsewhere = {**reasons, "period": Reason(why="so", spans=((400, 406),))}
    assert scores(mention(reasons=elsewhere)) == Scores(0.8, 0.6, is_dated=False)
    assert scores(mention()) is None
