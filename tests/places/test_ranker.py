from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DataError
from geo.places.cases import read_cases
from geo.places.optionrows import OptionRows
from geo.places.ranker import COLUMNS, Ranker, shipped, softmax
from geo.places.ranking import rank
from geo.places.recognise import recognise
from geo.places.told import read_setting

if TYPE_CHECKING:
    from pathlib import Path

    from geo.places.gazetteer import Gazetteer

TEXT = "Two men from Alexandria were held in Santiago and Paris, the Zzyqville radio said."


def rows(gazetteer: Gazetteer) -> OptionRows:
    return OptionRows.of(read_cases(TEXT, recognise(TEXT, gazetteer), gazetteer), gazetteer)


@settings(deadline=None)
@given(nil=st.floats(-50, 50), shift=st.floats(-800, 800))
def test_chances_and_what_is_left_for_nil(nil: float, shift: float, gazetteer: Gazetteer) -> None:
    options = rows(gazetteer)
    scores = np.linspace(-3, 3, len(options))
    found = softmax(scores, nil, options)
    assert (found >= 0).all()
    assert all(found[part].sum() <= 1 + 1e-9 for part in options.parts)
    assert np.allclose(softmax(scores + shift, nil + shift, options), found)


def test_a_higher_temperature_is_less_sure(gazetteer: Gazetteer) -> None:
    cases = read_cases(TEXT, recognise(TEXT, gazetteer), gazetteer)
    hot = replace(shipped(), temperature=shipped().temperature * 4)
    sure, unsure = (rank(cases, read_setting(TEXT, ""), gazetteer, one)[0] for one in (shipped(), hot))
    assert sum(chance.max() for chance in unsure) < sum(chance.max() for chance in sure)


def test_weights_come_back_as_they_were(tmp_path: Path) -> None:
    shipped().save(tmp_path / "a.npz")
    again = Ranker.load(tmp_path / "a.npz")
    again.save(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert (tmp_path / "a.npz").stat().st_size < 1_000_000


@pytest.mark.parametrize(
    "broken",
    [
        {"skip": np.zeros(3)},
        {"spread": np.zeros(len(COLUMNS))},
        {"temperature": np.asarray(0.0)},
        {"out": np.array([np.nan])},
    ],
)
def test_weights_that_do_not_fit_are_refused(broken: dict[str, np.ndarray], tmp_path: Path) -> None:
    replace(shipped(), **broken).save(tmp_path / "bad.npz")
    with pytest.raises(DataError, match=r"bad\.npz was made for other features"):
        Ranker.load(tmp_path / "bad.npz")


def test_a_missing_or_torn_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        Ranker.load(tmp_path / "none.npz")
    (tmp_path / "torn.npz").write_bytes(b"PK\x03\x04 torn")
    with pytest.raises(DataError, match="cannot be read"):
        Ranker.load(tmp_path / "torn.npz")
