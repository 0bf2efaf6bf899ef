"""Towns and named stretches at their kilometre."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.places import alongside

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer


def test_every_listed_line_has_kilometres() -> None:
    listed = alongside.lines()
    assert next(iter(listed)) == "mdl"
    assert {"nll", "border:IN-PK"} <= set(listed)
    assert {"dmz", "undof", "border:KP-KR"}.isdisjoint(listed)
    assert all(alongside.chainage(one).length_km > 0 for one in [*list(listed)[:40], *list(listed)[-5:]])


def test_what_is_no_line_is_refused() -> None:
    with pytest.raises(KeyError):
        alongside.chainage("dmz")


def test_towns_stand_at_their_kilometre_from_west_to_east(gazetteer: Gazetteer) -> None:
    line = alongside.chainage("mdl")
    towns = {town.name: town for town in alongside.towns(line, gazetteer, within_km=30)}
    assert towns["Yeoncheon"].km < towns["Gimhwa"].km < towns["Goseong"].km
    assert all(0 <= town.km <= line.length_km and town.gap_km <= 30 for town in towns.values())
    assert len(towns) <= 40


def test_the_fronts_cover_the_demarcation_line_in_order() -> None:
    line = alongside.chainage("mdl")
    fronts = alongside.sectors("mdl", line)
    assert [one.name for one in fronts] == ["Western sector", "Central sector", "Eastern sector"]
    assert fronts[0].from_km == pytest.approx(0, abs=0.1)
    assert fronts[0].to_km == pytest.approx(fronts[1].from_km, abs=0.1)
    assert fronts[2].to_km == pytest.approx(line.length_km, abs=0.1)


def test_rivers_and_sub_lines_are_stretches_of_a_border() -> None:
    names = [one.name for one in alongside.sectors("border:CN-KP", alongside.chainage("border:CN-KP"))]
    assert names == ["Yalu River", "Tumen River"]
    assert alongside.sectors("nll", alongside.chainage("nll")) == []


def test_ends_are_named_by_where_they_lie() -> None:
    assert alongside.ends(alongside.chainage("mdl")) == ("western end", "eastern end")
    assert alongside.ends(alongside.chainage("border:IN-PK")) == ("northern end", "southern end")
