from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.places.cases import read_cases, read_setting
from geo.places.nearness import FAR
from geo.places.ranking import NAMES, base_features, judgements, rank
from geo.places.recognise import recognise
from geo.weights import LinearModel

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer


def columns(text: str, gazetteer: Gazetteer, key: str) -> dict[str, np.ndarray]:
    """The columns of distance of a name's options, the options nearest to Texas (32.5 N, 97 W) first."""
    cases = read_cases(text, recognise(text, gazetteer), gazetteer)
    matrices = rank(cases, read_setting(text, ""), gazetteer)[1]
    number = next(n for n, case in enumerate(cases) if case.key == key)
    facts = [gazetteer.facts(choice.entry.position) for choice in cases[number].choices]
    order = np.argsort([abs(fact.lat - 32.5) + abs(fact.lon + 97) for fact in facts])
    return {name: matrices[number][order, NAMES.index(name)] for name in FAR}


def test_places_of_one_neighbourhood_support_each_other(gazetteer: Gazetteer) -> None:
    found = columns("The road from Paris to Bonham and Sherman was closed near Honey Grove.", gazetteer, "paris")
    assert found["support"][0] == found["support"].max()
    assert found["same_admin1"][0] == found["same_admin1"].max()


def test_a_lone_name_has_no_company(gazetteer: Gazetteer) -> None:
    found = columns("Nothing happened in Paris today.", gazetteer, "paris")
    assert not any(found[name].any() for name in FAR if name != "alone")
    assert found["alone"].any()


def test_weights_from_before_a_feature_do_without_it(gazetteer: Gazetteer) -> None:
    old = [name for name in NAMES if name != "support"]
    model = LinearModel.of(old, ("first", "second"), np.ones((len(old), 2)), [0.5, 0.25])
    first, first_nil, second, second_nil = judgements(model)
    assert first[NAMES.index("support")] == second[NAMES.index("support")] == 0.0
    assert first.sum() == second.sum() == pytest.approx(len(old))
    assert (first_nil, second_nil) == (0.5, 0.25)


def test_no_names_make_no_rows(gazetteer: Gazetteer) -> None:
    assert base_features([], read_setting("", ""), gazetteer) == []
    assert rank([], read_setting("", ""), gazetteer) == ([], [])
