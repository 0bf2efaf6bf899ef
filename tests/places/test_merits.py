from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.places.cases import read_cases
from geo.places.merits import MERITS, merits
from geo.places.optionrows import OptionRows
from geo.places.recognise import recognise
from geo.places.told import Setting, read_setting

if TYPE_CHECKING:
    import numpy as np

    from geo.places.gazetteer import Gazetteer


def columns(text: str, gazetteer: Gazetteer, key: str) -> tuple[dict[str, np.ndarray], list[str]]:
    """The columns of a name's options, and the country of each."""
    cases = read_cases(text, recognise(text, gazetteer), gazetteer)
    rows = OptionRows.of(cases, gazetteer)
    table = merits(cases, read_setting(text, ""), rows)
    part = rows.parts[next(number for number, case in enumerate(cases) if case.key == key)]
    codes = ["/".join(fact.countries) for fact in rows.facts[part]]
    return {name: table[part, number] for number, name in enumerate(MERITS)}, codes


@pytest.mark.parametrize("text", ["Troops left Tripoli, Lebanon said.", "Lebanese troops left Tripoli."])
def test_a_country_is_told_by_name_and_by_adjective(text: str, gazetteer: Gazetteer) -> None:
    found, codes = columns(text, gazetteer, "tripoli")
    for name in ("named", "told_here", "told_only"):
        assert {code for code, told in zip(codes, found[name], strict=True) if told} == {"LB"}
    assert not found["others_named"][codes.index("LB")]
    assert found["others_named"][codes.index("LY")]


def test_a_country_is_not_told_by_its_own_name_alone(gazetteer: Gazetteer) -> None:
    found, codes = columns("School was out in Georgia.", gazetteer, "georgia")
    assert not found["named"].any()
    assert found["itself"][codes.index("GE")]
    assert found["unnamed_country"][codes.index("GE")]
    found, codes = columns("The Georgian army left a camp in Georgia.", gazetteer, "georgia")
    assert found["named"][codes.index("GE")]


def test_shares_are_shares(gazetteer: Gazetteer) -> None:
    found, _ = columns("Two were hurt in Springfield, Illinois, and in Paris.", gazetteer, "springfield")
    assert found["share"].sum() == pytest.approx(1.0)
    assert found["below_most"].max() == 0.0
    assert found["rank"].min() == 0.0
    assert found["inside"].any()


def test_no_names_make_no_rows(gazetteer: Gazetteer) -> None:
    rows = OptionRows.of([], gazetteer)
    assert merits([], Setting(), rows).shape == (0, len(MERITS))
    assert len(rows) == 0
