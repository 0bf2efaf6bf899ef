from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.places.cases import read_cases
from geo.places.nearness import NEARNESS, nearness
from geo.places.optionrows import OptionRows
from geo.places.ranking import NAMES, rank
from geo.places.recognise import recognise
from geo.places.told import read_setting

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer


def columns(text: str, gazetteer: Gazetteer, key: str) -> dict[str, np.ndarray]:
    """The columns of nearness of a name's options, the options nearest to Texas (32.5 N, 97 W) first."""
    cases = read_cases(text, recognise(text, gazetteer), gazetteer)
    matrices = rank(cases, read_setting(text, ""), gazetteer)[1]
    number = next(n for n, case in enumerate(cases) if case.key == key)
    facts = [gazetteer.facts(choice.entry.position) for choice in cases[number].choices]
    order = np.argsort([abs(fact.lat - 32.5) + abs(fact.lon + 97) for fact in facts])
    return {name: matrices[number][order, NAMES.index(name)] for name in NEARNESS}


def test_places_of_one_neighbourhood_support_each_other(gazetteer: Gazetteer) -> None:
    found = columns("The road from Paris to Bonham and Sherman was closed near Honey Grove.", gazetteer, "paris")
    assert found["support"][0] == found["support"].max()
    assert found["same_admin1"][0] == found["same_admin1"].max()


def test_a_county_and_its_town_are_a_pair(gazetteer: Gazetteer) -> None:
    found = columns("Henderson County hired two men. Both are from Athens.", gazetteer, "athens")
    assert found["pair_admin2"][0] == found["pair_admin2"].max() > 0


def test_a_division_that_is_named_is_told(gazetteer: Gazetteer) -> None:
    found = columns("The law in Texas is clear. A fire broke out in Paris.", gazetteer, "paris")
    assert found["told_admin1"][0] == found["told_admin1"].max() > 0.5
    assert found["told_other_admin1"][0] < 0.5


def test_a_lone_name_has_no_company(gazetteer: Gazetteer) -> None:
    found = columns("Nothing happened in Paris today.", gazetteer, "paris")
    of_itself = {"alone", "before", "before_gap"}
    assert not any(found[name].any() for name in NEARNESS if name not in of_itself)
    assert found["alone"].any()


def test_blocks_change_nothing(gazetteer: Gazetteer) -> None:
    text = "From Paris to Springfield, Richmond, Santiago and San Antonio, past Alexandria and Victoria."
    cases = read_cases(text, recognise(text, gazetteer), gazetteer)
    rows = OptionRows.of(cases, gazetteer)
    chances = np.full(len(rows), 0.1)
    whole = nearness(rows, chances)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geo.places.nearness._BLOCK", 7)
        assert np.allclose(nearness(rows, chances), whole)


def test_no_names_make_no_rows(gazetteer: Gazetteer) -> None:
    assert rank([], read_setting("", ""), gazetteer) == ([], [])
