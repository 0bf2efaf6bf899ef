"""Where an act happened: the candidates of a report, and which of them a scorer takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from incident_nouns import place, resolution

from geo.incidents.actors import ActorFinder
from geo.incidents.reality import signs
from geo.incidents.roles import Roles, roles
from geo.incidents.text import Sentence, sentences
from geo.incidents.triggers import Lexicon, Trigger
from geo.incidents.where import Scene
from geo.weights import LinearModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Resolution
    from geo.places.gazetteer import Gazetteer

LEXICON = Lexicon(
    {"shelling": [{"verbs": ["shell"]}], "diplomatic_protest": [{"verbs": ["summon"], "nouns": ["protest"]}]}, {}
)
PAJU, CHEORWON = place("Paju", 126.78, 37.76), place("Cheorwon", 127.3, 38.2)


def scorer(**weights: float) -> LinearModel:
    """A model that looks at a few features only."""
    names = [name.replace("_", " ").replace("source ", "source:") for name in weights]
    return LinearModel.of(names, ["right"], [[weight] for weight in weights.values()], [0.0])


class Story:
    """A text whose last sentence tells the act."""

    def __init__(self, text: str, gazetteer: Gazetteer, found: Sequence[Resolution] = ()) -> None:
        self.text, self.sentences = text, sentences(text)
        self.scene = Scene(text, self.sentences, found, gazetteer)
        self.sentence: Sentence = self.sentences[-1]
        self.trigger: Trigger = LEXICON.triggers(self.sentence, {})[0]
        finder = ActorFinder(text, self.sentences, found)
        self.roles: Roles = roles(finder, self.sentence, self.trigger, signs(text, self.sentence, self.trigger, []))

    def spots(self) -> list[tuple[str, str]]:
        """The candidates as (source, name)."""
        found = self.scene.spots(self.sentence, self.roles, self.trigger.kind)
        return [(spot.source, spot.place.name) for spot in found]

    def best(self, model: LinearModel) -> str | None:
        """The name of the place that a model takes."""
        found = self.scene.where(self.sentence, self.trigger, self.roles, model)
        return found.place.name if found else None


def test_places_told_near_by_and_in_the_lead_are_candidates(gazetteer: Gazetteer) -> None:
    text = "Paju woke. One. Two. Three. Four. Cheorwon slept. Then guns shelled it."
    story = Story(text, gazetteer, [resolution(text, PAJU), resolution(text, CHEORWON)])
    assert story.spots() == [("named", "Paju"), ("named", "Cheorwon")]
    later = "Rain. Paju woke. One. Two. Three. Four. Five. Then guns shelled it."
    assert Story(later, gazetteer, [resolution(later, PAJU)]).spots() == []


def test_two_neighbours_have_a_border(gazetteer: Gazetteer) -> None:
    [(source, name)] = Story("Pakistani guns shelled Indian posts.", gazetteer).spots()
    assert source == "border"
    assert "India" in name
    assert "Pakistan" in name


def test_states_far_apart_have_none(gazetteer: Gazetteer) -> None:
    assert Story("Peruvian guns shelled Indian posts.", gazetteer).spots() == []


def test_a_word_between_states_may_have_been_said_in_a_capital(gazetteer: Gazetteer) -> None:
    found = Story("Thailand summoned the Cambodian envoy.", gazetteer).spots()
    assert [source for source, _ in found].count("capital") == 2


def test_the_scorer_decides(gazetteer: Gazetteer) -> None:
    text = "Near Paju Pakistani guns shelled Indian posts."
    story = Story(text, gazetteer, [resolution(text, PAJU)])
    assert story.best(scorer(source_named=2.0, source_border=1.0)) == "Paju"
    assert story.best(scorer(source_named=1.0, source_border=2.0)) != "Paju"


def test_nearer_places_can_count_more(gazetteer: Gazetteer) -> None:
    text = "Paju heard how guns far away, late on a long and rainy night, shelled Cheorwon."
    story = Story(text, gazetteer, [resolution(text, PAJU), resolution(text, CHEORWON)])
    assert story.best(scorer(near=1.0)) == "Cheorwon"


def test_without_a_candidate_there_is_no_where(gazetteer: Gazetteer) -> None:
    assert Story("Somebody shelled something.", gazetteer).best(scorer(near=1.0)) is None


@pytest.mark.parametrize(
    ("text", "surface", "told"),
    [("Guns shelled Paju.", "Paju", "same sentence"), ("Paju woke. Guns shelled it.", "Paju", "elsewhere")],
)
def test_the_reason_says_where_the_place_is_told(text: str, surface: str, told: str, gazetteer: Gazetteer) -> None:
    story = Story(text, gazetteer, [resolution(text, PAJU, surface)])
    found = story.scene.where(story.sentence, story.trigger, story.roles, scorer(near=1.0))
    assert found is not None
    assert "'Paju'" in found.reason
    assert told in found.reason
    assert text[found.offset :].startswith("Paju")
    assert 0 <= found.score <= 1
