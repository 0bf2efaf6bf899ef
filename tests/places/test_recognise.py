from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.places.recognise import recognise

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer


def surfaces(text: str, gazetteer: Gazetteer) -> list[str]:
    return [toponym.surface for toponym in recognise(text, gazetteer)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Twelve balloons rose from Paju and came down near Kaesong on Tuesday.", ["Paju", "Kaesong"]),
        ("PAJU (South Korea) — Soldiers fired warning shots at the MDL.", ["PAJU", "South Korea", "MDL"]),
        ("A patrol boat turned back off Baengnyeong Island before noon.", ["Baengnyeong Island"]),
        ("Guards at Bab al-Hawa closed the gate.", ["Bab al-Hawa"]),
        ("A farmer from the village of Krynki found a hole in the fence.", ["Krynki"]),
        ("Shells landed in Rîbnița and in Kobanî.", ["Rîbnița", "Kobanî"]),
        ("The Line of Control was quiet.", ["Line of Control"]),
    ],
)
def test_places_are_found(text: str, names: list[str], gazetteer: Gazetteer) -> None:
    assert surfaces(text, gazetteer) == names


@pytest.mark.parametrize(
    "text",
    [
        "Reading the order aloud, the officer paused.",
        "Nice weather kept the crowd until March.",
        "The South Korean army and Chinese fishermen disagreed.",
        "General Douglas Austin spoke with Mr Jordan Chester.",
        "The North accused the South again.",
    ],
)
def test_other_names_are_not(text: str, gazetteer: Gazetteer) -> None:
    assert surfaces(text, gazetteer) == []


def test_a_capital_that_speaks_is_a_metonym(gazetteer: Gazetteer) -> None:
    found = recognise("Seoul said on Friday that two balloons had reached Seoul.", gazetteer)
    assert [(toponym.surface, toponym.metonym) for toponym in found] == [("Seoul", True), ("Seoul", False)]


def test_abbreviations_of_lines_need_capitals(gazetteer: Gazetteer) -> None:
    assert surfaces("Soldiers of both armies met at the LAC in Ladakh.", gazetteer) == ["LAC", "Ladakh"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(["Paju", "the", "of", "al-", "Qamishli", "\n", ". ", "U.S.", "'s", "🎈", "‮", "border"]),
        max_size=40,
    ).map(" ".join)
)
def test_spans_hold_their_text_and_do_not_overlap(gazetteer: Gazetteer, text: str) -> None:
    found = recognise(text, gazetteer)
    assert all(text[toponym.start : toponym.end] == toponym.surface for toponym in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_a_long_text_takes_linear_time(gazetteer: Gazetteer) -> None:
    text = "Two men crossed near Paju on Monday, the army said in Seoul. " * 800
    assert len(recognise(text, gazetteer)) == 1600
