"""Where an act happened: which candidate a model takes, and in what form it is drawn."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from incident_nouns import place, resolution
from place_story import CHEORWON, PAJU, Story, named_at, scorer

from geo.incidents.where import Scene
from geo.model import PlacePrecision
from geo.weights import LinearModel, model

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer


def test_the_scorer_decides(gazetteer: Gazetteer) -> None:
    text = "Near Paju Pakistani guns shelled Indian posts."
    story = Story(text, gazetteer, [resolution(text, PAJU)])
    assert story.best(scorer({"source:named": 2.0, "source:border": 1.0})) == "Paju"
    assert story.best(scorer({"source:named": 1.0, "source:border": 2.0})) != "Paju"


def test_nearer_places_can_count_more(gazetteer: Gazetteer) -> None:
    text = "Paju heard how guns far away, late on a long and rainy night, shelled Cheorwon."
    story = Story(text, gazetteer, [resolution(text, PAJU), resolution(text, CHEORWON)])
    assert story.best(scorer({"near": 1.0})) == "Cheorwon"


def test_without_a_candidate_there_is_no_where(gazetteer: Gazetteer) -> None:
    assert Story("Somebody shelled something.", gazetteer).best(scorer({"near": 1.0})) is None


@pytest.mark.parametrize(
    ("text", "surface", "told"),
    [("Guns shelled Paju.", "Paju", "same sentence"), ("Paju woke. Guns shelled it.", "Paju", "elsewhere")],
)
def test_the_reason_says_where_the_place_is_told(text: str, surface: str, told: str, gazetteer: Gazetteer) -> None:
    story = Story(text, gazetteer, [resolution(text, PAJU, surface)])
    found = story.where(scorer({"near": 1.0}))
    assert found is not None
    assert "'Paju'" in found.reason
    assert told in found.reason
    assert text[found.offset :].startswith("Paju")
    assert 0 <= found.score <= 1


def test_the_scores_of_winner_and_losers_are_shares(gazetteer: Gazetteer) -> None:
    text = "Paju woke. Near Cheorwon Pakistani guns shelled Indian posts."
    story = Story(text, gazetteer, [resolution(text, PAJU), resolution(text, CHEORWON)])
    found = story.where(scorer({"near": 1.0}))
    assert found is not None
    assert found.place.name == "Cheorwon"
    assert found.score > max(score for _, score in found.losers)
    assert found.score + sum(score for _, score in found.losers) <= 1 + 1e-9


def test_a_town_at_a_border_may_stand_for_the_stretch_beside_it(gazetteer: Gazetteer) -> None:
    text = "Near Cheorwon North Korean guns shelled South Korean posts."
    story = Story(text, gazetteer, [resolution(text, CHEORWON)])
    point = story.where(_both(line=-9.0))
    stretch = story.where(_both(line=9.0))
    assert point is not None
    assert stretch is not None
    assert point.place.footprint.geometry.geom_type == "Point"
    assert stretch.place.footprint.geometry.geom_type == "LineString"
    assert stretch.place.footprint.precision is PlacePrecision.ON_LINE
    assert (stretch.place.name, stretch.place.countries) == ("Cheorwon", ("KR",))
    assert "Military Demarcation Line" in stretch.reason


def test_a_town_far_from_any_border_stays_a_point(gazetteer: Gazetteer) -> None:
    text = "Near Busan North Korean guns shelled South Korean posts."
    busan = place("Busan", 129.04, 35.1)
    found = Story(text, gazetteer, [resolution(text, busan)]).where(_both(line=9.0))
    assert found is not None
    assert found.place is busan


def test_how_well_a_place_fits_can_be_told_from_outside(gazetteer: Gazetteer) -> None:
    text = "Guns near Paju and far from Cheorwon shelled it."
    story = Story(text, gazetteer, [resolution(text, PAJU), resolution(text, CHEORWON)])
    likes = {text.index("Paju"): 0.5, text.index("Cheorwon"): 2.5}
    scene = Scene(text, story.sentences, story.found, gazetteer, fits=lambda act, offset: likes[offset] + 0 * act)
    spots = scene.spots(story.sentence, story.trigger, story.roles)
    rows = scene.rows(spots, story.sentence, story.trigger, story.roles)
    told = {spot.surface: row for spot, row in zip(spots, rows, strict=True) if spot.source == "named"}
    assert told["Paju"]["fits"] == 0.5
    assert told["Paju"]["fits:best"] == 0
    assert told["Cheorwon"]["fits:best"] == 1
    assert all(row["fits none"] == -2.5 for spot, row in zip(spots, rows, strict=True) if spot.offset < 0)


def test_the_trained_model_prefers_the_place_beside_the_verb(gazetteer: Gazetteer) -> None:
    text = "Paju was quiet. On Monday North Korean guns shelled fields near Cheorwon."
    story = Story(text, gazetteer, [resolution(text, PAJU), resolution(text, CHEORWON)])
    found = story.where(model("where"))
    assert found is not None
    assert found.place.name == "Cheorwon"


def test_thousands_of_places_take_linear_time(gazetteer: Gazetteer) -> None:
    places = [place(f"Town{n:04}", 126 + n / 5_000, 38.0) for n in range(5_000)]
    text = "Guns shelled " + ", ".join(one.name for one in places) + "."
    story = Story(text, gazetteer, at=0)
    found = [named_at(text, one, len("Guns shelled ") + n * len("Town0000, ")) for n, one in enumerate(places)]
    started = time.perf_counter()
    scene = Scene(text, story.sentences, found, gazetteer)
    for _ in range(20):
        assert len(scene.spots(story.sentence, story.trigger, story.roles)) < 60
        assert scene.where(story.sentence, story.trigger, story.roles, scorer({"near": 1.0}))
    assert time.perf_counter() - started < 2.0


def _both(line: float) -> LinearModel:
    return LinearModel.of(["source:named"], ["right", "line"], [[5.0, line]], [0.0, 0.0])
