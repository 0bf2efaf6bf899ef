"""The candidates for the place of an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from incident_nouns import place, resolution
from place_story import CHEORWON, PAJU, Story

from geo import geodesy

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer


def test_places_told_near_by_and_in_the_lead_are_candidates(gazetteer: Gazetteer) -> None:
    text = "Paju woke. One. Two. Three. Four. Cheorwon slept. Then guns shelled it."
    story = Story(text, gazetteer, [resolution(text, PAJU), resolution(text, CHEORWON)])
    assert story.named() == [("named", "Paju"), ("named", "Cheorwon")]
    later = "Rain. Paju woke. One. Two. Three. Four. Five. Then guns shelled it."
    assert Story(later, gazetteer, [resolution(later, PAJU)]).named() == []


def test_the_sentence_behind_counts_too(gazetteer: Gazetteer) -> None:
    text = "Guns shelled the fields. It was near Paju."
    assert Story(text, gazetteer, [resolution(text, PAJU)], at=0).named() == [("named", "Paju")]


def test_two_neighbours_have_a_border(gazetteer: Gazetteer) -> None:
    [(source, name)] = Story("Pakistani guns shelled Indian posts.", gazetteer).named()
    assert source == "border"
    assert "India" in name
    assert "Pakistan" in name


def test_neighbours_told_elsewhere_in_the_report_have_one_too(gazetteer: Gazetteer) -> None:
    story = Story("Thai and Cambodian envoys met. Guns shelled the hills.", gazetteer)
    assert [name for source, name in story.named() if source == "border"] == ["Cambodia–Thailand border"]


def test_those_who_act_come_before_those_who_are_only_told_of(gazetteer: Gazetteer) -> None:
    text = "Belarus and Poland watched. Belarus and Poland wrote. Pakistani guns shelled Indian posts."
    ranked = [spot.place.name for spot in Story(text, gazetteer).spots() if spot.source == "border"]
    assert ranked == ["India–Pakistan border", "Belarus–Poland border"]


def test_states_far_apart_have_none(gazetteer: Gazetteer) -> None:
    assert Story("Peruvian guns shelled Indian posts.", gazetteer).named() == []


def test_the_two_koreas_have_a_limit_at_sea(gazetteer: Gazetteer) -> None:
    named = Story("North Korean guns shelled a South Korean boat.", gazetteer).named()
    assert ("sea", "Northern Limit Line") in named
    assert ("border", "Military Demarcation Line") in named


def test_a_word_between_states_may_have_been_said_in_a_capital(gazetteer: Gazetteer) -> None:
    found = Story("Thailand summoned the Cambodian envoy.", gazetteer).spots()
    assert {spot.place.name for spot in found if spot.source == "capital"} == {"Bangkok", "Phnom Penh"}


def test_a_place_knows_the_border_that_it_lies_at(gazetteer: Gazetteer) -> None:
    text = "Near Cheorwon, far from Busan, North Korean guns shelled South Korean posts."
    busan = place("Busan", 129.04, 35.1)
    spots = Story(text, gazetteer, [resolution(text, CHEORWON), resolution(text, busan)]).spots()
    lines = {spot.place.name: spot.line.id if spot.line else "" for spot in spots if spot.source == "named"}
    assert lines == {"Cheorwon": "mdl", "Busan": ""}


def test_a_part_of_a_line_stands_for_the_line(gazetteer: Gazetteer) -> None:
    story = Story("North Korean guns shelled South Korean posts in the eastern sector.", gazetteer)
    [part] = [spot for spot in story.spots() if spot.source == "part"]
    assert part.place.footprint.geometry.bounds[0] > 127.9


@pytest.mark.parametrize("words", ["Paju and Cheorwon", "Paju to Cheorwon"])
def test_towns_told_together_are_a_line_through_them(words: str, gazetteer: Gazetteer) -> None:
    text = f"Guns shelled fields from {words}."
    story = Story(text, gazetteer, [resolution(text, PAJU), resolution(text, CHEORWON)])
    [both] = [spot for spot in story.spots() if spot.source == "list"]
    drawn = both.drawn(as_line=False)
    assert both.surface == words
    assert drawn.name == "Paju and Cheorwon"
    assert drawn.footprint.geometry.geom_type == "LineString"


def test_towns_at_one_border_are_the_stretch_between_them(gazetteer: Gazetteer) -> None:
    text = "North Korean guns shelled South Korean fields from Paju to Cheorwon."
    story = Story(text, gazetteer, [resolution(text, PAJU), resolution(text, CHEORWON)])
    [both] = [spot for spot in story.spots() if spot.source == "list"]
    assert both.line is not None
    assert both.line.id == "mdl"
    drawn = both.drawn(as_line=False)
    assert drawn.name == "Paju and Cheorwon"
    assert geodesy.buffer_m(both.line.footprint.geometry, 50).covers(drawn.footprint.geometry)


def test_towns_told_one_after_the_other_without_a_joint_are_none(gazetteer: Gazetteer) -> None:
    text = "Guns shelled Paju, Cheorwon."
    story = Story(text, gazetteer, [resolution(text, PAJU), resolution(text, CHEORWON)])
    assert [spot for spot in story.spots() if spot.source == "list"] == []
