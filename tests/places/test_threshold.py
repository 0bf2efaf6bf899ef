from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.model import Report
from geo.pipeline import parse
from geo.places.recognise import recognise
from geo.places.resolve import resolve
from geo.places.threshold import VARIABLE, least_score

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer

TEXT = "A bus from Goseong was late. In Paju, South Korea, soldiers met farmers from Springfield and Tripoli."
SHARES = st.floats(0, 1)


def placed(gazetteer: Gazetteer, least: float | None) -> set[str]:
    found = resolve(TEXT, recognise(TEXT, gazetteer), gazetteer, least=least)
    return {one.toponym.surface for one in found if one.place}


def test_without_a_threshold_the_ranker_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert least_score() is None


def test_what_is_given_goes_before_what_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, " 0.8 ")
    assert (least_score(), least_score(0.0)) == (0.8, 0.0)


@pytest.mark.parametrize("said", ["much", "1.5", "-0.1", "nan", "80%"])
def test_what_is_no_score_is_one_sentence(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, said)
    with pytest.raises(InputError, match=f"{VARIABLE} is .*a number from 0 to 1"):
        least_score()
    with pytest.raises(InputError, match="a number from 0 to 1"):
        least_score(float("nan"))


@settings(deadline=None)
@given(a=SHARES, b=SHARES)
def test_a_higher_threshold_places_fewer_names(gazetteer: Gazetteer, a: float, b: float) -> None:
    assert placed(gazetteer, max(a, b)) <= placed(gazetteer, min(a, b))


@settings(deadline=None)
@given(least=SHARES)
def test_what_is_placed_scores_as_much(gazetteer: Gazetteer, least: float) -> None:
    found = resolve(TEXT, recognise(TEXT, gazetteer), gazetteer, least=least)
    assert all(one.chosen.score >= least for one in found if one.chosen)
    assert all(not one.losers or one.losers[0].score < least for one in found if not one.chosen)


def test_at_zero_every_name_of_the_gazetteer_has_a_place(gazetteer: Gazetteer) -> None:
    assert placed(gazetteer, 0.0) == {"Goseong", "Paju", "South Korea", "Springfield", "Tripoli"}


def test_the_pipeline_keeps_to_it(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    def names(least: float | None = None) -> set[str]:
        parsed = parse(Report(text=TEXT), gazetteer, least=least)
        return {one.toponym.surface for one in parsed.resolutions if one.place}

    assert names(1.0) < names(0.0)
    monkeypatch.setenv(VARIABLE, "1")
    assert names() == names(1.0)
